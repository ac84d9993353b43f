"""What people wanted, and whether exactly that happened: the model that the whole house is compared with."""

import asyncio
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from domain.ids import OperationId
from domain.operations import COALESCING, Note, Operation, Send
from domain.outbox import NEEDS_PERSON, OutboxState, QueuedOperation
from sync.work import STILL_KNOWN
from tests.fakes.clock import START
from tests.support.virtual.client import VirtualClient
from tests.support.virtual.server import VirtualServer

_ON_ITS_WAY_S = 20.0
"""An answer that was under way so long says nothing of what came meanwhile."""
_KNOWS_S = STILL_KNOWN.total_seconds() + _ON_ITS_WAY_S


@dataclass
class Wish:
    """One thing that somebody did and that was durable here.

    Attributes:
        order: its place in the outbox. ids: every id it went under, the present one last.
        given_up: its author discarded it. seen: the newest position that they had seen. at: the virtual moment.
        meant: a person has confirmed it since.
        old: it comes from a file that was put back, which does not know whether it has left.
        unsure: it was changed before or after that, so that it may be lost, or both of its versions are somebody's.
    """

    operation: Operation
    order: int
    ids: list[OperationId]
    given_up: bool = False
    seen: int = 0
    at: float = 0.0
    meant: bool = False
    old: bool = False
    unsure: bool = False

    @property
    def text(self) -> str:
        """What the customer or the team reads, "" for what is no message."""
        payload = self.operation.payload
        return payload.text if isinstance(payload, Send | Note) else ""


