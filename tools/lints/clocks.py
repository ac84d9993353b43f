"""Nobody reads the time by themselves: the clock is handed in, so that tests can turn it."""

import ast
from collections.abc import Iterator

from tools.lints.source import Finding, Source, dotted

CLOCKS = {"app/clock.py", "backend/clock.py"}
FREE = ("tests", "tools", "start.py")
READS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today",
    "time.time", "time.time_ns", "time.monotonic", "time.monotonic_ns",
    "QDateTime.currentDateTime", "QDateTime.currentDateTimeUtc", "QDateTime.currentMSecsSinceEpoch",
    "QDateTime.currentSecsSinceEpoch", "QDate.currentDate", "QTime.currentTime",
}  # fmt: skip


def check(source: Source) -> Iterator[Finding]:
    if source.folder in FREE or source.path in CLOCKS:
        return
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and ".".join(dotted(node).split(".")[-2:]) in READS:
            yield source.finding(node, f"{dotted(node)} reads the time; ask the clock that was handed in")
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            for name in (alias.name for alias in node.names if f"time.{alias.name}" in READS):
                yield source.finding(node, f"time.{name} reads the time; ask the clock that was handed in")
