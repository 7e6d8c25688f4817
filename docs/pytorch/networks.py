"""The networks of edge-dcgan in PyTorch; its state dicts fit key for key."""

import torch
from torch import nn


class Generator(nn.Module):
    """[N, 100] noise to [N, 3, height, width] pictures in [-1, 1]."""

    def __init__(self, d, height, width):
        super().__init__()
        self.shape = (8 * d, height // 16, width // 16)
        self.linear = nn.Linear(100, 8 * d * (height // 16) * (width // 16))
        self.linear_bn = nn.BatchNorm2d(8 * d)
        self.deconv1 = nn.ConvTranspose2d(8 * d, 4 * d, 4, 2, 1)
        self.deconv1_bn = nn.BatchNorm2d(4 * d)
        self.deconv2 = nn.ConvTranspose2d(4 * d, 2 * d, 4, 2, 1)
        self.deconv2_bn = nn.BatchNorm2d(2 * d)
        self.deconv3 = nn.ConvTranspose2d(2 * d, d, 4, 2, 1)
        self.deconv3_bn = nn.BatchNorm2d(d)
        self.deconv4 = nn.ConvTranspose2d(d, 3, 4, 2, 1)

    def forward(self, noise):
        x = self.linear(noise).view(-1, *self.shape)
        x = torch.relu(self.linear_bn(x))
        x = torch.relu(self.deconv1_bn(self.deconv1(x)))
        x = torch.relu(self.deconv2_bn(self.deconv2(x)))
        x = torch.relu(self.deconv3_bn(self.deconv3(x)))
        return torch.tanh(self.deconv4(x))


class Discriminator(nn.Module):
    """[N, 3, height, width] pictures in [-1, 1] to [N] logits of "real"."""

    def __init__(self, d, height, width):
        super().__init__()
        self.conv1 = nn.Conv2d(3, d, 4, 2, 1)
        self.conv2 = nn.Conv2d(d, 2 * d, 4, 2, 1)
        self.conv2_bn = nn.BatchNorm2d(2 * d)
        self.conv3 = nn.Conv2d(2 * d, 4 * d, 4, 2, 1)
        self.conv3_bn = nn.BatchNorm2d(4 * d)
        self.conv4 = nn.Conv2d(4 * d, 8 * d, 4, 2, 1)
        self.conv4_bn = nn.BatchNorm2d(8 * d)
        self.linear = nn.Linear(8 * d * (height // 16) * (width // 16), 1)

    def forward(self, images):
        def leaky(x):
            return nn.functional.leaky_relu(x, 0.2)

        x = leaky(self.conv1(images))
        x = leaky(self.conv2_bn(self.conv2(x)))
        x = leaky(self.conv3_bn(self.conv3(x)))
        x = leaky(self.conv4_bn(self.conv4(x)))
        return self.linear(x.flatten(1)).squeeze(1)
