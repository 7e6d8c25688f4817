"""Seconds of a DCGAN training step in PyTorch.

Usage: python3 training_pytorch.py D BATCH STEPS SECONDS THREADS

The networks and the step are those of train/model, on made-up 64x64 pictures.
Prints one JSON object with medians of the steps after the first, by the clock
and in processor time; no step begins when SECONDS are over.
"""

import json
import statistics
import sys
import time

import torch

from dcgan_pytorch import Discriminator, Generator, Training

d, batch, steps, limit, threads = map(int, sys.argv[1:6])
torch.set_num_threads(threads)
torch.manual_seed(0)
training = Training(Generator(d, 64, 64), Discriminator(d, 64, 64), batch)
wall, cpu = [], []
end = float("inf")
for step in range(steps + 1):
    if time.perf_counter() >= end:
        break
    real = torch.rand(batch, 3, 64, 64) * 2 - 1
    start, used = time.perf_counter(), time.process_time()
    training.step(real, torch.randn(batch, 100), torch.randn(batch, 100), 2e-4)
    if step == 0:
        end = time.perf_counter() + limit
    else:
        wall.append(time.perf_counter() - start)
        cpu.append(time.process_time() - used)
print(json.dumps({"wall": statistics.median(wall), "cpu": statistics.median(cpu)}))
