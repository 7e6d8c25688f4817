"""Images per second of a DCGAN training step in PyTorch.

Usage: python3 training_pytorch.py D BATCH STEPS THREADS

The networks and the step are those of train/model: the same layers, batch
normalisation, losses, Adam and updates, on made-up 64x64 pictures. Prints one
JSON object with the median of the steps after the first.
"""

import json
import statistics
import sys
import time

import torch
from torch import nn

d, batch, steps, threads = map(int, sys.argv[1:5])
torch.set_num_threads(threads)
torch.manual_seed(0)


class Reshape(nn.Module):
    def forward(self, x):
        return x.view(-1, 8 * d, 4, 4)


def upsample(inputs, outputs):
    return nn.ConvTranspose2d(inputs, outputs, 4, 2, 1)


def downsample(inputs, outputs):
    return nn.Conv2d(inputs, outputs, 4, 2, 1)


generator = nn.Sequential(
    nn.Linear(100, 8 * d * 16), Reshape(),
    nn.BatchNorm2d(8 * d), nn.ReLU(),
    upsample(8 * d, 4 * d), nn.BatchNorm2d(4 * d), nn.ReLU(),
    upsample(4 * d, 2 * d), nn.BatchNorm2d(2 * d), nn.ReLU(),
    upsample(2 * d, d), nn.BatchNorm2d(d), nn.ReLU(),
    upsample(d, 3), nn.Tanh(),
)
discriminator = nn.Sequential(
    downsample(3, d), nn.LeakyReLU(0.2),
    downsample(d, 2 * d), nn.BatchNorm2d(2 * d), nn.LeakyReLU(0.2),
    downsample(2 * d, 4 * d), nn.BatchNorm2d(4 * d), nn.LeakyReLU(0.2),
    downsample(4 * d, 8 * d), nn.BatchNorm2d(8 * d), nn.LeakyReLU(0.2),
    nn.Flatten(), nn.Linear(8 * d * 16, 1),
)
adam = {"lr": 2e-4, "betas": (0.5, 0.999)}
generator_optimizer = torch.optim.Adam(generator.parameters(), **adam)
discriminator_optimizer = torch.optim.Adam(discriminator.parameters(), **adam)
loss = nn.BCEWithLogitsLoss()
ones, zeros = torch.ones(batch, 1), torch.zeros(batch, 1)


def step(real):
    discriminator_optimizer.zero_grad()
    loss(discriminator(real), ones).backward()
    # As the reference has it: the generator is not detached.
    loss(discriminator(generator(torch.randn(batch, 100))), zeros).backward()
    discriminator_optimizer.step()
    generator_optimizer.zero_grad()
    loss(discriminator(generator(torch.randn(batch, 100))), ones).backward()
    generator_optimizer.step()


seconds = []
for _ in range(steps + 1):
    real = torch.rand(batch, 3, 64, 64) * 2 - 1
    start = time.perf_counter()
    step(real)
    seconds.append(time.perf_counter() - start)
print(json.dumps({"imagesPerSecond": batch / statistics.median(seconds[1:])}))
