"""The teacher: a small network over what the encoder makes of a text; its sayings teach the student."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import nn

from domain.emotion.network import SUMS
from tools.emotion_training.examples import Example
from tools.emotion_training.targets import loss, said, targets

EPOCHS, BATCH, RATE = 14, 256, 1e-3


class Teacher(nn.Module):
    """Vectors to scores."""

    def __init__(self, mean: Any, spread: Any) -> None:
        super().__init__()
        self.mean, self.spread = torch.from_numpy(mean), torch.from_numpy(spread)
        inside = len(mean)
        self.net = nn.Sequential(
            nn.Dropout(0.2), nn.Linear(inside, 320), nn.ReLU(), nn.Dropout(0.4), nn.Linear(320, len(SUMS))
        )

    def forward(self, x: Any) -> Any:
        return self.net((x - self.mean) / self.spread)


def taught(examples: Sequence[Example], vectors: Any, seed: int) -> Teacher:
    """A teacher that learned from examples and their vectors."""
    torch.manual_seed(seed)
    vectors = vectors.astype(np.float32)
    teacher = Teacher(vectors.mean(0), vectors.std(0) + np.float32(1e-4))
    wanted, rows = targets(examples), torch.from_numpy(vectors)
    steps = torch.optim.AdamW(teacher.parameters(), RATE, weight_decay=0.05)
    planned = torch.optim.lr_scheduler.CosineAnnealingLR(steps, EPOCHS)
    for _ in range(EPOCHS):
        order = torch.randperm(len(rows))
        for start in range(0, len(rows), BATCH):
            at = order[start : start + BATCH]
            value = loss(teacher(rows[at]), wanted.rows(at.numpy()))
            steps.zero_grad()
            value.backward()
            steps.step()
        planned.step()
    return teacher.eval()


def sayings(teacher: Teacher, vectors: Any) -> Any:
    """What the teacher says of texts, 0 to 1, columns as the network's."""
    with torch.no_grad():
        return said(teacher(torch.from_numpy(vectors.astype(np.float32))))
