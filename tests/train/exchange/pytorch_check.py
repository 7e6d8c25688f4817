"""What pytorch_test.ts asks of PyTorch.

Usage: python3 pytorch_check.py FOLDER D HEIGHT WIDTH

FOLDER holds an exported run, noise.f32 and pictures.f32. The outputs of the
networks are written beside them, and the generator in ways that PyTorch's users
save one in.
"""

import json
import struct
import sys
from collections import OrderedDict
from pathlib import Path

import numpy
import torch
from torch import nn

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parents[3] / "docs" / "pytorch"))
from networks import Discriminator, Generator  # noqa: E402

FOLDER = Path(sys.argv[1])
SIZES = [int(text) for text in sys.argv[2:5]]
torch.set_num_threads(1)


def read(name, *shape):
    numbers = numpy.fromfile(FOLDER / f"{name}.f32", "<f4")
    return torch.from_numpy(numbers).view(*shape)


def load_safetensors(path):
    data = path.read_bytes()
    start = 8 + struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:start])
    assert header.pop("__metadata__") == {"format": "pt"}
    tensors = {}
    for name, entry in header.items():
        assert entry["dtype"] == "F32"
        first, last = entry["data_offsets"]
        numbers = numpy.frombuffer(data[start + first:start + last], "<f4")
        tensors[name] = torch.from_numpy(numbers.copy()).view(entry["shape"])
    return tensors


def load(network, name):
    path = FOLDER / f"{name}.pth"
    state = torch.load(path, weights_only=True)
    assert type(state) is OrderedDict
    network.load_state_dict(state, strict=True)
    # Names, order, shapes, types and versions are PyTorch's own.
    own = network.state_dict()
    assert list(state) == list(own), list(state)
    for key, tensor in own.items():
        assert state[key].shape == tensor.shape, key
        assert state[key].dtype == tensor.dtype, key
        assert torch.equal(state[key], tensor), key
    assert state._metadata == own._metadata, state._metadata
    # Counters are not part of safetensors files, and need not be.
    tensors = load_safetensors(path.with_suffix(".safetensors"))
    network.load_state_dict(tensors, strict=True)
    for key, tensor in tensors.items():
        assert torch.equal(state[key], tensor), key
    return network.eval()


noise = read("noise", -1, 100)
pictures = read("pictures", -1, 3, *SIZES[1:])
with torch.no_grad():
    for name in ("generator-ema", "generator-last"):
        generator = load(Generator(*SIZES), name)
        generator(noise).numpy().tofile(FOLDER / f"{name}.f32")
    discriminator = load(Discriminator(*SIZES), "discriminator")
    discriminator(pictures).numpy().tofile(FOLDER / "discriminator.f32")

state = generator.state_dict()


def save(name, tensors, **options):
    torch.save(tensors, FOLDER / f"saved-{name}.pth", **options)


save("zip", state)
save("legacy", state, _use_new_zipfile_serialization=False)
save("dict", dict(state))
save("parallel", nn.DataParallel(generator).state_dict())
save("parameters", OrderedDict(
    (name, nn.Parameter(tensor) if tensor.is_floating_point() else tensor)
    for name, tensor in state.items()))
transposed = {
    name: tensor.transpose(0, -1).contiguous().transpose(0, -1)
    if tensor.dim() > 1 else tensor for name, tensor in state.items()}
assert not transposed["linear.weight"].is_contiguous()
save("transposed", transposed)
# All of them are views of one storage.
floats = [name for name in state if state[name].is_floating_point()]
flat = torch.cat([state[name].flatten() for name in floats])
parts = flat.split([state[name].numel() for name in floats])
save("views", {
    name: part.view(state[name].shape) for name, part in zip(floats, parts)})
for kind in ("double", "half", "bfloat16"):
    save(kind, {
        name: getattr(tensor, kind)() if name in floats else tensor
        for name, tensor in state.items()})
