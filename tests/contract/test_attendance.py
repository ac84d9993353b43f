"""Streams of people who were signed out end, and asking for all of them takes one question (S4, R23)."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, event

from backend.accounts.agents import AgentChange
from backend.accounts.sessions import Caller
from backend.feed.hub import Subscription
from tests.support.backend import BackendRig, Who, a_backend
from tests.support.virtual.loop import virtual_time

MANY = 50


def caller_of(rig: BackendRig, who: Who) -> Caller:
    with rig.services.database.read() as connection:
        found = rig.services.sessions.caller(connection, who.headers["Authorization"].removeprefix("Bearer "))
    assert found is not None
    return found


def listening(rig: BackendRig, caller: Caller) -> Subscription:
    return rig.services.hub.subscribe(caller.agent.id, caller.session_id)


@contextmanager
def questions() -> Iterator[list[str]]:
    """What is asked of tables of sessions meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if "FROM session " in statement:
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def test_many_who_ask_in_one_second_cost_one_question(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as rig:
        callers = [caller_of(rig, rig.sign_in()) for _ in range(MANY)]
        for caller in callers:
            listening(rig, caller)
        with questions() as asked:
            for seconds in (0, 0.4, 0.5, 0.5):
                rig.clock.advance(seconds)
                assert all(await asyncio.gather(*map(rig.services.attendance.is_good, callers)))
        assert len(asked) == 2


async def test_whoever_was_signed_out_hears_it_when_anybody_asks(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as rig:
        stays, goes, leaves = (caller_of(rig, rig.sign_in()) for _ in range(3))
        bells = {caller.session_id: listening(rig, caller) for caller in (stays, goes, leaves)}
        assert await rig.services.attendance.is_good(stays)
        with rig.services.database.write() as tx:
            rig.services.sessions.end(tx, goes.session_id, "signed out")
            rig.services.agents.change(tx, None, leaves.agent.id, AgentChange(active=False))
        assert await rig.services.attendance.is_good(goes), "known a second ago"
        rig.clock.advance(1)
        assert await rig.services.attendance.is_good(stays)
        assert {id_ for id_, bell in bells.items() if bell.bell.is_set()} == {goes.session_id, leaves.session_id}
        assert not await rig.services.attendance.is_good(goes)
        assert not await rig.services.attendance.is_good(leaves)


async def test_a_token_that_ran_out_needs_no_question(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as rig:
        caller = caller_of(rig, rig.sign_in())
        listening(rig, caller)
        assert await rig.services.attendance.is_good(caller)
        rig.clock.advance(900)
        assert not await rig.services.attendance.is_good(caller)


def test_commits_do_not_wake_who_rests_and_ring_once_when_the_rest_is_over(tmp_path: Path) -> None:
    async def play() -> None:
        async with a_backend(tmp_path) as rig:
            rig.services.hub.start()
            one, other = (listening(rig, caller_of(rig, rig.sign_in())) for _ in range(2))
            rig.services.hub.let_rest(one, 5, rig.services.hub.seq)
            for _ in range(3):
                rig.customer()
            assert await other.wait(1)
            assert not await one.wait(3)
            assert one.is_resting
            assert await one.wait(3)
            assert not one.is_resting
            rig.services.hub.let_rest(one, 1, rig.services.hub.seq)
            assert not await one.wait(2), "nothing came meanwhile"

    with virtual_time() as runner:
        runner.run(play())
