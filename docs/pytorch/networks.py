"""The networks of edge-dcgan in PyTorch; its state dicts fit key for key."""

import torch
from torch import nn


class Generator(nn.Module):
    """[N, 100] noise to [N, 3, height, width] pictures in [-1, 1].

    With classes, labels are [N] integers.
    """

    def __init__(self, d, height, width, classes=0):
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
        if classes > 0:
            outputs = self.linear.out_features
            self.embedding = nn.Embedding(classes, outputs)

    def forward(self, noise, labels=None):
        x = self.linear(noise)
        if labels is not None:
            x = x + self.embedding(labels)
        x = torch.relu(self.linear_bn(x.view(-1, *self.shape)))
        x = torch.relu(self.deconv1_bn(self.deconv1(x)))
        x = torch.relu(self.deconv2_bn(self.deconv2(x)))
        x = torch.relu(self.deconv3_bn(self.deconv3(x)))
        return torch.tanh(self.deconv4(x))


class Discriminator(nn.Module):
    """[N, 3, height, width] pictures in [-1, 1] to [N] logits of "real".

    With classes, labels are [N] integers.
    """

    def __init__(self, d, height, width, classes=0):
        super().__init__()
        self.conv1 = nn.Conv2d(3, d, 4, 2, 1)
        self.conv2 = nn.Conv2d(d, 2 * d, 4, 2, 1)
        self.conv2_bn = nn.BatchNorm2d(2 * d)
        self.conv3 = nn.Conv2d(2 * d, 4 * d, 4, 2, 1)
        self.conv3_bn = nn.BatchNorm2d(4 * d)
        self.conv4 = nn.Conv2d(4 * d, 8 * d, 4, 2, 1)
        self.conv4_bn = nn.BatchNorm2d(8 * d)
        self.linear = nn.Linear(8 * d * (height // 16) * (width // 16), 1)
        if classes > 0:
            features = self.linear.in_features
            self.embedding = nn.Embedding(classes, features)

    def forward(self, images, labels=None):
        def leaky(x):
            return nn.functional.leaky_relu(x, 0.2)

        x = leaky(self.conv1(images))
        x = leaky(self.conv2_bn(self.conv2(x)))
        x = leaky(self.conv3_bn(self.conv3(x)))
        x = leaky(self.conv4_bn(self.conv4(x)))
        features = x.flatten(1)
        logits = self.linear(features).squeeze(1)
        if labels is not None:
            logits = logits + (features * self.embedding(labels)).sum(1)
        return logits
