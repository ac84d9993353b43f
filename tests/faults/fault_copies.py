"""R21: the files of an account come to live on a second computer, and both go on writing into the same threads.

Copied while closed, or restored from a backup that was made while the program worked and wrote; then both computers
write and send in any order, on line and off line, against one real backend.
"""

import asyncio
import contextlib
import itertools
import shutil
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from app.clock import SystemClock, make_ids
from app.ports import Session
from domain.ids import DeviceId
from domain.message import Author
from localdb.backup import restore_backup
from localdb.context import Context
from sync.braid.gateway import BraidGateway
from tests.support.house import KEY, House, a_house
from tests.support.processes import SECRET
from tests.support.team import Place, Team, a_team, customers
from tools.faults import Scale
from tools.figures import Figure, at_least, at_most

NAME = "copies"
_LANES = 3
_PASSPHRASE = "the passphrase of a backup"
_WINDOW = 500
_LONGEST = 60.0
_BEFORE, _ONE, _TWO = "before", "one", "two"


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """3, 30 or 200 copies, every third of them a backup."""
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_play(Path(folder), Random(seed), scale.choose(3, 30, 200)))


@dataclass
class Books:
    """What was written, and what became of the device ids.

    Attributes:
        wanted: every text that was durable. number: of the next text; the text names its round and its writer.
        noticed, unnoticed: copies after which both computers had written into one thread.
    """

    wanted: set[str] = field(default_factory=set)
    number: int = 0
    noticed: int = 0
    unnoticed: int = 0

    def text(self, round_: int, who: str) -> str:
        """One that nobody has written yet."""
        self.number += 1
        said = f"{round_}:{who}:{self.number}"
        self.wanted.add(said)
        return said


@dataclass
class Computer:
    """One of the two: its files, and its way to the backend.

    Attributes:
        lanes: where it has written since the copy.
    """

    who: str
    folder: Path
    gateway: BraidGateway
    session: Session
    lanes: set[str] = field(default_factory=set)

    def house(self, *, online: bool) -> "contextlib.AbstractAsyncContextManager[House[BraidGateway]]":
        """Its program runs, with or without a network."""
        return a_house(self.folder, self.gateway, self.session, start=online)


class Round:
    """One copy and what follows."""

    def __init__(self, number: int, dice: Random, books: Books, places: list[Place]) -> None:
        self.number = number
        self.dice = dice
        self.books = books
        self.places = places

    async def write(self, house: House[BraidGateway], who: str, count: int) -> set[str]:
        """Replies to anybody; returns to whom."""
        written = set[str]()
        for _ in range(count):
            place = self.dice.choice(self.places)
            await house.enqueue(place.lane, place.send(self.books.text(self.number, who)))
            written.add(place.lane)
        return written

    async def copy(self, one: Computer, two: Computer) -> None:
        """The files of `one` become those of `two`; some replies wait in both, some have left."""
        online = self.dice.random() < 0.6
        backup = one.folder.parent / "saved.backup"
        is_backup = self.number % 3 == 0
        async with one.house(online=online) as house:
            await self.write(house, _BEFORE, self.dice.randrange(6))
            if online and self.dice.random() < 0.5:
                await house.drained()
            if is_backup:
                making = asyncio.create_task(house.store.backup(backup, _PASSPHRASE, _quiet))
                await self.write(house, _ONE, self.dice.randrange(6))  # before the copy or after it: nobody knows
                await making
        if is_backup:
            clock = SystemClock()
            context = Context(clock, make_ids(clock), one.session.agent.id)
            await asyncio.to_thread(_restore, backup, two.folder / "braid.db", context)
        else:
            await asyncio.to_thread(shutil.copytree, one.folder, two.folder)

    async def go_on(self, computer: Computer) -> None:
        """A few days of one computer, some of them off line."""
        for _ in range(self.dice.randint(1, 3)):
            online = self.dice.random() < 0.5
            async with computer.house(online=online) as house:
                computer.lanes |= await self.write(house, computer.who, self.dice.randint(1, 4))
                if online and self.dice.random() < 0.7:
                    await _drained(house)

    async def end(self, computer: Computer) -> DeviceId:
        """Everything leaves; the device id that the computer has in the end."""
        async with computer.house(online=True) as house:
            await _drained(house)
            return await house.store.state.device_id()

    async def play(self, one: Computer, two: Computer) -> None:
        """Copies; then both work, one after the other or at the same time."""
        await self.copy(one, two)
        both = [one, two]
        self.dice.shuffle(both)
        if self.dice.random() < 0.5:
            await asyncio.gather(*(self.go_on(computer) for computer in both))
        else:
            for computer in both:
                await self.go_on(computer)
        devices = await asyncio.gather(*(self.end(computer) for computer in both))
        if one.lanes & two.lanes:
            self.books.noticed += devices[0] != devices[1]
            self.books.unnoticed += devices[0] == devices[1]


