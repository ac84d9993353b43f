"""One random sequence against client and server, with the engine's steps in any order at all (R7)."""

import asyncio
from pathlib import Path
from random import Random

from app.errors import CannotCalculate, KnownError, SignedOut, TooLarge
from domain.outbox import NEEDS_PERSON
from sync.steps import (
    BatchFailed,
    Event,
    FindLanes,
    Guard,
    LanesFound,
    Pull,
    Pulled,
    Release,
    Restart,
    Submit,
    Submitted,
    Withdraw,
)
from tests.support.alike import differences, drafts_of, tables_of
from tests.support.virtual.client import Files, VirtualClient
from tests.support.virtual.loop import VirtualClock
from tests.support.virtual.network import Fate
from tests.support.virtual.person import Person
from tests.support.virtual.server import VirtualServer

_ROUNDS = 60


class Sequence:
    """A server, an agent with one computer or two, a customer or two; every rule may come at any moment.

    No engine runs: which step of it comes next is the sequence's to say, so that also orders come up that the
    engine would never choose.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = Random(seed)
        self.folder = folder
        self.server = VirtualServer(folder / "server", VirtualClock(asyncio.get_running_loop()))
        self.homes = [self.server.rig.customer(f"customer-{number}") for number in range(2)]
        self.person = Person(VirtualClient(folder / "one", self.server, self.random), self.server, self.random)
        self.people = [self.person]
        self.copy: tuple[Files, dict[int, str]] | None = None

    @property
    def client(self) -> VirtualClient:
        """The first computer."""
        return self.person.client

    async def begin(self) -> None:
        """The first snapshot is here."""
        await self.pull(self.person)

    async def second_device(self) -> None:
        """The same agent sits down at another computer."""
        if len(self.people) == 1:
            other = VirtualClient(self.folder / "two", self.server, self.random, self.client.agent)
            self.people.append(Person(other, self.server, self.random))
            self.people[1]._serial = 10_000
            await self.pull(self.people[1])

    async def submit(self, person: Person, fate: Fate = Fate.WELL, limit: int = 500) -> bool:
        """One batch, which meets that fate, and what was frozen ahead of the next; whether anything moved."""
        event: Event | None = await self._batch(person, fate, limit)
        moved = isinstance(event, Submitted | BatchFailed)
        while isinstance(event, Submitted) and event.ahead:
            event = await self._go_on(person, limit)
        return moved

    async def _go_on(self, person: Person, limit: int) -> Event | None:
        """At once, or not at all now; the program may also end there."""
        roll = self.random.random()
        if roll < 0.6:
            return await self._batch(person, self.random.choice(tuple(Fate)), limit)
        if roll < 0.9:
            return await person.client.work.do(Release())
        await self.crash(person)
        return None

    async def _batch(self, person: Person, fate: Fate, limit: int) -> Event:
        person.client.link.script = [fate]
        try:
            event = await person.client.work.do(Submit(limit))
        finally:
            person.client.link.script = []
        if isinstance(event, BatchFailed) and isinstance(event.error, TooLarge) and len(event.operations) == 1:
            await person.client.work.do(Withdraw(event.operations, "too_large"))
        if isinstance(event, BatchFailed) and isinstance(event.error, SignedOut):
            person.client.sign_in_quietly()
        return event

    async def pull(self, person: Person, fate: Fate = Fate.WELL, pages: int = 50) -> None:
        """Pages until there are no more, or one meets that fate."""
        for _ in range(pages):
            person.client.link.script = [fate]
            try:
                event = await person.client.work.do(Pull())
            except CannotCalculate:
                await person.client.work.do(Restart())
                continue
            except SignedOut:
                person.client.sign_in_quietly()
                return
            except KnownError:
                return
            finally:
                person.client.link.script = []
            if not isinstance(event, Pulled) or not event.has_more:
                return

    async def guard(self, person: Person) -> None:
        """What the engine does after a spell offline."""
        event = await person.client.work.do(FindLanes())
        if isinstance(event, LanesFound) and event.lanes:
            await person.client.work.do(Guard())

    async def crash(self, person: Person) -> None:
        """The file is opened again without having been closed."""
        await person.client.crash()

    async def copy_or_put_back(self) -> None:
        """A copy of the file is made, or takes its place."""
        if self.copy is None:
            self.copy = self.client.copy(), dict(await self.person.ledger.held())
            return
        files, held = self.copy
        self.copy = None
        self.person.ledger.put_back(held)  # type: ignore[arg-type]
        await self.client.crash(files)
        self.person.ledger.drafts = {thread: text for thread, text, _ in await drafts_of(self.client.store)}

    async def customer(self) -> None:
        """Writes again."""
        self.server.rig.customer(self.random.choice(self.homes).handle)

    async def finish(self) -> list[str]:
        """Drains everything in a world that is well again; what is wrong then."""
        for _ in range(_ROUNDS):
            moved = False
            for person in self.people:
                await self.pull(person)
                moved |= await self.submit(person)
            if not moved and not await self._decided():
                break
        said: list[str] = []
        for person in self.people:
            for _ in range(3):
                await self.pull(person)
            said += [f"bug: {error!r}" for error in person.client.bugs] + await person.ledger.check(guarded=False)
            said += [f"left: {row.operation.kind} {row.state} {row.reason}" for row in await person.ledger.rows()]
            drafts = {thread: text for thread, text, _ in await drafts_of(person.client.store)}
            said += [] if drafts == person.ledger.drafts else [f"drafts {drafts}, not {person.ledger.drafts}"]
        return said + await self._otherwise()

    async def _decided(self) -> bool:
        needy = False
        for person in self.people:
            for row in await person.ledger.rows():
                if row.state in NEEDS_PERSON:
                    needy = True
                    await person.decide(row, self.random.choice(["retry", "discard"]))
        return needy

    async def _otherwise(self) -> list[str]:
        new = Person(
            VirtualClient(self.folder / "new", self.server, Random(1), self.client.agent), self.server, self.random
        )
        await self.pull(new)
        fresh = await tables_of(new.client.store)
        found = [line for one in self.people for line in differences(await tables_of(one.client.store), fresh)]
        await new.client.close()
        return found

    async def close(self) -> None:
        """The end."""
        for person in self.people:
            for late in tuple(person.client.link.late):
                late.cancel()
            await person.client.close()
        self.server.close()
