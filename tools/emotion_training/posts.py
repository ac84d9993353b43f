"""The second network, taught on public posts and reviews from where the first one ended; which messages it reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F

from domain.emotion.cues import Cues
from domain.emotion.network import HIGHEST, STEPS, Network
from domain.emotion.posts import GATE, OWN
from tools.emotion_training.choosing import chosen
from tools.emotion_training.examples import Example
from tools.emotion_training.learning import Course, further
from tools.emotion_training.prepared import prepared
from tools.emotion_training.student import begun, exported
from tools.emotion_training.targets import targets

MOST: Mapping[str, int] = MappingProxyType(
    {
        "xed": 2_500,
        "goemotions": 6_000,
        "ru-goemotions": 5_000,
        "arsarcasm-v2": 6_000,
        "wisesight": 5_000,
        "clinc150": 600,
    }
)
"""Rows a language of a source at most, of which the second network learns."""

WEIGHT: Mapping[str, float] = MappingProxyType(
    {
        "xed": 0.4,
        "goemotions": 0.5,
        "ru-goemotions": 0.7,
        "clinc150": 0.3,
        "arsarcasm-v2": 0.6,
        "wisesight": 0.6,
    }
)
"""What an example of a source counts there."""

APART: Mapping[str, int] = MappingProxyType(
    {
        "xed": 600,
        "goemotions": 1_500,
        "ru-goemotions": 1_000,
        "arsarcasm-v2": 1_500,
        "wisesight": 1_500,
        "clinc150": 0,
        "brighter": 1_200,
        "prdect-id": 1_500,
        "xci": 1_500,
    }
)
"""Rows of a language and source at most, that show what a post is."""

EPOCHS, RATE, LOST = 4, 1e-3, 0.25
LINES = (-0.2, 0.2)
"""Where the lines lie in the second network, log-odds: chosen on rows that a network for trial had not been taught."""

TAKEN = 0.05
"""So many messages of situations that were never taught may be taken for posts."""

HOLD = 1 / 0.03
"""How strongly weights of the gate are held near nothing."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the second network and the gate learn from.

    Attributes:
        public: rows of the public sets, but those held out.
        ours: messages to a shop; unseen: such of situations that nothing was taught of.
    """

    public: Sequence[Example]
    ours: Sequence[Example]
    unseen: Sequence[Example]


def with_posts(arrays: Mapping[str, Any], known: Mapping[str, int], cues: Cues, shown: Shown, seed: int) -> Any:
    """The arrays of the first network, and with them those of the second and of the gate between both."""
    first = {name: array for name, array in arrays.items() if not name.startswith((OWN, GATE))}
    gate = _gate(first, known, cues, shown, seed)
    rows = post_rows(shown.public, seed)
    print(f"posts: {len(rows)} texts", flush=True)
    course = Course(EPOCHS, RATE, RATE, seed, LOST)
    student = further(begun(first, seed), prepared(rows, known, cues), targets(rows, weigh=WEIGHT), course)
    second = exported(student)
    second["out.bias"][:2] -= np.asarray(LINES, np.float32)
    return {**first, **gate, **{OWN + name: array for name, array in second.items() if name != "looks"}}


def post_rows(public: Sequence[Example], seed: int) -> list[Example]:
    """The rows that the second network learns from."""
    return chosen(public, seed, MOST)


def _gate(arrays: Mapping[str, Any], known: Mapping[str, int], cues: Cues, shown: Shown, seed: int) -> dict[str, Any]:
    """A layer of one column: above 0 are posts."""
    network = Network(arrays)
    posts = _pooled(network, chosen(shown.public, seed, APART), known, cues)
    ours = _pooled(network, shown.ours, known, cues)
    unseen = _pooled(network, shown.unseen, known, cues)
    weights = _parted(posts, ours)
    scale = np.float32(np.abs(weights).max() / HIGHEST)
    whole = np.rint(weights / scale).astype(np.int8)[:, None]
    line = float(np.quantile(unseen @ whole[:, 0].astype(np.float64), 1 - TAKEN)) * float(scale)
    names = (f"{GATE}.weights", f"{GATE}.scale", f"{GATE}.bias")
    return dict(zip(names, (whole, scale, np.asarray([-line], np.float32)), strict=True))


def _pooled(network: Network, rows: Sequence[Example], known: Mapping[str, int], cues: Cues) -> Any:
    read = prepared(rows, known, cues)
    both = zip(read.pieces, read.surface, strict=True)
    return np.stack([network.pool(pieces, surface).whole for pieces, surface in both])


def _parted(posts: Any, ours: Any) -> Any:
    """Weights that part both kinds, as if there were as many of one as of the other; logistic regression."""
    rows = torch.from_numpy(np.concatenate([posts, ours]).astype(np.float64) / STEPS)
    said = torch.cat([torch.ones(len(posts)), torch.zeros(len(ours))]).double()
    counts = torch.where(said > 0, len(ours) / len(posts), 1.0)
    weights = torch.zeros(rows.shape[1], dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    steps = torch.optim.LBFGS([weights, bias], max_iter=300, line_search_fn="strong_wolfe")

    def told() -> Any:
        steps.zero_grad()
        wrong = F.binary_cross_entropy_with_logits(rows @ weights + bias, said, counts, reduction="sum")
        value = (wrong + HOLD / 2 * weights.square().sum()) / len(rows)
        value.backward()
        return value

    steps.step(told)
    return weights.detach().numpy()
