"""Rows to what is on screen: messages from the server, and the bubbles of what has not left yet."""

from bisect import bisect_left
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, select

from domain.channel import ChannelKind
from domain.emotion.assessment import Assessment
from domain.ids import AgentId, ThreadId
from domain.message import Delivery, Message, snippet
from domain.operations import CorrectAssessment, Note, Send
from domain.outbox import NEEDS_PERSON, WAITING, HoldReason, OutboxState
from domain.timeline import Entry, Newer, unsent_message
from localdb import moved
from localdb.outbox_rows import COLUMNS, STILL_HERE, operation_of
from localdb.sql import AnyRow, id_list, listed, literal
from localdb.tables import agent, identity, message, outbox
from localdb.values import MESSAGE, moment, parts_from_json

_WIDTH = len(MESSAGE.columns)
LANES = (
    select(outbox.c.lane, outbox.c.local_order, outbox.c.state, outbox.c.kind)
    .where(outbox.c.state != literal("done"), outbox.c.lane.in_(listed()))
    .order_by(outbox.c.local_order)
)
_ROWS = select(*COLUMNS).where(outbox.c.local_order.in_(listed())).order_by(outbox.c.local_order)
_IDENTITIES = select(identity.c.id, identity.c.thread_id, identity.c.channel).where(identity.c.id.in_(listed()))
_QUOTED = select(message.c.id, message.c.text, message.c.parts).where(message.c.id.in_(listed()))
_NAME = select(agent.c.name).where(agent.c.id == bindparam("me"))


DECISIONS = ("resend", "discard", "correct_assessment")
"""Kinds that change how a message of the server is shown, until the feed brings it so."""


def message_entry(row: AnyRow, resent: bool, corrected: CorrectAssessment | None = None) -> Entry:
    """A message that the server has placed.

    `resent` when a person has just decided to send it again, `corrected` when they said what it really is.
    """
    found = MESSAGE.entity(row)
    if corrected:
        found = replace(found, assessment=_corrected(found.assessment, corrected))
    if resent:
        found = replace(found, delivery=Delivery.PENDING, delivery_problem="")
    return Entry(
        found,
        problem=found.delivery_problem,
        author_name=row[_WIDTH] or "",
        quoted=_quote(row[_WIDTH + 1], row[_WIDTH + 2]),
    )


def _corrected(before: Assessment | None, says: CorrectAssessment) -> Assessment:
    was = before or Assessment(says.tier, says.complaint)
    return replace(was, tier=says.tier, complaint=says.complaint, topic=says.topic)


def _quote(text: str | None, parts: str | None) -> str:
    return "" if text is None else snippet(text, parts_from_json(parts or "[]"))


class Bubbles:
    """The replies and notes of some lanes that the feed has not brought back, in the order they were written.

    Attributes:
        has_decisions: a decision to send again or to discard waits in one of the lanes.
    """

    def __init__(self, connection: Connection, lanes: list[str], me: AgentId) -> None:
        self.connection = connection
        self.me = me
        rows = connection.execute(LANES, {"ids": id_list(lanes)}).all()
        self.has_decisions = any(row.kind in DECISIONS for row in rows)
        bubbles = [row for row in rows if row.kind in ("send", "note")]
        self._orders = [row.local_order for row in bubbles]
        waiting = [row.local_order for row in bubbles if row.state in WAITING]
        self._places = {order: place for place, order in enumerate(waiting, 1)}

    def __bool__(self) -> bool:
        return bool(self._orders)

    def before(self, order: int, limit: int) -> list[Entry]:
        """The last ones before that place."""
        end = bisect_left(self._orders, order)
        return self._entries(self._orders[max(0, end - limit) : end])

    def since(self, order: int, limit: int) -> list[Entry]:
        """The first ones from that place on."""
        start = bisect_left(self._orders, order)
        return self._entries(self._orders[start : start + max(0, limit)])

    def _entries(self, orders: list[int]) -> list[Entry]:
        if not orders:
            return []
        found = [(row, operation_of(row)) for row in self.connection.execute(_ROWS, {"ids": id_list(orders)})]
        sends = [operation.payload for _, operation in found if isinstance(operation.payload, Send)]
        identities = self._by_id(_IDENTITIES, {send.identity_id for send in sends})
        quoted = self._by_id(_QUOTED, {send.reply_to for send in sends if send.reply_to})
        name = self.connection.execute(_NAME, {"me": self.me}).scalar() or ""
        entries = []
        for row, operation in found:
            payload = operation.payload if isinstance(operation.payload, (Send, Note)) else Note("")
            target = identities.get(payload.identity_id) if isinstance(payload, Send) else None
            quote = quoted.get(payload.reply_to or "") if isinstance(payload, Send) else None
            entries.append(
                Entry(
                    self._message(row, payload, target),
                    sending=OutboxState(row.state),
                    problem=row.reason if row.state in NEEDS_PERSON else "",
                    place=self._places.get(row.local_order, 0),
                    queue=len(self._places) if row.local_order in self._places else 0,
                    local_order=row.local_order,
                    author_name=name,
                    quoted=_quote(quote.text, quote.parts) if quote else "",
                    leaves_at=moment(row.leaves_at) if row.leaves_at and row.state in STILL_HERE else None,
                    moved=self._moved(row),
                )
            )
        return entries

    def _moved(self, row: AnyRow) -> tuple[Newer, ...]:
        if row.state != OutboxState.HELD or row.reason != HoldReason.MOVED:
            return ()
        return moved.newer_than(self.connection, row.lane, row.seen_position, self.me)

    def _by_id(self, statement: Any, ids: set[Any]) -> dict[str, Any]:
        return {row.id: row for row in self.connection.execute(statement, {"ids": id_list(ids)})} if ids else {}

    def _message(self, row: AnyRow, payload: Send | Note, target: Any) -> Message:
        thread_id = ThreadId(target.thread_id if target else row.lane)
        channel = ChannelKind(target.channel) if target else ChannelKind.OTHER
        return unsent_message(operation_of(row), payload, self.me or None, thread_id, channel)
