"""What the network should say of each example, how much each saying counts, and the loss of saying otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F

from domain.emotion.assessment import Tier, Topic
from tools.emotion_training.choosing import WEIGHT
from tools.emotion_training.examples import Example

TOPICS = tuple(Topic)
SMOOTH = 0.04


@dataclass(frozen=True, slots=True)
class Targets:
    """A row an example: values to reach, 0 to 1, and their weights; columns as `domain.emotion.network.SUMS`."""

    values: Any
    weights: Any
    echo: Any = None
    """What the encoder makes of each text, in few columns; not a number where it has not read it."""

    def rows(self, at: Any) -> "Targets":
        """Those of some examples, as tensors."""
        echo = None if self.echo is None else torch.from_numpy(self.echo[at])
        return Targets(torch.from_numpy(self.values[at]), torch.from_numpy(self.weights[at]), echo)


def targets(
    examples: Sequence[Example], soft: Any = None, trust: float = 0.5, weigh: Mapping[str, float] = WEIGHT
) -> Targets:
    """By the labels; `soft` are a teacher's sayings, mixed in, and alone where there is no label."""
    values, weights = (np.zeros((len(examples), 2 + len(TOPICS)), np.float32) for _ in range(2))
    for at, one in enumerate(examples):
        weight = weigh.get(one.source, 1.0)
        if one.tier or one.complaint:
            values[at, 0], weights[at, 0] = one.complaint, weight
        if one.tier:
            values[at, 1] = one.tier is Tier.HIGH
            weights[at, 1] = weight if one.complaint else 0.15 * weight
        if one.topic:
            values[at, 2 + TOPICS.index(one.topic)] = 1
            weights[at, 2:] = weight
    values[:, :2] = values[:, :2] * (1 - 2 * SMOOTH) + SMOOTH
    return Targets(values, weights) if soft is None else _mixed(Targets(values, weights), soft, trust, examples)


def _mixed(hard: Targets, soft: Any, trust: float, examples: Sequence[Example]) -> Targets:
    """Labels and sayings; a row without sayings (not a number) stays as it is."""
    base = np.array([WEIGHT.get(one.source, 1.0) for one in examples], np.float32)[:, None]
    heard = ~np.isnan(soft)
    soft = np.nan_to_num(soft)
    share = np.where(heard, np.where(hard.weights > 0, np.float32(trust), np.float32(1)), np.float32(0))
    values = hard.values * (1 - share) + soft * share
    weights = np.where(heard & (hard.weights == 0), base * np.float32(0.5), hard.weights)
    weights[:, 1] = np.maximum(weights[:, 1], base[:, 0] * np.float32(0.5) * soft[:, 0])
    return Targets(values.astype(np.float32), weights.astype(np.float32))


def loss(outputs: Any, wanted: Targets) -> Any:
    """Mean over the examples: two yes-or-no questions, and one choice of five."""
    asked = F.binary_cross_entropy_with_logits(outputs[:, :2], wanted.values[:, :2], reduction="none")
    chosen = -(wanted.values[:, 2:] * F.log_softmax(outputs[:, 2:], 1)).sum(1)
    return ((asked * wanted.weights[:, :2]).sum(1) + chosen * wanted.weights[:, 2]).mean()


def echo_loss(echoed: Any, wanted: Targets) -> Any:
    """How far the network is from the encoder's vectors, over the texts that it has read."""
    heard = ~torch.isnan(wanted.echo[:, 0])
    if not bool(heard.any()):
        return 0.0
    return (1 - F.cosine_similarity(echoed[heard], wanted.echo[heard], dim=1)).sum() / len(heard)


def said(outputs: Any) -> Any:
    """Outputs as sayings from 0 to 1."""
    return torch.cat([torch.sigmoid(outputs[:, :2]), torch.softmax(outputs[:, 2:], 1)], 1).numpy()
