"""Images per second of a DCGAN training step in PyTorch.

Usage: python3 training_pytorch.py D BATCH STEPS THREADS

The networks and the step are those of train/model, on made-up 64x64 pictures.
Prints one JSON object with the median of the steps after the first.
"""

import json
import statistics
import sys
import time

import torch

from dcgan_pytorch import Discriminator, Generator, Training

d, batch, steps, threads = map(int, sys.argv[1:5])
torch.set_num_threads(threads)
torch.manual_seed(0)
training = Training(Generator(d, 64, 64), Discriminator(d, 64, 64), batch)
seconds = []
for _ in range(steps + 1):
    real = torch.rand(batch, 3, 64, 64) * 2 - 1
    start = time.perf_counter()
    training.step(real, torch.randn(batch, 100), torch.randn(batch, 100), 2e-4)
    seconds.append(time.perf_counter() - start)
print(json.dumps({"imagesPerSecond": batch / statistics.median(seconds[1:])}))
