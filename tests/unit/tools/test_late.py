"""A process that takes too long says where its threads and its coroutines stand."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from io import StringIO

from tools.late import tell_tasks
from tools.measuring import ROOT

WAITS_FOR_EVER = """
import asyncio, sys, types
from tools import faults
from tools.scale import Scale

async def nobody_comes():
    await asyncio.Event().wait()

claim = types.ModuleType("claim")
claim.run = lambda _scale, _seed: asyncio.run(nobody_comes())
sys.modules["claim"] = claim
Scale.limit_s = faults.LAST_WORDS_S + 0.1
faults.play_here("claim", Scale.QUICK, 1)
"""


async def outer(door: asyncio.Event) -> None:
    await inner(door)


async def inner(door: asyncio.Event) -> None:
    async for _step in steps(door):
        pass


async def steps(door: asyncio.Event) -> AsyncIterator[int]:
    await door.wait()
    yield 1


async def test_a_task_is_told_with_everything_it_waits_in() -> None:
    door, said = asyncio.Event(), StringIO()
    waiting = asyncio.create_task(outer(door), name="the one that waits")
    done = asyncio.create_task(asyncio.sleep(0), name="the one that is done")
    await done
    tell_tasks(said)
    door.set()
    await waiting
    told = said.getvalue().partition("Task the one that waits")[2].partition("\nTask ")[0]
    assert [line.rpartition(" in ")[2] for line in told.splitlines()[1:]] == ["outer", "inner", "steps", "wait"]
    assert __file__ in told
    assert "the one that is done" not in said.getvalue()


def test_a_fault_that_hangs_says_so_before_it_is_ended() -> None:
    words = [sys.executable, "-c", WAITS_FOR_EVER]
    with subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE, text=True) as hanging:
        assert hanging.stderr is not None
        wanted = {"in nobody_comes", "in run_forever"}
        for line in hanging.stderr:
            wanted -= {words for words in wanted if words in line}
            if not wanted:
                break
        hanging.kill()
    assert wanted == set()
