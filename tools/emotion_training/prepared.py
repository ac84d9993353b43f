"""Examples as the network reads them: numbers of pieces and surface, by the same code that reads messages later."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from domain.emotion.cues import Cues
from domain.emotion.folding import fold
from domain.emotion.pieces import Pieces
from domain.emotion.surface import look
from tools.emotion_corpus import grammar
from tools.emotion_corpus.reading import read_corpus
from tools.emotion_training.examples import Example

LOST = 0.08
"""So many pieces in one are unknown while learning, so that the rest must carry the meaning."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A row an example."""

    pieces: list[Any]
    surface: Any


def cue_lists(folder: Path) -> list[tuple[str, str, str]]:
    """Language, kind and phrase, of every language that has lists."""
    return [
        (language, kind, phrase)
        for language in grammar.languages(folder)
        for kind, phrases in sorted(read_corpus(folder, language).cues.items())
        for phrase in phrases
    ]


def prepared(examples: Sequence[Example], known: Mapping[str, int], cues: Cues) -> Prepared:
    """All of them read."""
    cutting, pieces, surface = Pieces(known), [], []
    for one in examples:
        folded = fold(one.text)
        found = [piece.number for piece in cutting.cut(folded)] or [0]
        pieces.append(np.asarray(found, np.int32))
        surface.append(look(folded, cues.find(folded, one.language), len(found)).numbers)
    return Prepared(pieces, np.asarray(surface, np.float32))


def batches(rows: Prepared, size: int, chance: Any) -> Iterator[Any]:
    """Numbers of examples, near in length, in random order; `chance` is a numpy generator."""
    length = np.array([len(one) for one in rows.pieces]) + chance.random(len(rows.pieces)) * 6
    order = np.argsort(length, kind="stable")
    groups = [order[at : at + size] for at in range(0, len(order), size)]
    for at in chance.permutation(len(groups)):
        yield groups[at]


def tensors(rows: Prepared, at: Any, chance: Any = None) -> tuple[Any, Any, Any]:
    """Pieces, where they are, surface; with a generator some pieces and cues are lost."""
    chosen = [rows.pieces[one] for one in at]
    numbers = np.zeros((len(chosen), max(map(len, chosen))), np.int64)
    kept = np.zeros(numbers.shape, bool)
    for row, one in enumerate(chosen):
        numbers[row, : len(one)], kept[row, : len(one)] = one, True
    surface = rows.surface[at]
    if chance is not None:
        numbers[chance.random(numbers.shape) < LOST] = 0
        surface = np.where(chance.random(surface.shape) < 0.15, 0, surface)
    return torch.from_numpy(numbers), torch.from_numpy(kept), torch.from_numpy(surface.astype(np.float32))
