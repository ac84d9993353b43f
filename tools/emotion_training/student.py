"""The small network as torch trains it, rounded while it learns exactly as `domain.emotion.network` computes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import nn

from domain.emotion.network import HIGHEST, STEPS, SUMS

LOOKS = 128
ECHO = 128
"""Columns of the encoder's vector that the network learns to repeat."""

LOOK_STEP = 1 / 16
WORTH = 1.5 / HIGHEST
"""What one of a word's whole numbers is worth when a network is learned further; any number would do."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How large the network is."""

    width: int = 64
    inner: int = 128
    heads: int = 2
    wide: int = 128
    surface: int = 19


def _rounded(values: Any) -> Any:
    """Rounded on the way forward, as it is on the way back."""
    return values + (torch.round(values) - values).detach()


def whole(weights: Any, scale: Any) -> Any:
    """Weights as multiples of a scale, 127 of them at most."""
    return _rounded(torch.clamp(weights / scale, -HIGHEST, HIGHEST)) * scale


def scale_of(weights: Any) -> Any:
    return weights.detach().abs().max().clamp(min=1e-6) / HIGHEST


def step(values: Any) -> Any:
    """Between layers: sixteenths from 0 on."""
    return _rounded(torch.clamp(values * STEPS, 0, HIGHEST)) / STEPS


class Dense(nn.Module):
    """A dense layer whose weights are whole numbers."""

    def __init__(self, inside: int, outside: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(inside, outside))
        nn.init.normal_(self.weight, std=(2 / inside) ** 0.5)
        self.bias = nn.Parameter(torch.zeros(outside))

    def forward(self, x: Any) -> Any:
        return x @ whole(self.weight, scale_of(self.weight)) + self.bias


class Student(nn.Module):
    """Pieces and surface to scores."""

    def __init__(self, words: Any, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(*words.shape, _weight=words.clone())
        self.word_scale = float(words.abs().max()) / HIGHEST
        self.near, self.far = Dense(3 * shape.width, shape.inner), Dense(3 * shape.inner, shape.inner)
        self.heads = Dense(shape.inner, shape.heads)
        self.wide = Dense((shape.heads + 1) * shape.inner + shape.surface, shape.wide)
        self.out = Dense(shape.wide, len(SUMS))
        self.drop = nn.Dropout(0.25)
        self.echo = nn.Linear((shape.heads + 1) * shape.inner, ECHO)

    def forward(self, pieces: Any, kept: Any, surface: Any) -> Any:
        """The scores."""
        return self.judge(self.pool(pieces, kept), surface)

    def pool(self, pieces: Any, kept: Any) -> Any:
        """One row a message, from its pieces; `echo` of it is what the encoder would say, and is not shipped."""
        mask = kept.unsqueeze(-1).float()
        x = whole(self.words(pieces), self.word_scale) * mask
        near = step(self.near(_beside(x))) * mask
        far = step(self.far(_beside(near)))
        seen = torch.clamp(near + far, max=HIGHEST / STEPS) * mask
        looked = (_rounded(self.heads(seen) / LOOK_STEP) * LOOK_STEP).masked_fill(mask == 0, -1e4)
        means = torch.einsum("bth,btd->bhd", torch.softmax(looked, 1), seen)
        return torch.cat([_rounded(means.flatten(1) * STEPS) / STEPS, seen.amax(1)], 1)

    def judge(self, pooled: Any, surface: Any) -> Any:
        """The scores of what was pooled."""
        pooled = torch.cat([self.drop(pooled), surface.float()], 1)
        return self.out(self.drop(step(self.wide(pooled))))


def _beside(x: Any) -> Any:
    nothing = torch.zeros_like(x[:, :1])
    return torch.cat([torch.cat([nothing, x[:, :-1]], 1), x, torch.cat([x[:, 1:], nothing], 1)], 2)


def exported(student: Student) -> dict[str, Any]:
    """The arrays of `domain.emotion.network`: whole weights, and scales from step to step."""
    arrays: dict[str, Any] = {"words": _whole(student.words.weight, student.word_scale)}
    coming, leaving = _worth(student.word_scale)
    for name, factor in coming.items():
        layer: Dense = getattr(student, name)
        scale = float(scale_of(layer.weight))
        arrays[name + ".weights"] = _whole(layer.weight, scale)
        arrays[name + ".scale"] = np.float32(scale * factor)
        arrays[name + ".bias"] = (layer.bias.detach().numpy() * leaving[name]).astype(np.float32)
    arrays["looks"] = np.rint(255 * np.exp(-np.arange(LOOKS) * LOOK_STEP)).astype(np.uint8)
    return arrays


def begun(arrays: Mapping[str, Any], seed: int) -> Student:
    """A student who knows what the arrays of a network say, which `exported` has written."""
    torch.manual_seed(seed)
    words = torch.from_numpy(arrays["words"].astype(np.float32)) * WORTH
    inner, heads = arrays["heads.weights"].shape
    wide = arrays["wide.weights"].shape
    shape = Shape(words.shape[1], inner, heads, wide[1], wide[0] - (heads + 1) * inner)
    student = Student(words, shape)
    coming, leaving = _worth(student.word_scale)
    for name, factor in coming.items():
        layer: Dense = getattr(student, name)
        scale = float(arrays[name + ".scale"]) / factor
        layer.weight.data = torch.from_numpy(arrays[name + ".weights"].astype(np.float32)) * scale
        layer.bias.data = torch.from_numpy(arrays[name + ".bias"] / np.float32(leaving[name]))
    return student


def _worth(word_scale: float) -> tuple[dict[str, float], dict[str, float]]:
    """By how much the numbers that come into a layer and leave it are larger in the file than here."""
    coming = {"near": word_scale * STEPS, "far": 1.0, "wide": 1.0, "heads": 1 / STEPS / LOOK_STEP, "out": 1 / STEPS}
    return coming, {"near": STEPS, "far": STEPS, "wide": STEPS, "heads": 1 / LOOK_STEP, "out": 1}


def _whole(weights: Any, scale: float) -> Any:
    return np.clip(np.rint(weights.detach().numpy() / np.float32(scale)), -HIGHEST, HIGHEST).astype(np.int8)
