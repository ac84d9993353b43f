"""Learners who never were: how fast and how well they read by level, a month of their practice, day after day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from math import exp
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from app.training.fsrs_memory import FsrsMemory
from app.words.rough import rough_spans
from domain.emotion.assessment import Tier, Topic
from domain.ids import AgentId, DrillItemId, PackId, PracticeId
from domain.training.answering import Answer, Timing, attempt
from domain.training.deck import LOOK, Ground, Offered, PracticeDeck
from domain.training.difficulty import level
from domain.training.figures import TrainingFigures
from domain.training.item import DrillItem, DrillKind, NextStep, ReplyOption
from domain.training.learner import Learner
from domain.training.marking import read_marked
from domain.training.repetition import Repetition
from domain.training.results import Attempt, Practice
from domain.training.streak import zone_of
from domain.training.task import Task, Wanted

FIGURES = TrainingFigures()
PACK = PackId("pack")
FIVE_MINUTES = Wanted(seconds=300, items=0)
START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
_TOPICS = (*Topic, None)


def items(count: int, seed: int = 3) -> list[DrillItem]:
    """Of every length and temper, each with all keys."""
    random = Random(seed)
    return [_item(number, random) for number in range(count)]


def offered(count: int = 120) -> list[Offered]:
    """The same as a deck has them."""
    return [Offered(item, PACK, 1, level(item)) for item in items(count)]


def _item(number: int, random: Random) -> DrillItem:
    filler = " ".join(random.choice(("well", "so", "then", "my", "order", "I", "think")) for _ in range(number % 80))
    text, marks = read_marked(f"hello [[parcel]] {filler} [[late]] again, please [[refund]]{'!!!' * (number % 3)}")
    return DrillItem(
        id=DrillItemId(f"item-{number:03}"),
        language="en",
        text=text,
        marks=marks,
        topic=_TOPICS[number % len(_TOPICS)],
        tier=tuple(Tier)[number // 5 % len(Tier)],
        complaint=number % 2 == 0,
        step=tuple(NextStep)[number % len(NextStep)],
        gists=("right", "wrong", "worse", "worst"),
        replies=(ReplyOption("whole"), ReplyOption("half"), ReplyOption("none")),
    )


@dataclass
class Reader:
    """How somebody reads.

    Attributes:
        skill: the level that goes right every other time, and what a day of practice adds. seconds: to the point of an
            item of level 3, and by how much of it each day of practice shortens it. fastest: nobody is faster.
        gaps: days (from 0) without practice. zones: where they are, by the day from which on.
    """

    seed: int
    skill: tuple[float, float] = (3.5, 0.0)
    seconds: tuple[float, float] = (12.0, 0.0)
    fastest: float = 5.0
    gaps: frozenset[int] = frozenset()
    zones: dict[int, str] = field(default_factory=lambda: {0: "UTC"})

    def zone(self, day: int) -> str:
        """Where they are on that day."""
        return self.zones[max(since for since in self.zones if since <= day)]

    def reads(self, task: Task, day: int, random: Random) -> tuple[bool, float]:
        """Whether they see the point, and after how long."""
        skill, seconds = self.skill[0] + self.skill[1] * day, self.seconds[0] * (1 - self.seconds[1]) ** day
        # What was seen before is easier.
        right = random.random() < 1 / (1 + exp(task.level - skill - task.again))
        typical = max(self.fastest, seconds * (1 + 0.15 * (task.level - 3)))
        return right, typical * exp(random.gauss(0, 0.25))


@dataclass
class Month:
    """What came of it.

    Attributes:
        days: for each day of practice its date, its tasks and what came of them.
    """

    practices: list[Practice] = field(default_factory=list)
    days: list[tuple[date, list[tuple[Task, Attempt]]]] = field(default_factory=list)

    def attempts(self, first: int = 0, last: int = 99) -> list[Attempt]:
        """Of those days of practice."""
        return [one for _day, done in self.days[first:last] for _task, one in done]


def month(reader: Reader, days: int = 30, pool: Sequence[Offered] | None = None) -> Month:
    """Five minutes a day at nine o'clock, wherever they are."""
    random, pool = Random(reader.seed), offered() if pool is None else pool
    lived, learner = Month(), new_learner()
    for day in range(days):
        if day in reader.gaps:
            continue
        zone = reader.zone(day)
        at = (START + timedelta(days=day)).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        today = at.astimezone(zone_of(zone)).date()
        ground = Ground("", pool, learner.copy(), today, zone_of(zone))
        deck = PracticeDeck(FIVE_MINUTES, ground, Random(reader.seed + day))
        tried = list(_practised(deck, reader, day, at, random))
        learner.extend(one for _task, one in tried)
        attempts = tuple(one for _task, one in tried)
        seconds = sum(one.seconds + LOOK for one in attempts)
        lived.practices.append(
            Practice(PracticeId(f"practice-{day}"), AgentId("me"), None, None, at, seconds, zone, attempts)
        )
        lived.days.append((today, tried))
    return lived


def new_learner() -> Learner:
    """Nobody yet."""
    return Learner(Repetition(FsrsMemory(), FIGURES))


def _practised(
    deck: PracticeDeck, reader: Reader, day: int, at: datetime, random: Random
) -> Iterator[tuple[Task, Attempt]]:
    while (task := deck.next()) is not None:
        right, seconds = reader.reads(task, day, random)
        made = attempt(task, answer(task, right=right), Timing(seconds), at, FIGURES, rough_spans(task.item.text))
        at += timedelta(seconds=seconds + LOOK)
        deck.done(made)
        yield task, made


def answer(task: Task, *, right: bool) -> Answer:
    """The right one, or one that is wrong in one thing."""
    item, words = task.item, rough_spans(task.item.text)
    if task.kind is DrillKind.KEYWORDS:
        starts = {mark.start for mark in item.marks}
        found = frozenset(number for number, (start, _end) in enumerate(words) if start in starts)
        return Answer(chosen=found if right else frozenset(), topic=item.topic)
    if task.kind is DrillKind.TRIAGE:
        return Answer(topic=item.topic, tier=item.tier, complaint=item.complaint is right, step=item.step)
    return Answer(option=0 if right else 1)


def done(item: str = "item-001", kind: DrillKind = DrillKind.GIST, **changes: Any) -> Attempt:
    """An attempt, right within the goal, at nine on the first day."""
    base = Attempt(DrillItemId(item), PACK, 1, kind, "en", Topic.REFUND, Tier.LOW, 2, START, 6.0, True)
    return replace(base, **changes)


def month_of_one(kind: DrillKind, *, right: bool, count: int) -> list[Attempt]:
    """Attempts at one item, a day apart."""
    return [done(kind=kind, right=right, at=START + timedelta(days=day)) for day in range(count)]


def practice(day: float, *attempts: Attempt, zone: str = "UTC", hours: float = 0.0, seconds: float = 60.0) -> Practice:
    """A go that began so many days and hours after the first one, its attempts at that moment."""
    at = START + timedelta(days=day, hours=hours)
    made = tuple(replace(one, at=at) for one in attempts or (done(),))
    return Practice(PracticeId(f"practice-{day}-{hours}"), AgentId("me"), None, None, at, seconds, zone, made)
