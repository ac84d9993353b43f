"""A customer writes on two channels and is answered: through real processes, in one thread."""

import time
from pathlib import Path

from app.clock import SystemClock
from domain.ids import MessageId
from domain.inbox import Folder
from domain.message import Delivery
from domain.operations import Send
from domain.thread import ThreadStatus
from sync.braid.gateway import BraidGateway
from tests.support.figures import figure
from tests.support.house import House, a_house
from tests.support.team import Team, a_team

PHONE, USER = "66800001234", "17800000000000077"


class StandingClock(SystemClock):
    """No time passes by it: what comes here was told of, and not found by looking every now and then."""

    def monotonic(self) -> float:
        return 1_000.0


async def put_into_directory(team: Team) -> None:
    record = {
        "external_id": "crm-1",
        "name": "Somchai",
        "phones": [f"+{PHONE}"],
        "emails": [],
        "handles": {"instagram": ["somchai.th"]},
        "language": "th",
        "traits": [],
    }
    await team.gateway.request_json("PUT", "/v1/customer-directory/crm-1", record)
    team.provider.profiles[USER] = ("Somchai", "somchai.th")


async def test_two_channels_one_thread_one_answer(tmp_path: Path) -> None:
    async with (
        a_team(tmp_path, talks_back=True) as team,
        a_house(tmp_path, team.gateway, team.session, jitter=0.5, clock=StandingClock()) as house,
    ):
        await house.synced()
        await put_into_directory(team)
        await house.until(lambda: house.engine.core.stream.up)
        began = time.perf_counter()
        await team.whatsapp(PHONE, "Somchai", "first on WhatsApp")
        await house.until(lambda: shows(house, ["first on WhatsApp"]))
        figure(f"WhatsApp webhook to local store: {(time.perf_counter() - began) * 1000:.0f} ms")
        began = time.perf_counter()
        await team.instagram(USER, "then on Instagram")
        await house.until(lambda: shows(house, ["first on WhatsApp", "then on Instagram"]))
        figure(f"Instagram webhook to the joined thread: {(time.perf_counter() - began) * 1000:.0f} ms")
        await answer(team, house)


async def shows(house: House[BraidGateway], texts: list[str]) -> bool:
    """Whether the only thread in the list shows exactly these texts."""
    rows = await house.store.threads.rows(Folder.QUEUE, 10)
    if len(rows) != 1:
        return False
    window = await house.store.timeline.newest(rows[0].thread_id, 50)
    return [entry.message.text for entry in window.entries if entry.message.text and entry.message.identity_id] == texts


async def answer(team: Team, house: House[BraidGateway]) -> None:
    row = (await house.store.threads.rows(Folder.QUEUE, 10))[0]
    card = await house.store.threads.card(row.thread_id)
    assert card is not None
    assert card.thread.status is ThreadStatus.OPEN
    newest = card.identities[0]
    assert newest.handle == USER
    began = time.perf_counter()
    sent = await house.enqueue(row.thread_id, Send(newest.id, "We are on it"))
    taken = await team.taken(1)
    figure(f"Enter to the provider: {(time.perf_counter() - began) * 1000:.0f} ms")
    assert (taken[0].to, taken[0].text, taken[0].line.kind) == (USER, "We are on it", "instagram")
    await house.drained()
    await house.until(lambda: delivered(house, row.thread_id, MessageId(sent[0].id)))
    assert len(team.provider.taken) == 1


async def delivered(house: House[BraidGateway], thread_id: str, message_id: MessageId) -> bool:
    window = await house.store.timeline.newest(thread_id, 50)  # type: ignore[arg-type]
    ours = [entry for entry in window.entries if entry.id == message_id]
    return len(ours) == 1 and ours[0].message.delivery is Delivery.READ
