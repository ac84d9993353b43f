"""Which messages this computer holds: of each home thread everything from `held_from` on."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, func, select, update

from domain.message import Message
from localdb import kept_state
from localdb.sql import literal, one_of
from localdb.tables import message, outbox, thread

SNAPSHOT_MESSAGES = 50
"""How many of a home thread's newest messages a snapshot brings at least when there are more (the feed's contract)."""

_ROOT = select(thread.c.root_id).where(thread.c.id == bindparam("id"))
_FLOOR = select(func.max(thread.c.held_from)).where(thread.c.root_id == bindparam("root"))
_HELD = update(thread).where(thread.c.root_id == bindparam("root"))
_LOWER = _HELD.where(thread.c.held_from <= bindparam("asked")).values(
    held_from=func.min(thread.c.held_from, bindparam("to"))
)
_nth = (
    select(message.c.position)
    .where(message.c.thread_id == thread.c.id)
    .order_by(message.c.position.desc())
    .limit(1)
    .offset(SNAPSHOT_MESSAGES - 1)
    .scalar_subquery()
)
_SET = update(thread).where(thread.c.held_from != func.coalesce(_nth, 0)).values(held_from=func.coalesce(_nth, 0))
"""Most stay where they were; to write them all again would be the longest part of a snapshot's end."""

_ACKED = (
    update(outbox)
    .where(outbox.c.state == literal("acked"), one_of(outbox.c.kind, "send", "note"), outbox.c.pulls.is_(None))
    .values(pulls=bindparam("pulled"))
)


def root_of(connection: Connection, thread_id: str) -> str:
    """The thread on screen; itself when it is not here yet."""
    return connection.execute(_ROOT, {"id": thread_id}).scalar_one_or_none() or thread_id


def floor_of(connection: Connection, root: str) -> int:
    """From this position on everything that the root shows is here; 0 when all of it is."""
    return connection.execute(_FLOOR, {"root": root}).scalar() or 0


def after_snapshot(connection: Connection) -> None:
    """A snapshot brought each home thread's newest messages: what is older may have a hole before them.

    By home thread and not by what is shown together, because threads are joined and taken apart while it is paged.
    """
    connection.execute(_SET)


def filled(connection: Connection, root: str, messages: Sequence[Message], complete: bool, before: int | None) -> bool:
    """Moves the floor down to the oldest of the messages, which reach up to `before`; True when it moved."""
    floor = floor_of(connection, root)
    asked = floor if before is None else before
    if not messages and not complete:
        return False
    oldest = 0 if complete else min(message.position for message in messages)
    connection.execute(_LOWER, {"root": root, "asked": asked, "to": oldest})
    return floor_of(connection, root) != floor


def acked_before_snapshot(connection: Connection) -> None:
    """Acknowledged messages that the snapshot may leave out count as seen once it is through."""
    connection.execute(_ACKED, {"pulled": kept_state.number(connection, kept_state.PULLS) - 1})
