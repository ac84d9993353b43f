"""Entries into rows: day breaks, the "new messages" line, notices, and which bubbles belong together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
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


@dataclass(frozen=True, slots=True)
class _Known:
    """What a row was made from: while these are the same objects, so is the row."""

    entry: Entry
    before: Entry | None
    zone: tzinfo
    day: date
    row: Row


class RowBuilder:
    """Makes rows; keeps each one until its entry or the one before it is another object."""

    def __init__(self) -> None:
        self._known: dict[MessageId, _Known] = {}

    def build(
        self, entries: Sequence[Entry], context: ThreadContext, first_unread: MessageId | None, edge: str
    ) -> list[Row]:
        """The rows of these entries, oldest first. `edge`: what stands above the first one, "" for nothing."""
        rows = [Row(RowKind.EDGE, "edge", label=edge)] if edge else []
        today = local_day(context.now, context.zone)
        before: Entry | None = None
        shown_day: date | None = None
        for entry in entries:
            entry_id = entry.message.id
            known = self._known.get(entry_id)
            if known is None or known.entry is not entry or known.zone is not context.zone:
                known = None
            day = known.day if known is not None else local_day(entry.message.at, context.zone)
            if day != shown_day:
                rows.append(Row(RowKind.DAY, f"day {day}", label=day_name(day, today, context.locale)))
                shown_day, before = day, None
            if entry_id == first_unread:
                rows.append(Row(RowKind.NEW, "new", label=_("New")))
                before = None
            if known is None or known.before is not before:
                known = self._known[entry_id] = _Known(entry, before, context.zone, day, _row(entry, before))
            rows.append(known.row)
            before = entry
        return _unique(rows)

    def forget(self) -> None:
        """Another thread."""
        self._known.clear()


def _row(entry: Entry, before: Entry | None) -> Row:
    kind = RowKind.EVENT if entry.message.kind is MessageKind.EVENT else RowKind.MESSAGE
    return Row(kind, entry.message.id, entry, follows=before is not None and together(before, entry))


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
