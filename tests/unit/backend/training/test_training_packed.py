"""Reports on training, whatever was practised when: every figure is that of a slow count of single attempts."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, delete, select

from backend.insights.meant import as_kept
from backend.storage.database import Database
from backend.storage.migrations.versions.packed_0010 import fill
from backend.storage.tables import training_attempt, training_item, training_packed, training_practice
from backend.threads.work import Work
from backend.training import packed, practising
from backend.training.people import habits
from backend.training.reading import attempt_of
from backend.training.report import report_of
from domain.emotion.assessment import Tier, Topic
from domain.ids import AgentId, DrillItemId, PackId, PracticeId
from domain.training.counting import span_before, worst_items
from domain.training.item import DrillKind
from domain.training.progress import points, result_of, topic_lines
from domain.training.report import ItemLine, LearnerLine, Result, TrainingChoice, TrainingReport
from domain.training.results import Attempt, Ending, Practice

K = TypeVar("K")

FIRST = datetime(2026, 3, 1, tzinfo=UTC)
"""Clocks change in the weeks after it, in New York, in Santiago at midnight, and in Berlin."""
NOW = FIRST + timedelta(days=60)
ZONES = ("Asia/Taipei", "America/New_York", "America/Santiago", "Europe/Berlin", "Pacific/Apia", "Asia/Kolkata", "UTC")
PEOPLE = [AgentId(name) for name in ("ann", "bo", "cy", "di")]
LANGUAGES = ("en", "zh-Hant", "th")
PACKS = [PackId(name) for name in ("one", "two")]

_A, _I, _P = training_attempt.c, training_item.c, training_practice.c
_JOINED = training_attempt.join(training_practice, _P.number == _A.practice).join(training_item, _I.number == _A.item)
_WHOSE = (_P.agent_id, _P.began, _P.last_at, _I.item_id, _I.pack_id)
_SINGLE = select(*_WHOSE, *_A).select_from(_JOINED).order_by(_A.practice, _A.n)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path / 'braid.db'}")
    yield opened
    opened.close()


def some_attempt(random: Random, began: datetime) -> Attempt:
    maybe: Callable[[float], float | None] = lambda share: share if random.random() < 0.6 else None  # noqa: E731
    yes: Callable[[], bool | None] = lambda: random.choice((True, False, None))  # noqa: E731
    return Attempt(
        item_id=DrillItemId(f"item {random.randrange(6)}"),
        pack_id=random.choice(PACKS),
        edition=1,
        kind=random.choice(tuple(DrillKind)),
        language=random.choice(LANGUAGES),
        topic=random.choice((*Topic, None)),
        tier=random.choice(tuple(Tier)),
        level=random.randint(1, 5),
        at=began + timedelta(microseconds=random.randrange(-(10**9), 10**11)),
        seconds=random.choice((0.0, 7.0, round(random.uniform(0, 60), 3), 4 * 3_600.0)),
        right=random.random() < 0.7,
        ending=random.choice(tuple(Ending)),
        recall=maybe(round(random.random(), 6)),
        precision=maybe(random.choice((0.0, 1.0, round(random.random(), 6)))),
        topic_right=yes(),
        tier_right=yes(),
    )


def some_practice(random: Random) -> Practice:
    began = FIRST + timedelta(seconds=random.randrange(60 * 86_400))
    return Practice(
        id=PracticeId(str(UUID(int=random.getrandbits(128)))),
        agent_id=random.choice(PEOPLE),
        kind=random.choice((None, *DrillKind)),
        assignment_id=None,
        began=began,
        seconds=round(random.uniform(0, 900), 3),
        zone=random.choice((*ZONES, "Mars/Base")),
        attempts=tuple(some_attempt(random, began) for _ in range(random.choice((0, 1, 6, 20)))),
    )


def practised(database: Database, random: Random, goes: int) -> None:
    """Some of it in one transaction, told of in no order; the oldest leave the shelf on the way."""
    numbers = count(1)
    while goes > 0:
        with database.write() as tx:
            work = Work(tx, NOW + timedelta(days=random.choice((0, 0, 380))), lambda: f"id {next(numbers)}")
            for _ in range(random.randint(1, 9)):
                practising.keep(work, some_practice(random))
                goes -= 1


def some_choice(random: Random) -> TrainingChoice:
    since = FIRST + timedelta(minutes=random.randrange(40 * 1_440))
    until = since + timedelta(
        seconds=random.choice((1, 86_400, *(random.randrange(60 * 86_400) + 1 for _ in range(4))))
    )
    named: dict[str, str] = {}
    for name, known in (
        ("kind", [*DrillKind, "chess"]),
        ("pack", [*PACKS, "none"]),
        ("agent", [*PEOPLE, "nobody"]),
        ("language", [*LANGUAGES, "xx"]),
    ):
        if random.random() < 0.15:
            named[name] = str(random.choice(known))
    return TrainingChoice(since, until, random.choice(ZONES), **named)


@dataclass(frozen=True)
class Single:
    """One attempt as it lies in its own row, and whose it is."""

    who: str
    practice: int
    attempt: Attempt


class Slow:
    """The same report, from single attempts and by the rules that learners count with."""

    def __init__(self, connection: Connection, choice: TrainingChoice, now: datetime) -> None:
        self.choice, self.zone = choice, ZoneInfo(choice.zone)
        self.since, _ = span_before(choice)
        self.habits = habits(connection, now)
        self.goes = [row for row in connection.execute(select(training_practice)).all() if self._reaches(row)]
        single = [self._single(row) for row in connection.execute(_SINGLE).all() if self._reaches(row)]
        self.meant = [one for one in single if self._is_meant(one.attempt)]
        self.now = [one for one in self.meant if one.attempt.at >= choice.since]
        self.before = [one for one in self.meant if one.attempt.at < choice.since]

    def equals(self, found: TrainingReport) -> None:
        here = [one.attempt for one in self.now]
        assert found.result == exact(here)
        assert found.before == exact([one.attempt for one in self.before])
        by_topic = grouped(self.now, lambda one: one.attempt.topic.value if one.attempt.topic else "")
        assert [line.topic for line in found.topics] == [line.topic for line in topic_lines(here)]
        assert {line.topic: line.result for line in found.topics} == {name: exact(of) for name, of in by_topic.items()}
        assert [point.day for point in found.curve] == [point.day for point in points(here, self.zone)]
        by_day = grouped(self.now, lambda one: one.attempt.at.astimezone(self.zone).date())
        assert {point.day: point.result for point in found.curve} == {day: exact(of) for day, of in by_day.items()}
        by_item = grouped(self.now, lambda one: (one.attempt.pack_id, one.attempt.item_id))
        assert found.items == worst_items([ItemLine(*names, exact(of)) for names, of in by_item.items()])
        assert sorted(found.learners, key=lambda line: line.agent_id) == self.learners()

    def learners(self) -> list[LearnerLine]:
        sat: dict[str, list[Any]] = defaultdict(list)
        only = self.choice.kind or self.choice.pack or self.choice.language
        met = {one.practice for one in self.meant}
        for row in self.goes:
            if row.began >= self.choice.since and (not only or row.number in met):
                sat[row.agent_id].append(row)
        now, before = grouped(self.now, lambda one: one.who), grouped(self.before, lambda one: one.who)
        return [self._line(who, sat[who], now[who], before[who]) for who in sorted({*sat, *now, *before})]

    def _line(self, who: str, sat: Sequence[Any], now: list[Attempt], before: list[Attempt]) -> LearnerLine:
        days = {day for row in sat if row.attempts for day in (row.day, row.last_day)}
        habit = self.habits.get(who)
        streak, last = (habit.streak, habit.last) if habit else (0, None)
        seconds = sum(row.ms for row in sat) / 1_000
        return LearnerLine(AgentId(who), len(sat), seconds, len(days), streak, last, exact(now), exact(before))

    def _reaches(self, row: Any) -> bool:
        meant = self.choice.agent in ("", row.agent_id)
        return bool(meant and row.last_at >= self.since and row.began < self.choice.until)

    def _single(self, row: Any) -> Single:
        return Single(row.agent_id, row.practice, attempt_of(row))

    def _is_meant(self, one: Attempt) -> bool:
        asked = ((self.choice.kind, one.kind), (self.choice.pack, one.pack_id), (self.choice.language, one.language))
        return one.counts and self.since <= one.at < self.choice.until and all(a in ("", b) for a, b in asked)


def grouped(singles: Sequence[Single], key: Callable[[Single], K]) -> defaultdict[K, list[Attempt]]:
    found: defaultdict[K, list[Attempt]] = defaultdict(list)
    for one in singles:
        found[key(one)].append(one.attempt)
    return found


def exact(attempts: Sequence[Attempt]) -> Result:
    """Taken together; means of millionths, so that the last bit is the same."""
    result = result_of(attempts)
    return replace(
        result,
        recall=mean([one.recall for one in attempts]),
        precision=mean([one.precision for one in attempts]),
    )


def mean(shares: Sequence[float | None]) -> float | None:
    millionths = [round(one * 1_000_000) for one in shares if one is not None]
    return sum(millionths) / len(millionths) / 1_000_000 if millionths else None


@pytest.mark.parametrize("seed", range(4))
def test_every_figure_is_that_of_a_slow_count_of_single_attempts(database: Database, seed: int) -> None:
    random = Random(seed)
    attempts = 0
    for goes in (0, 3, 60, 120):
        practised(database, random, goes)
        for _ in range(8):
            choice = some_choice(random)
            with database.read() as connection:
                found, _chosen = report_of(connection, choice, NOW)
                Slow(connection, choice, NOW).equals(found)
            attempts += found.result.attempts
    assert attempts > 1_000


def test_an_older_database_is_filled_with_what_would_have_been_kept(database: Database) -> None:
    practised(database, Random(9), 90)
    with database.write() as tx:
        kept = tx.connection.execute(select(training_packed)).all()
        tx.connection.execute(delete(training_packed))
        fill(tx.connection)
        assert tx.connection.execute(select(training_packed)).all() == kept
    assert len(kept) > 30


def test_the_bytes_mean_the_same_for_ever(database: Database) -> None:
    """Numbers in databases that are out there: who changes this needs a migration that writes them anew."""
    assert packed.TOPICS == ("", "logistics", "refund", "payment", "account", "promotion")
    assert packed.KINDS == ("keywords", "gist", "triage", "reply", "pressure", "flash")
    assert set(packed.TOPICS) == {"", *Topic}
    assert set(packed.KINDS) == set(DrillKind)
    at = datetime(2026, 3, 1, microsecond=5, tzinfo=UTC)
    one = replace(some_attempt(Random(1), at), at=at, kind=DrillKind.PRESSURE, topic=Topic.PROMOTION, seconds=1.234)
    one = replace(one, right=True, ending=Ending.LATE, topic_right=True, tier_right=False, recall=0.5, precision=None)
    other = replace(one, language="vi", kind=DrillKind.GIST, topic=None, right=False, topic_right=None, tier_right=True)
    void = replace(other, language="xx", ending=Ending.VOID)
    items = {(str(one.pack_id), str(one.item_id)): 70_000}
    with database.write() as tx:
        packed.keep(tx.connection, 4, (void, one, other), items)
        packed.keep(tx.connection, 5, (void,), items)
        [(practice, languages, held)] = tx.connection.execute(select(training_packed)).all()
    assert (practice, languages) == (4, f'["{one.language}", "vi"]')
    begin = as_kept(at).to_bytes(8, "little").hex() + "d2040000" + "70110100" + "20a10700" + "ffffffff"
    said = 1 + 2 + 4 + 8 + 16 + 32 + (5 << 7) + (4 << 10), 32 + 64 + (1 << 10)
    ends = [
        number.to_bytes(2, "little").hex() + language for number, language in zip(said, ("0000", "0100"), strict=True)
    ]
    assert held.hex() == begin + ends[0] + begin + ends[1]
