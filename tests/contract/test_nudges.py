"""How often a stream speaks of a new state: the more listen, the longer each of them rests (R23)."""

import asyncio
from pathlib import Path

from backend.accounts.sessions import Caller
from backend.feed.stream import events
from domain.ids import AgentId, ThreadId
from domain.presence import Activity, Presence
from tests.support.backend import BackendRig, a_backend
from tests.support.virtual.loop import virtual_time

OTHERS = 99
THOUSAND, LONGEST = 1_000, 2.0
REST = 0.01 * (OTHERS + 1)
NOBODY = AgentId("somebody else")


class Listener:
    """One stream of a server with many, on a loop whose time only passes while everybody waits."""

    def __init__(self, rig: BackendRig, others: int) -> None:
        self.rig = rig
        hub = rig.services.hub
        hub.start()
        for _ in range(others):
            hub.subscribe(NOBODY, "another session")
        who = rig.sign_in()
        with rig.services.database.read() as connection:
            found = rig.services.sessions.caller(connection, who.headers["Authorization"].removeprefix("Bearer "))
        assert isinstance(found, Caller)
        self.said = events(rig.services, found)

    async def next(self) -> tuple[str | None, float]:
        """What it says next, and how many seconds that takes."""
        began = asyncio.get_running_loop().time()
        event = await anext(self.said)
        return event.event, asyncio.get_running_loop().time() - began


def test_each_of_many_is_told_of_states_one_after_the_other_and_never_misses_the_last(tmp_path: Path) -> None:
    async def play() -> None:
        async with a_backend(tmp_path) as rig:
            listener = Listener(rig, OTHERS)
            assert await listener.next() == ("state", 0)
            for _ in range(3):
                rig.customer()
            word, seconds = await listener.next()
            assert word == "state"
            assert REST - 0.001 <= seconds <= REST + 0.1
            rig.customer()
            word, seconds = await listener.next()
            assert word == "state"
            assert REST - 0.1 <= seconds <= REST + 0.1

    with virtual_time() as runner:
        runner.run(play())


def test_however_many_listen_nobody_waits_longer_than_two_seconds(tmp_path: Path) -> None:
    async def play() -> None:
        async with a_backend(tmp_path) as rig:
            listener = Listener(rig, THOUSAND)
            await listener.next()
            rig.customer()
            word, seconds = await listener.next()
            assert word == "state"
            assert LONGEST - 0.1 <= seconds <= LONGEST + 0.1

    with virtual_time() as runner:
        runner.run(play())


def test_after_its_rest_a_stream_speaks_at_once(tmp_path: Path) -> None:
    async def play() -> None:
        async with a_backend(tmp_path) as rig:
            listener = Listener(rig, OTHERS)
            await listener.next()
            asyncio.get_running_loop().call_later(REST + 1, rig.customer)
            word, seconds = await listener.next()
            assert word == "state"
            assert REST + 1 <= seconds <= REST + 1.1

    with virtual_time() as runner:
        runner.run(play())


def test_what_colleagues_do_does_not_wait_for_the_rest(tmp_path: Path) -> None:
    async def play() -> None:
        async with a_backend(tmp_path) as rig:
            listener = Listener(rig, OTHERS)
            await listener.next()
            rig.services.hub.tell_presence(Presence(ThreadId("t"), NOBODY, Activity.TYPING))
            word, seconds = await listener.next()
            assert word == "presence"
            assert seconds <= 0.1

    with virtual_time() as runner:
        runner.run(play())


def test_two_computers_hear_of_every_state_soon(tmp_path: Path) -> None:
    async def play() -> None:
        async with a_backend(tmp_path) as rig:
            listener = Listener(rig, 1)
            await listener.next()
            for _ in range(5):
                rig.customer()
                word, seconds = await listener.next()
                assert word == "state"
                assert seconds <= 0.1

    with virtual_time() as runner:
        runner.run(play())