@dataclass
class Ledger:
    """One client's wishes.

    Attributes:
        wishes: those not settled at an earlier check, as they were written; places in the outbox are used again.
        drafts: the text in each thread that was not sent.
    """

    client: VirtualClient
    server: VirtualServer
    wishes: list[Wish] = field(default_factory=list)
    drafts: dict[str, str] = field(default_factory=dict)
    _checked: int = 0
    _last: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    async def rows(self) -> list[QueuedOperation]:
        """The outbox now. What was refused on its way, and not applied, goes on under another id."""
        rows = list(await self.client.store.outbox.unsent())
        for row in rows:
            wish = self.at(row.local_order)
            if wish is None or row.state is not OutboxState.BLOCKED or row.operation.id in wish.ids:
                continue
            if row.operation.payload == wish.operation.payload:
                wish.ids.append(row.operation.id)
        return rows

    async def wanted(self, operations: list[Operation]) -> None:
        """These were enqueued a moment ago; a read mark that says nothing new was not."""
        places = {row.operation.id: row.local_order for row in await self.rows()}
        now = asyncio.get_running_loop().time()
        sql = "SELECT id, seen_position FROM outbox"
        saw = await self.client.store._database.read(lambda c: {row[0]: row[1] for row in c.exec_driver_sql(sql)})
        for operation in operations:
            if operation.kind not in COALESCING and operation.id in places:
                seen = saw[operation.id]
                self.wishes.append(Wish(operation, places[operation.id], [operation.id], seen=seen, at=now))

    def at(self, order: int) -> Wish | None:
        """The wish in that place of the outbox."""
        return next((wish for wish in reversed(self.wishes) if wish.order == order), None)

    async def confirmed(self, row: QueuedOperation) -> None:
        """A person said go; the outbox may have given it a new id."""
        wish = self.at(row.local_order)
        now = next((one.operation for one in await self.rows() if one.local_order == row.local_order), None)
        if wish is not None:
            wish.meant = True
            if now is not None and now.id != wish.ids[-1] and not wish.given_up:
                self.changed(row, now)

    def changed(self, row: QueuedOperation, operation: Operation) -> None:
        """It was written anew."""
        wish = self.at(row.local_order)
        if wish is not None:
            wish.operation, wish.meant = operation, True
            wish.unsure |= wish.old
            wish.ids.append(operation.id)

    def gave_up(self, row: QueuedOperation) -> None:
        """It was discarded."""
        wish = self.at(row.local_order)
        if wish is not None:
            wish.given_up = True
            wish.unsure |= wish.old

    def put_back(self, held: dict[int, OperationId]) -> None:
        """The file is a copy that held these: what was done since may have happened or not, but not twice."""
        for wish in self.wishes:
            wish.old = True
            wish.unsure |= wish.given_up or held.get(wish.order) != wish.ids[-1]
        self._last.clear()

    async def held(self) -> dict[int, OperationId]:
        """What a copy of the file made now holds, for `put_back`."""
        return {row.local_order: row.operation.id for row in await self.rows()}

    async def check(self, *, guarded: bool = True) -> list[str]:
        """What is wrong, when nothing is under way any more. What is settled is forgotten.

        Args:
            guarded: whether an engine asks the stale guard before anything leaves; not where batches go out by hand.
        """
        rows = {row.local_order: row for row in await self.rows()}
        applied = self._applied()
        said = [line for wish in self.wishes for line in self._of_wish(wish, applied, rows)]
        said += self._of_guard(applied) if guarded else []
        said += self._of_messages() + self._of_order(applied) + self._of_lanes()
        self.wishes = [wish for wish in self.wishes if wish.order in rows and not wish.given_up]
        self._checked = self.server.rig.rows("SELECT coalesce(max(position), 0) FROM message")[0][0]
        return said

    def _applied(self) -> dict[str, tuple[int, int]]:
        """Position of the message, number in the lane, by operation id; an empty one applies nothing."""
        sql = (
            "SELECT o.id, coalesce(m.position, 0), o.n FROM operation o LEFT JOIN message m ON m.id = o.id"
            " WHERE o.agent_id = ? AND o.kind <> 'skip'"
        )
        return {id_: (position, n) for id_, position, n in self.server.rig.rows(sql, self.client.agent.id)}

    def _of_wish(self, wish: Wish, applied: dict[str, Any], rows: dict[int, QueuedOperation]) -> list[str]:
        went = [id_ for id_ in wish.ids if id_ in applied]
        what = f"{wish.operation.kind} {wish.text!r}"
        if wish.unsure:
            return []  # the old file may hold the text of before an edit, and both are somebody's words
        if len(went) > 1:
            return [f"{what}: {len(went)} versions of it were applied"]
        if wish.given_up:
            return [f"{what}: discarded and applied"] if went else []
        row = rows.get(wish.order)
        if row is not None and row.operation.id not in wish.ids and row.operation.kind != "skip":
            row = None
        if went:
            said = [f"{what}: applied and still waiting"] if row is not None else []
            return said + ([f"{what}: an older version was applied"] if went != wish.ids[-1:] else [])
        if row is None:
            return [] if not wish.operation.visible else [f"{what}: lost"]
        if row.state not in NEEDS_PERSON:
            return [f"{what}: stuck in {row.state}"]
        return [] if row.operation.id == wish.ids[-1] else [f"{what}: another version stands in its place"]

    def _of_guard(self, applied: dict[str, Any]) -> list[str]:
        """Replies that left although somebody else had written behind what their author saw.

        Only what arrived well before contact was found again counts, and before the reply itself did: nobody can hold
        a reply for what came to be known after it had left. One that left without any contact ("one way") is right as
        long as its author had had contact a moment ago; so is one whose first try, of unknown end, was in time.
        """
        said = []
        for wish in self.wishes:
            left, position = self.client.link.left.get(wish.ids[-1]), applied.get(wish.ids[-1], (0, 0))[0]
            settled = wish.meant or wish.old or wish.given_up or not isinstance(wish.operation.payload, Send)
            if left is None or not position or settled:
                continue
            spells = [spell for spell in self.client.spells if spell[0] <= left]
            back = next((at for at, online in spells if online and at > wish.at), None)
            if back is not None and self._news(wish, position, back - _ON_ITS_WAY_S):
                said.append(f"{wish.text!r} left although the thread had moved on")
            lost = next((at for at, online in reversed(spells) if not online), left)
            if spells and not spells[-1][1] and wish.at > lost + _KNOWS_S:
                said.append(f"{wish.text!r} left although its author had heard nothing for long")
        return said

    def _news(self, wish: Wish, position: int, until: float) -> bool:
        """Whether anything came to be known between what the author saw and the reply's own place."""
        sql = (
            "SELECT count(*) FROM message WHERE thread_id = ? AND position > ? AND position < ? AND arrived_at < ?"
            " AND (author = 'customer' OR author = 'agent' AND kind = 'text' AND agent_id <> ?)"
        )
        micros = (START + timedelta(seconds=until)).timestamp() * 1_000_000
        me = self.client.agent.id
        found: int = self.server.rig.rows(sql, wish.operation.lane, wish.seen, position, micros, me)[0][0]
        return found > 0

    def _of_messages(self) -> list[str]:
        sql = "SELECT text FROM message WHERE agent_id = ? AND position > ? AND kind != 'event'"
        texts = Counter(row[0] for row in self.server.rig.rows(sql, self.client.agent.id, self._checked))
        return [f"{text!r} arrived {count} times" for text, count in texts.items() if count > 1]

    def _of_order(self, applied: dict[str, Any]) -> list[str]:
        said = []
        for wish in self.wishes:
            position = applied.get(wish.ids[-1], (0, 0))[0]
            if not wish.text or not position or wish.old:
                continue
            if position < self._last[wish.operation.lane]:
                said.append(f"{wish.text!r} came before what was written earlier in its lane")
            self._last[wish.operation.lane] = max(self._last[wish.operation.lane], position)
        return said

    def _of_lanes(self) -> list[str]:
        """Numbers that were given twice, or lie behind their lane's counter."""
        sql = (
            "SELECT o.device_id, o.lane, o.n, count(*), l.n FROM operation o JOIN lane l"
            " ON l.device_id = o.device_id AND l.lane = o.lane WHERE o.agent_id = ? GROUP BY 1, 2, 3"
            " HAVING count(*) > 1 OR o.n > l.n"
        )
        rows = self.server.rig.rows(sql, self.client.agent.id)
        return [f"lane {row[1]}: number {row[2]} {row[3]} times, counter {row[4]}" for row in rows]
