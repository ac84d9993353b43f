"""Reads the present state of entities, many of one type at once."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from sqlalchemy import Connection, select

from backend.accounts.agents import agent_of
from backend.channel_accounts.records import account_of
from backend.customers.records import customer_of, identity_of, join_of
from backend.shelf.keeping import value_of
from backend.storage.tables import (
    agent,
    channel_account,
    customer,
    draft,
    identity,
    join_record,
    message,
    read_mark,
    shelf,
    thread,
)
from backend.threads.records import MessageRecord, ThreadRecord
from domain.agent import Agent, Permission
from domain.changes import Entity
from domain.draft import SyncedDraft
from domain.ids import AgentId, DeviceId, ThreadId
from domain.shelf import SHELF
from domain.thread import ReadMark
from domain.training.assigning import Assignment, Certificate, Coaching

Loader = Callable[[Connection, Sequence[str], Agent], dict[str, Entity]]
"""From ids, for one agent; what is gone, or not for them, is missing from the answer."""


def _simple(table: Any, make: Callable[[Any], Entity | None]) -> Loader:
    def load(connection: Connection, ids: Sequence[str], reader: Agent) -> dict[str, Entity]:
        rows = connection.execute(select(table).where(table.c.id.in_(ids)))
        found = {row.id: make(row) for row in rows}
        return {id_: entity for id_, entity in found.items() if entity is not None}

    return load


def _read_marks(connection: Connection, ids: Sequence[str], reader: Agent) -> dict[str, Entity]:
    mine = read_mark.c.thread_id.in_(ids) & (read_mark.c.agent_id == reader.id)
    rows = connection.execute(select(read_mark).where(mine))
    return {r.thread_id: ReadMark(ThreadId(r.thread_id), AgentId(r.agent_id), r.position, r.version) for r in rows}


def _drafts(connection: Connection, ids: Sequence[str], reader: Agent) -> dict[str, Entity]:
    mine = draft.c.thread_id.in_(ids) & (draft.c.agent_id == reader.id)
    return {row.thread_id: _draft_of(row) for row in connection.execute(select(draft).where(mine))}


def _draft_of(row: Any) -> SyncedDraft:
    thread_id, agent_id, device_id = ThreadId(row.thread_id), AgentId(row.agent_id), DeviceId(row.device_id)
    said = (row.text, row.identity_id, row.note, row.reply_to, row.files)
    return SyncedDraft(thread_id, agent_id, *said, device_id, row.at, row.version)


def _thread_of(row: Any) -> Entity:
    return ThreadRecord(*row).entity()


def _message_of(row: Any) -> Entity | None:
    return MessageRecord(*row).entity()


def _on_shelf(kind: str) -> Loader:
    def load(connection: Connection, ids: Sequence[str], reader: Agent) -> dict[str, Entity]:
        seen = shelf.c.audience.in_(("", reader.id))
        rows = connection.execute(select(shelf).where(shelf.c.type == kind, shelf.c.id.in_(ids), seen))
        found = {row.id: value_of(row) for row in rows}
        if kind not in FOR_PEOPLE or reader.may(FOR_PEOPLE[kind]):
            return found
        return {id_: entity for id_, entity in found.items() if reader.id in _people(entity)}

    return load


NEEDED = {"review": Permission.SEE_INSIGHTS, "warning": Permission.SEE_INSIGHTS, "pack": Permission.TRAIN}
"""Types that only some roles are told of."""

FOR_PEOPLE = dict.fromkeys(("assignment", "coaching", "certificate"), Permission.TRAIN)
"""Types of which everybody sees what is for them, and only these roles all of it. To the others each change says that
there is no such thing: so that it goes from where it was seen before."""


def _people(entity: Entity) -> Collection[AgentId]:
    match entity:
        case Assignment():
            return entity.people
        case Coaching():
            return (entity.to,)
        case Certificate():
            return (entity.agent_id,)
    return ()


def hidden_from(agent: Agent) -> frozenset[str]:
    """The types of which this person hears nothing."""
    return frozenset(type_ for type_, permission in NEEDED.items() if not agent.may(permission))


LOADERS: dict[str, Loader] = {
    "agent": _simple(agent, agent_of),
    "channel_account": _simple(channel_account, account_of),
    "customer": _simple(customer, customer_of),
    "identity": _simple(identity, identity_of),
    "thread": _simple(thread, _thread_of),
    "join": _simple(join_record, join_of),
    "read_mark": _read_marks,
    "message": _simple(message, _message_of),
    "draft": _drafts,
    **{kind: _on_shelf(kind) for kind in SHELF},
}
