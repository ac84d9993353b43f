"""R8 in small: a whole world in virtual time, which the same seed replays; FULL is `start.py faults simulation`."""

import subprocess
import sys

from tests.support.virtual.running import simulate

_PRINT = "from tests.support.virtual.running import simulate; print(simulate(5, 60).trace)"


def test_everybody_agrees_in_the_end() -> None:
    found = simulate(seed=1, steps=150)
    assert found.troubles == ()
    assert found.steps == 150


def test_a_seed_replays_exactly_in_any_process() -> None:
    here = simulate(5, 60).trace
    environment = {"PYTHONHASHSEED": "7", "PATH": ""}
    there = subprocess.run([sys.executable, "-c", _PRINT], env=environment, capture_output=True, text=True, check=True)
    assert there.stdout.strip() == here
