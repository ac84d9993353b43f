"""A computer that follows the feed of one person, page by page, and whether it holds what a new one would hold."""

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from localdb.store import open_store
from sync.braid import wire
from tests.storage.desk import KEY, Desk
from tests.support.alike import Drafts, Tables, differences, drafts_of, tables_of
from tests.support.backend import BackendRig, Who

if TYPE_CHECKING:
    from localdb.opened import OpenedStore


class Computer:
    """A local database that follows the feed of one person.

    Attributes:
        types: of every change that came.
        began_anew: whether it was ever told to (410); drafts that it had then stay with it, come what may (R24).
    """

    def __init__(self, server: BackendRig, who: Who, folder: Path, random: Random) -> None:
        self.desk = Desk(folder / "braid.db")
        self.server, self.who, self.random = server, who, random
        self.types: set[str] = set()
        self.began_anew = False
        self.store: OpenedStore

    async def __aenter__(self) -> "Computer":
        self.store = await open_store(self.desk.path, KEY, self.server.clock, self.desk.ids, self.who.agent.id)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.store.close()
        await self.store.close()

    async def begin_anew(self) -> None:
        """The server cannot go on from its cursor."""
        self.began_anew = True
        await self.store.feed.restart()

    async def pull(self, most: int = 9) -> None:
        """To the end; pages of any size, and some of them twice."""
        while await self.pull_once(self.random.randint(1, most)):
            pass

    async def pull_once(self, limit: int) -> bool:
        """One page; whether there are more."""
        since = await self.store.feed.cursor()
        answer = await self.who.ask("GET", "/v1/changes", params={"since": since, "limit": limit})
        page = wire.page(answer.content)
        self.types |= {change.type for change in page.changes}
        for _ in range(self.random.choice((1, 1, 2))):
            await self.store.feed.apply(page)
        return page.has_more


class Held(NamedTuple):
    """What a computer holds."""

    drafts: Drafts
    tables: Tables


async def on_a_new_one(computer: Computer, folder: Path) -> Held:
    """What a new computer of the same person holds now."""
    async with Computer(computer.server, computer.who, folder, computer.random) as new:
        await new.pull(500)
        return Held(await drafts_of(new.store), await tables_of(new.store))


async def otherwise(computer: Computer, new: Held) -> list[str]:
    """What is not as on a new computer; drafts come with the feed, too."""
    here = await drafts_of(computer.store)
    drafts = new.drafts - here if computer.began_anew else new.drafts ^ here
    said = [f"draft in {thread}: {text!r} is here or there only" for thread, text, _ in sorted(drafts)]
    return said + differences(await tables_of(computer.store), new.tables)


async def agrees(computer: Computer, folder: Path) -> list[str]:
    """What is otherwise than on a new computer of the same person."""
    return await otherwise(computer, await on_a_new_one(computer, folder))
