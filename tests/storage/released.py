"""The databases of released schemas, unpacked, and what must still be in them (R16)."""

import gzip
import json
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

from domain.operations import Outcome, Result
from domain.outbox import OutboxState
from tests.storage.desk import Desk

FIXTURES = Path(__file__).parent / "fixtures"
RELEASED = sorted(int(file.name[1:].partition(".")[0]) for file in FIXTURES.glob("v*.json.gz"))


def unpack(version: int, folder: Path) -> dict[str, Any]:
    """Both files of that schema into the folder; what was in them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("braid.db", "blobs.db"):
        with gzip.open(FIXTURES / f"v{version}-{name}.gz") as packed, (folder / name).open("wb") as file:
            shutil.copyfileobj(packed, file)
    found: dict[str, Any] = json.loads(gzip.decompress((FIXTURES / f"v{version}.json.gz").read_bytes()))
    return found


async def drain(desk: Desk) -> tuple[list[str], list[str]]:
    """Everything to a backend that applies it; what went, in order, and every fault of number or order."""
    gone: list[str] = []
    faults: list[str] = []
    numbers: defaultdict[str, int] = defaultdict(int)
    for file in await desk.store.outbox.blobs_to_upload():
        if await desk.store.blobs.read(file) is None:
            faults.append(f"no content for {file}")
        await desk.store.outbox.uploaded(file)
    while (batch := await desk.freeze()) is not None:
        for number, operation in batch.items:
            if operation.id in gone or number != numbers[operation.lane] + 1:
                faults.append(f"{operation.id} as {number} after {numbers[operation.lane]}")
            numbers[operation.lane] = number
            gone.append(operation.id)
        await desk.store.outbox.settle([Result(operation.id, Outcome.APPLIED) for _, operation in batch.items])
    left = [row for row in await desk.store.outbox.unsent() if row.state is not OutboxState.ACKED]
    return gone, faults + [f"left: {row.operation.id}" for row in left]


async def faults_of(desk: Desk, wanted: dict[str, Any]) -> list[str]:
    """What is missing or other than it was, of rows, numbers, bytes, drafts and kept facts; drains the outbox."""
    faults: list[str] = []
    rows = [
        [row.operation.id, row.operation.lane, row.operation.kind, row.n, row.state.value]
        for row in await desk.store.outbox.unsent()
    ]
    if rows != wanted["rows"]:
        faults.append("rows")
    if await desk.store.state.device_id() != wanted["device"] or await desk.store.state.get("note") != "kept":
        faults.append("state")
    for thread, text in wanted["drafts"].items():
        draft = await desk.store.drafts.load(thread)
        if draft is None or draft.text != text:
            faults.append(f"draft {thread}")
    sent = [row for row in rows if row[4] == "sent"]
    batch = await desk.freeze(limit=len(sent))
    if batch is None or batch.body.decode() != wanted["frozen"]:
        faults.append("frozen bytes")
    gone, more = await drain(desk)
    if sorted(gone) != sorted(row[0] for row in rows):
        faults.append("drained")
    return faults + more
