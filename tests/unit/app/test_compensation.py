"""Compensations on a real local database without network: proposed, asked, made when sent, called back, decided."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.clock import make_ids
from app.errors import Refused
from app.services.compensation import CompensationService
from app.services.compensation_values import AboutLoss, CompensationTools, Proposed
from app.services.operations import Operator
from app.templates.formats import LocaleFormats
from app.words.offers import offer_language, offer_words
from domain.agent import Role
from domain.compensation.figures import DEFAULTS, KEY, CompensationFigures, compensation_text
from domain.emotion.assessment import Assessment, Tier, Topic
from domain.ids import OrderId, SettingKey, ThreadId
from domain.offer import LossKind, OfferState
from domain.operations import MakeOffer, MoveOffer
from domain.order import Order, OrderStatus
from domain.setting import Setting
from tests.fakes import world
from tests.support.workspace import Workspace, offline

THREAD, OTHER = world.thread(1).id, world.thread(2).id
UPSET = Assessment(Tier.HIGH, True, Topic.LOGISTICS, "ru", (), 90, "fake 1")


def order(number: str, amount: int, shipping: int = 0) -> Order:
    customer = world.thread(1).customer_id
    return Order(OrderId(number), customer, number, "Tablet", amount, "CNY", OrderStatus.PAID, world.AT, shipping)


class Table:
    """A workspace that has lost its network, and the service.

    Attributes:
        reports: what the service complained about.
    """

    def __init__(self, made: Workspace) -> None:
        self.made = made
        self.reports: list[Exception] = []
        tools = CompensationTools(offer_language, offer_words, LocaleFormats().whole_money, self.reports.append)
        operator = Operator(made.desk, make_ids(made.clock), made.clock)
        self.service = CompensationService(made.desk, operator, tools)

    def play(self, role: Role) -> None:
        account = self.made.desk.account
        assert account is not None
        account.agent = replace(account.agent, role=role)

    async def about(self, thread_id: ThreadId = THREAD) -> AboutLoss:
        found = await self.service.about(thread_id)
        assert found is not None
        return found

    async def proposed(self, loss: int = 10_000, currency: str = "CNY") -> Proposed:
        about = await self.about()
        return self.service.proposed(about, about.kind, loss, currency)

    async def inserted(self) -> str:
        about, wanted = await self.about(), await self.proposed()
        text = self.service.text(about, wanted.proposal.options, "CNY")
        await self.service.inserted(THREAD, text, wanted)
        return text

    async def states(self, thread_id: ThreadId = THREAD) -> list[tuple[OfferState, int | None]]:
        return [(offer.state, offer.taken) for offer in (await self.about(thread_id)).offers]

    async def queued(self) -> list[Any]:
        store = await self.made.desk.store()
        return [row.operation.payload for row in await store.outbox.unsent()]


@asynccontextmanager
async def a_table(folder: Path, *settings: Setting) -> AsyncIterator[Table]:
    said = world.message(THREAD, "Где мой заказ 48213?", assessment=UPSET)

    def fill(made: Workspace) -> None:
        made.server.say(said)
        made.server.change(order("48213", 9_000, 500), order("48214", 70_000), *settings)

    async with offline(folder, fill, trial=True) as made:
        yield Table(made)
    assert not made.reports


async def test_what_was_lost_is_the_order_that_was_talked_about(tmp_path: Path) -> None:
    async with a_table(tmp_path) as table:
        about = await table.about()
        assert about.order is not None
        assert (about.order.number, about.kind, about.language, about.spoken) == ("48213", LossKind.LATE, "ru", "ru")
        assert (about.complaint, about.basis.figures, about.basis.broken) == (True, DEFAULTS, False)
        assert await table.service.about(ThreadId("none")) is None


async def test_the_reply_is_in_the_customers_language_and_money(tmp_path: Path) -> None:
    async with a_table(tmp_path) as table:
        text = await table.inserted()
        assert text.split("\n")[0] == "Чтобы исправить ситуацию, предлагаем вам на выбор три варианта:"
        assert "CN¥" in text


async def test_an_offer_is_made_when_its_reply_is_sent_and_gone_when_that_is_called_back(tmp_path: Path) -> None:
    async with a_table(tmp_path) as table:
        text = await table.inserted()
        assert await table.service.sent(THREAD, "Something else entirely") is None
        assert await table.states() == []
        assert await table.service.sent(THREAD, f"Dear customer,\n{text}") is not None
        assert await table.states() == [(OfferState.MADE, None)]
        assert await table.service.sent(THREAD, text) is None, "one reply offers once"
        await table.service.recalled(THREAD)
        assert (await table.states(), await table.queued()) == ([], [])
        await table.service.sent(THREAD, text)
        assert await table.states() == [(OfferState.MADE, None)]


async def test_what_stands_in_a_draft_is_remembered_over_a_restart(tmp_path: Path) -> None:
    async with a_table(tmp_path) as table:
        text = await table.inserted()
        again = Table(table.made)
        await again.service.sent(THREAD, text)
        [offer] = (await again.about()).offers
        assert (offer.state, offer.loss, len(offer.options)) == (OfferState.MADE, 10_000, 3)


async def test_what_another_version_left_in_a_draft_is_no_offer(tmp_path: Path) -> None:
    async with a_table(tmp_path) as table:
        store = await table.made.desk.store()
        for held in ("[]", "nonsense", f'{{"{THREAD}": {{"text": "x"}}}}'):
            await store.state.put("pending_offers", held)
            assert await table.service.sent(THREAD, "x") is None


@pytest.mark.parametrize(
    ("role", "loss", "over"),
    [(Role.AGENT, 14_000, False), (Role.AGENT, 15_000, True), (Role.SENIOR, 50_000, False), (Role.SENIOR, 90_000, True),
     (Role.LEAD, 10**9, False)],
)  # fmt: skip
async def test_each_role_has_its_limit(tmp_path: Path, role: Role, loss: int, over: bool) -> None:
    async with a_table(tmp_path) as table:
        table.play(role)
        assert (await table.proposed(loss)).over is over


async def test_an_order_of_another_currency_says_nothing_of_the_price(tmp_path: Path) -> None:
    async with a_table(tmp_path) as table:
        assert [(await table.proposed(9_000, code)).price for code in ("CNY", "USD")] == [9_000, 0]
        table.play(Role.AGENT)
        assert (await table.proposed(100, "XXX")).over, "nobody knows what that is worth"


async def test_a_lead_is_asked_and_what_they_approve_is_made_with_the_reply(tmp_path: Path) -> None:
    async with a_table(tmp_path) as table:
        table.play(Role.AGENT)
        wanted = await table.proposed(50_000)
        await table.service.ask(THREAD, wanted)
        [asked] = await table.service.waiting()
        assert (asked.customer, asked.asked_by) == ("Customer 1", world.ME.name)
        with pytest.raises(Refused):
            await table.service.move(asked.offer, OfferState.APPROVED)
        table.play(Role.LEAD)
        await table.service.move(asked.offer, OfferState.APPROVED)
        assert await table.service.waiting() == []
        [offer] = (await table.about()).offers
        text = table.service.text(await table.about(), offer.options, offer.currency)
        await table.service.inserted(THREAD, text, offer)
        await table.service.sent(THREAD, text)
        assert await table.states() == [(OfferState.MADE, None)]
        await table.service.recalled(THREAD)
        assert await table.states() == [(OfferState.APPROVED, None)], "the lead's word stands"


async def test_another_option_than_before_is_told_in_two_steps_in_the_offers_own_lane(tmp_path: Path) -> None:
    async with a_table(tmp_path) as table:
        await table.service.sent(THREAD, await table.inserted())
        for taken in (0, 0, 2):
            [offer] = (await table.about()).offers
            await table.service.move(offer, OfferState.TAKEN, taken)
        assert await table.states() == [(OfferState.TAKEN, 2)]
        moves = [payload for payload in await table.queued() if isinstance(payload, MoveOffer)]
        assert [(move.state, move.taken) for move in moves] == [
            (OfferState.TAKEN, 0), (OfferState.TAKEN, 0), (OfferState.REFUSED, None), (OfferState.TAKEN, 2),
        ]  # fmt: skip
        assert isinstance((await table.queued())[0], MakeOffer)


async def test_figures_come_from_the_setting_with_the_workspaces_rates(tmp_path: Path) -> None:
    figures = CompensationFigures(currency="USD", small=1, limits={**DEFAULTS.limits, Role.AGENT: 10})
    rates = Setting(SettingKey("replies.fields"), '{"rates": {"CNY": 0.05}}', 1)
    async with a_table(tmp_path, Setting(KEY, compensation_text(figures), 1), rates) as table:
        table.play(Role.AGENT)
        assert [(await table.proposed(loss)).over for loss in (13_000, 16_000)] == [False, True]


async def test_a_setting_that_cannot_be_read_is_told_once_and_the_usual_figures_hold(tmp_path: Path) -> None:
    async with a_table(tmp_path, Setting(KEY, '{"small": -1}', 1)) as table:
        for _time in range(3):
            basis = await table.service.basis()
            assert (basis.figures, basis.broken) == (DEFAULTS, True)
        assert len(table.reports) == 1


async def test_only_who_may_changes_figures(tmp_path: Path) -> None:
    async with a_table(tmp_path) as table:
        await table.service.keep(CompensationFigures(small=60))
        assert (await table.service.basis()).figures.small == 60
        table.play(Role.SENIOR)
        with pytest.raises(Refused):
            await table.service.keep(DEFAULTS)
        assert not (await table.service.basis()).may_change
