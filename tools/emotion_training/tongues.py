"""Teaches the table that tells the languages of the Latin script apart."""

import random
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import torch
from torch import nn

from domain.emotion.folding import fold
from domain.emotion.grams import BITS, gram_numbers
from domain.emotion.language import LATIN
from tools.emotion_training.augment import no_accents
from tools.emotion_training.examples import Example
from tools.emotion_training.vocabulary import OWN

MOST = 9_000
"""Texts a language."""

EPOCHS, BATCH, RATE, STRESS = 6, 256, 5e-3, 12


def table(examples: Iterable[Example], seed: int) -> Any:
    """Whole numbers of 8 bits: a row a gram, a column a language."""
    torch.manual_seed(seed)
    texts = _texts(examples, random.Random(f"tongues {seed}"))
    rows = [gram_numbers(fold(text).text).astype(np.int64) for text, _ in texts]
    wanted = torch.tensor([LATIN.index(language) for _, language in texts])
    bag = nn.EmbeddingBag(1 << BITS, len(LATIN), mode="mean")
    nn.init.zeros_(bag.weight)
    steps = torch.optim.Adam(bag.parameters(), RATE)
    for _ in range(EPOCHS):
        _one_round(bag, rows, wanted, steps)
    weights = bag.weight.detach().numpy()
    scale = np.quantile(np.abs(weights), 0.9999) / 127
    return np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)


def _one_round(bag: Any, rows: Sequence[Any], wanted: Any, steps: Any) -> None:
    order = torch.randperm(len(rows))
    for start in range(0, len(rows), BATCH):
        at = order[start : start + BATCH]
        chosen = [rows[one] for one in at.tolist()]
        offsets = np.cumsum([0, *(len(one) for one in chosen[:-1])])
        found = bag(torch.from_numpy(np.concatenate(chosen)), torch.from_numpy(offsets))
        value = nn.functional.cross_entropy(found * STRESS, wanted[at]) + 2e-6 * bag.weight.pow(2).sum()
        steps.zero_grad()
        value.backward()
        steps.step()


def _texts(examples: Iterable[Example], chance: random.Random) -> list[tuple[str, str]]:
    """As many of each language, if need be some twice; some of them cut short, some typed without accents."""
    by: dict[str, list[Example]] = {language: [] for language in LATIN}
    for one in examples:
        if one.language in by:
            by[one.language].append(one)
    found: list[tuple[str, str]] = []
    for language, mine in by.items():
        own = [one for one in mine if one.source in OWN]
        rest = [one for one in mine if one.source not in OWN]
        chance.shuffle(rest)
        chosen = (own + rest)[:MOST]
        found.extend((_typed(chosen[at % len(chosen)].text, chance), language) for at in range(MOST if chosen else 0))
    return found


def _typed(text: str, chance: random.Random) -> str:
    words = text.split()
    if chance.random() < 0.35 and len(words) > 4:
        start = chance.randrange(len(words) - 3)
        text = " ".join(words[start : start + 4])
    return no_accents(text, chance) if chance.random() < 0.15 else text
