"""Reports over a server's year of 1,000,000 messages, threads behind their numbers, and what keeping count costs."""

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.clock import SystemClock, make_ids
from backend.assessing import Assessor
from backend.channels.events import Received, Sender
from backend.insights.backlog import InsightsBacklog
from backend.insights.behind import threads_behind
from backend.insights.meant import Meant
from backend.insights.service import report_of
from backend.shelf import keeping
from backend.storage.database import Database
from backend.threads.intake import Intake
from backend.threads.work import Work
from domain.channel import ChannelAccount, ChannelKind
from domain.ids import ChannelAccountId
from domain.measures.report import Behind, Choice
from domain.message import MessageKind
from domain.setting import Setting
from domain.teams import KEY, teams_text
from tests.support.measured_past import AGENTS, NOW, SPAN, fill
from tools.figures import Figure, at_most

NAME = "insights"
MESSAGES, THREADS = 1_000_000, 10_000
BATCH, BATCHES = 50, 200
ZONE = "Asia/Taipei"
FILTERS: tuple[dict[str, str], ...] = (
    {},
    {"channel": "whatsapp"},
    {"team": "Two"},
    {"language": "th"},
    {"topic": "refund"},
    {"channel": "whatsapp", "team": "Two", "language": "en", "topic": "logistics"},
)


def run() -> Iterable[Figure]:
    """One database is built for the run; that takes some minutes."""
    with tempfile.TemporaryDirectory(prefix="braid-bench-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'braid.db'}")
        try:
            fill(database, MESSAGES, THREADS)
            _teams(database)
            yield from _built(database)
            yield from _reports(database)
            yield from _behind(database)
            yield from _kept(database)
        finally:
            database.close()


def _built(database: Database) -> Iterator[Figure]:
    backlog, steps, began = InsightsBacklog(database), [], time.process_time()
    while True:
        step = time.perf_counter()
        if not backlog.step():
            break
        steps.append(time.perf_counter() - step)
    took = time.process_time() - began
    yield at_most("insights: an older database, 1,000 messages, processor", took / MESSAGES * 1e6, "ms", 250)
    yield at_most("insights: of which others wait at once, median", statistics.median(steps) * 1000, "ms", 100)


def _reports(database: Database) -> Iterator[Figure]:
    for days in (7, 30, 365):
        times = [_timed(_report(database, Choice(NOW - _days(days), NOW, ZONE, **one))) for one in FILTERS]
        yield at_most(f"insights: report of {days} days, without filters", times[0], "s", 1)
        yield at_most(f"insights: report of {days} days, with filters, the slowest", max(times[1:]), "s", 1)


def _behind(database: Database) -> Iterator[Figure]:
    for number in Behind:
        times = [
            _timed(_threads(database, Choice(NOW - SPAN, NOW, ZONE, **one), number))
            for one in (FILTERS[0], FILTERS[-1])
        ]
        yield at_most(f"insights: threads behind {number.value}, 365 days", max(times), "s", 1)


def _kept(database: Database) -> Iterator[Figure]:
    """Messages into the same threads, with and without the facts, in turn; of the differences, the median."""
    intake = _Intake(database)
    intake.batch()
    more, bare = [], []
    for turn in range(BATCHES):
        first = turn % 2 == 0
        took = {counted: intake.batch(counted=counted) for counted in (first, not first)}
        more.append(took[True] - took[False])
        bare.append(took[False])
    cost, plain = statistics.median(more), statistics.median(bare)
    yield at_most("insights: keeping count, for one message of a full inbox", cost / BATCH * 1e6, "µs", 150)
    yield at_most("insights: of the intake's time", cost / plain * 100, "%", 5)


class _Intake:
    """Takes full batches of messages in, as the inbox does."""

    def __init__(self, database: Database) -> None:
        clock = SystemClock()
        self._database, self._clock, self._chance = database, clock, random.Random(3)
        assessor = Assessor()
        self._intake = Intake(clock, make_ids(clock).new, assess=assessor.assess)
        self._account = ChannelAccount(
            ChannelAccountId("account-whatsapp"), ChannelKind.WHATSAPP, "Shop", "+1", True, 1
        )
        self._number = 0

    def batch(self, *, counted: bool = True) -> float:
        """Seconds of this thread's processor, not of the disk."""
        began = time.thread_time()
        with self._database.write() as tx:
            if not counted:
                bare: Any = tx
                bare.part = _nobody_counts
            for _ in range(BATCH):
                self._number += 1
                sender = Sender(f"h{self._chance.randrange(THREADS) // 3 * 3 + 1}")
                now = self._clock.now()
                event = Received(f"b{self._number}", sender, now, MessageKind.TEXT, "Where is it?")
                self._intake.take(tx, self._account, event, now)
        return time.thread_time() - began


class _Nobody:
    def placed(self, records: object) -> None:
        """Counts nothing."""

    def again(self, roots: object) -> None:
        """Folds nothing."""


def _nobody_counts(_make: object) -> Any:
    return _Nobody()


def _report(database: Database, choice: Choice) -> Callable[[], object]:
    def ask() -> object:
        with database.read() as connection:
            return report_of(connection, choice, NOW)

    return ask


def _threads(database: Database, choice: Choice, number: Behind) -> Callable[[], object]:
    def ask() -> object:
        with database.read() as connection:
            return threads_behind(Meant(connection, choice, NOW), number)

    return ask


def _timed(ask: Callable[[], object]) -> float:
    """The best of five, in seconds: what else the computer does is not measured."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        ask()
        times.append(time.perf_counter() - began)
    return min(times)


def _teams(database: Database) -> None:
    with database.write() as tx:
        work = Work(tx, NOW, make_ids(SystemClock()).new)
        text = teams_text({"Two": tuple(AGENTS[:2])})
        keeping.put(work, "setting", KEY, Setting(KEY, text, keeping.next_version(tx, "setting", KEY, "")))


def _days(number: int) -> timedelta:
    return timedelta(days=number)
