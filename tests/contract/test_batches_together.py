"""Batches of several people that meet at the writer: one commit for replies, and no one else's trouble (R14, R23)."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

from backend.accounts.agents import AgentChange
from backend.operations.wire import BatchIn
from backend.storage.transaction import Transaction
from domain.agent import Role
from domain.operations import Outcome, Result
from tests.support.backend import BackendRig, Home, Json, Who, a_backend

MANY = 16
Ask = Callable[[Who, Json], "asyncio.Future[list[Result]]"]


@asynccontextmanager
async def a_busy_writer(rig: BackendRig, *acts: Callable[[Transaction], object]) -> AsyncIterator[Ask]:
    """Batches wait until the block is over and what the writer is busy with is durable; then all are done."""
    begun: list[asyncio.Future[list[Result]]] = []

    def ask(who: Who, op: Json) -> "asyncio.Future[list[Result]]":
        batch = BatchIn.model_validate({"device_id": who.device, "ops": [op]})
        begun.append(loop.run_in_executor(pool, rig.services.operations.apply, who.caller, batch))
        return begun[-1]

    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(MANY) as pool, rig.services.database.write() as tx:
        yield ask
        async with asyncio.timeout(10):
            while rig.services.operations.waiting < len(begun) - 1:
                await asyncio.to_thread(os.sched_yield)
        for act in acts:
            act(tx)
    await asyncio.gather(*begun, return_exceptions=True)


def reply(who: Who, home: Home, text: str) -> Json:
    return who.op("send", home, {"identity_id": home.identity, "text": text})


def outcomes(tasks: list["asyncio.Future[list[Result]]"]) -> list[Outcome]:
    return [result.outcome for task in tasks for result in task.result()]


async def test_replies_of_those_who_wait_are_one_commit_and_each_is_there_once(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as rig:
        people, home = [rig.sign_in() for _ in range(6)], rig.customer()
        commits: list[int] = []
        rig.services.database.on_commit(commits.append)
        async with a_busy_writer(rig) as ask:
            said = {who.agent.id: reply(who, home, who.agent.id) for who in people}
            tasks = [ask(who, said[who.agent.id]) for who in people]
            again = ask(people[-1], said[people[-1].agent.id])
        assert outcomes([*tasks, again]).count(Outcome.APPLIED) == 6
        assert outcomes([*tasks, again]).count(Outcome.DUPLICATE) == 1
        assert len(commits) == 2, "that of the first, and that of all who waited for it"
        known, _ = await people[0].state()
        messages = [entity for (type_, _), entity in known.items() if type_ == "message" and entity["agent_id"]]
        assert sorted(message["text"] for message in messages) == sorted(said)
        assert all(message["text"] == message["agent_id"] for message in messages)
        assert len({message["position"] for message in messages}) == 6


async def test_what_is_no_reply_has_a_commit_of_its_own(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as rig:
        people, home = [rig.sign_in() for _ in range(3)], rig.customer()
        commits: list[int] = []
        rig.services.database.on_commit(commits.append)
        async with a_busy_writer(rig) as ask:
            tasks = [ask(who, who.op("tag", home, {"add": [f"tag {at}"]})) for at, who in enumerate(people)]
        assert outcomes(tasks) == [Outcome.APPLIED] * 3
        assert len(commits) == 3


async def test_a_batch_that_breaks_breaks_for_nobody_else(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as rig:
        people, home = [rig.sign_in() for _ in range(4)], rig.customer()
        with rig.services.database.write() as tx:
            trigger = "CREATE TRIGGER broken BEFORE INSERT ON message WHEN new.text = '2'"
            tx.connection.exec_driver_sql(trigger + " BEGIN SELECT RAISE(ABORT, 'x'); END")
        async with a_busy_writer(rig) as ask:
            tasks = [ask(who, reply(who, home, f"{at}")) for at, who in enumerate(people)]
        assert outcomes(tasks) == [Outcome.APPLIED, Outcome.APPLIED, Outcome.IN_PROGRESS, Outcome.APPLIED]
        known, _ = await people[0].state()
        texts = [e["text"] for (type_, _), e in known.items() if type_ == "message" and e["agent_id"]]
        assert sorted(texts) == ["0", "1", "3"]


async def test_who_is_signed_out_while_they_wait_changes_nothing(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as rig:
        people, home = [rig.sign_in() for _ in range(5)], rig.customer()
        ends = (
            lambda tx: rig.services.sessions.end(tx, people[1].caller.session_id, "signed_out"),
            lambda tx: rig.services.agents.change(tx, None, people[2].agent.id, AgentChange(active=False)),
            lambda tx: rig.services.agents.change(tx, None, people[3].agent.id, AgentChange(role=Role.TRAINER)),
        )
        async with a_busy_writer(rig, *ends) as ask:
            tasks = [ask(who, reply(who, home, f"{at}")) for at, who in enumerate(people)]
        said = [task.exception() or task.result()[0].outcome for task in tasks]
        assert [getattr(one, "status", one) for one in said] == [
            Outcome.APPLIED,
            401,
            401,
            Outcome.REJECTED,
            Outcome.APPLIED,
        ]
        written = rig.rows("SELECT text FROM message WHERE author = 'agent' ORDER BY text")
        assert written == [("0",), ("4",)]
