"""R9: the power goes while localdb writes; what was committed is there afterwards, whatever the disk made of the rest.

Plain SQLite with the settings, the schema and the statements of localdb on a disk that keeps what was synced and any
part of the rest, torn between sectors. The control shows that the disk is as bad as it says: with less careful
settings it loses.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.support.power.trial import Found, Trial
from tools.faults import Scale
from tools.figures import Figure, at_least, at_most

NAME = "power cut"
_CHAIN = 25
"""So many cuts one database lives through, before the next begins as an empty file."""


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """20, 300 or 1,000 cuts, and a fifth of that as the control: more while those few have lost nothing."""
    cuts = scale.choose(20, 300, 1_000)
    found = play(cuts, seed, "FULL", Found())
    yield at_least("R9 power cuts", found.cuts, "", cuts)
    yield at_most(f"R9 lost of {found.committed} committed transactions", found.lost, "", 0)
    yield at_most("R9 rows neither as before nor as after", found.mixed, "", 0)
    yield at_most("R9 databases damaged", found.broken, "", 0)
    yield at_most("R9 logs called cut short without cause", found.alarms, "", 0)
    control = play(cuts, seed, "NORMAL", Found(), enough=cuts // 5)
    yield at_least("R9 control: transactions lost with synchronous=NORMAL", control.lost, "", 1)


def play(cuts: int, seed: int, synchronous: str, found: Found, enough: int | None = None) -> Found:
    """So many cuts; only `enough` when something was lost by then, or until something is."""
    dice = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(cuts):
            if found.lost and enough is not None and number >= enough:
                break
            if number % _CHAIN == 0:
                trial = Trial(Path(folder) / str(number), dice, synchronous, found)
            trial.cut()
    return found
