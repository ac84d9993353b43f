"""R11: random damage to the local database; what waits is saved, or its loss is told, never less without a word."""

import asyncio
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.errors import StorageUnreadable
from domain.salvage import Salvage
from localdb.tally import tally_of
from tests.storage.damage import Wanted, crash, fill, flip, held, holds, live_on, other_start, save
from tests.storage.desk import Desk, open_desk
from tools.faults import Scale
from tools.figures import Figure, at_least, at_most

NAME = "damage"
_REPLIES = 80
_KINDS = (
    *("flip", "flips", "header", "cut", "log cut", "log flip", "log gone", "log and index gone", "garbage"),
    *("log gone, tally broken", "log cut, power cut"),
)
_ONE_BYTE = ("flip", "header")
_TALLY_LOST = _KINDS[-2:]
_DAYS = 4


@dataclass(frozen=True)
class _Moment:
    """The files at one moment, and what was in them."""

    path: Path
    wanted: Wanted


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """22, 330 or 5,500 rounds over eleven kinds of damage."""
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_play(Path(folder), seed, scale.choose(22, 330, 5_500)))


async def _play(folder: Path, seed: int, rounds: int) -> list[Figure]:
    chance, seen = random.Random(seed), Counter[tuple[str, str]]()
    desk, killed, closed = await _moments(folder, chance)
    ever = frozenset(name for one in (*killed, closed) for name in one.wanted.operations)
    for number in range(rounds):
        kind = _KINDS[number % len(_KINDS)]
        source = chance.choice(killed) if "log" in kind or chance.random() < 0.5 else closed
        path = folder / "round" / "braid.db"
        shutil.copytree(source.path.parent, path.parent)
        _damage(path, kind, chance, killed[0].path)
        try:
            seen[kind, await _outcome(desk, path, source.wanted, ever)] += 1
        except Exception as error:  # a crash is the figure itself
            seen[kind, f"crash {type(error).__name__}"] += 1
        for left in ("round", "round-saved"):
            shutil.rmtree(folder / left, ignore_errors=True)
    return _figures(rounds, seen)


async def _moments(folder: Path, chance: random.Random) -> tuple[Desk, list[_Moment], _Moment]:
    """A program killed on several days, some of what it did still in its log alone; and closed at last."""
    desk, killed = Desk(folder / "live" / "braid.db"), []
    await desk.open()
    await fill(desk, _REPLIES)
    for day in range(_DAYS):
        path = crash(desk, folder / f"killed-{day}")
        killed.append(_Moment(path, await _truth(path, folder)))
        if day % 2:
            await desk.store._database.writer.do(desk.store._database._checkpoint)
        await live_on(desk, chance)
    await desk.store.close()
    return desk, killed, _Moment(desk.path, await _truth(desk.path, folder))


async def _truth(path: Path, folder: Path) -> Wanted:
    shutil.copytree(path.parent, folder / "look")
    wanted = await held(folder / "look")
    shutil.rmtree(folder / "look")
    return wanted


def _figures(rounds: int, seen: Counter[tuple[str, str]]) -> list[Figure]:
    def count(*outcomes: str, kinds: Collection[str] = _KINDS) -> int:
        return sum(n for (kind, outcome), n in seen.items() if outcome.startswith(outcomes) and kind in kinds)

    counted = [kind for kind in _KINDS if kind not in _TALLY_LOST]
    one_byte = count("fine", "whole", "exact", kinds=_ONE_BYTE)
    vague = count("unknown", "rough", kinds=counted)
    return [
        at_least("R11 damaged databases", rounds, "", rounds),
        at_most("R11 losses without a word", count("silent"), "", 0),
        at_most("R11 loss stated other than it is", count("wrong"), "", 0),
        at_most("R11 crashes", count("crash"), "", 0),
        at_least("R11 one byte: whole, or counted exactly", 100 * one_byte / count("", kinds=_ONE_BYTE), "%", 100),
        at_most("R11 size of the loss not told exactly", 100 * vague / count("", kinds=counted), "%", 5),
        at_least("R11 losses that were counted exactly", count("exact"), "", rounds // 11),
        at_most("R11 told as exact after a power cut", count("exact", kinds=("log cut, power cut",)), "", 0),
    ]


async def _outcome(desk: Desk, path: Path, wanted: Wanted, ever: frozenset[str]) -> str:
    try:
        return await _opened(path, wanted)
    except StorageUnreadable as error:
        report, fresh = save(desk, path, error.detail or error.code)
    return _judge(report, wanted, await held(fresh.parent), ever)


async def _opened(path: Path, wanted: Wanted) -> str:
    """Raises StorageUnreadable when the damage shows."""
    async with open_desk(path.parent) as now:
        found = await holds(now)
        health = now.store.health
        if health is not None and await asyncio.wrap_future(health) != "ok":
            raise StorageUnreadable("damaged")
    return "fine" if (found.operations, found.drafts) == (wanted.operations, wanted.drafts) else "silent"


def _judge(report: Salvage, wanted: Wanted, found: Wanted, ever: frozenset[str]) -> str:
    lost = len(wanted.operations - found.operations)
    drafts = len(wanted.drafts - found.drafts)
    if not found.operations <= ever:
        return "wrong: never written"
    if report.rough:
        return "rough"
    if report.lost_operations not in (lost, None) or report.lost_drafts not in (drafts, None):
        return "wrong count"
    if report.lost_operations is None or report.lost_drafts is None:
        return "unknown"
    return "exact" if lost or drafts else "whole"


def _damage(path: Path, kind: str, chance: random.Random, older: Path) -> None:
    if kind.startswith("log"):
        _damage_log(path, kind, chance)
    else:
        _damage_main(path, kind, chance)
    if kind.endswith("tally broken"):
        _break_tally(tally_of(path), chance)
    elif kind.endswith("power cut"):
        shutil.copy(tally_of(older), tally_of(path))
        other_start(path)


def _damage_main(path: Path, kind: str, chance: random.Random) -> None:
    size = path.stat().st_size
    if kind in ("flip", "flips"):
        for _ in range(1 if kind == "flip" else chance.randrange(2, 40)):
            flip(path, chance.randrange(size))
    elif kind == "header":
        flip(path, chance.randrange(4096))
    elif kind == "cut":
        with path.open("r+b") as file:
            file.truncate(chance.randrange(size))
    else:
        path.write_bytes(chance.randbytes(chance.randrange(1, 50_000)))


def _damage_log(path: Path, kind: str, chance: random.Random) -> None:
    log = path.with_name("braid.db-wal")
    if kind.startswith("log cut"):
        with log.open("r+b") as file:
            file.truncate(chance.randrange(log.stat().st_size))
    elif kind == "log flip":
        flip(log, chance.randrange(log.stat().st_size))
    else:
        log.unlink()
        if kind == "log and index gone":
            path.with_name("braid.db-shm").unlink()


def _break_tally(tally: Path, chance: random.Random) -> None:
    size = tally.stat().st_size
    if chance.random() < 0.5:
        flip(tally, chance.randrange(size))
    else:
        with tally.open("r+b") as file:
            file.truncate(chance.randrange(size))
