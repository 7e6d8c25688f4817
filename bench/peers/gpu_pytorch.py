"""Images per second of a DCGAN training step in PyTorch on a GPU.

Usage: python3 gpu_pytorch.py eager|compile SIZE SECONDS D:BATCH... [--software]

The networks and the step are those of train/model, on made-up pictures. Prints
a JSON object a line: float32, and float32 with matrix products in TF32, of
eager PyTorch, or those of torch.compile. With --software it takes the processor
where there is no CUDA, to be tried.
"""

import json
import statistics
import sys
import time

import torch

from dcgan_pytorch import Discriminator, Generator, Training

software = "--software" in sys.argv
mode, size, seconds, *work = [a for a in sys.argv[1:] if a != "--software"]
size, seconds = int(size), float(seconds)
if not torch.cuda.is_available() and not software:
    sys.exit("error: PyTorch finds no CUDA")
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
if mode == "compile" and not hasattr(torch, "compile"):
    sys.exit("error: torch.compile needs PyTorch 2, this is " + torch.__version__)


def synchronize():
    if device.type == "cuda":
        torch.cuda.synchronize()


def images_per_second(d, batch):
    torch.manual_seed(0)
    networks = [N(d, size, size).to(device) for N in (Generator, Discriminator)]
    if mode == "compile":
        networks = [torch.compile(network) for network in networks]
    training = Training(*networks, batch, device)
    real = torch.rand(batch, 3, size, size, device=device) * 2 - 1

    def steps(count):
        for _ in range(count):
            noise = [torch.randn(batch, 100, device=device) for _ in range(2)]
            training.step(real, *noise, 2e-4)
        synchronize()

    steps(3)
    rates = []
    end = time.perf_counter() + seconds
    while not rates or time.perf_counter() < end:
        start = time.perf_counter()
        steps(10)
        rates.append(10 * batch / (time.perf_counter() - start))
    return statistics.median(rates)


for tf32 in (False, True):
    torch.backends.cuda.matmul.allow_tf32 = tf32
    torch.backends.cudnn.allow_tf32 = tf32
    for item in work:
        d, batch = map(int, item.split(":"))
        rate = images_per_second(d, batch)
        found = {"tf32": tf32, "d": d, "batch": batch, "imagesPerSecond": rate}
        print(json.dumps(found), flush=True)
