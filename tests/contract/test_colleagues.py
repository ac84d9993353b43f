"""Two whole clients on one real server: who is where, who writes, who asks whom for a thread."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from app.changes import ChangeHub
from app.clock import SystemClock
from app.ports import Session, SyncStatus
from app.services.desk import Account, Desk
from app.services.inbox import InboxService
from app.services.operations import Operator
from app.services.presence import PresenceService
from domain.agent import Role
from domain.ids import AgentId, ThreadId
from domain.presence import Activity
from sync.braid.gateway import BraidGateway
from tests.support.backend import PASSWORD, BackendRig, a_backend
from tests.support.house import House, a_house
from tests.support.streams import serving


class Colleague:
    """One client without a face."""

    def __init__(self, house: House[BraidGateway], session: Session) -> None:
        self.house = house
        self.id: AgentId = session.agent.id
        desk = Desk(ChangeHub(asyncio.get_running_loop().call_soon, house.troubles.append))
        desk.place(Account(session.agent, house.store, house.gateway, house.engine))
        self.inbox = InboxService(desk, Operator(desk, house.ids, house.clock))
        later = asyncio.get_running_loop().call_later
        self.presence = PresenceService(desk, self.inbox, house.tasks, later, house.clock)
        house.engine.on_status(self.presence.status_changed)
        house.engine.on_word(self.presence.heard)
        self.presence.on_change(house.notify)

    async def sees(self, thread_id: ThreadId, *expected: tuple[AgentId, Activity]) -> None:
        await self.house.until(lambda: self.presence.colleagues(thread_id) == expected)

    async def holder_is(self, thread_id: ThreadId, agent_id: AgentId) -> None:
        async def holds() -> bool:
            card = await self.inbox.card(thread_id)
            return card is not None and card.thread.assignee_id == agent_id

        await self.house.until(holds)


@contextlib.asynccontextmanager
async def at_work(folder: Path, rig: BackendRig, address: str, role: Role = Role.AGENT) -> AsyncIterator[Colleague]:
    agent = rig.agent(role, PASSWORD)
    gateway = BraidGateway(address, SystemClock(), "test")
    try:
        session = await gateway.sign_in(agent.email, PASSWORD)
        async with a_house(folder / agent.id, gateway, session) as house:
            await house.synced()
            colleague = Colleague(house, session)
            yield colleague
            colleague.presence.close()
    finally:
        await gateway.close()


@contextlib.asynccontextmanager
async def two_at_work(folder: Path) -> AsyncIterator[tuple[Colleague, Colleague, ThreadId]]:
    async with a_backend(folder / "server") as rig, serving(rig) as (_, http):
        home = rig.customer()
        address = str(http.base_url)
        async with at_work(folder, rig, address) as lena, at_work(folder, rig, address) as mei:
            yield lena, mei, ThreadId(home.thread)


async def test_each_sees_what_the_other_does(tmp_path: Path) -> None:
    async with two_at_work(tmp_path) as (lena, mei, thread):
        lena.presence.enter(thread)
        await mei.sees(thread, (lena.id, Activity.VIEWING))
        lena.presence.typing()
        await mei.sees(thread, (lena.id, Activity.TYPING))
        mei.presence.enter(thread)
        await lena.sees(thread, (mei.id, Activity.VIEWING))
        lena.presence.enter(None)
        await mei.sees(thread)
        assert lena.presence.colleagues(thread) == ((mei.id, Activity.VIEWING),)


async def test_whoever_is_not_at_their_computer_is_not_there(tmp_path: Path) -> None:
    async with two_at_work(tmp_path) as (lena, mei, thread):
        lena.presence.enter(thread)
        await mei.sees(thread, (lena.id, Activity.VIEWING))
        lena.presence.rest(True)
        await mei.sees(thread)
        lena.presence.rest(False)
        await mei.sees(thread, (lena.id, Activity.VIEWING))
        lena.presence.rest(True)
        lena.presence.typing()
        await mei.sees(thread, (lena.id, Activity.TYPING))


async def test_offline_nobody_is_said_to_be_there(tmp_path: Path) -> None:
    async with two_at_work(tmp_path) as (lena, mei, thread):
        lena.presence.enter(thread)
        await mei.sees(thread, (lena.id, Activity.VIEWING))
        mei.presence.status_changed(SyncStatus())
        assert mei.presence.colleagues(thread) == (), "offline nobody can know"


async def test_a_free_thread_is_taken_without_asking(tmp_path: Path) -> None:
    async with two_at_work(tmp_path) as (lena, mei, thread):
        assert await lena.presence.take(thread)
        await mei.holder_is(thread, lena.id)


async def test_asked_and_handed_over(tmp_path: Path) -> None:
    async with two_at_work(tmp_path) as (lena, mei, thread):
        await lena.presence.take(thread)
        await mei.holder_is(thread, lena.id)
        assert not await mei.presence.take(thread)
        await lena.house.until(lambda: len(lena.presence.questions) == 1)
        await lena.presence.hand_over(lena.presence.questions[0])
        await mei.holder_is(thread, mei.id)
        await lena.holder_is(thread, mei.id)
        assert lena.presence.questions == ()


async def test_asked_and_kept(tmp_path: Path) -> None:
    async with two_at_work(tmp_path) as (lena, mei, thread):
        await lena.presence.take(thread)
        await mei.holder_is(thread, lena.id)
        await mei.presence.take(thread)
        await lena.house.until(lambda: bool(lena.presence.questions))
        await lena.presence.keep(thread)
        await mei.house.until(lambda: thread in mei.presence.kept)
        assert lena.presence.questions == ()
