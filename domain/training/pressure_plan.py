"""What an inbox under pressure will bring, and when: drawn once from a seed, moved by nothing afterwards (S-2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random
from types import MappingProxyType
from typing import Final

from domain.emotion.assessment import Tier
from domain.guidance.figures import DEFAULTS
from domain.training.item import DrillItem, DrillKind
from domain.training.task import Task


class Pace(StrEnum):
    """How hard it is."""

    CALM = "calm"
    NORMAL = "normal"
    RUSH = "rush"


@dataclass(frozen=True, slots=True)
class Tempo:
    """What that means.

    Attributes:
        first, last: messages a minute in the first and in the last wave.
        share: of the time that table E gives for a reply, so much a clock has here.
        every: about so many seconds between two interruptions.
    """

    first: float
    last: float
    share: float
    every: float


TEMPOS: Final[Mapping[Pace, Tempo]] = MappingProxyType(
    {
        Pace.CALM: Tempo(2, 4, 1, 50),
        Pace.NORMAL: Tempo(3, 7, 0.8, 35),
        Pace.RUSH: Tempo(4, 10, 0.6, 25),
    }
)
LENGTHS: Final = (120, 180, 300)
"""Seconds that it may take."""
WAVES: Final = 4
"""Steps in which the pace rises."""
QUIET: Final = 10.0
"""Seconds at the beginning and at the end without interruptions."""
_FIRST_AT = 1.0
_LINE = 2.0
"""Seconds between two lines of what was said before."""
_GOES_ON = 0.6
"""So many of the dialogues with earlier lines go on only later, while one works elsewhere."""


class Source(StrEnum):
    """Who interrupts."""

    COLLEAGUE = "colleague"  # asks something about the work
    LEAD = "lead"  # wants a figure of this inbox
    PHONE = "phone"  # rings


QUESTIONS: Final[Mapping[Source, int]] = MappingProxyType({Source.COLLEAGUE: 8, Source.LEAD: 2, Source.PHONE: 4})
"""How many different ones there are; the screens have their words."""
CHOICES: Final = 3


@dataclass(frozen=True, slots=True)
class Setting:
    """How it is done."""

    pace: Pace = Pace.NORMAL
    seconds: int = 180

    def clock(self, tier: Tier) -> float:
        """Seconds within which a message of that tier is to be answered (table E, scaled)."""
        return DEFAULTS.tiers[tier].seconds * TEMPOS[self.pace].share

    def wave(self, at: float) -> int:
        """Which wave that moment belongs to, from 0 on."""
        return max(0, min(WAVES - 1, int(at * WAVES / self.seconds)))

    def messages(self, wave: int) -> float:
        """Messages a minute in that wave."""
        tempo = TEMPOS[self.pace]
        return tempo.first + (tempo.last - tempo.first) * wave / (WAVES - 1)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One dialogue that comes in.

    Attributes:
        at: when its first line does. lines: when each line of what was said before does.
        message_at: when the message itself does; its clock runs from then on.
        limit: seconds on its clock. pace: messages a minute in its wave.
        order: in which its replies or summaries are offered; 0 is the right one.
    """

    number: int
    task: Task
    at: float
    lines: tuple[float, ...]
    message_at: float
    limit: float
    wave: int
    pace: float
    order: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Interruption:
    """Somebody wants something else.

    Attributes:
        question: which of its source's. order: of its choices; 0 is the right one.
    """

    number: int
    at: float
    source: Source
    question: int
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole; arrivals in the order of their messages."""

    setting: Setting
    arrivals: tuple[Arrival, ...]
    interruptions: tuple[Interruption, ...]


def answers(item: DrillItem) -> tuple[str, ...]:
    """What may be answered: its replies, or its summaries where it has none; the first is right."""
    return tuple(one.text for one in item.replies) or item.gists


def most(setting: Setting) -> int:
    """As many dialogues as may come in."""
    tempo = TEMPOS[setting.pace]
    return round(setting.seconds / 60 * (tempo.first + tempo.last) / 2) + WAVES


def plan(setting: Setting, tasks: Sequence[Task], seed: int) -> Plan:
    """What comes when; every task at most once, in their order, until they or the time are used up."""
    dice = Random(seed)
    arrivals: list[Arrival] = []
    at = _FIRST_AT
    for number, task in enumerate(tasks):
        if at >= setting.seconds:
            break
        arrivals.append(_arrival(setting, number, task, at, dice))
        at = _next(setting, at, dice.uniform(0.6, 1.4))
    return Plan(setting, tuple(arrivals), _interruptions(setting, dice))


def _next(setting: Setting, at: float, share: float) -> float:
    """When the next one comes, a share of an ordinary gap after the last; the wave's pace counts in each wave."""
    length = setting.seconds / WAVES
    while at < setting.seconds:
        pace, ends = setting.messages(setting.wave(at)) / 60, (setting.wave(at) + 1) * length
        if at + share / pace <= ends:
            return at + share / pace
        at, share = ends, share - (ends - at) * pace
    return at


def _arrival(setting: Setting, number: int, task: Task, at: float, dice: Random) -> Arrival:
    before = task.item.before
    # What goes on later had its first lines a good while before, so that somebody may have looked at it already.
    later = dice.uniform(6, 12) if before and dice.random() < _GOES_ON else _LINE
    last = max(0.0, at - later)
    lines = tuple(max(0.0, last - _LINE * left) for left in reversed(range(len(before))))
    wave = setting.wave(at)
    first = lines[0] if lines else at
    limit, count = setting.clock(task.item.tier), len(answers(task.item))
    order = tuple(dice.sample(range(count), count))
    # Whatever it was offered for: here it is worked on under pressure.
    task = replace(task, kind=DrillKind.PRESSURE)
    return Arrival(number, task, first, lines, at, limit, wave, setting.messages(wave), order)


def _interruptions(setting: Setting, dice: Random) -> tuple[Interruption, ...]:
    found: list[Interruption] = []
    every = TEMPOS[setting.pace].every
    at = QUIET + every * dice.uniform(0.3, 1.0)
    asked: dict[Source, list[int]] = {}
    while at < setting.seconds - QUIET:
        source = dice.choice(tuple(Source))
        # Nobody asks the same again before everything else was asked.
        left = asked.get(source) or dice.sample(range(QUESTIONS[source]), QUESTIONS[source])
        asked[source] = left[1:]
        order = tuple(dice.sample(range(CHOICES), CHOICES))
        found.append(Interruption(len(found), at, source, left[0], order))
        at += every * dice.uniform(0.7, 1.3)
    return tuple(found)
