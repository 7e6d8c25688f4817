"""Trains a DCGAN in PyTorch on work that was prepared for it.

Usage: python3 quality_pytorch.py FOLDER CHANGE

FOLDER holds work.json (d, height, width, batch, threads and the learning rate
of every step), the initial generator.pth and discriminator.pth, real.u8 (the
batches of all steps, one byte a value) and noise.f32 (for every step the noise
of the discriminator's fakes, then that of the generator's). generator.pth is
replaced by the trained one. CHANGE is the standard deviation by which each
initial weight is changed, relative to it; 0 for none. Prints the processor time
of a step in milliseconds, without the first.
"""

import json
import sys
import time

import numpy
import torch

from dcgan_pytorch import Discriminator, Generator, Training

folder, change = sys.argv[1], float(sys.argv[2])
with open(f"{folder}/work.json") as file:
    work = json.load(file)
torch.set_num_threads(work["threads"])
torch.manual_seed(0)
d, height, width, batch = (work[k] for k in ("d", "height", "width", "batch"))
networks = {
    "generator": Generator(d, height, width),
    "discriminator": Discriminator(d, height, width),
}
for name, network in networks.items():
    # The counters of batches, which play no part, keep their zeros.
    given = torch.load(f"{folder}/{name}.pth")
    network.load_state_dict({**network.state_dict(), **given})
    with torch.no_grad():
        for weight in network.parameters():
            weight.mul_(1 + change * torch.randn_like(weight))
real = numpy.fromfile(f"{folder}/real.u8", numpy.uint8)
real = real.reshape(-1, batch, 3, height, width)
noise = numpy.fromfile(f"{folder}/noise.f32", numpy.float32)
noise = torch.from_numpy(noise.reshape(-1, 2, batch, 100))
training = Training(*networks.values(), batch)
for step, rate in enumerate(work["rates"]):
    pictures = torch.from_numpy(real[step]).float() / 127.5 - 1
    training.step(pictures, noise[step, 0], noise[step, 1], rate)
    if step == 0:
        start = time.process_time()
steps = max(1, len(work["rates"]) - 1)
print(1000 * (time.process_time() - start) / steps)
torch.save(networks["generator"].state_dict(), f"{folder}/generator.pth")
