"""How hard an item is, and how well somebody does in one kind and language: what they are given meets both (S-2).

A level is what can be seen in a text. A rating is on the same scale (one level is one logit): the chance that an item
of level d goes right is 1 / (1 + exp(d - skill)). It is moved like Glicko's: by how surprising a result was, far while
little is known, less as more is, and never by nothing, because people learn.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from statistics import fmean
from types import MappingProxyType
from typing import Final

from domain.emotion.assessment import Tier
from domain.guidance.breaks import RoughBreaks
from domain.training.item import DrillItem, DrillKind
from domain.training.results import Attempt

EASIEST: Final = 1
HARDEST: Final = 5

TARGET: Final = 0.8
"""The chance of success that items are chosen for: hard enough to learn from, easy enough to go on."""

OFTEN: Final = 40
"""Attempts that count in a language after which it is one of the learner's own."""

_WORDS: Final = (15, 30, 45, 65)
"""An item with more words than these is one step longer each time."""
_STEP: Final = 0.65
_LEAST: Final = 0.35
_TIER: Final[Mapping[Tier, float]] = MappingProxyType({Tier.LOW: 0.0, Tier.MEDIUM: 0.6, Tier.HIGH: 1.3})
_FOREIGN: Final = 1.0
_BEFORE: Final = 0.2
_LOUD: Final = re.compile(r"[!?]{2,}|\b[^\W\d_a-z]{4,}\b|[\U0001f300-\U0001faff\u2600-\u27bf]")
_MOST_LOUD: Final = 4
_LOUDNESS: Final = 0.4
_MATTER: Final = 0.5
_BREAKS: Final = RoughBreaks()

_KNOWN: Final = 0.5
"""Levels by which a repetition is easier than the item is."""

START: Final = 2.5
"""The skill that somebody is taken to have before the first attempt: four in five of the easiest go right."""
_VARIANCE: Final = 4.0
_LEAST_KNOWN: Final = 0.9
_DRIFT: Final = 0.006
"""How much less is known of somebody after each attempt: they are learning."""


def level(item: DrillItem, own: Collection[str] = ()) -> int:
    """How hard it is, 1 to 5: by length, noise, emotion, and whether its language is one of the learner's own.

    Args:
        own: languages the learner is at home in; nothing is said of the language when there is none.
    """
    foreign = bool(own) and item.language not in own
    return min(HARDEST, max(EASIEST, round(_weight(item) + (_FOREIGN if foreign else 0.0))))


@lru_cache(maxsize=8_192)
def _weight(item: DrillItem) -> float:
    words = _BREAKS.count(item.text)
    length = sum(words > bound for bound in _WORDS) * _STEP
    marked = sum(mark.end - mark.start for mark in item.marks)
    # Side stories: what a reader has to pass over to find the point.
    noise = _MATTER * (1 - marked / len(item.text)) if item.text else 0.0
    loud = min(_MOST_LOUD, len(_loud(item.text))) / _MOST_LOUD * _LOUDNESS
    before = _BEFORE if item.before else 0.0
    return _LEAST + length + noise + loud + _TIER[item.tier] + before


def _loud(text: str) -> list[str]:
    """Shouting, rows of marks, emoji. Scripts without capitals have none of the first."""
    return [found for found in _LOUD.findall(text) if not found.isalpha() or found.isupper()]


def own_languages(times: Mapping[str, int], first: str = "") -> frozenset[str]:
    """The language of the screens, and those that the learner has practised often.

    Args:
        times: attempts that count, by language.
    """
    often = {language for language, count in times.items() if count >= OFTEN}
    return frozenset(often | ({first} if first else set()))


@dataclass(frozen=True, slots=True)
class Rating:
    """How well somebody does.

    Attributes:
        skill: the level that goes right every other time. variance: how little that is known.
    """

    skill: float = START
    variance: float = _VARIANCE

    def chance(self, level: float) -> float:
        """How likely an item of that level goes right."""
        return 1 / (1 + exp(level - self.skill))

    def after(self, level: float, right: bool) -> "Rating":
        """What is known after one more attempt."""
        chance = self.chance(level)
        known = 1 / (self.variance + _DRIFT) + chance * (1 - chance)
        return Rating(self.skill + (right - chance) / known, 1 / known)

    @property
    def wanted(self) -> float:
        """The level whose items go right as often as `TARGET` says."""
        return self.skill - log(TARGET / (1 - TARGET))


class Ratings:
    """A learner's ratings by kind and language, moved by each attempt."""

    def __init__(self) -> None:
        self._held: dict[tuple[DrillKind, str], Rating] = {}

    def add(self, attempt: Attempt, *, known: bool = False) -> None:
        """One more; void ones say nothing.

        Args:
            known: whether it was a repetition; that it goes right says less.
        """
        if attempt.counts:
            rating = self.of(attempt.kind, attempt.language)
            met = attempt.level - (_KNOWN if known else 0.0)
            self._held[attempt.kind, attempt.language] = rating.after(met, attempt.right)

    def of(self, kind: DrillKind, language: str) -> Rating:
        """How well they do there; before the first attempt, as well as they do that kind in other languages."""
        held = self._held.get((kind, language))
        if held is not None:
            return held
        others = [rating for (of_kind, _language), rating in self._held.items() if of_kind is kind]
        known = [rating.skill for rating in others if rating.variance < _LEAST_KNOWN]
        return Rating(fmean(known)) if known else Rating()

    def copy(self) -> "Ratings":
        """Another one that moves on its own."""
        made = Ratings()
        made._held = dict(self._held)
        return made
