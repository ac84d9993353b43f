"""A thread's line and who waits, worked out afresh from its messages (after joins, undos, edits and discards)."""

from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from backend.insights.facts import facts
from backend.storage.tables import message
from backend.threads.records import MessageRecord, ThreadRecord
from backend.threads.rules import calm, feel
from backend.threads.work import Work
from domain.message import Author, EventCode, MessageKind, snippet, snippet_author

_ASKS = (message.c.author == Author.CUSTOMER) & (message.c.kind != MessageKind.EVENT)


def recompute(work: Work, root: ThreadRecord) -> None:
    """Sets last_*, snippet and waiting_since of a root from everything shown in it. Flushes first."""
    work.flush()
    facts(work.tx).again((root.id,))
    newest = _newest(work, root)
    shown = _newest(work, root, message.c.kind != MessageKind.EVENT)
    on_channel = _newest(work, root, message.c.identity_id.is_not(None))
    inbound = _newest(work, root, _ASKS)
    root.last_message_id = newest.id if newest else None
    root.last_position = newest.position if newest else 0
    root.last_inbound_position = inbound.position if inbound else 0
    root.last_at = shown.at if shown else None
    root.snippet = snippet(shown.text, shown.parts) if shown else ""
    root.snippet_author = snippet_author(shown.author, shown.kind) if shown else ""
    root.last_channel = on_channel.channel if on_channel else ""
    waiting = _waiting(work, root)
    root.waiting_since = waiting[0].arrived_at if waiting else None
    calm(root)
    for record in waiting:
        feel(root, record.assessment)
    work.touch(root)


def _newest(work: Work, root: ThreadRecord, *conditions: ColumnElement[bool]) -> MessageRecord | None:
    query = select(message).where(message.c.root_id == root.id, ~message.c.discarded, *conditions)
    row = work.tx.connection.execute(query.order_by(message.c.position.desc()).limit(1)).first()
    return MessageRecord(*row) if row else None


def _waiting(work: Work, root: ThreadRecord) -> list[Any]:
    """When the customer's messages behind the last answer (`rules.answers`) came, and what they are."""
    mine = message.c.root_id == root.id
    answer = or_(
        (message.c.author == Author.AGENT) & message.c.kind.not_in((MessageKind.NOTE, MessageKind.EVENT)),
        (message.c.kind == MessageKind.EVENT) & (message.c.text == EventCode.RESOLVED),
    )
    answered = select(func.max(message.c.position)).where(mine, ~message.c.discarded, answer)
    last = work.tx.connection.execute(answered).scalar() or 0
    waiting = (
        select(message.c.arrived_at, message.c.assessment)
        .where(mine, _ASKS, message.c.position > last, ~message.c.discarded)
        .order_by(message.c.position)
    )
    return list(work.tx.connection.execute(waiting))
