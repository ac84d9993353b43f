"""Compensations: proposed, asked for, made with the reply that offers them, and answered; without network too (K-3)."""

import asyncio
from collections.abc import Iterable, Sequence

from app.errors import Refused
from app.services.compensation_values import AboutLoss, Basis, CompensationTools, Pending, Proposed, Waiting
from app.services.desk import LAST, Desk
from app.services.operations import Operator
from app.services.pending_offers import PendingOffers
from app.services.proposing import proposed, reply_text
from domain.agent import Agent, Permission
from domain.compensation.figures import DEFAULTS, KEY, CompensationFigures, compensation_text, read_compensation
from domain.compensation.standing import kind_of, waiting
from domain.guidance.gather import situation
from domain.guidance.rules import Rules
from domain.ids import AgentId, OfferId, ThreadId
from domain.message import MessageKind
from domain.offer import LossKind, Offer, OfferState, Option
from domain.operations import ChangeSetting, MakeOffer, MoveOffer, Payload
from domain.problems import Problem
from domain.setting import Setting
from domain.shelf import lane_of_setting
from domain.templates.facts import KEY as FACTS_KEY
from domain.templates.facts import read_facts
from domain.templates.outcome import Outcome, outcome
from domain.templates.subject import order_meant


class CompensationService:
    """Reads wait until the local database is open; commands return when they are durable on this computer."""

    def __init__(self, desk: Desk, operator: Operator, tools: CompensationTools) -> None:
        self.desk, self.operator, self.tools = desk, operator, tools
        self._pending = PendingOffers(desk)
        self._made: dict[ThreadId, Pending] = {}
        self._told = ""

    async def about(self, thread_id: ThreadId) -> AboutLoss | None:
        """What is known of a thread's loss; None when the thread is not here."""
        account = await self.desk.opened()
        store = account.store
        card, window, offers = await asyncio.gather(
            store.threads.card(thread_id), store.timeline.newest(thread_id, LAST), store.shelf.offers(thread_id)
        )
        if card is None:
            return None
        orders = await store.shelf.orders(card.customer.id)
        said = situation(card, window.entries, orders, "", Rules(), self.operator.clock.now())
        texts = [one.message.text for one in reversed(window.entries) if one.message.kind is not MessageKind.EVENT]
        return AboutLoss(
            thread_id,
            card.customer.name,
            said.language,
            self.tools.spoken(said.language),
            said.complaint,
            said.waiting_since,
            kind_of(said.topic),
            order_meant(orders, texts),
            tuple(offers),
            self._basis(await store.shelf.settings(), account.agent),
            {agent.id: agent.name for agent in await store.threads.agents()},
        )

    def proposed(self, about: AboutLoss, kind: LossKind, loss: int, currency: str) -> Proposed:
        """Three options for that loss, in the currency's smallest unit. Raises ValueError when there is no loss."""
        return proposed(about, kind, loss, currency)

    def text(self, about: AboutLoss, options: Sequence[Option], currency: str) -> str:
        """The options as one reply in the customer's language."""
        return reply_text(about, options, currency, self.tools)

    async def ask(self, thread_id: ThreadId, wanted: Proposed) -> None:
        """Asks a lead for their word. Raises StorageFull."""
        await self._make(self._offer(thread_id, wanted, OfferState.ASKED))

    async def inserted(self, thread_id: ThreadId, text: str, offered: Proposed | Offer) -> None:
        """That text was put into the thread's draft; what it offers counts once it is sent."""
        if isinstance(offered, Offer):
            await self._pending.keep(thread_id, Pending(text, offered, offered.id))
        else:
            await self._pending.keep(thread_id, Pending(text, self._offer(thread_id, offered, OfferState.MADE)))

    async def sent(self, thread_id: ThreadId, text: str) -> Offer | None:
        """A reply is on its way: what it offers is made now; None when it offers nothing. Raises StorageFull."""
        held = await self._pending.of(thread_id)
        if held is None or outcome(held.text, text) is Outcome.GIVEN_UP:
            return None
        if held.offer_id is not None:
            await self.move(held.offer, OfferState.MADE)
        else:
            await self._make(held.offer)
        await self._pending.drop(thread_id)
        self._made[thread_id] = held
        return held.offer

    async def recalled(self, thread_id: ThreadId) -> None:
        """A reply is a draft again: what it offered and what has not left yet is not offered any more."""
        held = self._made.pop(thread_id, None)
        if held is None:
            return
        store = await self.desk.store()
        for row in await store.outbox.unsent():
            if _makes(row.operation.payload, held):
                self.desk.changed(await store.outbox.discard(row.operation.id))
        await self._pending.keep(thread_id, held)

    async def move(self, offer: Offer, state: OfferState, taken: int | None = None) -> None:
        """The next state; another option than before is told in two steps. Raises Refused, StorageFull."""
        if state in (OfferState.APPROVED, OfferState.DECLINED) and not await self._decides():
            raise Refused(Problem.NOT_ALLOWED)
        last = MoveOffer(offer.id, state, taken)
        again = offer.state is OfferState.TAKEN and state is OfferState.TAKEN and taken != offer.taken
        first = (MoveOffer(offer.id, OfferState.REFUSED),) if again else ()
        # In the lane in which it was made, so that no step overtakes another.
        await self.operator.do(offer.thread_id, *first, last)

    async def waiting(self) -> Sequence[Waiting]:
        """What a lead is asked about, in all threads, the oldest first."""
        store = await self.desk.store()
        names = {agent.id: agent.name for agent in await store.threads.agents()}
        found = []
        for offer in waiting(await store.shelf.offers()):
            card = await store.threads.card(offer.thread_id)
            customer = card.customer.name if card is not None else ""
            found.append(Waiting(offer, customer, _name(names, offer.made_by)))
        return found

    async def basis(self) -> Basis:
        """What is in force, and who may change it."""
        account = await self.desk.opened()
        return self._basis(await account.store.shelf.settings(), account.agent)

    async def keep(self, figures: CompensationFigures) -> None:
        """For everybody. Raises Refused, StorageFull."""
        if not (await self.desk.opened()).agent.may(Permission.CHANGE_SETTINGS):
            raise Refused(Problem.NOT_ALLOWED)
        await self.operator.do(lane_of_setting(KEY), ChangeSetting(KEY, compensation_text(figures)))

    def _basis(self, settings: Iterable[Setting], agent: Agent) -> Basis:
        held = {setting.key: setting.value for setting in settings if setting.value}
        facts = read_facts(held[FACTS_KEY]) if FACTS_KEY in held else None
        figures, broken = DEFAULTS, False
        try:
            figures = read_compensation(held[KEY]) if KEY in held else DEFAULTS
        except (ValueError, TypeError, RecursionError) as error:
            broken = True
            self._report(held[KEY], error)
        return Basis(
            figures,
            broken,
            facts.rates if facts is not None else {},
            agent.role,
            agent.may(Permission.APPROVE_OFFERS),
            agent.may(Permission.CHANGE_SETTINGS),
        )

    def _report(self, value: str, error: Exception) -> None:
        """Once for each value, not with every thread."""
        if value != self._told:
            self._told = value
            self.tools.report(error)

    def _offer(self, thread_id: ThreadId, wanted: Proposed, state: OfferState) -> Offer:
        account, options = self.desk.account, wanted.proposal.options
        made_by = account.agent.id if account is not None else None
        id_, now = OfferId(self.operator.ids.new()), self.operator.clock.now()
        return Offer(id_, thread_id, wanted.kind, wanted.loss, wanted.currency, options, state, made_by, now)

    async def _make(self, offer: Offer) -> None:
        await self.operator.do(offer.thread_id, MakeOffer(offer))

    async def _decides(self) -> bool:
        return (await self.desk.opened()).agent.may(Permission.APPROVE_OFFERS)


def _makes(payload: Payload, held: Pending) -> bool:
    """Whether that offers it to the customer; what a lead was asked and said before stands."""
    if held.offer_id is None:
        return isinstance(payload, MakeOffer) and payload.offer.id == held.offer.id
    return isinstance(payload, MoveOffer) and (payload.offer_id, payload.state) == (held.offer_id, OfferState.MADE)


def _name(names: dict[AgentId, str], agent_id: AgentId | None) -> str:
    return names.get(agent_id, "") if agent_id is not None else ""
