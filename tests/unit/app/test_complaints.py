"""Complaints on a real local database without network: suggested, opened, done, followed up, allowed or not (K)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.clock import make_ids
from app.errors import Refused
from app.server_time import ServerTime
from app.services.complaint_values import Suggestion
from app.services.complaints import ComplaintService
from app.services.operations import Operator
from domain.agent import Agent, Role
from domain.complaint import ComplaintState, Effect, Origin
from domain.complaints.acts import (
    ComplaintAct,
    LinkComplaint,
    OpenComplaint,
    OwnComplaint,
    PauseComplaint,
    ResolveComplaint,
    RetierComplaint,
    SeeComplaint,
)
from domain.complaints.figures import KEY, ComplaintFigures
from domain.emotion.assessment import Assessment, Cue, Reason, Tier, Topic
from domain.ids import AgentId, ComplaintId, MessageId, OrderId, ThreadId
from domain.message import Author, Message
from domain.offer import LossKind, Offer, OfferState, Option
from domain.operations import ChangeSetting, CorrectAssessment
from domain.order import Order, OrderStatus
from domain.problems import Problem
from domain.setting import Setting
from domain.templates.facts import KEY as FACTS_KEY
from domain.working_time import KEY as HOURS_KEY
from domain.working_time import WorkingHours
from tests.fakes import world
from tests.support.workspace import Workspace, offline

THREAD, OTHER = world.thread(1).id, world.thread(2).id
LEAD = Agent(AgentId("agent-lead"), "Cleo", "", Role.LEAD, True, 0)
PUBLIC = (Reason(Cue.PUBLICITY, "en la prensa"),)
UPSET = Assessment(Tier.HIGH, True, Topic.LOGISTICS, "it", PUBLIC, 90, "fake 1")
CALM = Assessment(Tier.LOW, False)


def said(text: str, assessment: Assessment | None = UPSET, thread: ThreadId = THREAD, **more: Any) -> Message:
    return world.message(thread, text, assessment=assessment, **more)


def order(number: str, amount: int = 9_000) -> Order:
    customer = world.thread(1).customer_id
    return Order(OrderId(number), customer, number, "Tablet", amount, "CNY", OrderStatus.PAID, world.AT)


class Table:
    """A workspace that has lost its network, and the service."""

    def __init__(self, made: Workspace) -> None:
        self.made = made
        self.reports: list[Exception] = []
        operator = Operator(made.desk, make_ids(made.clock), ServerTime(made.clock))
        self.service = ComplaintService(made.desk, operator, self.reports.append)

    def play(self, role: Role) -> None:
        account = self.made.desk.account
        assert account is not None
        account.agent = replace(account.agent, role=role)

    async def opened(self, title: str = "Broken screen", **changes: Any) -> ComplaintId:
        id_ = self.service.new_id()
        kind = changes.pop("kind", LossKind.DEFECT)
        thread = changes.pop("thread", THREAD)
        act = OpenComplaint(id_, None, title, 0, "", False, Effect.TECHNICAL, kind, Origin.PERSON)
        await self.service.do(thread, replace(act, **changes))
        return id_

    async def state(self, id_: ComplaintId) -> ComplaintState:
        return (await self.service.cards([id_]))[id_].complaint.state

    async def queued(self) -> list[Any]:
        store = await self.made.desk.store()
        return [row.operation for row in await store.outbox.unsent()]

    async def refused(self, act: ComplaintAct) -> str:
        with pytest.raises(Refused) as caught:
            await self.service.do(THREAD, act)
        return caught.value.code


@asynccontextmanager
async def a_table(folder: Path, *more: Any, messages: tuple[Message, ...] = ()) -> AsyncIterator[Table]:
    def fill(made: Workspace) -> None:
        made.server.change(LEAD, *more)
        for message in messages:
            made.server.say(message)

    async with offline(folder, fill, trial=True) as made:
        yield Table(made)
    assert not made.reports


async def suggestion(folder: Path, *messages: Message, orders: tuple[Order, ...] = ()) -> Suggestion | None:
    async with a_table(folder, *orders, messages=messages) as table:
        return await table.service.suggestion(THREAD)


async def test_what_waits_and_is_a_complaint_is_suggested_with_what_is_known(tmp_path: Path) -> None:
    words = "Dov'è il mio pacco da 900 EUR, pagato 30 EUR di spedizione?"
    found = await suggestion(tmp_path, said(words), said("?", CALM))
    assert found is not None
    assert (found.amount, found.currency, found.publicity, found.kind) == (90_000, "EUR", True, LossKind.LATE)
    assert (found.tier, found.effect, found.reasons) == (Tier.HIGH, Effect.EXPERIENCE, PUBLIC)
    assert found.words == words


async def test_without_an_amount_it_is_the_order_that_is_talked_about(tmp_path: Path) -> None:
    upset = said("Ordine 48213?", replace(UPSET, tier=Tier.MEDIUM, topic=Topic.PAYMENT, reasons=()))
    found = await suggestion(tmp_path, upset, orders=(order("48213", 7_000), order("99999")))
    assert found is not None
    assert (found.amount, found.currency, found.kind) == (7_000, "CNY", LossKind.SERVICE)
    assert (found.tier, found.publicity, found.effect) == (Tier.LOW, False, Effect.TECHNICAL)


async def test_what_was_answered_or_is_none_is_not_suggested(tmp_path: Path) -> None:
    reply = world.message(THREAD, "Sorry", Author.AGENT)
    assert await suggestion(tmp_path / "a", said("bad"), reply) is None
    assert await suggestion(tmp_path / "b", said("fine", CALM)) is None
    assert await suggestion(tmp_path / "c", said("unknown", None)) is None
    none = replace(UPSET, complaint=False, corrected_by=world.ME.id)
    assert await suggestion(tmp_path / "d", said("bad"), said("no complaint", none)) is None
    assert await suggestion(tmp_path / "e") is None


async def test_an_open_complaint_and_a_message_that_was_one_suggest_nothing(tmp_path: Path) -> None:
    async with a_table(tmp_path, messages=(said("bad"),)) as table:
        found = await table.service.suggestion(THREAD)
        assert found is not None
        id_ = await table.opened(message_id=found.message_id, origin=Origin.MESSAGE)
        assert await table.service.suggestion(THREAD) is None
        await table.service.do(THREAD, ResolveComplaint(id_, "Done"))
        assert await table.service.suggestion(THREAD) is None
        assert await table.service.suggestion(ThreadId("nowhere")) is None


async def test_a_suggestion_that_is_dismissed_is_a_correction_that_keeps_the_tier(tmp_path: Path) -> None:
    async with a_table(tmp_path, messages=(said("older"), said("bad"))) as table:
        found = await table.service.suggestion(THREAD)
        assert found is not None
        await table.service.dismiss(found)
        (queued,) = await table.queued()
        assert queued.payload == CorrectAssessment(found.message_id, Tier.HIGH, complaint=False, topic=Topic.LOGISTICS)
        assert await table.service.suggestion(THREAD) is None
        await table.service.dismiss(replace(found, message_id=MessageId("gone")))


async def test_what_is_done_is_durable_here_and_goes_in_the_lane_of_its_thread(tmp_path: Path) -> None:
    async with a_table(tmp_path, messages=(said("bad"),)) as table:
        id_ = await table.opened()
        await table.service.do(OTHER, PauseComplaint(id_, True))
        assert await table.state(id_) is ComplaintState.PAUSED
        assert [one.lane for one in await table.queued()] == [THREAD, THREAD]
        (card,) = await table.service.of_thread(THREAD)
        assert (card.complaint.id, card.pending, card.customer) == (id_, True, "Customer 1")
        assert [one.complaint.id for one in await table.service.open_cards()] == [id_]


async def test_the_clocks_are_the_servers_whatever_this_computer_thinks(tmp_path: Path) -> None:
    async with a_table(tmp_path) as table:
        before = table.service.now()
        table.made.clock.jump(timedelta(days=400))
        id_ = await table.opened()
        assert abs(table.service.now() - before) < timedelta(minutes=5)
        opened = (await table.service.cards([id_]))[id_].complaint.opened_at
        assert abs(opened - before) < timedelta(minutes=5)


async def test_what_changes_nothing_is_not_sent(tmp_path: Path) -> None:
    async with a_table(tmp_path) as table:
        id_ = await table.opened()
        count = len(await table.queued())
        await table.service.do(THREAD, PauseComplaint(id_, False))
        await table.service.do(THREAD, SeeComplaint(id_))
        await table.service.do(THREAD, LinkComplaint(id_, None))
        assert len(await table.queued()) == count


async def test_what_the_server_would_refuse_is_refused_here(tmp_path: Path) -> None:
    async with a_table(tmp_path) as table:
        id_ = await table.opened()
        assert await table.refused(RetierComplaint(id_, Tier.HIGH, " ")) == Problem.REASON_MISSING
        assert await table.refused(ResolveComplaint(ComplaintId("gone"), "Done")) == Problem.COMPLAINT_GONE
        assert await table.refused(LinkComplaint(id_, ComplaintId("gone"))) == Problem.COMPLAINT_GONE
        await table.service.do(THREAD, ResolveComplaint(id_, "Done"))
        assert await table.refused(PauseComplaint(id_, True)) == Problem.COMPLAINT_MOVED


async def test_a_message_has_at_most_one_that_is_open(tmp_path: Path) -> None:
    async with a_table(tmp_path, messages=(said("bad"),)) as table:
        found = await table.service.suggestion(THREAD)
        assert found is not None
        id_ = await table.opened(message_id=found.message_id, origin=Origin.MESSAGE)
        with pytest.raises(Refused) as caught:
            await table.opened(message_id=found.message_id, origin=Origin.MESSAGE)
        assert caught.value.code == Problem.COMPLAINT_MOVED
        await table.service.do(THREAD, ResolveComplaint(id_, "Done"))
        await table.opened(message_id=found.message_id, origin=Origin.MESSAGE)
        await table.opened()


async def test_who_does_not_lead_may_not_re_tier_link_or_reassign(tmp_path: Path) -> None:
    async with a_table(tmp_path) as table:
        id_, other = await table.opened(), await table.opened("Another", effect=Effect.EXPERIENCE)
        assert table.service.may_lead()
        table.play(Role.AGENT)
        assert not table.service.may_lead()
        for act in (RetierComplaint(id_, Tier.HIGH, "why"), LinkComplaint(id_, other), OwnComplaint(id_, LEAD.id)):
            assert await table.refused(act) == Problem.NOT_ALLOWED
        await table.service.do(THREAD, OwnComplaint(id_, world.ME.id))
        with pytest.raises(Refused):
            await table.service.keep(ComplaintFigures())


async def test_a_page_has_offers_and_others_like_it_beside_it(tmp_path: Path) -> None:
    offer = Offer(
        world_offer := "01900000-0000-7000-8000-0000000000f1",  # type: ignore[arg-type]
        THREAD, LossKind.LATE, 100, "CNY", (Option(100, 0),), OfferState.MADE, None, world.AT,
    )  # fmt: skip
    async with a_table(tmp_path, offer) as table:
        same = await table.opened("Something else", kind=LossKind.LATE)
        like = await table.opened("A screen that flickers", thread=OTHER)
        await table.opened("A screen that flickers", thread=OTHER, kind=LossKind.LATE)
        await table.opened("Nothing alike", thread=OTHER)
        page = await table.service.page(await table.opened("Broken screen"))
        assert page is not None
        assert [one.id for one in page.offers] == [world_offer]
        assert [card.complaint.id for card in page.similar] == [same, like]
        assert page.names[LEAD.id] == "Cleo"
        assert await table.service.page(ComplaintId("gone")) is None


async def test_the_follow_up_says_what_was_done_in_the_customers_language(tmp_path: Path) -> None:
    facts = Setting(FACTS_KEY, '{"hotline": "+39 02 1234"}', 0)
    async with a_table(tmp_path, order("48213"), order("5"), facts, messages=(said("Ordine 48213 rotto"),)) as table:
        found = await table.service.suggestion(THREAD)
        assert found is not None
        id_ = await table.opened(message_id=found.message_id, origin=Origin.MESSAGE)
        await table.service.do(THREAD, ResolveComplaint(id_, "Schermo sostituito, serie XYZ-205."))
        assert [one.complaint.id for one in await table.service.follow_ups()] == [id_]
        text = await table.service.follow_up_text(id_)
        for words in ("Customer 1", "48213", "Schermo sostituito, serie XYZ-205.", "+39 02 1234"):
            assert words in text
        assert await table.service.follow_up_text(ComplaintId("gone")) == ""


async def test_figures_and_hours_are_the_workspaces_and_broken_ones_are_told_once(tmp_path: Path) -> None:
    async with a_table(tmp_path, Setting(KEY, "nonsense", 0)) as table:
        assert await table.service.figures() == ComplaintFigures()
        await table.service.figures()
        assert len(table.reports) == 1
        assert (await table.service.ground()).unreadable == (KEY,)
        wanted, hours = ComplaintFigures(rule=5), WorkingHours(zone="Asia/Bangkok")
        await table.service.keep(wanted)
        await table.service.keep_hours(hours)
        ground = await table.service.ground()
        assert (ground.figures, ground.hours, ground.unreadable) == (wanted, hours, ())
        assert [one.payload.key for one in await table.queued() if isinstance(one.payload, ChangeSetting)] == [
            KEY,
            HOURS_KEY,
        ]
        assert len(table.reports) == 1


async def test_who_can_own_one_stands_by_role(tmp_path: Path) -> None:
    trainer = replace(LEAD, id=AgentId("trainer"), role=Role.TRAINER)
    gone = replace(LEAD, id=AgentId("gone"), active=False)
    async with a_table(tmp_path, trainer, gone) as table:
        people = [one.id for one in await table.service.people()]
        assert people[:2] == [world.ME.id, LEAD.id]
        assert not {"trainer", "gone"} & set(people)
        assert await table.service.ended(5) == []
