"""The multilingual encoder as a torch module, so that it can be trained further: the teacher's body."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from tools.emotion_training.encoder_file import EncoderFile
from tools.emotion_training.encoder_words import Cutter

EPSILON = 1e-12
LONGEST = 96


def _linear(file: EncoderFile, name: str) -> nn.Linear:
    bias = torch.from_numpy(file.tensors[name + ".b"].copy())
    weight = torch.from_numpy(file.tensors[name + ".w"].copy()).view(len(bias), -1)
    layer = nn.Linear(weight.shape[1], weight.shape[0])
    layer.weight, layer.bias = nn.Parameter(weight), nn.Parameter(bias)
    return layer


def _norm(file: EncoderFile, name: str) -> nn.LayerNorm:
    layer = nn.LayerNorm(file.sizes[0], eps=EPSILON)
    layer.weight = nn.Parameter(torch.from_numpy(file.tensors[name + ".w"].copy()))
    layer.bias = nn.Parameter(torch.from_numpy(file.tensors[name + ".b"].copy()))
    return layer


class Layer(nn.Module):
    """One of the twelve: attention, then two dense steps, each added to what came in."""

    def __init__(self, file: EncoderFile, number: int) -> None:
        super().__init__()
        self.heads = file.sizes[2]
        part = f"l{number}."
        self.query, self.key, self.value = (_linear(file, part + name) for name in "qkv")
        self.joined, self.wide, self.narrow = (_linear(file, part + name) for name in ("ao", "fi", "fo"))
        self.norm, self.last_norm = _norm(file, part + "aln"), _norm(file, part + "oln")

    def forward(self, x: Any, mask: Any) -> Any:
        rows, length, width = x.shape
        split = (rows, length, self.heads, width // self.heads)
        q, k, v = (step(x).view(split).transpose(1, 2) for step in (self.query, self.key, self.value))
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm(x + self.joined(seen.transpose(1, 2).reshape(rows, length, width)))
        return self.last_norm(x + self.narrow(F.gelu(self.wide(x))))


class Encoder(nn.Module):
    """Word pieces to one vector a text: the mean over its pieces of the last layer."""

    def __init__(self, file: EncoderFile, layers: int = 12) -> None:
        super().__init__()
        width = file.sizes[0]
        self.words = torch.from_numpy(file.tensors["emb.word"]).view(-1, width).half()  # too large to train
        self.places = nn.Parameter(torch.from_numpy(file.tensors["emb.pos"].copy()).view(-1, width))
        self.kind = nn.Parameter(torch.from_numpy(file.tensors["emb.type"].copy()).view(-1, width)[0].clone())
        self.norm = _norm(file, "emb.ln")
        self.layers = nn.ModuleList(Layer(file, number) for number in range(layers))

    def forward(self, numbers: Any, kept: Any) -> Any:
        x = self.norm(self.words[numbers].float() + self.places[: numbers.shape[1]] + self.kind)
        mask = kept[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        weight = kept.unsqueeze(-1).to(x.dtype)
        return (x * weight).sum(1).float() / weight.sum(1).float()


def batch(cutter: Cutter, texts: Sequence[str], prefix: str = "query: ", longest: int = LONGEST) -> tuple[Any, Any]:
    """The numbers of the texts, one row each, and where they are no padding."""
    rows = [cutter.numbers(prefix + text, longest) for text in texts]
    numbers = np.ones((len(rows), max(map(len, rows))), np.int64)
    kept = np.zeros(numbers.shape, bool)
    for at, row in enumerate(rows):
        numbers[at, : len(row)], kept[at, : len(row)] = row, True
    return torch.from_numpy(numbers), torch.from_numpy(kept)
