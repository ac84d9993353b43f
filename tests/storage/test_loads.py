"""What everybody has in hand, as this computer knows it (R-1)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from domain.ids import AgentId, ThreadId
from domain.inbox import AgentLoad
from domain.operations import Assign
from domain.thread import ThreadStatus
from tests.storage.desk import ME, open_desk

ANN = AgentId("agent-ann")


async def test_open_and_waiting_threads_are_counted_for_each(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        early, late = desk.clock.now() - timedelta(hours=2), desk.clock.now() - timedelta(hours=1)
        await desk.feed(
            desk.thread(ThreadId("a"), assignee_id=ANN, waiting_since=late),
            desk.thread(ThreadId("b"), assignee_id=ANN, waiting_since=early),
            desk.thread(ThreadId("c"), assignee_id=ANN),
            desk.thread(ThreadId("d"), assignee_id=ANN, status=ThreadStatus.RESOLVED),
            desk.thread(ThreadId("e"), assignee_id=ANN, status=ThreadStatus.SNOOZED, snoozed_until=late),
            desk.thread(ThreadId("f"), assignee_id=ME),
            desk.thread(ThreadId("g"), assignee_id=ANN, merged_into=ThreadId("a")),
        )
        found = {load.agent_id: load for load in await desk.store.threads.loads()}
        assert found == {ANN: AgentLoad(ANN, 3, 2, early), ME: AgentLoad(ME, 1, 0, None)}


async def test_the_threads_of_somebody_and_of_the_queue_stand_in_the_order_of_the_list(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        early, late = desk.clock.now() - timedelta(hours=2), desk.clock.now() - timedelta(hours=1)
        given: dict[str, dict[str, Any]] = {
            "x": {"assignee_id": ANN, "last_at": early},
            "y": {"assignee_id": ANN, "waiting_since": late},
            "z": {"assignee_id": ANN, "waiting_since": early},
            "done": {"assignee_id": ANN, "status": ThreadStatus.RESOLVED},
            "queue": {"waiting_since": early},
        }
        for name, changes in given.items():
            thread_id = ThreadId(name)
            await desk.feed(desk.thread(thread_id, **changes), *desk.people(thread_id))
        assert [row.thread_id for row in await desk.store.threads.held_by(ANN, 10)] == ["z", "y", "x"]
        assert [row.thread_id for row in await desk.store.threads.held_by(ANN, 1)] == ["z"]
        assert "queue" in {row.thread_id for row in await desk.store.threads.held_by(None, 10)}


async def test_a_thread_that_was_given_away_here_counts_at_once(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.do(Assign(ANN, 1))
        assert [(load.agent_id, load.open) for load in await desk.store.threads.loads()] == [(ANN, 1)]
