"""A store with everything that must not be lost, and ways to break its files."""

import json
import random
import shutil
import zlib
from dataclasses import dataclass
from pathlib import Path

from app.ports import Draft
from domain.ids import AgentId, BlobHash, IdentityId, ThreadId
from domain.message import Part, PartKind
from domain.operations import Note, Outcome, Send
from domain.outbox import OutboxState
from domain.salvage import Salvage
from localdb.context import Context
from localdb.pages import Pages
from localdb.records import walk
from localdb.salvage import salvage
from localdb.tally import _HEAD, _SUM, tally_of
from localdb.worker import Turn
from tests.storage.desk import KEY, ME, Desk, T, open_desk

REPLIES = 40
DRAFTS = 6
PAGE = 4096
THREADS = tuple(ThreadId(f"thread-{number}") for number in range(1, 9))


@dataclass(frozen=True)
class Wanted:
    """What was in the store: ids of operations, texts of drafts, files."""

    operations: frozenset[str]
    drafts: frozenset[str]
    files: tuple[BlobHash, ...] = ()


async def fill(desk: Desk, replies: int = REPLIES) -> Wanted:
    """Replies in several states, two with a file, a note, drafts, and messages around them."""
    # Whatever the opening left for later comes now: the log that is damaged afterwards is then always the same one.
    await desk.store._database.writer.do(_idle, Turn.HOUSEKEEPING)
    await desk.customer(*THREADS)
    for number in range(30):
        await desk.feed(desk.message(text=f"history {number} " * 100))
    made = [
        await desk.send(f"reply {number} " * (1 + number % 5 * 150), THREADS[number % 8]) for number in range(replies)
    ]
    await desk.freeze(limit=replies // 4)
    made.append(await desk.do(Note("a note")))
    files = []
    for name in ("a", "b"):
        stored = await desk.store.blobs.add(name.encode() * 300_000, f"{name}.txt", "text/plain")
        part = Part(PartKind.ATTACHMENT, name=stored.name, blob=stored.hash, media_type="text/plain", size=stored.size)
        made.append(await desk.do(Send(IdentityId("identity-of-thread-1"), f"with {name}", (part,)), T))
        files.append(stored.hash)
    drafts = [f"draft {number} " * 50 for number in range(DRAFTS)]
    for thread, text in zip(THREADS, drafts, strict=False):
        await desk.store.drafts.save(Draft(thread, text, None, False, None, (), 1))
    return Wanted(frozenset(one.id for one in made), frozenset(drafts), tuple(files))


async def live_on(desk: Desk, chance: random.Random) -> None:
    """Some replies arrive, some are given up, others are written; drafts are sent, emptied and written anew."""
    batch = await desk.freeze(limit=12)
    for _number, operation in batch.items if batch is not None else ():
        await desk.answer(operation, chance.choice((Outcome.APPLIED, Outcome.DUPLICATE)))
        if isinstance(operation.payload, Send) and chance.random() < 0.5:
            await desk.feed(desk.mine(operation))
    rows = await desk.store.outbox.unsent()
    for row in [row for row in rows if row.state is OutboxState.QUEUED][:2]:
        await desk.store.outbox.discard(row.operation.id)
    for number in range(chance.randrange(9)):
        await desk.send(f"later reply {number}", chance.choice(THREADS))
    for thread in chance.sample(THREADS, 3):
        held = await desk.store.drafts.load(thread)
        text = chance.choice(("", f"newer words {chance.random()}"))
        revision = held.revision + 1 if held is not None else 1
        await desk.store.drafts.save(Draft(thread, text, None, False, None, (), revision))


def other_start(path: Path) -> None:
    """As if the computer had lost its power: the tally is from another start of it."""
    data = tally_of(path).read_bytes()
    magic, clean, boot, *more = _HEAD.unpack_from(data)
    head = _HEAD.pack(magic, clean, bytes(byte ^ 0xFF for byte in boot), *more)
    tally_of(path).write_bytes(head + _SUM.pack(zlib.crc32(head)) + data[len(head) + _SUM.size :])


def crash(desk: Desk, folder: Path) -> Path:
    """The files as a program leaves that is killed while idle, in another folder; the database's path there."""
    desk.store._database.writer.submit(_idle, Turn.HOUSEKEEPING).result()
    shutil.copytree(desk.path.parent, folder)
    return folder / desk.path.name


def _idle() -> None:
    """Everything before it has been done."""


def flip(path: Path, at: int) -> None:
    """One byte is another one."""
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 0x55]))


def pages_of(path: Path, name: str, key: bytes = KEY) -> list[int]:
    """The numbers of all pages of a table or an index, its root first."""
    with Pages(path, key) as pages:
        root = next(r[3] for _, r in walk(pages, 1).rows if r[1] == name)
        assert isinstance(root, int)
        seen: list[int] = []
        ask = pages.page

        def note(number: int) -> bytes | None:
            seen.append(number)
            return ask(number)

        pages.page = note  # type: ignore[method-assign]
        walk(pages, root, _nothing)
        return seen


def _nothing(_first: object) -> bool:
    return False


def save(desk: Desk, damaged: Path, why: str = "damaged") -> tuple[Salvage, Path]:
    """The salvage into a new folder, and the new database's path."""
    fresh = damaged.parent.with_name(f"{damaged.parent.name}-saved") / "braid.db"
    return salvage(damaged, fresh, KEY, Context(desk.clock, desk.ids, AgentId(ME)), why, "aside"), fresh


async def held(folder: Path) -> Wanted:
    """What the store in that folder holds of it."""
    async with open_desk(folder) as desk:
        return await holds(desk)


async def holds(desk: Desk) -> Wanted:
    """What an open store holds of it; what the backend has is nothing that waits."""
    rows = await desk.store.outbox.unsent()
    drafts = [await desk.store.drafts.load(thread) for thread in THREADS]
    return Wanted(
        frozenset(row.operation.id for row in rows if row.state is not OutboxState.ACKED),
        frozenset(draft.text for draft in drafts if draft is not None and draft.text),
    )


def as_dict(text: str) -> dict[str, object]:
    """The kept report."""
    found: dict[str, object] = json.loads(text)
    return found
