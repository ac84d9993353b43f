"""Somebody who works at a client: does whatever an agent can do, at any moment, and keeps the ledger of it."""

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.errors import Refused
from app.ports import Draft
from domain.ids import IdentityId, JoinId, MessageId, ThreadId
from domain.message import Delivery
from domain.operations import (
    Assign,
    DeclineJoin,
    Discard,
    JoinThreads,
    MarkRead,
    Note,
    Operation,
    Payload,
    Reopen,
    Resend,
    Resolve,
    Send,
    Snooze,
    Tag,
    UndoJoin,
)
from domain.outbox import NEEDS_PERSON, OutboxState, QueuedOperation
from localdb import tables
from tests.support.virtual.client import VirtualClient
from tests.support.virtual.ledger import Ledger
from tests.support.virtual.server import VirtualServer

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS = (
    "send", "send", "send", "note", "assign", "resolve", "reopen", "snooze", "mark_read", "tag",
    "join", "undo_join", "decline_join", "resend", "discard",
)  # fmt: skip
_T, _I = tables.thread, tables.identity
_THREADS = select(_T.c.id, _T.c.root_id, _T.c.state_version, _I.c.id.label("identity")).join(
    _I, _I.c.thread_id == _T.c.id
)
_ROOTS = select(_T.c.id, _T.c.state_version, _T.c.last_position)
_JOINS = select(tables.joins.c.id, tables.joins.c.kept_thread_id, tables.joins.c.state)
_FAILED = select(tables.message.c.id, tables.message.c.thread_id).where(
    tables.message.c.delivery.in_([Delivery.FAILED.value, Delivery.UNCONFIRMED.value])
)


class Person:
    """Hands on one client's keyboard.

    Attributes:
        ledger: what they wanted.
    """

    def __init__(self, client: VirtualClient, server: VirtualServer, random: Random) -> None:
        self.client, self.server, self.random = client, server, random
        self.ledger = Ledger(client, server)
        self._serial = 0

    def words(self) -> str:
        """A text that nobody else ever writes."""
        self._serial += 1
        return f"{self.client.agent.name} {self._serial}"

    async def _read(self, query: Any) -> list[Any]:
        return list(await self.client.store._database.read(lambda connection: connection.execute(query).all()))

    async def act(self, kind: str = "", lane: str = "") -> None:
        """One thing of that kind in a thread that is here, if there is one."""
        threads = [row for row in await self._read(_THREADS) if not lane or row.id == lane]
        if not threads:
            return
        home = self.random.choice(threads)
        roots = {row.id: row for row in await self._read(_ROOTS)}
        root = roots.get(home.root_id, roots[home.id])
        payload = await self._payload(kind or self.random.choice(KINDS), home, root)
        if payload is not None:
            lane = root.id if isinstance(payload, MarkRead) else home.id
            await self.enqueue([self.operation(payload, lane)])

    def operation(self, payload: Payload, lane: str) -> Operation:
        """Made now."""
        return Operation(self.client.ids.new(), ThreadId(lane), payload, self.client.clock.now())  # type: ignore[arg-type]

    async def enqueue(self, operations: list[Operation], consumes: Draft | None = None) -> None:
        """As the program does it: one commit, then the engine hears of it."""
        if await self.client.store.outbox.enqueue(operations, consumes) is None:
            return
        await self.ledger.wanted(operations)
        self.client.engine.wake()

    async def _payload(self, kind: str, home: Any, root: Any) -> Payload | None:
        version = root.state_version if self.random.random() < 0.9 else max(0, root.state_version - 1)
        until = self.server.clock.now() + timedelta(hours=self.random.randint(-1, 30))
        simple: dict[str, Payload] = {
            "assign": Assign(self.random.choice([None, self.client.agent.id]), version),
            "resolve": Resolve(version),
            "reopen": Reopen(version),
            "snooze": Snooze(until, version),
            "mark_read": MarkRead(root.last_position),
            "tag": Tag((self.random.choice("abc"),), (self.random.choice("abc"),)),
        }
        if kind in simple:
            return simple[kind]
        if kind == "send":
            return Send(IdentityId(home.identity), self.words())
        if kind == "note":
            return Note(self.words())
        return await self._rare(kind, home)

    async def _rare(self, kind: str, home: Any) -> Payload | None:
        if kind == "join":
            others = [row for row in await self._read(_ROOTS) if row.id != home.id]
            return JoinThreads(ThreadId(self.random.choice(others).id)) if others else None
        if kind in ("undo_join", "decline_join"):
            state = "joined" if kind == "undo_join" else "suggested"
            found = [row for row in await self._read(_JOINS) if row.state == state and row.kept_thread_id == home.id]
            make = UndoJoin if kind == "undo_join" else DeclineJoin
            return make(JoinId(self.random.choice(found).id)) if found else None
        failed = [row.id for row in await self._read(_FAILED) if row.thread_id == home.id]
        make_anew = Resend if kind == "resend" else Discard
        return make_anew(MessageId(self.random.choice(failed))) if failed else None

    async def write_draft(self) -> None:
        """Types into a thread, and sometimes sends what stands there."""
        threads = await self._read(_THREADS)
        if not threads:
            return
        home = self.random.choice(threads)
        held = await self.client.store.drafts.load(ThreadId(home.id))
        text = self.words()
        new = Draft(ThreadId(home.id), text, None, False, None, (), 1)
        draft = replace(held, text=text, revision=held.revision + 1) if held else new
        await self.client.store.drafts.save(draft)
        self.ledger.drafts[draft.home or home.id] = text
        if self.random.random() < 0.3:
            operation = self.operation(Send(IdentityId(home.identity), text), home.id)
            await self.enqueue([operation], consumes=draft)
            assert await self.client.store.outbox.enqueue([operation], draft) is None, "Enter twice sends once"
            del self.ledger.drafts[draft.home or home.id]

    async def change_mind(self) -> None:
        """Edits, discards or confirms something in the outbox; what is under way refuses that."""
        rows = [row for row in await self.ledger.rows() if row.operation.visible]
        if rows:
            await self.decide(self.random.choice(rows))

    async def decide(self, row: QueuedOperation, how: str = "") -> None:
        """Confirms, edits or discards one operation."""
        needs = row.state in NEEDS_PERSON
        options = ["retry", "retry", "edit", "discard"] if needs else ["edit", "discard"]
        how = how or self.random.choice(options)
        outbox, id_ = self.client.store.outbox, row.operation.id
        try:
            if how == "retry":
                await outbox.retry(id_)
                await self.ledger.confirmed(row)
            elif how == "discard":
                await outbox.discard(id_)
                self.ledger.gave_up(row)
            elif isinstance(row.operation.payload, Send | Note):
                payload = replace(row.operation.payload, text=self.words())
                replacement = self.operation(payload, row.operation.lane)
                await outbox.edit(id_, replacement)
                self.ledger.changed(row, replacement)
        except Refused:
            return
        self.client.engine.wake()

    async def decide_all(self, again: bool) -> int:
        """Everything that needs a person gets a decision; the second time it is given up."""
        rows: Sequence[QueuedOperation] = await self.ledger.rows()
        needy = [row for row in rows if row.state in NEEDS_PERSON]
        for row in needy:
            held = row.state is OutboxState.HELD
            await self.decide(row, "discard" if again else "retry" if held else "")
        return len(needy)
