"""Entries into rows: day breaks, the "new messages" line, notices, and which bubbles belong together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from app.i18n import _
from domain.ids import MessageId
from domain.message import Author, MessageKind
from domain.timeline import Entry
from widgets.thread_view.context import ThreadContext
from widgets.thread_view.when import day_name, local_day

TOGETHER = timedelta(minutes=5)


class RowKind(Enum):
    """What a row shows."""

    EDGE = "edge"
    DAY = "day"
    NEW = "new"
    EVENT = "event"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class Row:
    """One row. Rows that are equal look the same, so that a layout can be kept.

    Attributes:
        key: stays the same while the entry changes.
        label: the words of EDGE, DAY and NEW.
        follows: whether it goes on what the row before said (same author, channel, within five minutes).
    """

    kind: RowKind
    key: str
    entry: Entry | None = None
    label: str = ""
    follows: bool = False


class RowBuilder:
    """Makes rows; remembers the day of each entry, since nothing else costs much."""

    def __init__(self) -> None:
        self._days: dict[MessageId, tuple[object, object, date]] = {}

    def build(
        self, entries: Sequence[Entry], context: ThreadContext, first_unread: MessageId | None, edge: str
    ) -> list[Row]:
        """The rows of these entries, oldest first. `edge`: what stands above the first one, "" for nothing."""
        rows = [Row(RowKind.EDGE, "edge", label=edge)] if edge else []
        today = local_day(context.now, context.zone)
        before: Entry | None = None
        shown_day: date | None = None
        for entry in entries:
            day = self._day(entry, context)
            if day != shown_day:
                rows.append(Row(RowKind.DAY, f"day {day}", label=day_name(day, today, context.locale)))
                shown_day, before = day, None
            if entry.id == first_unread:
                rows.append(Row(RowKind.NEW, "new", label=_("New")))
                before = None
            kind = RowKind.EVENT if entry.message.kind is MessageKind.EVENT else RowKind.MESSAGE
            rows.append(Row(kind, entry.id, entry, follows=before is not None and together(before, entry)))
            before = entry
        return _unique(rows)

    def forget(self) -> None:
        """Another thread."""
        self._days.clear()

    def _day(self, entry: Entry, context: ThreadContext) -> date:
        at, zone = entry.message.at, context.zone
        known = self._days.get(entry.id)
        if known is not None and known[0] is at and known[1] is zone:
            return known[2]
        day = local_day(at, zone)
        self._days[entry.id] = (at, zone, day)
        return day


def together(first: Entry, second: Entry) -> bool:
    """Whether two neighbours read as one turn."""
    one, two = first.message, second.message
    return (
        one.author is two.author
        and one.author is not Author.SYSTEM
        and one.kind is two.kind
        and one.channel is two.channel
        and one.agent_id == two.agent_id
        and abs(two.at - one.at) <= TOGETHER
    )


def _unique(rows: list[Row]) -> list[Row]:
    """A day can come twice, since the server's order is not the customer's clock: the second gets a key of its own."""
    seen: dict[str, int] = {}
    for index, row in enumerate(rows):
        if row.kind is RowKind.DAY:
            seen[row.key] = count = seen.get(row.key, 0) + 1
            if count > 1:
                rows[index] = Row(row.kind, f"{row.key} #{count}", label=row.label)
    return rows
