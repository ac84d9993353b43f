"""Two people at computers, customers, colleagues, weather and accidents, all from one seed (R8)."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from backend.channels.events import Deleted, Edited, Reacted
from backend.threads import delivery
from domain.message import Delivery
from domain.outbox import NEEDS_PERSON
from sync.braid.transport import Answer
from tests.support.alike import differences, drafts_of, tables_of
from tests.support.virtual.client import Files, VirtualClient
from tests.support.virtual.loop import VirtualClock
from tests.support.virtual.network import Fate
from tests.support.virtual.person import Person
from tests.support.virtual.server import VirtualServer

if TYPE_CHECKING:
    from domain.ids import OperationId

HEALED_S = 900.0
"""Within so many virtual seconds of a whole network nothing may wait any more."""

_DECIDE_EVERY_S = 60.0
_LOOK_EVERY_S = 0.25


class World:
    """One run.

    Attributes:
        trace: hash over everything that happened, the same for the same seed.
        troubles: what was found wrong.
        longest_drain_s: from the whole network to nothing that waits for anything but a person.
        longest_decisions_s: from there until the people had decided all of it, once a minute each.
    """

    def __init__(self, folder: Path, seed: int, fates: tuple[Fate, ...] = tuple(Fate)) -> None:
        self.random = Random(seed)
        self.folder = folder
        self.clock = VirtualClock(asyncio.get_running_loop())
        self.server = VirtualServer(folder / "server", self.clock)
        self.server.heard = self._heard
        self.trace = hashlib.sha256()
        self.troubles: list[str] = []
        self.steps = 0
        self.longest_drain_s = self.longest_decisions_s = 0.0
        self.handles = [f"customer-{number}" for number in range(4)]
        for handle in self.handles:
            self.server.rig.customer(handle)
        self.colleague, _, token = self.server.hire()
        self._acting = self.server.rig.caller_of(token)
        self.people = [self._person(number, fates) for number in range(2)]
        self.copies: dict[Person, tuple[Files, dict[int, OperationId]]] = {}

    def _person(self, number: int, fates: tuple[Fate, ...]) -> Person:
        client = VirtualClient(self.folder / f"client-{number}", self.server, self.random)
        client.link.fates = fates
        client.start()
        return Person(client, self.server, self.random)

    def note(self, *words: object) -> None:
        """One line of the trace."""
        line = f"{self.clock.monotonic():.4f} {' '.join(map(str, words))}\n"
        self.trace.update(line.encode())

    def _heard(self, request: str, answer: Answer) -> None:
        path = "/".join(part for part in request.split("/") if len(part) < 30)
        self.note("server", path, answer.status, answer.body.count(b"outcome"))

    async def run(self, steps: int, check_every: int = 250) -> None:
        """So many steps; all is healed and compared now and then, and at the end."""
        doings = self._doings()
        for _ in range(steps):
            self.steps += 1
            do = self.random.choices([one for one, _ in doings], [weight for _, weight in doings])[0]
            self.note("step", do.__name__)
            await do()
            await asyncio.sleep(self.random.choice((0.0, 0.01, 0.3, 2.0)) * self.random.random())
            if self.steps % check_every == 0:
                await self.check()
            if self.troubles:
                return
        await self.check()

    def _doings(self) -> list[tuple[Callable[[], Awaitable[None]], float]]:
        return [
            (self.person_acts, 40), (self.person_types, 6), (self.person_changes_mind, 10), (self.customer, 14),
            (self.colleague_acts, 6), (self.channel_reports, 6), (self.time_passes, 4), (self.network, 8),
            (self.weather, 4), (self.crash, 2), (self.copy_or_put_back, 1), (self.server_restarts, 1),
            (self.clock_jumps, 2), (self.session_ends, 1),
        ]  # fmt: skip

    @property
    def somebody(self) -> Person:
        """One of them."""
        return self.random.choice(self.people)

    async def person_acts(self) -> None:
        await self.somebody.act()

    async def person_types(self) -> None:
        await self.somebody.write_draft()

    async def person_changes_mind(self) -> None:
        await self.somebody.change_mind()

    async def customer(self) -> None:
        """Writes, rewrites, reacts or takes back."""
        rig, handle = self.server.rig, self.random.choice(self.handles)
        if self.random.random() < 0.02:
            self.handles.append(f"customer-{len(self.handles)}")
            handle = self.handles[-1]
        written = rig.rows(
            "SELECT m.provider_id FROM message m JOIN identity i ON i.id = m.identity_id"
            " WHERE i.handle = ? AND m.author = 'customer' AND m.deleted_at IS NULL ORDER BY m.position DESC LIMIT 5",
            handle,
        )
        roll, now = self.random.random(), self.clock.now()
        if roll < 0.8 or not written:
            rig.customer(handle, text=f"question {self.steps} #1234{self.random.randint(0, 9)}")
            return
        target, name = self.random.choice(written)[0], f"event-{self.steps}"
        event = (
            Reacted(name, target, True, "👍", now)
            if roll < 0.87
            else Edited(name, target, "otherwise", now)
            if roll < 0.95
            else Deleted(name, target, now)
        )
        rig.take(rig.whatsapp, event)

    async def colleague_acts(self) -> None:
        """Somebody whose computer does not matter."""
        rig = self.server.rig
        home = rig.home(self.random.choice(self.handles), rig.whatsapp)
        options: list[tuple[str, dict[str, object]]] = [
            ("note", {"text": "from a colleague"}),
            ("send", {"identity_id": home.identity, "text": "from a colleague"}),
            ("tag", {"add": ["d"], "remove": ["a"]}),
            ("assign", {"assignee_id": self.colleague.id, "state_version": self._version(home.thread)}),
            ("resolve", {"state_version": self._version(home.thread)}),
        ]
        kind, payload = self.random.choice(options)
        self._apply(kind, home.thread, payload)

    def _version(self, thread: str) -> int:
        found: int = self.server.rig.rows("SELECT state_version FROM thread WHERE id = ?", thread)[0][0]
        return found

    def _apply(self, kind: str, lane: str, payload: dict[str, object]) -> None:
        from backend.operations.wire import BatchIn, OperationIn

        rig = self.server.rig
        op = OperationIn(id=rig.services.new_id(), lane=lane, n=1, kind=kind, payload=payload)
        rig.services.operations.apply(self._acting, BatchIn(device_id=rig.services.new_id(), ops=[op]))

    async def channel_reports(self) -> None:
        """The provider says how far a message got."""
        sql = "SELECT id FROM message WHERE delivery NOT IN ('none', 'read') AND NOT discarded ORDER BY position DESC"
        sent = self.server.rig.rows(sql + " LIMIT 10")
        if sent:
            how = self.random.choice([Delivery.ACCEPTED, Delivery.FAILED, Delivery.UNCONFIRMED, Delivery.READ])
            problem = "channel_down" if how in (Delivery.FAILED, Delivery.UNCONFIRMED) else ""
            with self.server.rig.services.database.write() as tx:
                delivery.record(tx, self.random.choice(sent)[0], how, problem)

    async def time_passes(self) -> None:
        """A while in which nobody does anything."""
        await asyncio.sleep(self.random.choice((5.0, 60.0, 1200.0)))
        self.server.rig.services.snooze.wake_due()

    async def network(self) -> None:
        """Comes or goes."""
        link = self.somebody.client.link
        link.cut(not link.up)

    async def weather(self) -> None:
        """Gets better or worse."""
        link = self.somebody.client.link
        link.trouble, link.slow_s = self.random.choice((0.0, 0.1, 0.5)), self.random.choice((0.05, 0.5, 4.0))

    async def crash(self) -> None:
        """A program is killed and started again."""
        client = self.somebody.client
        await client.crash()
        client.start()

    async def copy_or_put_back(self) -> None:
        """A database file is copied, or the copy of before takes its place."""
        person = self.somebody
        kept = self.copies.pop(person, None)
        if kept is None:
            self.copies[person] = (person.client.copy(), await person.ledger.held())
            return
        content, held = kept
        person.ledger.put_back(held)
        person.ledger.drafts.clear()
        await person.client.crash(content)
        person.ledger.drafts.update({t: text for t, text, _ in await drafts_of(person.client.store)})
        person.client.start()

    async def server_restarts(self) -> None:
        """Away for some seconds."""
        self.server.up = False
        await asyncio.sleep(self.random.uniform(0.1, 10.0))
        self.server.restart()
        self.server.up = True

    async def clock_jumps(self) -> None:
        """Somebody sets a clock, by seconds or by years."""
        by = timedelta(seconds=self.random.choice((-30, 90, -7200, 90_000, 315_000_000, -315_000_000)))
        clock = self.somebody.client.clock
        if self.random.random() < 0.4:
            clock.right()
        else:
            clock.jump(by)

    async def session_ends(self) -> None:
        """An admin ends it; the agent signs in again some time later."""
        client = self.somebody.client
        self.server.throw_out(client.agent.id)
        await asyncio.sleep(self.random.uniform(0.0, 5.0))
        client.sign_in()

    async def check(self) -> None:
        """Everything is healed; within bounded time all is settled, and everybody sees the same."""
        for person in self.people:
            link = person.client.link
            link.trouble, link.slow_s = 0.0, 0.2
            link.cut(up=True)
            person.client.clock.right()
        self.longest_drain_s = max(self.longest_drain_s, await self._until_only_people_are_waited_for())
        began = self.clock.monotonic()
        deadline = began + HEALED_S
        rounds = calm = 0
        while self.clock.monotonic() < deadline and calm < 2:
            await asyncio.sleep(_DECIDE_EVERY_S)
            rounds += 1
            busy = [await self._see_to(person, again=rounds > 4) for person in self.people]
            calm = 0 if any(busy) else calm + 1
        self.longest_decisions_s = max(self.longest_decisions_s, self.clock.monotonic() - began)
        for number, person in enumerate(self.people):
            found = await self._wrong_with(person)
            self.troubles += [f"client {number} at step {self.steps}: {line}" for line in found]
        self.note("checked", len(self.troubles))

    async def _until_only_people_are_waited_for(self) -> float:
        """Virtual seconds; somebody who is signed out is one of them."""
        began = self.clock.monotonic()
        deadline = began + HEALED_S
        while self.clock.monotonic() < deadline:
            if not [person for person in self.people if await self._under_way(person)]:
                break
            await asyncio.sleep(_LOOK_EVERY_S)
        return self.clock.monotonic() - began

    @staticmethod
    async def _under_way(person: Person) -> bool:
        """Whether anything could leave without a decision: nothing before it in its lane needs one."""
        if person.client.engine.core.contact.signed_out:
            return False
        held: set[str] = set()
        for row in await person.ledger.rows():
            if row.state in NEEDS_PERSON:
                held.add(row.operation.lane)
            elif row.operation.lane not in held:
                return True
        return False

    @staticmethod
    async def _see_to(person: Person, again: bool) -> bool:
        """What a person does about what waits for them; whether anything is still under way."""
        if out := person.client.engine.core.contact.signed_out:
            person.client.sign_in()
        return bool(await person.decide_all(again=again)) or out or bool(await person.ledger.rows())

    async def _wrong_with(self, person: Person) -> list[str]:
        client = person.client
        said = [f"bug: {error!r}" for error in client.bugs]
        said += await person.ledger.check()
        said += [f"left: {row.operation.kind} {row.state} {row.reason}" for row in await person.ledger.rows()]
        status = client.engine.status
        if not status.online or status.error:
            said.append(f"not well: {status}")
        said += await self._stranger_sees(client)
        drafts = {thread: text for thread, text, _ in await drafts_of(client.store)}
        if drafts != person.ledger.drafts:
            wrong = sorted(drafts.items() ^ person.ledger.drafts.items())
            said.append(f"drafts: {[(t, text, (t, text) in drafts.items()) for t, text in wrong]} (True: here)")
        return said

    async def _stranger_sees(self, client: VirtualClient) -> list[str]:
        """What is otherwise than on a computer that begins now."""
        new = VirtualClient(
            self.folder / f"new-{self.steps}-{client.agent.id[-4:]}", self.server, Random(1), client.agent
        )
        new.start()
        await asyncio.sleep(_DECIDE_EVERY_S)
        found = differences(await tables_of(client.store), await tables_of(new.store))
        await new.close()
        return found

    async def close(self) -> None:
        """The end of this world."""
        for person in self.people:
            for late in tuple(person.client.link.late):
                late.cancel()
            await person.client.close()
        self.server.close()