async def _play(folder: Path, dice: Random, rounds: int) -> list[Figure]:
    books = Books()
    async with a_team(folder) as team:
        async with a_house(folder / "one", team.gateway, team.session) as house:
            places = await customers(team, house, _LANES)
        for number in range(rounds):
            async with a_computer(team, folder / "one", _ONE) as one, a_computer(team, folder / "two", _TWO) as two:
                await Round(number, dice, books, places).play(one, two)
            await asyncio.to_thread(shutil.rmtree, folder / dice.choice(("one", "two")))
            if not (folder / "one").exists():
                (folder / "two").rename(folder / "one")
        held = [await _texts(team, place) for place in places]
        sent = [taken.text for taken in team.provider.taken]
    return _figures(books, rounds, held, sent)


def _figures(books: Books, rounds: int, held: list[list[str]], sent: list[str]) -> list[Figure]:
    found = [text for texts in held for text in texts]
    doubled = len(found) - len(set(found)) + len(sent) - len(set(sent))
    return [
        at_least("R21 copied and restored databases", rounds, "", rounds),
        at_least("R21 copies noticed", books.noticed, "", 1),
        at_most("R21 copies not noticed although both had written into one thread", books.unnoticed, "", 0),
        at_most(f"R21 lost of {len(books.wanted)}", len(books.wanted - set(found)), "", 0),
        at_most("R21 doubled", doubled, "", 0),
        at_most("R21 out of order on one device", sum(disordered(texts) for texts in held), "", 0),
    ]


def disordered(texts: list[str]) -> int:
    """Neighbours of one round and computer that stand the wrong way round; what was copied belongs to both."""
    writers: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for text in texts:
        round_, who, number = text.split(":")
        for device in (_ONE, _TWO) if who == _BEFORE else (who,):
            writers[round_, device].append(int(number))
    return sum(a > b for numbers in writers.values() for a, b in itertools.pairwise(numbers))


@asynccontextmanager
async def a_computer(team: Team, folder: Path, who: str) -> AsyncIterator[Computer]:
    """Signed in as the same agent on every one of them."""
    gateway = BraidGateway(team.backend.address, SystemClock(), who)
    session = await gateway.sign_in_embedded(SECRET)
    yield Computer(who, folder, gateway, session)
    await gateway.close()


async def _drained(house: House[BraidGateway]) -> None:
    """What has not left after a while counts as lost."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_LONGEST):
            await house.drained()


async def _texts(team: Team, place: Place) -> list[str]:
    texts: list[str] = []
    before, complete = 2**53, False
    while not complete:
        found, complete = await team.gateway.messages(place.lane, before, _WINDOW)
        before = found[0].position if found else before
        texts = [message.text for message in found if message.author is Author.AGENT] + texts
    return texts


def _restore(backup: Path, fresh: Path, context: Context) -> None:
    restore_backup(backup, _PASSPHRASE, fresh, KEY, context)
    backup.unlink()


def _quiet(_share: float) -> None:
    """Nobody watches."""
