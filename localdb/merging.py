"""Brings entities from the feed into the tables: only what is newer, and who has to be told."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, case, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from domain.changes import Change, Entity
from domain.complaint import Complaint
from domain.customer import Customer
from domain.message import Message
from domain.thread import ReadMark
from localdb import draft_steps, search_index, sweeping, tables, values
from localdb.settling import seen
from localdb.sql import id_list, listed, many, upsert
from localdb.values import Codec, ShelfCodec

_CODECS: dict[str, tuple[Table, Codec[Any] | ShelfCodec[Any]]] = {
    "agent": (tables.agent, values.AGENT),
    "channel_account": (tables.channel_account, values.CHANNEL_ACCOUNT),
    "customer": (tables.customer, values.CUSTOMER),
    "thread": (tables.thread, values.THREAD),
    "identity": (tables.identity, values.IDENTITY),
    "join": (tables.joins, values.JOIN),
    "message": (tables.message, values.MESSAGE),
    "quick_reply": (tables.SHELF["quick_reply"], values.QUICK_REPLY),
    "setting": (tables.SHELF["setting"], values.SETTING),
    "order": (tables.SHELF["order"], values.ORDER),
    "offer": (tables.SHELF["offer"], values.OFFER),
    "complaint": (tables.SHELF["complaint"], values.COMPLAINT),
    "review": (tables.SHELF["review"], values.REVIEW),
    "warning": (tables.SHELF["warning"], values.WARNING),
    "pack": (tables.SHELF["pack"], values.PACK),
    "edition": (tables.SHELF["edition"], values.EDITION),
    "assignment": (tables.SHELF["assignment"], values.ASSIGNMENT),
    "practice": (tables.SHELF["practice"], values.PRACTICE),
    "coaching": (tables.SHELF["coaching"], values.COACHING),
    "certificate": (tables.SHELF["certificate"], values.CERTIFICATE),
}
"""In the order in which they are taken; read marks have a key of their own."""

_TELLS: dict[str, tuple[str, ...]] = {
    "thread": ("id", "root_id"),
    "identity": ("thread_id",),
    "join": ("kept_thread_id", "joined_thread_id"),
    "message": ("thread_id",),
}
"""Columns that name the threads which show an entity."""

_PEOPLE = frozenset({"agent", "channel_account"})
_SAVE = {kind: upsert(table, "id", but=("held_from",)) for kind, (table, _) in _CODECS.items()}
_HELD = {
    kind: select(
        table.c.id, table.c.version, *(table.c[name].label(f"tell_{name}") for name in _TELLS.get(kind, ()))
    ).where(table.c.id.in_(listed()))
    for kind, (table, _) in _CODECS.items()
}
_KEPT = {kind: tuple(c.name for c in table.c if c.name != "held_from") for kind, (table, _) in _CODECS.items()}
"""What `_SAVE` writes."""

_HELD_WHOLE = {
    kind: select(
        *(table.c[name] for name in _KEPT[kind]),
        *(table.c[name].label(f"tell_{name}") for name in _TELLS.get(kind, ())),
    ).where(table.c.id.in_(listed()))
    for kind, (table, _) in _CODECS.items()
}
_DROP = {kind: delete(table).where(table.c.id.in_(listed())) for kind, (table, _) in _CODECS.items()}
_DROP_MESSAGES = delete(tables.message).where(tables.message.c.thread_id.in_(listed()))
_OF_CUSTOMERS = select(tables.thread.c.id).where(tables.thread.c.customer_id.in_(listed()))
_GONE = select(tables.gone.c.id, tables.gone.c.version).where(
    tables.gone.c.type == bindparam("of"), tables.gone.c.id.in_(listed())
)
_ANY_GONE = select(tables.gone.c.id).limit(1)
_BURY = upsert(tables.gone, "type", "id")

_mark = insert(tables.read_mark)
_MARK = _mark.on_conflict_do_update(
    index_elements=["thread_id", "agent_id"],
    set_={
        "position": case(
            (tables.read_mark.c.version < 0, _mark.excluded.position),
            else_=func.max(tables.read_mark.c.position, _mark.excluded.position),
        ),
        "version": func.max(tables.read_mark.c.version, _mark.excluded.version),
    },
)
_DROP_MARK = delete(tables.read_mark).where(tables.read_mark.c.thread_id.in_(listed()))


def mark_read(connection: Connection, marks: list[dict[str, Any]]) -> None:
    """Moves the server's read marks forward, never back; those that wait here to be told stand in the outbox.

    Only a mark that a fresh snapshot has put in doubt (`sweeping`) is taken as it comes.
    """
    many(connection, _MARK, marks)


class Merge:
    """One transaction's worth of entities.

    Attributes:
        threads: home threads whose line or card may look different.
        timelines: home threads whose messages changed; of their lines, only how much is unread depends on that.
        old_roots: roots that lost a thread, or are gone.
        split: roots whose set of home threads changed.
        lanes: lanes of operations that the feed has now brought back.
        people: agents or channel accounts changed. shelf: types of it that changed. complaints: those that changed.
        sweeping: a fresh snapshot comes in over rows from before.
        unchanged: home threads that it brought as they were.
    """

    def __init__(self, connection: Connection, now: int) -> None:
        self.connection = connection
        self.now = now
        self.threads: set[str] = set()
        self.timelines: set[str] = set()
        self.old_roots: set[str] = set()
        self.split: set[str] = set()
        self.lanes: set[str] = set()
        self.people = False
        self.shelf: set[str] = set()
        self.complaints: set[str] = set()
        self.sweeping = sweeping.under_way(connection)
        self.unchanged: set[str] = set()
        self.any_gone = connection.execute(_ANY_GONE).first() is not None

    def take(self, changes: Iterable[Change]) -> None:
        """Every change that is newer than what is here; types that this version does not know are passed over."""
        sorted_in: dict[str, dict[str, Change]] = {kind: {} for kind in (*_CODECS, "read_mark", "draft")}
        for change in sorted(changes, key=lambda one: one.seq):
            if change.type in sorted_in:
                sorted_in[change.type][change.id] = change
        self._marks(sorted_in.pop("read_mark").values())
        self.threads |= draft_steps.take(self.connection, sorted_in.pop("draft").values(), self.now)
        for kind, found in sorted_in.items():
            if found:
                self._take_kind(kind, found)

    def take_messages(self, messages: Sequence[Message]) -> None:
        """Messages from a window instead of the feed."""
        found: dict[str, Change] = {
            message.id: Change(message.version, "message", message.id, message) for message in messages
        }
        if found:
            self._take_kind("message", found)

    def _take_kind(self, kind: str, found: dict[str, Change]) -> None:
        ids = {"ids": id_list(found)}
        held_as = _HELD_WHOLE if self.sweeping else _HELD
        held = {row.id: row for row in self.connection.execute(held_as[kind], ids)}
        known = self._known(kind, ids, held)
        newer = [change for change in found.values() if _version(change) > known.get(change.id, -1)]
        if kind == "message":
            self.lanes |= seen(self.connection, [change.id for change in newer], self.now)
        rows = self._rows(kind, newer)
        if self.sweeping:
            sweeping.note(self.connection, kind, found)
            newer, rows = self._otherwise(kind, newer, rows, held)
        if newer:
            self._change(kind, newer, rows, [held[change.id] for change in newer if change.id in held])

    def _change(self, kind: str, newer: list[Change], rows: list[dict[str, Any]], before: list[Any]) -> None:
        ids = {"ids": id_list(change.id for change in newer)}
        searched = search_index.before(self.connection, ids) if kind == "message" else {}
        many(self.connection, _SAVE[kind], rows)
        self._remove(kind, [change for change in newer if change.entity is None])
        self._tell(kind, [change.entity for change in newer if change.entity is not None], before)
        if kind == "message":
            search_index.change(self.connection, searched, rows)

    def _known(self, kind: str, ids: dict[str, str], held: dict[str, Any]) -> dict[str, int]:
        """The newest versions taken here. During a snapshot only what it has brought itself counts."""
        versions = {id_: row.version for id_, row in held.items()}
        if self.sweeping:
            brought = sweeping.known(self.connection, kind, held) if held else set()
            versions = {id_: version for id_, version in versions.items() if id_ in brought}
        if self.any_gone:
            for row in self.connection.execute(_GONE, {**ids, "of": kind}):
                versions[row.id] = max(row.version, versions.get(row.id, -1))
        return versions

    def _rows(self, kind: str, changes: list[Change]) -> list[dict[str, Any]]:
        rows = [_CODECS[kind][1].row(change.entity) for change in changes if change.entity is not None]
        if kind == "thread":
            rows = [{**row, "root_id": row["merged_into"] or row["id"], "held_from": 0} for row in rows]
        return rows

    def _otherwise(
        self, kind: str, changes: list[Change], rows: list[dict[str, Any]], held: dict[str, Any]
    ) -> tuple[list[Change], list[dict[str, Any]]]:
        """Only what is otherwise than it lies here: of a snapshot, that is next to nothing."""
        names = _KEPT[kind]
        same = {
            row["id"]
            for row in rows
            if row["id"] in held and tuple(held[row["id"]][: len(names)]) == tuple(map(row.get, names))
        }
        if kind == "thread":
            self.unchanged |= same
        return [change for change in changes if change.id not in same], [row for row in rows if row["id"] not in same]

    def _remove(self, kind: str, removed: list[Change]) -> None:
        if not removed:
            return
        ids = {"ids": id_list(change.id for change in removed)}
        self.connection.execute(_DROP[kind], ids)
        if kind == "thread":
            search_index.change(self.connection, search_index.before(self.connection, ids, threads=True), ())
            self.connection.execute(_DROP_MESSAGES, ids)
        many(self.connection, _BURY, [{"type": kind, "id": change.id, "version": change.seq} for change in removed])

    def _tell(self, kind: str, entities: list[Entity], before: list[Any]) -> None:
        """Notes the threads that show these entities now, and those that did before."""
        self.people |= kind in _PEOPLE and bool(entities or before)
        if kind in tables.SHELF and (entities or before):
            self.shelf.add(kind)
        if kind == "complaint":
            self.complaints |= {entity.id for entity in entities if isinstance(entity, Complaint)}
            self.complaints |= {row.id for row in before}
        names = [name for name in _TELLS.get(kind, ()) if name != "root_id"]
        shown = {getattr(entity, name) for entity in entities for name in names}
        shown |= {getattr(row, f"tell_{name}") for row in before for name in names}
        if kind == "customer":
            people = {entity.id for entity in entities if isinstance(entity, Customer)}
            owners = {"ids": id_list(people)}
            shown = set(self.connection.execute(_OF_CUSTOMERS, owners).scalars())
        if kind == "message":
            self.timelines |= shown
            return
        if kind == "thread":
            self._repoint(entities, before)
        self.threads |= shown

    def _repoint(self, entities: list[Any], before: list[Any]) -> None:
        after = {entity.id: entity.root_id for entity in entities}
        for row in before:
            new = after.get(row.id)
            if new != row.tell_root_id:
                self.old_roots.add(row.tell_root_id)
                self.split |= {row.tell_root_id, new} if new else {row.tell_root_id}

    def _marks(self, changes: Iterable[Change]) -> None:
        found = list(changes)
        mark_read(self.connection, [values.READ_MARK.row(c.entity) for c in found if isinstance(c.entity, ReadMark)])
        removed = [change.id for change in found if change.entity is None]
        if removed:
            self.connection.execute(_DROP_MARK, {"ids": id_list(removed)})
        self.threads |= {change.id for change in found}


def _version(change: Change) -> int:
    return change.seq if change.entity is None else change.entity.version
