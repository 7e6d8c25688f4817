"""The networks of train/model in PyTorch, with the same names of tensors."""

import torch
from torch import nn


class Generator(nn.Module):
    def __init__(self, d, height, width):
        super().__init__()
        self.first = (-1, 8 * d, height // 16, width // 16)
        channels = [8 * d, 4 * d, 2 * d, d, 3]
        self.linear = nn.Linear(100, 8 * d * (height // 16) * (width // 16))
        self.linear_bn = nn.BatchNorm2d(8 * d)
        for i in range(4):
            layer = nn.ConvTranspose2d(channels[i], channels[i + 1], 4, 2, 1)
            setattr(self, f"deconv{i + 1}", layer)
            if i < 3:
                norm = nn.BatchNorm2d(channels[i + 1])
                setattr(self, f"deconv{i + 1}_bn", norm)

    def forward(self, latent):
        x = torch.relu(self.linear_bn(self.linear(latent).view(self.first)))
        for i in (1, 2, 3):
            norm = getattr(self, f"deconv{i}_bn")
            x = torch.relu(norm(getattr(self, f"deconv{i}")(x)))
        return torch.tanh(self.deconv4(x))


class Discriminator(nn.Module):
    def __init__(self, d, height, width):
        super().__init__()
        channels = [3, d, 2 * d, 4 * d, 8 * d]
        for i in range(4):
            layer = nn.Conv2d(channels[i], channels[i + 1], 4, 2, 1)
            setattr(self, f"conv{i + 1}", layer)
            if i > 0:
                norm = nn.BatchNorm2d(channels[i + 1])
                setattr(self, f"conv{i + 1}_bn", norm)
        self.linear = nn.Linear(8 * d * (height // 16) * (width // 16), 1)

    def forward(self, pictures):
        x = nn.functional.leaky_relu(self.conv1(pictures), 0.2)
        for i in (2, 3, 4):
            x = getattr(self, f"conv{i}_bn")(getattr(self, f"conv{i}")(x))
            x = nn.functional.leaky_relu(x, 0.2)
        return self.linear(x.flatten(1))


class Training:
    """One step as the reference has it: D on reals and fakes, then G."""

    def __init__(self, generator, discriminator, batch, device="cpu"):
        self.generator, self.discriminator = generator, discriminator
        self.optimizers = [
            torch.optim.Adam(network.parameters(), betas=(0.5, 0.999))
            for network in (discriminator, generator)
        ]
        self.loss = nn.BCEWithLogitsLoss()
        self.ones = torch.ones(batch, 1, device=device)
        self.zeros = torch.zeros(batch, 1, device=device)

    def step(self, real, noise_d, noise_g, rate):
        for optimizer in self.optimizers:
            optimizer.param_groups[0]["lr"] = rate
        of_discriminator, of_generator = self.optimizers
        of_discriminator.zero_grad()
        self.loss(self.discriminator(real), self.ones).backward()
        # The reference computes gradients here and below that it then throws
        # away. Without them the step is the same, and faster.
        fake = self.generator(noise_d).detach()
        self.loss(self.discriminator(fake), self.zeros).backward()
        of_discriminator.step()
        of_generator.zero_grad()
        self.discriminator.requires_grad_(False)
        fake = self.generator(noise_g)
        self.loss(self.discriminator(fake), self.ones).backward()
        self.discriminator.requires_grad_(True)
        of_generator.step()
