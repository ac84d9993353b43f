"""Kills a busy client and its backend again and again, and counts afterwards what became of what was written."""

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from domain.ids import ThreadId
from domain.message import Author
from tests.support.busy_client import KEY
from tests.support.house import a_house
from tests.support.processes import SECRET, Child
from tests.support.team import Place, Team, a_team, customers

_WINDOW = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the books say at the end.

    Attributes:
        durable: how many texts the client had said were written.
        lost: durable and not at the backend. doubled: more than once at the backend or at the provider.
        disordered: neighbours in a thread that stand the wrong way round.
        damaged: what integrity_check said of the two databases, "" when both are well.
    """

    durable: int
    lost: int
    doubled: int
    disordered: int
    damaged: str


@dataclass
class Battlefield:
    """A backend, a provider, some customers, and the folder of a client.

    Attributes:
        wrote: numbers of the texts that were durable before the kill.
        next: the number of the next text; numbers are never used twice.
        works: the client that was listened to last has said something, or never will.
    """

    team: Team
    folder: Path
    places: list[Place]
    random: Random
    wrote: set[int] = field(default_factory=set)
    next: int = 0
    works: asyncio.Event = field(default_factory=asyncio.Event)
    _access: str = ""

    async def renew(self) -> None:
        """An access token for the next quarter of an hour."""
        self._access = (await self.team.gateway.sign_in_embedded(SECRET)).access_token

    def order(self, pace: float, last: int | None = None) -> dict[str, Any]:
        """What a busy client is told."""
        made: dict[str, Any] = {
            "server": self.team.backend.address,
            "session": {"access": self._access, "agent": self.team.session.agent.id},
            "folder": str(self.folder),
            "places": [{"lane": place.lane, "identity": place.identity} for place in self.places],
            "first": self.next,
            "pace": pace,
        }
        return made if last is None else {**made, "last": last}

    def busy(self, *wrapper: str) -> Child:
        """A client that is not started yet."""
        return Child("-m", "tests.support.busy_client", wrapper=wrapper)

    async def listen(self, client: Child) -> bool:
        """Notes what the client says until it ends or is done; whether it was done."""
        self.works.clear()
        # The end of its output is an assertion of `line`; what the kill cut off is no JSON.
        with contextlib.suppress(AssertionError, ValueError):
            while "done" not in (said := await client.line()):
                self.works.set()
                if "wrote" in said:
                    self.wrote.add(said["wrote"])
                    self.next = max(self.next, said["wrote"] + 1)
            return True
        self.works.set()  # or whoever waits for its first word would do so for ever
        return False

    def skip(self) -> None:
        """A text may have become durable without a word: its number is not used again."""
        self.next += 1

    async def drain(self) -> None:
        """Lets a client that nobody kills send everything."""
        client = self.busy()
        client.launch(self.order(0.0, last=self.next))
        await self.listen(client)
        await client.stop()

    async def count(self) -> Outcome:
        """Drains and compares."""
        await self.drain()
        held = [await self._texts(place) for place in self.places]
        found = [number for texts in held for number in texts]
        sent = [int(one.text) for one in self.team.provider.taken]
        doubled = len(found) - len(set(found)) + len(sent) - len(set(sent))
        disordered = sum(a > b for texts in held for a, b in itertools.pairwise(texts))
        damaged = self._check_client()
        await self.team.backend.stop()
        damaged = damaged or self._check_server()
        return Outcome(len(self.wrote), len(self.wrote - set(found)), doubled, disordered, damaged)

    async def _texts(self, place: Place) -> list[int]:
        texts: list[int] = []
        before, complete = 2**53, False
        while not complete:
            found, complete = await self.team.gateway.messages(ThreadId(place.lane), before, _WINDOW)
            before = found[0].position if found else before
            texts = [int(message.text) for message in found if message.author is Author.AGENT] + texts
        return texts

    def _check_client(self) -> str:
        return _integrity(self.folder / "braid.db", KEY)

    def _check_server(self) -> str:
        return _integrity(self.folder.parent / "server" / "braid.db", None)


def _integrity(file: Path, key: bytes | None) -> str:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(file))
    try:
        if key is not None:
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        (said,) = connection.execute("PRAGMA integrity_check").fetchone()
    finally:
        connection.close()
    return "" if said == "ok" else str(said)


@asynccontextmanager
async def a_battlefield(folder: Path, seed: int, lanes: int = 5) -> AsyncIterator[Battlefield]:
    """Everything up, some customers have written, no client runs."""
    async with a_team(folder) as team:
        async with a_house(folder / "client", team.gateway, team.session) as house:
            places = await customers(team, house, lanes)
        field_ = Battlefield(team, folder / "client", places, Random(seed))
        await field_.renew()
        yield field_
