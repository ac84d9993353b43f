"""A fresh snapshot is the whole truth: what it does not bring again is gone, and no older version counts against it."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Connection, MetaData, String, Table, delete, insert, select, text, update

from localdb import draft_steps, kept_state, search_index
from localdb.sql import id_list, listed, many
from localdb.tables import SHELF, channel_account, customer, gone, identity, joins, message, read_mark, thread
from localdb.tables import agent as agent_table

_MAKE = text(
    "CREATE TEMP TABLE IF NOT EXISTS brought (type TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (type, id))"
    " STRICT, WITHOUT ROWID"
)
_brought = Table(
    "brought",
    MetaData(),
    Column("type", String, primary_key=True),
    Column("id", String, primary_key=True),
    schema="temp",
)
"""Lives as long as the connection: a snapshot that a crash cut short begins anew."""

_TABLES: dict[str, Table] = {
    "agent": agent_table,
    "channel_account": channel_account,
    "customer": customer,
    "identity": identity,
    "join": joins,
    "message": message,
    "thread": thread,
    "quick_reply": SHELF["quick_reply"],
    "setting": SHELF["setting"],
    "order": SHELF["order"],
    "offer": SHELF["offer"],
    "complaint": SHELF["complaint"],
    "review": SHELF["review"],
    "warning": SHELF["warning"],
    "pack": SHELF["pack"],
    "edition": SHELF["edition"],
    "assignment": SHELF["assignment"],
    "practice": SHELF["practice"],
    "coaching": SHELF["coaching"],
    "certificate": SHELF["certificate"],
}
_SHOWN_IN: dict[str, tuple[Any, ...]] = {
    "customer": (select(thread.c.id).where(thread.c.customer_id.in_(listed())),),
    "identity": (select(identity.c.thread_id).where(identity.c.id.in_(listed())),),
    "join": (
        select(joins.c.kept_thread_id).where(joins.c.id.in_(listed())),
        select(joins.c.joined_thread_id).where(joins.c.id.in_(listed())),
    ),
    "message": (select(message.c.thread_id).distinct().where(message.c.id.in_(listed())),),
    "thread": (select(thread.c.root_id).where(thread.c.id.in_(listed())),),
}
"""Which threads look different without the rows."""

_HAS_ROWS = select(agent_table.c.id).limit(1)
_MARK = insert(_brought).prefix_with("OR IGNORE")
_KNOWN = {kind: select(_brought.c.id).where(_brought.c.type == kind, _brought.c.id.in_(listed())) for kind in _TABLES}
_LEFT = {
    kind: select(table.c.id).where(table.c.id.not_in(select(_brought.c.id).where(_brought.c.type == kind)))
    for kind, table in _TABLES.items()
}
_DROP = {kind: delete(table).where(table.c.id.in_(listed())) for kind, table in _TABLES.items()}
_DOUBT_MARKS = update(read_mark).values(version=-1)
_DOUBTED = select(read_mark.c.thread_id).where(read_mark.c.version < 0)
_DROP_DOUBTED = delete(read_mark).where(read_mark.c.version < 0)


def begin(connection: Connection) -> None:
    """From now on it is noted what the snapshot brings. Tombstones and versions of before say nothing about it."""
    connection.execute(_MAKE)
    connection.execute(delete(_brought))
    connection.execute(delete(gone))
    connection.execute(_DOUBT_MARKS)
    draft_steps.doubt(connection)
    if connection.execute(_HAS_ROWS).first():
        kept_state.put(connection, kept_state.SWEEP, "1")


def resume(connection: Connection) -> None:
    """At opening: the notes of a snapshot that was not finished are lost, so it begins at its first page again."""
    if under_way(connection):
        kept_state.drop(connection, kept_state.CURSOR)
        begin(connection)


def under_way(connection: Connection) -> bool:
    """Whether a snapshot comes in over rows from before."""
    return kept_state.get(connection, kept_state.SWEEP) is not None


def known(connection: Connection, kind: str, ids: Iterable[str]) -> set[str]:
    """Which of these the snapshot has brought already."""
    return set(connection.execute(_KNOWN[kind], {"ids": id_list(ids)}).scalars())


def note(connection: Connection, kind: str, ids: Iterable[str]) -> None:
    """The snapshot has brought these."""
    many(connection, _MARK, [{"type": kind, "id": id_} for id_ in ids])


def finish(connection: Connection) -> set[str]:
    """The snapshot is complete: removes the rest; outbox and drafts stay. Returns the threads that look different."""
    shown = set(connection.execute(_DOUBTED).scalars()) | draft_steps.snapshot_done(connection)
    connection.execute(_DROP_DOUBTED)
    for kind in _TABLES:
        left = {"ids": id_list(connection.execute(_LEFT[kind]).scalars())}
        for query in _SHOWN_IN.get(kind, ()):
            shown |= set(connection.execute(query, left).scalars())
        if kind == "message":
            search_index.change(connection, search_index.before(connection, left), ())
        connection.execute(_DROP[kind], left)
    connection.execute(delete(_brought))
    kept_state.drop(connection, kept_state.SWEEP)
    return shown
