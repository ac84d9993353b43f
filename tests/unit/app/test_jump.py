"""A jump to a message that is not on this computer yet: history is fetched down to it, or the agent hears why not."""

# ruff: noqa: ASYNC110

import asyncio
from pathlib import Path

import pytest

from app.errors import Refused, Unreachable
from domain.ids import MessageId
from tests.fakes import world
from tests.support.workspace import KeptSecrets, Workspace

ONE = world.thread(1).id


async def told(made: Workspace, text: str) -> None:
    """Waits until the newest message of thread ONE is here."""
    async with asyncio.timeout(10):
        while not (newest := await made.timeline.newest(ONE)).entries or newest.entries[-1].message.text != text:
            await asyncio.sleep(0)


async def far_back(folder: Path) -> tuple[Workspace, MessageId]:
    """A thread of 400 messages of which this computer holds the newest 50; and its third message."""
    made = Workspace(folder, KeptSecrets())
    said = [made.server.say(world.message(ONE, f"m{number:03}")) for number in range(400)]
    made.server.left_out = {message.id for message in said[:-50]}
    await made.session.start_trial()
    await told(made, "m399")
    made.gateway.calls.clear()
    return made, said[2].id


async def test_a_jump_fetches_history_down_to_the_message(tmp_path: Path) -> None:
    made, aim = await far_back(tmp_path)
    seen: list[int] = []

    def progress(fetched: int) -> bool:
        seen.append(fetched)
        return True

    window = await made.timeline.around(ONE, aim, progress)
    assert window is not None
    assert aim in [entry.id for entry in window.entries]
    assert seen == [0, 100, 200, 300]
    assert made.gateway.calls.count("messages") == 4
    assert await made.timeline.around(ONE, aim) == window
    assert made.gateway.calls.count("messages") == 4
    await made.close()


async def test_a_jump_can_be_given_up_and_says_why_it_fails(tmp_path: Path) -> None:
    made, aim = await far_back(tmp_path)

    def enough(fetched: int) -> bool:
        return fetched < 100

    assert await made.timeline.around(ONE, aim, enough) is None
    assert made.gateway.calls.count("messages") == 1
    made.gateway.go(False)
    with pytest.raises(Unreachable):
        await made.timeline.around(ONE, aim)
    made.gateway.go(True)
    made.desk.engine.retry_now()  # type: ignore[union-attr]
    async with asyncio.timeout(10):
        while not made.desk.engine.status.online:  # type: ignore[union-attr]
            await asyncio.sleep(0)
    with pytest.raises(Refused, match="message_gone"):
        await made.timeline.around(ONE, MessageId("never was"))
    await made.close()
