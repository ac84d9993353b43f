"""What the rules of complaints stand on, as this computer knows it; and what one is opened from here."""

from typing import Any

from sqlalchemy import Connection, bindparam, func, literal_column, select

from domain.complaints.ground import Ground, Source, ground_of
from domain.complaints.staff import Colleague
from domain.ids import AgentId, ThreadId
from localdb.shelf import settings
from localdb.sql import AnyRow, literal, one_of
from localdb.tables import SHELF, customer, message, thread
from localdb.threads import agents
from localdb.values import moment

STATE: Any = literal_column("shelf_complaint.state")
"""What the database draws from the body by itself, as it does the owner."""

IS_OPEN = one_of(STATE, "open", "paused")
_owner: Any = literal_column("shelf_complaint.owner_id")
_OWNED = select(_owner, func.count()).select_from(SHELF["complaint"]).where(IS_OPEN).group_by(_owner)
_THREAD: Any = (
    select(thread.c.last_channel, thread.c.assignee_id, thread.c.root_id, customer.c.language)
    .outerjoin(customer, customer.c.id == thread.c.customer_id)
    .where(thread.c.id == bindparam("of"))
)
_MESSAGE = select(message.c.thread_id, message.c.channel, message.c.at, message.c.position, message.c.assessment).where(
    message.c.id == bindparam("of")
)
_ANSWER: Any = (
    select(message.c.at, message.c.agent_id)
    .where(
        message.c.thread_id.in_(select(thread.c.id).where(thread.c.root_id == bindparam("root"))),
        message.c.author == literal("agent"),
        message.c.kind != literal("note"),
        message.c.deleted_at.is_(None),
        message.c.position > bindparam("behind"),
    )
    .order_by(message.c.position)
    .limit(1)
)


def ground(connection: Connection) -> Ground:
    """Settings that make no sense have their defaults here; who sets them is told elsewhere."""
    owned: dict[str | None, int] = dict(connection.execute(_OWNED).all())
    staff = tuple(Colleague(one.id, one.role, one.active, owned.get(one.id, 0)) for one in agents(connection))
    return ground_of({one.key: one.value for one in settings(connection)}, staff)


def source(connection: Connection, lane: ThreadId, message_id: str | None) -> Source:
    """What the server will open it from; which parts the first answer has, only the server says."""
    here = connection.execute(_THREAD, {"of": lane}).one_or_none()
    channel, assignee = (here.last_channel, here.assignee_id) if here is not None else ("", None)
    language = (here.language or "") if here is not None else ""
    assignee_id = AgentId(assignee) if assignee else None
    said = connection.execute(_MESSAGE, {"of": message_id}).one_or_none() if message_id else None
    if said is None:
        return Source(lane, channel, language, None, assignee_id)
    answer = connection.execute(_ANSWER, {"root": _root(here, lane), "behind": said.position}).one_or_none()
    return Source(
        ThreadId(said.thread_id),
        said.channel,
        language,
        moment(said.at),
        assignee_id,
        moment(answer.at) if answer is not None else None,
        AgentId(answer.agent_id) if answer is not None and answer.agent_id else None,
    )


def _root(here: AnyRow | None, lane: ThreadId) -> str:
    return here.root_id if here is not None else lane
