"""The databases of released schemas, unpacked, and what must still be in them (R16).

Schemas 1 and 3 are kept as those releases left them, under their key. The others are kept in the clear, where they
compress to a fifth, and come under the key when they are unpacked.
"""

import gzip
import json
import shutil
import tempfile
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from domain.operations import Outcome, Result
from domain.outbox import OutboxState
from tests.storage.desk import KEY, Desk

FIXTURES = Path(__file__).parent / "fixtures"
RELEASED = sorted(int(file.name[1:].partition(".")[0]) for file in FIXTURES.glob("v*.json.gz"))


def unpack(version: int, folder: Path) -> dict[str, Any]:
    """Both files of that schema into the folder; what was in them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("braid.db", "blobs.db"):
        whole = FIXTURES / f"v{version}-{name}.gz"
        if whole.exists():
            _inflate(whole, folder / name)
            continue
        with tempfile.TemporaryDirectory() as temporary:
            plain = Path(temporary) / name
            _inflate(FIXTURES / f"v{version}-plain-{name}.gz", plain)
            copied(plain, folder / name, new_key=KEY)
    found: dict[str, Any] = json.loads(gzip.decompress((FIXTURES / f"v{version}.json.gz").read_bytes()))
    return found


def copied(source: Path, target: Path, *, key: bytes | None = None, new_key: bytes | None = None) -> None:
    """The same database under another key; None is in the clear."""
    with closing(dbapi2.connect(str(source), isolation_level=None)) as connection:
        if key is not None:
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("ATTACH ? AS copy KEY ?", (str(target), f"x'{new_key.hex()}'" if new_key else ""))
        connection.execute("SELECT sqlcipher_export('copy')").fetchall()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA copy.user_version = {version}")
        connection.execute("DETACH copy")


def _inflate(packed: Path, target: Path) -> None:
    with gzip.open(packed) as source, target.open("wb") as file:
        shutil.copyfileobj(source, file)


async def on_shelf(desk: Desk) -> dict[str, list[str]]:
    """What the shelf holds, by kind; what waits to be sent is foretold there."""
    return {
        "complaint": sorted(card.complaint.id for card in await desk.store.complaints.open_cards()),
        "pack": sorted(pack.id for pack in await desk.store.training.packs()),
        "practice": sorted(practice.id for practice in await desk.store.training.practice()),
        "quick_reply": sorted(reply.id for reply in await desk.store.shelf.quick_replies()),
        "offer": sorted(offer.id for offer in await desk.store.shelf.offers()),
    }


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
    held = await on_shelf(desk)
    if any(held[kind] != ids for kind, ids in wanted.get("shelf", {}).items()):
        faults.append("shelf")
    sent = [row for row in rows if row[4] == "sent"]
    batch = await desk.freeze(limit=len(sent))
    if batch is None or batch.body.decode() != wanted["frozen"]:
        faults.append("frozen bytes")
    gone, more = await drain(desk)
    if sorted(gone) != sorted(row[0] for row in rows):
        faults.append("drained")
    return faults + more
