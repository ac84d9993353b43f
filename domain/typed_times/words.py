"""The words in which times are typed, in one or more languages at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from domain.folding import folded

AFTERNOON, EVENING = 13, 19
LATE = (EVENING, 21, 23)
"""What is left of an evening: "tonight" is the next of them."""
DAY_BEGINS, WEEKEND_BEGINS = 8, 10
"""Hours of the day at which something comes back when only the day is known; the presets of the menu use them, too."""

_SATURDAY = 5
_LEAST = 3
"""Letters from which the beginning of a name stands for it."""


class Kind(Enum):
    """What a word does in a time; those with a number say more by it."""

    MINUTE = "minute"
    HOUR = "hour"
    HOUR_SIGN = "hour sign"
    """ "h": a span in "2 h", a time of day in "21h"."""
    DAY = "day"
    WEEK = "week"
    MONTHS = "months"
    LENGTH = "length"
    """A length of time by itself ("half an hour"); the number is its minutes."""
    AND_HALF = "and a half"
    """Half a unit more, behind a number or behind its unit."""
    ONE = "one"
    WITHIN = "within"
    AT = "at"
    NOISE = "noise"
    NEXT = "next"
    AHEAD = "ahead"
    """A named day; the number says how many days from today."""
    TONIGHT = "tonight"
    PART = "part of the day"
    """The number is the hour at which it begins."""
    MIDNIGHT = "midnight"
    """The end of the day that is named."""
    MONTH_BEGINS = "month begins"
    """The number is how many months from this one."""
    MONTH_ENDS = "month ends"
    """Its last day; the number is how many months from this one."""
    MORNING_HALF = "am"
    EVENING_HALF = "pm"
    CLOCK = "clock"
    ORDINAL = "ordinal"
    WEEKDAY = "weekday"
    """From 0 for Monday."""
    MONTH = "month"
    """From 1 for January."""


Senses = Mapping[Kind, int]


@dataclass(frozen=True)
class TimeWords:
    """Which words mean what. Case, accents and full stops do not matter.

    Attributes:
        known: each word with everything that it may mean, made by `gathered`.
        month_first: whether 11/25 is a day of November here.
    """

    known: Mapping[str, Senses]
    month_first: bool = False

    @classmethod
    def gathered(cls, told: Iterable[tuple[str, Kind, int]], *, month_first: bool = False) -> "TimeWords":
        """From words as people write them; of two meanings of one kind the first stays."""
        known: dict[str, dict[Kind, int]] = {}
        for word, kind, value in told:
            plain = plain_word(word)
            # A name with a number in it ("thg 11") would be taken apart when it is read.
            if plain and not any(character.isdigit() for character in plain):
                known.setdefault(plain, {}).setdefault(kind, value)
        return cls(known, month_first)

    def senses(self, word: str) -> Senses | None:
        """What a plain word means; the beginning of one day's or month's name is enough."""
        if word in self.known or len(word) < _LEAST:
            return self.known.get(word)
        meant = {sense for name, sense in self._names if name.startswith(word)}
        return dict(meant) if len(meant) == 1 else None

    @cached_property
    def longest(self) -> int:
        """How many words the longest one is made of."""
        return max((word.count(" ") + 1 for word in self.known), default=1)

    @cached_property
    def _names(self) -> tuple[tuple[str, tuple[Kind, int]], ...]:
        named = (Kind.WEEKDAY, Kind.MONTH)
        return tuple((word, (kind, had[kind])) for word, had in self.known.items() for kind in named if kind in had)


def plain_word(word: str) -> str:
    """As words are compared."""
    return " ".join(folded(word).replace(".", "").split())


def first_hour(weekday: int) -> int:
    """The hour at which something comes back on such a day."""
    return WEEKEND_BEGINS if weekday >= _SATURDAY else DAY_BEGINS
