"""Compensations over the demo world: the real rules and texts, offers in memory."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.changes import ChangeSet
from app.ports import Session
from app.services.compensation_values import AboutLoss, Basis, CompensationTools, Pending, Proposed, Waiting
from app.services.proposing import proposed, reply_text
from app.templates.formats import LocaleFormats
from app.words.offers import offer_language, offer_words
from domain.agent import Permission
from domain.compensation.figures import CompensationFigures
from domain.compensation.standing import kind_of, waiting
from domain.guidance.gather import situation
from domain.guidance.rules import Rules
from domain.ids import OfferId, ThreadId
from domain.offer import LossKind, Offer, OfferState, Option
from domain.templates.outcome import Outcome, outcome
from domain.templates.subject import order_meant
from tests.fakes.demo import NOW, World
from tests.fakes.services.stepping import FakeClock


class FakeCompensation:
    """Answers at once; a test looks at `offers` and sets `figures`, `broken` and `error`."""

    def __init__(
        self, world: World, tell: Callable[[ChangeSet], None], session: Callable[[], Session | None], clock: FakeClock
    ) -> None:
        self.world, self.tell, self.session, self.clock = world, tell, session, clock
        self.offers: list[Offer] = []
        self.figures = CompensationFigures()
        self.rates: dict[str, float] = {}
        self.broken = False
        self.error: Exception | None = None
        self.pending: dict[ThreadId, Pending] = {}
        self._made: dict[ThreadId, Pending] = {}
        self._tools = CompensationTools(offer_language, offer_words, LocaleFormats(NOW.tzinfo).whole_money, _nobody)

    async def about(self, thread_id: ThreadId) -> AboutLoss | None:
        card = self.world.cards.get(thread_id)
        if card is None:
            return None
        entries = sorted(self.world.entries.get(thread_id, []), key=lambda entry: entry.sort_key)
        orders = [order for order in self.world.orders if order.customer_id == card.customer.id]
        said = situation(card, entries, orders, "", Rules(), self.clock.now())
        return AboutLoss(
            thread_id,
            card.customer.name,
            said.language,
            offer_language(said.language),
            said.complaint,
            said.waiting_since,
            kind_of(said.topic),
            order_meant(orders, [entry.message.text for entry in reversed(entries)]),
            tuple(offer for offer in self.offers if offer.thread_id == thread_id),
            await self.basis(),
            {agent.id: agent.name for agent in self.world.agents},
        )

    def proposed(self, about: AboutLoss, kind: LossKind, loss: int, currency: str) -> Proposed:
        return proposed(about, kind, loss, currency)

    def text(self, about: AboutLoss, options: Sequence[Option], currency: str) -> str:
        return reply_text(about, options, currency, self._tools)

    async def ask(self, thread_id: ThreadId, wanted: Proposed) -> None:
        self._fail()
        self._keep(self._offer(thread_id, wanted, OfferState.ASKED))

    async def inserted(self, thread_id: ThreadId, text: str, offered: Proposed | Offer) -> None:
        if isinstance(offered, Offer):
            self.pending[thread_id] = Pending(text, offered, offered.id)
        else:
            self.pending[thread_id] = Pending(text, self._offer(thread_id, offered, OfferState.MADE))

    async def sent(self, thread_id: ThreadId, text: str) -> Offer | None:
        held = self.pending.get(thread_id)
        if held is None or outcome(held.text, text) is Outcome.GIVEN_UP:
            return None
        self._made[thread_id] = self.pending.pop(thread_id)
        self._keep(replace(held.offer, state=OfferState.MADE))
        return held.offer

    async def recalled(self, thread_id: ThreadId) -> None:
        held = self._made.pop(thread_id, None)
        if held is not None:
            self.offers = [offer for offer in self.offers if offer.id != held.offer.id]
            if held.offer_id is not None:
                self.offers.append(held.offer)
            self.pending[thread_id] = held
            self.tell(ChangeSet(shelf=frozenset({"offer"})))

    async def move(self, offer: Offer, state: OfferState, taken: int | None = None) -> None:
        self._fail()
        session = self.session()
        decided = state in (OfferState.APPROVED, OfferState.DECLINED) and session is not None
        by = session.agent.id if decided and session is not None else offer.decided_by
        self._keep(replace(offer, state=state, taken=taken, decided_by=by))

    async def waiting(self) -> Sequence[Waiting]:
        names = {agent.id: agent.name for agent in self.world.agents}
        return [
            Waiting(offer, self.world.cards[offer.thread_id].customer.name, names.get(offer.made_by, ""))  # type: ignore[arg-type]
            for offer in waiting(self.offers)
        ]

    async def basis(self) -> Basis:
        session = self.session()
        assert session is not None
        agent = session.agent
        return Basis(
            self.figures,
            self.broken,
            self.rates,
            agent.role,
            agent.may(Permission.APPROVE_OFFERS),
            agent.may(Permission.CHANGE_SETTINGS),
        )

    async def keep(self, figures: CompensationFigures) -> None:
        self._fail()
        self.figures, self.broken = figures, False
        self.tell(ChangeSet(shelf=frozenset({"setting"})))

    def _offer(self, thread_id: ThreadId, wanted: Proposed, state: OfferState) -> Offer:
        session, id_ = self.session(), OfferId(f"offer-{len(self.offers) + len(self.pending) + 1}")
        by, options = session.agent.id if session is not None else None, wanted.proposal.options
        now = self.clock.now()
        return Offer(id_, thread_id, wanted.kind, wanted.loss, wanted.currency, options, state, by, now)

    def _keep(self, offer: Offer) -> None:
        self.offers = [*(held for held in self.offers if held.id != offer.id), offer]
        self.tell(ChangeSet(shelf=frozenset({"offer"})))

    def _fail(self) -> None:
        if self.error is not None:
            error, self.error = self.error, None
            raise error


def _nobody(_error: Exception) -> None:
    return
