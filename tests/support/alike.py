"""Whether two local databases show the same, table by table; only what a server decides is compared."""

from typing import Any

from sqlalchemy import Connection, select

from localdb import tables
from localdb.opened import OpenedStore

Tables = dict[str, dict[Any, dict[str, Any]]]
"""By table and key."""
Drafts = set[tuple[str, str, bool]]
"""Thread, text and kind of each."""

FEED_TABLES = {
    "agent": (tables.agent, "id"),
    "channel_account": (tables.channel_account, "id"),
    "customer": (tables.customer, "id"),
    "identity": (tables.identity, "id"),
    "thread": (tables.thread, "id"),
    "join": (tables.joins, "id"),
    "read_mark": (tables.read_mark, "thread_id"),
    "message": (tables.message, "id"),
    "quick_reply": (tables.SHELF["quick_reply"], "id"),
    "setting": (tables.SHELF["setting"], "id"),
    "order": (tables.SHELF["order"], "id"),
    "offer": (tables.SHELF["offer"], "id"),
    "complaint": (tables.SHELF["complaint"], "id"),
    "review": (tables.SHELF["review"], "id"),
    "warning": (tables.SHELF["warning"], "id"),
    **{kind: (tables.SHELF[kind], "id") for kind in ("pack", "edition", "assignment", "practice", "coaching")},
    "certificate": (tables.SHELF["certificate"], "id"),
}
"""The table of each type of the feed; drafts are their author's own and are compared by `drafts_of`."""

_DRAFTS = select(tables.draft.c.thread_id, tables.draft.c.text, tables.draft.c.note).where(tables.draft.c.text != "")
_OWN = {"draft", "waiting", "needs_person"}
"""Columns of a line that say what waits on this computer."""


async def tables_of(store: OpenedStore) -> Tables:
    """Everything that came with the feed, and what was derived from it."""
    return await store._database.read(_read)


def _read(connection: Connection) -> Tables:
    found: Tables = {}
    for name, (table, key) in {**FEED_TABLES, "line": (tables.line, "thread_id")}.items():
        rows = [dict(row._mapping) for row in connection.execute(select(table))]
        found[name] = {row[key]: row for row in rows}
    for line in found["line"].values():
        for column in _OWN:
            del line[column]
    return found


async def drafts_of(store: OpenedStore) -> Drafts:
    """Every draft that is not empty."""
    return await store._database.read(lambda c: {(row[0], row[1], bool(row[2])) for row in c.execute(_DRAFTS)})


def differences(here: Tables, fresh: Tables) -> list[str]:
    """What a client has otherwise than one that has just begun; older history that it also holds is none."""
    said = []
    floors, own = _floors(fresh), _floors(here)
    floors = {home: max(floor, own.get(home, 0)) for home, floor in floors.items()}
    for name in here:
        older = _older(here, floors) | _older(fresh, floors) if name == "message" else set()
        for key in sorted(here[name].keys() ^ fresh[name].keys()):
            if key not in older:
                said.append(f"{name} {key} {'is left over' if key in here[name] else 'is missing'}")
        for key in sorted(here[name].keys() & fresh[name].keys()):
            mine, theirs = here[name][key], fresh[name][key]
            wrong = [column for column in mine if mine[column] != theirs[column] and column != "held_from"]
            if name == "line" and "unread" in wrong and any(floors.values()):
                wrong.remove("unread")
            said += [f"{name} {key}.{column}: {mine[column]!r} instead of {theirs[column]!r}" for column in wrong]
    return said + _holes(here, fresh)


def _floors(state: Tables) -> dict[str, int]:
    """From where on each home thread's messages are complete."""
    roots: dict[str, int] = {}
    for thread in state["thread"].values():
        roots[thread["root_id"]] = max(roots.get(thread["root_id"], 0), thread["held_from"])
    return {thread["id"]: roots[thread["root_id"]] for thread in state["thread"].values()}


def _older(state: Tables, floors: dict[str, int]) -> set[str]:
    rows = state["message"].values()
    return {row["id"] for row in rows if row["position"] < floors.get(row["thread_id"], 0)}


def _holes(here: Tables, fresh: Tables) -> list[str]:
    """Messages that a client claims to hold and does not."""
    floors = _floors(here)
    return [
        f"message {row['id']} is a hole behind {floors[row['thread_id']]}"
        for row in fresh["message"].values()
        if row["thread_id"] in floors
        and row["position"] >= floors[row["thread_id"]]
        and row["id"] not in here["message"]
    ]
