"""Makes the fixture of the present database schema, which every later release must be able to open (R16)."""

import argparse
import asyncio
import gzip
import json
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from app.ports import Draft
from domain.complaint import Effect, Origin
from domain.complaints.acts import OpenComplaint
from domain.emotion.assessment import Tier
from domain.ids import ComplaintId, DrillItemId, IdentityId, PackId, PracticeId, ThreadId
from domain.message import Part, PartKind
from domain.offer import LossKind
from domain.operations import MarkRead, Note, Operation, Resolve, Send
from domain.training.acts import PRACTICE, RecordPractice
from domain.training.item import DrillKind
from domain.training.pack import Pack, PackSource
from domain.training.results import Attempt, Practice
from localdb.database import driver
from localdb.engine import open_engine
from localdb.migrations import NEWEST
from tests.complaint_samples import complaint
from tests.storage.desk import KEY, ME, Desk
from tests.storage.released import copied, on_shelf

OPERATIONS = 1000
THREADS = 40
FROZEN = 60
DRAFTS = 12
FILES = 2
FOLDER = Path(__file__).parents[1] / "tests" / "storage" / "fixtures"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.fixture_database", description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where to put it (tests/storage/fixtures)")
    folder: Path = parser.parse_args(arguments).folder
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as temporary:
        manifest = asyncio.run(_fill(Path(temporary) / "braid.db"))
        for name in ("braid.db", "blobs.db"):
            plain = Path(temporary) / f"plain-{name}"
            copied(Path(temporary) / name, plain, key=KEY)
            packed = gzip.compress(plain.read_bytes(), mtime=0)
            (folder / f"v{NEWEST}-plain-{name}.gz").write_bytes(packed)
    (folder / f"v{NEWEST}.json.gz").write_bytes(gzip.compress(json.dumps(manifest).encode(), mtime=0))
    print(f"schema {NEWEST}: {sum(file.stat().st_size for file in folder.glob(f'v{NEWEST}*')) // 1024} kB")
    return 0


async def _fill(path: Path) -> dict[str, object]:
    """A thousand operations in forty threads, some of them sent already, and what must be there afterwards."""
    desk = Desk(path)
    await desk.open()
    threads = [ThreadId(f"t{number}") for number in range(THREADS)]
    await desk.customer(*threads)
    add = desk.store.blobs.add
    files = [await add(bytes([number]) * 9000, f"{number}.bin", "image/png") for number in range(FILES)]
    parts = [Part(PartKind.ATTACHMENT, name=f.name, blob=f.hash, media_type=f.media_type, size=f.size) for f in files]
    shelf = (
        complaint("c-kept", "t1"),
        Pack(PackId("pack"), "Kept", "", PackSource.WRITTEN, (), ME),
        _practice(desk, "p"),
    )
    await desk.feed(*(replace(one, version=desk.next()) for one in shelf))
    for start in range(0, OPERATIONS, 100):
        await desk.store.outbox.enqueue([_operation(desk, threads, parts, at) for at in range(start, start + 100)])
    batch = await desk.freeze(limit=FROZEN)
    assert batch is not None
    drafts = {thread: f"unsent {thread}" for thread in threads[:DRAFTS]}
    for thread, text in drafts.items():
        await desk.store.drafts.save(Draft(thread, text, None, False, None, (), 5))
    await desk.store.state.put("note", "kept")
    rows = await desk.store.outbox.unsent()
    manifest: dict[str, object] = {
        "device": await desk.store.state.device_id(),
        "rows": [[row.operation.id, row.operation.lane, row.operation.kind, row.n, row.state.value] for row in rows],
        "frozen": batch.body.decode(),
        "drafts": drafts,
        "shelf": await on_shelf(desk),
        "files": {file.hash: file.size for file in files},
    }
    await desk.store.close()
    with closing(driver(open_engine(path, KEY, writer=True).connect())) as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return manifest


def _operation(desk: Desk, threads: Sequence[ThreadId], parts: Sequence[Part], at: int) -> Operation:
    lane = threads[at % THREADS]
    if at % 10 == 3:
        return desk.operation(Note(f"n{at}"), lane)
    if at % 50 == 7:
        return desk.operation(Resolve(1), lane)
    if at % 400 == 399:
        return desk.operation(Send(IdentityId("i"), f"f{at}", (parts[at // 400 % FILES],)), lane)
    if at == 50:
        opening = OpenComplaint(
            ComplaintId("c-new"), None, "Late", 0, "EUR", False, Effect.EXPERIENCE, LossKind.LATE, Origin.PERSON
        )
        return desk.operation(opening, lane)
    if at == 80:
        return desk.operation(RecordPractice(_practice(desk, "p-new")), PRACTICE)
    if at == 20:
        return desk.operation(MarkRead(10_000), lane)
    return desk.operation(Send(IdentityId("i"), f"r{at}"), lane)


def _practice(desk: Desk, name: str) -> Practice:
    at, item = desk.clock.now(), DrillItemId("item")
    one = Attempt(item, PackId("pack"), 1, DrillKind.GIST, "en", None, Tier.LOW, 2, at, 6.5, True, recall=0.5)
    return Practice(PracticeId(name), ME, None, None, at, 60.0, "Asia/Bangkok", (one,))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
