"""Rows of customers, identities and joins as domain values, and the small reads that others need."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Row, select

from backend.storage.bulk import BulkRead
from backend.storage.listed import id_list, listed
from backend.storage.tables import identity, join_record, thread
from domain.channel import ChannelKind
from domain.customer import Customer, EvidenceKind, Identity, Join, JoinState
from domain.ids import AgentId, ChannelAccountId, CustomerId, IdentityId, JoinId, ThreadId

_OF_IDENTITY = [field.name for field in fields(Identity)]
_CHANNEL = _OF_IDENTITY.index("channel")
_IDENTITIES = BulkRead(select(*(identity.c[name] for name in _OF_IDENTITY)).where(identity.c.id.in_(listed())))


def customer_of(row: Row[Any]) -> Customer:
    """The customer of a row of `customer`."""
    return Customer(CustomerId(row.id), row.name, row.language, row.phone, row.email, row.traits, row.version)


def identity_of(row: Row[Any]) -> Identity:
    """The identity of a row of `identity`."""
    return Identity(
        IdentityId(row.id),
        CustomerId(row.customer_id),
        ThreadId(row.thread_id),
        ChannelAccountId(row.account_id),
        ChannelKind(row.channel),
        row.handle,
        row.display,
        row.last_inbound_at,
        row.version,
    )


def identities_by_id(connection: Connection, ids: Iterable[str]) -> list[Identity]:
    """Those of these identities that there are."""
    found: list[Identity] = []
    for row in _IDENTITIES.rows(connection, id_list(ids)):
        values = list(row)
        values[_CHANNEL] = ChannelKind(values[_CHANNEL])
        found.append(Identity(*values))
    return found


def join_of(row: Row[Any]) -> Join:
    """The join of a row of `join_record`."""
    return Join(
        JoinId(row.id),
        ThreadId(row.kept_thread_id),
        ThreadId(row.joined_thread_id),
        JoinState(row.state),
        EvidenceKind(row.evidence),
        row.detail,
        AgentId(row.by_agent_id) if row.by_agent_id else None,
        row.at,
        row.took_ms,
        row.version,
    )


def homes_of(connection: Connection, root_id: str) -> list[str]:
    """The root and every home thread that is shown in it."""
    merged = connection.execute(select(thread.c.id).where(thread.c.merged_into == root_id)).scalars()
    return [root_id, *merged]


def identities_in(connection: Connection, homes: Sequence[str]) -> list[Identity]:
    """The identities of these home threads."""
    rows = connection.execute(select(identity).where(identity.c.thread_id.in_(homes)))
    return [identity_of(row) for row in rows]


def joins_between(connection: Connection, left: Sequence[str], right: Sequence[str]) -> list[Row[Any]]:
    """Every join record, of whatever state, between two groups of home threads, newest first."""
    kept, joined = join_record.c.kept_home_id, join_record.c.joined_home_id
    crossing = (kept.in_(left) & joined.in_(right)) | (kept.in_(right) & joined.in_(left))
    return list(connection.execute(select(join_record).where(crossing).order_by(join_record.c.id.desc())))
