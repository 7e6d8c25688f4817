"""Goes on training an exported run on one or many GPUs.

torchrun --nproc_per_node=GPUS train_ddp.py --weights runs/00001-…/export
    --data PICTURES --d D --size HEIGHT WIDTH --out DIR

Pictures are read as `deno task train` reads them: see pictures.py.
Without a GPU it runs on the processor, one process for each of nproc_per_node.
"""

import argparse
import os
from pathlib import Path

import torch
import torch.distributed as dist
from torch import nn
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, DistributedSampler

from networks import Discriminator, Generator
from pictures import Pictures

parser = argparse.ArgumentParser()
parser.add_argument("--weights", type=Path, required=True)
parser.add_argument("--data", type=Path, required=True)
parser.add_argument("--d", type=int, required=True)
parser.add_argument("--size", type=int, nargs=2, default=(64, 64))
parser.add_argument("--fit", choices=("stretch", "crop"), default="stretch")
parser.add_argument("--background", default="ffffff", metavar="RRGGBB")
parser.add_argument("--batch", type=int, default=64, help="of each process")
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--lr", type=float, default=2e-4)
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--out", type=Path, required=True)
args = parser.parse_args()
height, width = args.size

gpu = torch.cuda.is_available()
dist.init_process_group("nccl" if gpu else "gloo")
device = torch.device(f"cuda:{os.environ['LOCAL_RANK']}" if gpu else "cpu")
if gpu:
    torch.cuda.set_device(device)
# Each process draws other noise.
torch.manual_seed(args.seed + dist.get_rank())


def load(network, file):
    state = torch.load(args.weights / file, weights_only=True)
    if "embedding.weight" in state:
        raise SystemExit(
            f"{args.weights / file} has classes: this script feeds no labels")
    network.load_state_dict(state)
    if gpu:
        network = nn.SyncBatchNorm.convert_sync_batchnorm(network)
    # A network is applied several times before a step: its statistics must
    # not be overwritten in between.
    return DistributedDataParallel(
        network.to(device), broadcast_buffers=False)


def optimizer(network):
    return torch.optim.Adam(
        network.parameters(), lr=args.lr, betas=(0.5, 0.999))


G = load(Generator(args.d, height, width), "generator-last.pth")
D = load(Discriminator(args.d, height, width), "discriminator.pth")
optimizer_g, optimizer_d = optimizer(G), optimizer(D)
pictures = Pictures(
    args.data, height, width, args.fit == "crop", f"#{args.background}")
if dist.get_rank() == 0:
    for line in pictures.skipped:
        print(f"skipped {line}")
needed = args.batch * dist.get_world_size()
if len(pictures) < needed:
    raise SystemExit(
        f"{args.data} has {len(pictures)} usable pictures, {needed} are needed")
sampler = DistributedSampler(pictures, seed=args.seed, drop_last=True)
batches = DataLoader(
    pictures, args.batch, sampler=sampler, drop_last=True, num_workers=2)
bce = nn.BCEWithLogitsLoss()
real, fake = (torch.full((args.batch,), x, device=device) for x in (1.0, 0.0))

for epoch in range(args.epochs):
    sampler.set_epoch(epoch)
    for images in batches:
        optimizer_d.zero_grad()
        loss_real = bce(D(images.to(device)), real)
        loss_real.backward()
        with torch.no_grad():
            painted = G(torch.randn(args.batch, 100, device=device))
        loss_fake = bce(D(painted), fake)
        loss_fake.backward()
        optimizer_d.step()

        # D only passes gradients on: nothing of it is to be synchronised.
        D.requires_grad_(False)
        optimizer_g.zero_grad()
        painted = G(torch.randn(args.batch, 100, device=device))
        loss_g = bce(D.module(painted), real)
        loss_g.backward()
        optimizer_g.step()
        D.requires_grad_(True)
    if dist.get_rank() == 0:
        loss_d = (loss_real.item() + loss_fake.item()) / 2
        print(f"epoch {epoch + 1}: D {loss_d:.3f} G {loss_g.item():.3f}")
        args.out.mkdir(parents=True, exist_ok=True)
        torch.save(G.module.state_dict(), args.out / "generator.pth")
        torch.save(D.module.state_dict(), args.out / "discriminator.pth")
dist.destroy_process_group()
