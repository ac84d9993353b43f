"""R11: random damage to the local database; what waits is saved, or its loss is told, never less without a word."""

import asyncio
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from app.errors import StorageUnreadable
from domain.salvage import Salvage
from tests.storage.damage import Wanted, crash, fill, flip, held, save
from tests.storage.desk import Desk, open_desk
from tools.faults import Scale
from tools.figures import Figure, at_least, at_most

NAME = "damage"
_REPLIES = 80
_KINDS = ("flip", "flips", "header", "cut", "log cut", "log flip", "log gone", "log and index gone", "garbage")
_ONE_BYTE = ("flip", "header")


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """27, 300 or 5,000 rounds over nine kinds of damage."""
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_play(Path(folder), seed, scale.choose(27, 300, 5_000)))


async def _play(folder: Path, seed: int, rounds: int) -> list[Figure]:
    chance, seen = random.Random(seed), Counter[tuple[str, str]]()
    desk = Desk(folder / "live" / "braid.db")
    await desk.open()
    wanted = await fill(desk, _REPLIES)
    killed = crash(desk, folder / "killed")
    await desk.store.close()
    for number in range(rounds):
        kind = _KINDS[number % len(_KINDS)]
        source = killed if "log" in kind or chance.random() < 0.5 else desk.path
        path = folder / "round" / "braid.db"
        shutil.copytree(source.parent, path.parent)
        _damage(path, kind, chance)
        try:
            seen[kind, await _outcome(desk, path, wanted)] += 1
        except Exception as error:  # a crash is the figure itself
            seen[kind, f"crash {type(error).__name__}"] += 1
        for left in ("round", "round-saved"):
            shutil.rmtree(folder / left, ignore_errors=True)
    return _figures(rounds, seen)


def _figures(rounds: int, seen: Counter[tuple[str, str]]) -> list[Figure]:
    def count(*outcomes: str, kinds: tuple[str, ...] = _KINDS) -> int:
        return sum(n for (kind, outcome), n in seen.items() if outcome.startswith(outcomes) and kind in kinds)

    one_byte = count("fine", "whole", "exact", kinds=_ONE_BYTE)
    return [
        at_least("R11 damaged databases", rounds, "", rounds),
        at_most("R11 losses without a word", count("silent"), "", 0),
        at_most("R11 losses told wrongly", count("wrong count"), "", 0),
        at_most("R11 crashes", count("crash"), "", 0),
        at_least("R11 one byte: whole, or counted exactly", 100 * one_byte / count("", kinds=_ONE_BYTE), "%", 100),
        at_most("R11 told as of unknown size, all kinds", 100 * count("unknown") / rounds, "%", 100),
    ]


async def _outcome(desk: Desk, path: Path, wanted: Wanted) -> str:
    try:
        return await _opened(path, wanted)
    except StorageUnreadable as error:
        report, fresh = save(desk, path, error.detail or error.code)
    return _judge(report, wanted, await held(fresh.parent))


async def _opened(path: Path, wanted: Wanted) -> str:
    """Raises StorageUnreadable when the damage shows."""
    async with open_desk(path.parent) as now:
        found = await _held_by(now, wanted)
        health = now.store.health
        if health is not None and await asyncio.wrap_future(health) != "ok":
            raise StorageUnreadable("damaged")
    return "fine" if found else "silent"


async def _held_by(now: Desk, wanted: Wanted) -> bool:
    from tests.storage.damage import THREADS

    rows = {row.operation.id for row in await now.store.outbox.unsent()}
    drafts = [await now.store.drafts.load(thread) for thread in THREADS]
    return rows == wanted.operations and {d.text for d in drafts if d is not None and d.text} == wanted.drafts


def _judge(report: Salvage, wanted: Wanted, found: Wanted) -> str:
    lost = len(wanted.operations - found.operations)
    drafts = len(wanted.drafts - found.drafts)
    if not found.operations <= wanted.operations or report.lost_operations not in (lost, None):
        return "wrong count"
    if report.lost_drafts is not None and report.lost_drafts < drafts:
        return "wrong count"
    if report.lost_operations is None or report.lost_drafts is None:
        return "unknown" if lost or drafts or report.reason != "damaged" else "whole"
    return "exact" if lost or drafts else "whole"


def _damage(path: Path, kind: str, chance: random.Random) -> None:
    log = path.with_name("braid.db-wal")
    size = path.stat().st_size
    if kind in ("flip", "flips"):
        for _ in range(1 if kind == "flip" else chance.randrange(2, 40)):
            flip(path, chance.randrange(size))
    elif kind == "header":
        flip(path, chance.randrange(4096))
    elif kind == "cut":
        with path.open("r+b") as file:
            file.truncate(chance.randrange(size))
    elif kind == "garbage":
        path.write_bytes(chance.randbytes(chance.randrange(1, 50_000)))
    elif kind == "log cut":
        with log.open("r+b") as file:
            file.truncate(chance.randrange(log.stat().st_size))
    elif kind == "log flip":
        flip(log, chance.randrange(log.stat().st_size))
    else:
        log.unlink()
        if kind == "log and index gone":
            path.with_name("braid.db-shm").unlink()
