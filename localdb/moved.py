"""What was said in a thread behind a position, by somebody else: why a reply is held, or its author is told."""

from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select

from domain.ids import AgentId, MessageId
from domain.message import snippet
from domain.timeline import Newer
from localdb.sql import literal, one_of
from localdb.tables import agent, customer, message, thread
from localdb.values import moment, parts_from_json

MOST = 20

_shown = thread.alias("shown")
NEWER: Any = (
    select(
        message.c.id,
        message.c.position,
        message.c.author,
        message.c.text,
        message.c.parts,
        message.c.at,
        agent.c.name.label("agent_name"),
        customer.c.name.label("customer_name"),
    )
    .select_from(thread)
    .join(_shown, _shown.c.root_id == thread.c.root_id)
    .join(message, message.c.thread_id == _shown.c.id)
    .outerjoin(agent, agent.c.id == message.c.agent_id)
    .outerjoin(customer, customer.c.id == _shown.c.customer_id)
    .where(
        thread.c.id == bindparam("of"),
        message.c.position > bindparam("seen"),
        message.c.deleted_at.is_(None),
        or_(
            message.c.author == literal("customer"),
            (message.c.author == literal("agent"))
            & one_of(message.c.kind, "text", "unsupported")
            & (message.c.agent_id != bindparam("me")),
        ),
    )
    .order_by(message.c.position.desc())
    .limit(bindparam("most"))
)
_NEWEST = (
    select(func.max(_shown.c.last_position))
    .select_from(thread)
    .join(_shown, _shown.c.root_id == thread.c.root_id)
    .where(thread.c.id == bindparam("of"))
)


def newest(connection: Connection, thread_id: str) -> int:
    """The newest position that is here, of the thread with everything that is joined into it."""
    found: int | None = connection.execute(_NEWEST, {"of": thread_id}).scalar()
    return found or 0


def newer_than(connection: Connection, thread_id: str, position: int, me: AgentId) -> tuple[Newer, ...]:
    """What the customer or a colleague said there, oldest first, at most the last MOST."""
    rows = connection.execute(NEWER, {"of": thread_id, "seen": position, "me": me, "most": MOST}).all()
    return tuple(
        Newer(
            MessageId(row.id),
            row.position,
            (row.customer_name if row.author == "customer" else row.agent_name) or "",
            row.author == "customer",
            moment(row.at),
            snippet(row.text, parts_from_json(row.parts)),
        )
        for row in reversed(rows)
    )
