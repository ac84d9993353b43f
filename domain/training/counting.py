"""What reports count beside a learner's own progress: spans, items that go wrong, how far assignments are (S-2)."""

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo
from typing import Final

from domain.training.assigning import Assignment
from domain.training.report import ItemLine, TrainingChoice

LEAST_OF_ITEM: Final = 5
"""An item that was met less often says nothing yet."""

MOST_ITEMS: Final = 20

LEAST_OF_STANDING: Final = 10
"""Attempts that bring somebody into the team's table."""

STANDING_SPAN: Final = timedelta(days=30)


def span_before(choice: TrainingChoice) -> tuple[datetime, datetime]:
    """The span of equal length just before."""
    return choice.since - (choice.until - choice.since), choice.since


def touches(assignment: Assignment, choice: TrainingChoice, zone: tzinfo) -> bool:
    """Whether any of an assignment's days lies in the span, by days of that zone."""
    last = (choice.until - timedelta(microseconds=1)).astimezone(zone).date()
    return assignment.since <= last and choice.since.astimezone(zone).date() <= assignment.until


def worst_items(lines: Iterable[ItemLine]) -> tuple[ItemLine, ...]:
    """Those that go wrong most, the worst first; what was met a few times only is not among them."""
    wrong = [line for line in lines if line.result.attempts >= LEAST_OF_ITEM and _went_wrong(line)]
    return tuple(sorted(wrong, key=_soundness)[:MOST_ITEMS])


def _went_wrong(line: ItemLine) -> bool:
    return line.result.right.part < line.result.right.whole


def _soundness(line: ItemLine) -> tuple[float, int, str, str]:
    right = line.result.right
    return (right.part + 1) / (right.whole + 2), -right.whole, line.pack_id, line.item_id
