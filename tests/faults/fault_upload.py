"""A large file goes up and comes down over connections that are cut again and again; half way the program restarts.

Real backend process, real encrypted store; the chaos proxy cuts inside chunks and swallows answers of stored ones.
“Sent again” counts every byte that the client set out to send beyond the file's size. Memory is the growth of the
client's process (the proxy is in it), from before the file is taken in to the end of its upload, and of a download.
"""

import asyncio
import hashlib
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.services.attachments import AttachmentService
from app.services.desk import Account, Desk
from domain.ids import BlobHash
from domain.operations import Send
from sync.braid.blobs import CHUNK
from sync.braid.gateway import BraidGateway
from tests.fakes.world import attachment
from tests.support.behind import OPS, Line, a_line
from tests.support.chaos import ChaosProxy
from tests.support.house import House, a_house
from tests.support.memory import Peak, watching
from tests.support.mischief import CUT_ALL, DROP_ANSWER, HANG, PASS, Fault, Kind
from tests.support.team import Place, customers
from tools.faults import Scale
from tools.figures import Figure, at_most, exactly

NAME = "upload"
MB = 1_000_000
_SMALL = b"a small file"


@dataclass(frozen=True)
class Trial:
    """How large, how often cut; the same seed cuts at the same places."""

    size: int
    cuts: int
    dice: random.Random


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """4 MB with 5 cuts, or 100 MB with 20."""
    trial = Trial(scale.choose(4, 100, 100) * MB, scale.choose(5, 20, 20), random.Random(seed))
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(play(Path(folder), trial))


async def play(folder: Path, trial: Trial) -> list[Figure]:
    source = folder / "large.bin"
    wanted = write_file(source, trial)
    async with a_line(folder) as line:
        place, blob, up = await upload(line, folder, source, trial)
        sent = line.network.announced["PUT"]
        async with watching(Peak()) as down:
            got = await download(line, folder / "other", blob, trial)
        line.network.calm()
        again = await lost_over_there(line, folder, place)
        messages, _ = await line.team.gateway.messages(place.lane, 2**53, 50)
    told = [part.blob for message in messages for part in message.parts]
    words = f"{trial.size // MB} MB, {trial.cuts} cuts and a restart"
    return [
        at_most(f"R18 sent again, {words}", (sent - trial.size) / CHUNK / (trial.cuts + 1), "chunks a cut", 1),
        exactly("R18 hashes equal: taken in, and downloaded again", (blob == wanted) + (got == wanted), "of 2", 2),
        exactly("R18 messages with the file", told.count(blob), "", 1),
        exactly("R18 files that the server lost and got again", again, "", 1),
        at_most("R18 memory, growth while it goes up", up, "MB", 30),
        at_most("R18 memory, growth while it comes down", down.growth, "MB", 30),
    ]


def write_file(path: Path, trial: Trial) -> str:
    """Bytes that nothing can compress; their sha256."""
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for _ in range(trial.size // MB):
            piece = trial.dice.randbytes(MB)
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


async def upload(line: Line, folder: Path, source: Path, trial: Trial) -> tuple[Place, BlobHash, float]:
    """Half of the cuts, another start of the program, the other half. The reply itself is kept back meanwhile."""
    line.network.order(HANG, times=-1, method="POST", path=OPS)
    async with a_house(folder, line.gateway, line.sessions[-1], jitter=1.0) as house:
        place = (await customers(line.team, house, 1))[0]
        cut_often(line.network, trial)
        before = Peak()
        stored = await house.store.blobs.add(source, "large.bin", "application/pdf")
        await house.enqueue(place.lane, Send(place.identity, "as you asked", (attachment(stored),)))
        async with watching(before):
            await house.until(lambda: cuts_done(line.network) >= trial.cuts // 2)
    async with a_house(folder, line.gateway, line.sessions[-1], jitter=1.0) as house, watching(before):
        await house.until(lambda: nothing_to_upload(house))
    assert cuts_done(line.network) == trial.cuts, "the file was through before the last cut"
    return place, stored.hash, before.growth


def cut_often(network: ChaosProxy, trial: Trial) -> None:
    """Evenly over the chunks, each in one of three ways."""
    between = max(0, trial.size // CHUNK // trial.cuts - 1)
    for number in range(trial.cuts):
        inside = Fault(Kind.CUT_BODY, count=trial.dice.randrange(CHUNK // 2))
        network.order(PASS, times=between, method="PUT")
        network.order((inside, DROP_ANSWER, CUT_ALL)[number % 3], method="PUT")


def cuts_done(network: ChaosProxy) -> int:
    return sum(what.startswith("PUT ") for what, _ in network.mischief.done)


async def nothing_to_upload(house: House[BraidGateway]) -> bool:
    return not await house.store.outbox.blobs_to_upload()


async def download(line: Line, folder: Path, blob: BlobHash, trial: Trial) -> str:
    """To another computer, cut as often; the sha256 of the file that its agent saved."""
    for _ in range(trial.cuts):
        line.network.order(Fault(Kind.TRUNCATE, count=trial.size // trial.cuts), path=f"/v1/blobs/{blob}")
    async with a_house(folder, line.gateway, line.sessions[-1]) as house:
        desk = Desk(house.hub)
        desk.place(Account(line.sessions[-1].agent, house.store, line.gateway))
        assert await AttachmentService(desk, house.tasks).save(blob, folder / "saved.bin")
    with (folder / "saved.bin").open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


async def lost_over_there(line: Line, folder: Path, place: Place) -> int:
    """The server's disk loses a file that this computer believes to be there; how many of its replies arrive."""
    async with a_house(folder, line.gateway, line.sessions[-1]) as house:
        small = attachment(await house.store.blobs.add(_SMALL, "small.txt", "text/plain"))
        await house.enqueue(place.lane, Send(place.identity, "first", (small,)))
        await house.drained()
        (folder / "server" / "blobs" / small.blob[:2] / small.blob).unlink()
        await house.enqueue(place.lane, Send(place.identity, "second", (small,)))
        await house.drained()
    messages, _ = await line.team.gateway.messages(place.lane, 2**53, 50)
    return sum(message.text == "second" for message in messages)
