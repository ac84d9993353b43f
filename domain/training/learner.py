"""All that a learner's attempts say, folded one by one: ratings, repetitions, what was seen, the pace (S-2)."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from domain.ids import DrillItemId, PackId
from domain.training.difficulty import Ratings
from domain.training.flash import Unit, unit_of
from domain.training.flash_pace import FASTEST, SLOWEST
from domain.training.item import DrillKind
from domain.training.repetition import Repetition, key_of
from domain.training.results import Attempt

FIRST_PACE: Final = {Unit.WORDS: 250.0, Unit.CHARACTERS: 400.0}
"""Units a minute at which somebody reads the first text in flashes."""
FASTER, SLOWER = 1.1, 0.9

_USUAL_SECONDS: Final = 15.0
_USUAL_SHARE: Final = 0.8
_MEMORY: Final = 0.9
"""How much of what was usual stays usual after one more attempt."""

Place = tuple[PackId, DrillItemId]
Seen = dict[Place, datetime]


class Learner:
    """Grows with each attempt; a copy grows on its own.

    Attributes:
        ratings: how well they do, by kind and language. repetition: what comes back, and when.
        seen: when each item was done last. languages: how often they practised in each.
        usual: seconds that one attempt takes them.
    """

    def __init__(self, repetition: Repetition) -> None:
        self.ratings = Ratings()
        self.repetition = repetition
        self.seen: Seen = {}
        self.languages: Counter[str] = Counter()
        self.usual = _USUAL_SECONDS
        self._paces: dict[str, float] = {}
        self._topics: dict[str, float] = {}

    def extend(self, attempts: Iterable[Attempt]) -> None:
        """More attempts, in the order of time."""
        for attempt in attempts:
            self.add(attempt)

    def add(self, attempt: Attempt) -> None:
        """One more; void ones say nothing, but what was read was read."""
        self.seen[attempt.pack_id, attempt.item_id] = attempt.at
        if not attempt.counts:
            return
        self.ratings.add(attempt, known=key_of(attempt) in self.repetition.recalls)
        self.repetition.add(attempt)
        self.languages[attempt.language] += 1
        self._topics[attempt.topic or ""] = _mix(self.strength(attempt.topic or ""), attempt.right)
        if attempt.kind is not DrillKind.PRESSURE:
            self.usual = _mix(self.usual, attempt.seconds)
        if attempt.kind is DrillKind.FLASH and attempt.pace:
            self._paces[attempt.language] = attempt.pace * (FASTER if attempt.right else SLOWER)

    def strength(self, topic: str) -> float:
        """The share of that topic that went right lately, from 0 to 1."""
        return self._topics.get(topic, _USUAL_SHARE)

    def pace(self, language: str) -> float:
        """How fast texts of that language are flashed at them next."""
        unit = unit_of(language)
        pace = self._paces.get(language, FIRST_PACE[unit])
        return min(float(FASTEST[unit]), max(float(SLOWEST[unit]), pace))

    def copy(self) -> "Learner":
        """Another one that grows on its own."""
        made = Learner(self.repetition.copy())
        made.ratings = self.ratings.copy()
        made.seen, made.languages, made.usual = dict(self.seen), self.languages.copy(), self.usual
        made._paces, made._topics = dict(self._paces), dict(self._topics)
        return made


def _mix(usual: float, now: float) -> float:
    return usual * _MEMORY + now * (1 - _MEMORY)
