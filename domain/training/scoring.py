"""How well keywords were found, and how fast the point was (S-1): pure figures, the same everywhere."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.training.figures import TrainingFigures
from domain.training.item import Mark

Words = Sequence[tuple[int, int]]
"""Where words stand: characters from, to (not included); in order, not overlapping."""

FORGIVEN: Final = 4
"""Of so many needed keywords one may be missed."""
LEAST_PRECISION: Final = 0.5
"""Below it somebody has marked, not read."""


class Pace(StrEnum):
    """How a time to the point compares with those of S-1."""

    FAST = "fast"  # within half the goal
    TRAINED = "trained"  # within the goal
    BETWEEN = "between"
    UNTRAINED = "untrained"  # as slow as somebody who never trained, or slower


@dataclass(frozen=True, slots=True)
class KeywordScore:
    """What came of marking words.

    Attributes:
        recall: the share of needed keywords that were found; 1 where none can be.
        precision: found keywords against them and all words that were chosen beside them; 1 where none was chosen
            beside. Words in keywords that may be marked and need not count neither way.
        found, missed: indices of needed marks. stray: indices of words that are far from every mark.
        near: indices of words beside a mark that was found without them; two of them cost as much as one stray word.
    """

    recall: float
    precision: float
    found: frozenset[int]
    missed: frozenset[int]
    stray: frozenset[int]
    near: frozenset[int] = frozenset()

    @property
    def enough(self) -> bool:
        """Whether the point was seen: one in four needed keywords may be missed, and words were chosen with care."""
        asked = len(self.found) + len(self.missed)
        return len(self.missed) <= asked // FORGIVEN and self.precision >= LEAST_PRECISION


def keyword_score(words: Words, chosen: Collection[int], marks: Sequence[Mark], tolerance: int) -> KeywordScore:
    """What came of choosing those words.

    A needed mark is found by one chosen word that lies in it, however little of it, or at most `tolerance` words
    beside it. A word finds one mark only; which one is settled so that as many needed marks as possible are found.

    Args:
        words: of the text. chosen: indices into them; others are passed over. marks: the key.
    """
    picked = sorted({index for index in chosen if 0 <= index < len(words)})
    reached = [_reached(words, mark) for mark in marks]
    inside = {index for index in picked if any(low <= index <= high for low, high in reached)}
    serves = _serving(picked, reached, [mark.needed for mark in marks], tolerance)
    asked = {at for at, mark in enumerate(marks) if mark.needed and reached[at] != _NOWHERE}
    found = frozenset(asked & set(serves))
    beside = [index for index in picked if index not in inside and index not in serves.values()]
    near = frozenset(index for index in beside if any(_gap(index, span) <= tolerance for span in reached))
    stray = frozenset(beside) - near
    against = len(stray) + len(near) / 2
    return KeywordScore(
        recall=len(found) / len(asked) if asked else 1.0,
        precision=len(found) / (len(found) + against) if against else 1.0,
        found=found,
        missed=frozenset(asked - found),
        stray=stray,
        near=near,
    )


def pace_of(seconds: float, figures: TrainingFigures) -> Pace:
    """How that time to the point is to be called."""
    if seconds <= figures.goal:
        return Pace.FAST if seconds <= figures.goal / 2 else Pace.TRAINED
    return Pace.BETWEEN if seconds < figures.untrained else Pace.UNTRAINED


_NOWHERE: Final = (-1, -2)
_FAR: Final = 1 << 32


def _reached(words: Words, mark: Mark) -> tuple[int, int]:
    """The first and the last word of a mark; for one between words (a sign, an emoji) those beside it."""
    within = [index for index, (start, end) in enumerate(words) if start < mark.end and mark.start < end]
    if within:
        return within[0], within[-1]
    if not words:
        return _NOWHERE
    after = next((index for index, (start, _end) in enumerate(words) if start >= mark.end), len(words))
    return max(0, after - 1), min(after, len(words) - 1)


def _gap(index: int, span: tuple[int, int]) -> int:
    """How many words it is from a mark: 0 in it."""
    return max(span[0] - index, index - span[1], 0) if span != _NOWHERE else _FAR


def _serving(
    picked: Sequence[int], reached: Sequence[tuple[int, int]], needed: Sequence[bool], tolerance: int
) -> Mapping[int, int]:
    """Which word finds which mark, by mark: as many needed ones as can be, then as many others."""
    options: dict[int, list[int]] = {}
    for at, span in enumerate(reached):
        near = sorted((_gap(index, span), index) for index in picked if _gap(index, span) <= tolerance)
        options[at] = [index for _distance, index in near]
    taken: dict[int, int] = {}
    for at in _needed_first(options, needed):
        _place(at, options, taken, set())
    return {at: index for index, at in taken.items()}


def _needed_first(options: Mapping[int, list[int]], needed: Sequence[bool]) -> Iterator[int]:
    yield from (at for at in options if needed[at])
    yield from (at for at in options if not needed[at])


def _place(at: int, options: Mapping[int, list[int]], taken: dict[int, int], seen: set[int]) -> bool:
    """An augmenting path: a mark takes a word, and who had it looks for another."""
    for index in options[at]:
        if index in seen:
            continue
        seen.add(index)
        if index not in taken or _place(taken[index], options, taken, seen):
            taken[index] = at
            return True
    return False
