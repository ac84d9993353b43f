"""Windows of a thread's history, as it is shown: with everything that is joined into it."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from backend.storage.tables import message, thread
from backend.threads.records import MessageRecord
from domain.message import Message


@dataclass(frozen=True, slots=True)
class MessagesOut:
    """Messages, oldest first. `complete`: nothing further on the side that was asked for."""

    messages: list[Message]
    complete: bool


def window(
    connection: Connection, thread_id: str, before: int | None, after: int | None, limit: int
) -> MessagesOut | None:
    """The messages just before a position, or just after one, or the newest; None when there is no such thread."""
    row = connection.execute(select(thread.c.id, thread.c.merged_into).where(thread.c.id == thread_id)).first()
    if row is None:
        return None
    shown = select(message).where(message.c.root_id == (row.merged_into or row.id), ~message.c.discarded)
    upwards = after is not None and before is None
    if before is not None:
        shown = shown.where(message.c.position < before)
    if after is not None:
        shown = shown.where(message.c.position > after)
    order = message.c.position if upwards else message.c.position.desc()
    rows = connection.execute(shown.order_by(order).limit(limit + 1)).all()
    entities = [MessageRecord(*found).entity() for found in rows[:limit]]
    messages = [entity for entity in entities if entity is not None]
    return MessagesOut(messages if upwards else messages[::-1], len(rows) <= limit)
