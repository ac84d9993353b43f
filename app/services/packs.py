"""Packs that are worked on: items, keys, checks, editions, files, real threads without names (S-2)."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from app.errors import AnswerLost, Refused
from app.services.desk import Account
from app.services.operations import Operator
from app.services.pack_values import RealThread, Stripped
from app.services.real_threads import RealThreads
from app.services.trainers import builtin_packs
from app.training import pack_files
from app.training.batches import batches
from app.training.pack_file_values import PackFile
from app.wire import from_json, read, to_json
from domain.agent import Permission
from domain.ids import DrillItemId, PackId, ThreadId
from domain.problems import Problem
from domain.training import acts, figures
from domain.training.anonymising.values import Found
from domain.training.editing import NotDone, PackAct, edited
from domain.training.item import DrillItem
from domain.training.pack import Edition, Pack, PackSource

_DRAFTS: Final = "packs.drafts."


class PackService:
    """Implements `ui.ports.PackPort`: what is done stands at once, and what the server would refuse is refused here."""

    def __init__(self, operator: Operator) -> None:
        self.operator, self.desk = operator, operator.desk
        self.threads = RealThreads(operator.desk)
        self._drafting = asyncio.Lock()

    async def packs(self) -> Sequence[Pack]:
        """As they will be once everything here has left, by title."""
        return await (await self.desk.store()).training.packs()

    async def pack(self, pack_id: PackId) -> Pack | None:
        """One of them."""
        return next((one for one in await self.packs() if one.id == pack_id), None)

    async def builtin(self) -> Sequence[Edition]:
        """Those that come with the program."""
        return await asyncio.to_thread(builtin_packs)

    async def checkers(self) -> int:
        """How many people besides its author have to agree on a key."""
        settings = await (await self.desk.store()).shelf.settings()
        value = next((one.value for one in settings if one.key == figures.KEY), "")
        return figures.read_figures(value).checkers

    async def name(self, pack_id: PackId | None, title: str, note: str, source: PackSource) -> PackId:
        """A new one, or other words about one. Raises Refused, StorageFull."""
        named = pack_id or PackId(self.operator.ids.new())
        if pack_id is not None and await self.pack(pack_id) is None:
            raise Refused(Problem.PACK_GONE)
        await self._do(acts.NamePack(named, title.strip(), note.strip(), source))
        return named

    async def put(self, pack_id: PackId, items: Sequence[DrillItem]) -> None:
        """Items enter it or take the place of their former states. Raises Refused, StorageFull."""
        pack = await self.pack(pack_id)
        held = {entry.item.id: entry.item for entry in pack.entries} if pack is not None else {}
        moved = [item for item in items if held.get(item.id) != item]
        if moved:
            await self._do(*(acts.PutItems(pack_id, tuple(some)) for some in batches(moved)))

    async def drop(self, pack_id: PackId, item_id: DrillItemId) -> None:
        """An item leaves it. Raises Refused, StorageFull."""
        await self._do(acts.DropItem(pack_id, item_id))

    async def check(self, pack_id: PackId, item: DrillItem, agrees: bool, comment: str) -> None:
        """What this person says of its key; their own is for others to check. Raises Refused, StorageFull."""
        account, pack = await self._trainer(), await self.pack(pack_id)
        entry = pack.entry(item.id) if pack is not None else None
        if entry is not None and entry.author == account.agent.id:
            raise Refused(Problem.NOT_ALLOWED)
        await self._do(acts.CheckKey(pack_id, item, agrees, comment.strip()))

    async def publish(self, pack_id: PackId) -> None:
        """A new edition of all items whose keys enough people agree on. Raises Refused, StorageFull."""
        await self._do(acts.PublishPack(pack_id))

    async def retire(self, pack_id: PackId, retired: bool) -> None:
        """Learners are no longer offered it, or are again. Raises Refused, StorageFull."""
        await self._do(acts.RetirePack(pack_id, retired))

    async def editions(self, pack_id: PackId) -> Sequence[Edition]:
        """All that were published, newest first. Raises Unreachable."""
        answer = await self.desk.gateway().request_json("GET", f"/v1/training/editions/{pack_id}")
        try:
            found = read(answer, list[Edition])
        except ValueError as error:
            raise AnswerLost("unreadable") from error
        return sorted(found, key=_number, reverse=True)

    def new_item_id(self) -> DrillItemId:
        """For a new item."""
        return DrillItemId(self.operator.ids.new())

    async def drafts(self, pack_id: PackId) -> Sequence[DrillItem]:
        """Items of it that are not whole yet; they lie on this computer only."""
        return await self._drafts_of(pack_id)

    async def keep_draft(self, pack_id: PackId, *items: DrillItem) -> None:
        """Keeps these as they are; they take the place of their former states. Raises StorageFull."""
        async with self._drafting:
            held = {one.id: one for one in await self._drafts_of(pack_id)}
            await self._keep(pack_id, list((held | {item.id: item for item in items}).values()))

    async def drop_draft(self, pack_id: PackId, item_id: DrillItemId) -> None:
        """Forgets one. Raises StorageFull."""
        async with self._drafting:
            held = await self._drafts_of(pack_id)
            left = [one for one in held if one.id != item_id]
            if len(left) < len(held):
                await self._keep(pack_id, left)

    async def read_file(self, path: Path) -> PackFile:
        """What a file holds, with the flaws of each item; nothing is kept by looking. Raises FileUnreadable."""
        return await asyncio.to_thread(pack_files.read_file, path)

    async def write_file(self, path: Path, pack: Pack | Edition) -> None:
        """The pack as a file that `read_file` reads without loss. Raises NotWritten."""
        await asyncio.to_thread(pack_files.write_file, path, pack)

    async def real_threads(self, text: str = "") -> Sequence[RealThread]:
        """Threads that may become items: those a weekly review marked for training first (M-1), then the newest."""
        await self._trainer()
        return await self.threads.offered(text, self.operator.clock.now())

    async def strip(self, thread_id: ThreadId) -> Sequence[Stripped]:
        """A thread's texts with what is proposed to be removed. Raises Refused(THREAD_GONE)."""
        await self._trainer()
        return await self.threads.stripped(thread_id)

    async def leaks(self, lines: Sequence[Stripped], found: Sequence[Sequence[Found]]) -> Sequence[str]:
        """Removed words that still stand somewhere in the lines after these removals."""
        return await self.threads.leaks(lines, found)

    async def _do(self, *deeds: PackAct) -> None:
        """All or none, after a try on the present state: what the server would refuse is refused here."""
        account, pack = await self._trainer(), await self.pack(deeds[0].pack_id)
        checkers, now = await self.checkers(), self.operator.clock.now()
        try:
            for deed in deeds:
                pack = edited(pack, deed, account.agent.id, now, checkers)
        except NotDone as error:
            raise Refused(error.code) from error
        await self.operator.do(acts.lane_of_pack(deeds[0].pack_id), *deeds)

    async def _trainer(self) -> Account:
        account = await self.desk.opened()
        if not account.agent.may(Permission.TRAIN):
            raise Refused(Problem.NOT_ALLOWED)
        return account

    async def _drafts_of(self, pack_id: PackId) -> list[DrillItem]:
        kept = await (await self.desk.store()).state.get(_DRAFTS + pack_id)
        try:
            return from_json(kept, list[DrillItem]) if kept else []
        except ValueError:
            return []

    async def _keep(self, pack_id: PackId, items: list[DrillItem]) -> None:
        await (await self.desk.store()).state.put(_DRAFTS + pack_id, to_json(items) if items else "")


def _number(edition: Edition) -> int:
    return edition.number
