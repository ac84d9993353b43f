"""R16: databases of every released schema with a thousand queued operations, files and drafts, opened today."""

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.storage.desk import open_desk
from tests.storage.released import RELEASED, faults_of, unpack
from tools.faults import Scale
from tools.figures import Figure, at_least, at_most

NAME = "upgrade"


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """Each released schema once; there is nothing random in it."""
    for version in RELEASED:
        with tempfile.TemporaryDirectory() as folder:
            rows, faults = asyncio.run(_upgraded(version, Path(folder)))
        yield at_least(f"R16 queued in schema {version}", rows, "", 1_000)
        yield at_most(f"R16 lost or changed from schema {version}", len(faults), "", 0)


async def _upgraded(version: int, folder: Path) -> tuple[int, list[str]]:
    wanted = unpack(version, folder)
    async with open_desk(folder) as desk:
        return len(wanted["rows"]), await faults_of(desk, wanted)
