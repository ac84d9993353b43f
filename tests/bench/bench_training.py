"""The trainers' report over 1,000,000 attempts on the server: of thirty days, of a year, and with what is chosen."""

import tempfile
import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from backend.storage.database import Database
from backend.training.report import report_of
from domain.training.item import DrillKind
from domain.training.report import TrainingChoice
from tests.support.measured_past import NOW, SPAN
from tests.support.practised_past import fill
from tools.figures import Figure, at_most

NAME = "training"
ATTEMPTS, LEARNERS = 1_000_000, 60
ZONE = "Asia/Taipei"
TRIES = 5
CHOICES: tuple[dict[str, str], ...] = (
    {},
    {"kind": DrillKind.KEYWORDS.value},
    {"pack": "pack-3"},
    {"agent": "agent-07"},
    {"language": "th"},
)


def run() -> Iterable[Figure]:
    """One database is built for the run; that takes half a minute."""
    with tempfile.TemporaryDirectory(prefix="braid-bench-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'braid.db'}")
        try:
            fill(database, ATTEMPTS, LEARNERS)
            for days, target in ((30, 0.5), (SPAN.days, 1.0)):
                times = [_best(database, days, **one) for one in CHOICES]
                yield at_most(f"training: report of {days} days, everything", times[0], "s", target)
                yield at_most(
                    f"training: report of {days} days, with a choice, the slowest", max(times[1:]), "s", target
                )
        finally:
            database.close()


def _best(database: Database, days: int, **chosen: str) -> float:
    """The best of some, in seconds of this thread: what else the computer does is not measured."""
    choice = TrainingChoice(NOW - timedelta(days=days), NOW, ZONE, **chosen)
    times = []
    for _ in range(TRIES):
        began = time.thread_time()
        with database.read() as connection:
            report, _chosen = report_of(connection, choice, NOW)
        times.append(time.thread_time() - began)
        assert report.result.attempts
    return min(times)
