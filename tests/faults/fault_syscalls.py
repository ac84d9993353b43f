"""R6: a client dies at every single system call that writes, sends or receives, and its disk fails at some of them.

strace counts the calls of one full cycle (open, write five replies, send, settle, pull, close) and ends the client at
the n-th of a kind in one of its threads. After each point a client that nobody harms drains; at the end everything is
counted.
"""

import asyncio
import itertools
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.support.killing import Battlefield, a_battlefield
from tests.support.processes import Child
from tools.faults import Scale
from tools.figures import Figure, at_least, at_most

NAME = "syscalls"
_CALLS = ("pwrite64", "write", "fsync", "fdatasync", "ftruncate", "unlink", "sendto", "recvfrom")
_DISK = ("pwrite64", "fsync", "fdatasync")
_REPLIES = 5
_MARGIN = 1.1
"""A cycle does not take exactly as many calls each time."""
_LONGEST = 15.0
_TOGETHER = 20
"""After so many points the access token is renewed."""

Point = tuple[str, int]


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """2 or 40 points by chance, or all of them; 1, 10 or 60 failures of the disk."""
    if not may_trace():
        sys.stdout.write("There is no strace here, or it may not trace: no kill at a system call was played.\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_play(Path(folder), scale, seed))


def may_trace() -> bool:
    """Whether strace is installed and allowed to do what it is for."""
    if shutil.which("strace") is None:
        return False
    tried = subprocess.run(["strace", "-f", "-qq", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return tried.returncode == 0


async def _play(folder: Path, scale: Scale, seed: int) -> list[Figure]:
    async with a_battlefield(folder, seed) as field:
        calls = await counted(field, folder / "calls")
        dice = Random(seed)
        killed = await _kill(field, chosen(calls, _CALLS, scale.choose(2, 40, 0), dice), scale.choose(dice, dice, None))
        failed = await _fail(field, chosen(calls, _DISK, scale.choose(1, 10, 60), dice))
        found = await field.count()
    everything = sum(calls.values())
    return [
        at_least(
            f"R6 kills at one of {everything} system calls of a cycle",
            killed,
            "",
            scale.choose(1, 30, everything * 9 // 10),
        ),
        at_least("R6 calls that the disk failed (EIO)", failed, "", scale.choose(0, 1, 1)),
        at_most(f"R6 lost of {found.durable} durable", found.lost, "", 0),
        at_most("R6 doubled", found.doubled, "", 0),
        at_most("R6 out of order", found.disordered, "", 0),
        at_most("R6 databases damaged", bool(found.damaged), "", 0),
    ]


async def counted(field: Battlefield, log: Path) -> Counter[str]:
    """How often the busiest thread of an unharmed cycle makes each call: strace counts for each thread by itself."""
    await cycle(field, traced(field, log, f"trace={','.join(_CALLS)}"))
    return busiest(log)


def busiest(log: Path) -> Counter[str]:
    threads: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in log.read_text(errors="replace").splitlines():
        thread, _, rest = line.partition(" ")
        threads[rest.strip().partition("(")[0]][thread] += 1
    return Counter({call: max(threads[call].values()) for call in _CALLS if threads[call]})


def chosen(calls: Counter[str], kinds: tuple[str, ...], count: int, dice: Random) -> list[Point]:
    """Points by chance, the same number of every kind; all of them, and some more, when `count` is 0."""
    made = [call for call in kinds if calls[call]]
    if not count:
        return [(call, number) for call in made for number in range(1, int(calls[call] * _MARGIN) + 2)]
    dice.shuffle(made)
    return [(call, dice.randint(1, calls[call])) for call in itertools.islice(itertools.cycle(made), count)]


async def _kill(field: Battlefield, points: list[Point], dice: Random | None) -> int:
    """Returns how many of the clients really died; with dice one that came through makes room for an earlier point."""
    played = died = 0
    left = points[::-1]
    while left:
        if played % _TOGETHER == 0:
            await field.renew()
        call, when = left.pop()
        dead = await _dies(field, call, when)
        played, died = played + 1, died + dead
        if not dead and dice is not None and when > 1:
            left.append((call, dice.randrange(1, when)))
    return died


async def _dies(field: Battlefield, call: str, when: int) -> bool:
    """Whether a client made so many calls; what it left is sent by another one."""
    client = traced(field, Path("/dev/null"), f"trace={call}", f"inject={call}:signal=KILL:when={when}")
    ended_well = await cycle(field, client)
    await field.drain()
    return not ended_well


async def _fail(field: Battlefield, points: list[Point]) -> int:
    """The disk fails once, or from there on for a while; returns how many calls failed."""
    failed = 0
    log = field.folder.parent / "failures"
    for number, (call, when) in enumerate(points):
        if number % _TOGETHER == 0:
            await field.renew()
        until = when if number % 2 else when + 5
        await cycle(field, traced(field, log, f"trace={call}", f"inject={call}:error=EIO:when={when}..{until}"))
        failed += failures(log)
        await field.drain()
    return failed


def failures(log: Path) -> int:
    return log.read_text(errors="replace").count("(INJECTED)")


def traced(field: Battlefield, log: Path, *expressions: str) -> Child:
    """A client under strace, which stands beside it: signals reach the client itself."""
    words = [word for expression in expressions for word in ("-e", expression)]
    return field.busy("strace", "-D", "-f", "-qq", "-o", str(log), *words)


async def cycle(field: Battlefield, client: Child) -> bool:
    """One client from its start to its end; whether it came to a good end."""
    last = field.next + _REPLIES
    client.launch(field.order(pace=0.0, last=last))
    listening = asyncio.ensure_future(field.listen(client))
    try:
        async with asyncio.timeout(_LONGEST):
            ended_well = await asyncio.shield(listening)
    except TimeoutError:
        client.strike()
        ended_well = await listening
    await client.stop()
    field.next = last
    return ended_well
