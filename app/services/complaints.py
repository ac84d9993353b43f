"""Complaints: read from this computer, done as operations, foretold by the server's own rules (K-1, K-2, K-6)."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from app.errors import Refused
from app.ports import LocalStore
from app.services.complaint_values import BoardCard, ComplaintPage, Suggestion
from app.services.desk import LAST, Desk
from app.services.likeness import similar
from app.services.operations import Operator
from app.words.follow_ups import follow_up_text
from domain.agent import Agent, Permission
from domain.complaint import Complaint
from domain.complaints.acts import ComplaintAct, LinkComplaint, OpenComplaint
from domain.complaints.figures import KEY as FIGURES_KEY
from domain.complaints.figures import ComplaintFigures, figures_text
from domain.complaints.ground import Ground, MoveRefused, Source, ground_of
from domain.complaints.moves import apply
from domain.complaints.rights import may
from domain.complaints.staff import rank
from domain.complaints.suggesting import Suggested, suggested
from domain.ids import ComplaintId, MessageId, SettingKey, ThreadId
from domain.message import Message, snippet
from domain.operations import ChangeSetting, CorrectAssessment
from domain.order import Order
from domain.problems import Problem
from domain.shelf import lane_of_setting
from domain.templates.facts import KEY as FACTS_KEY
from domain.templates.facts import read_facts
from domain.templates.subject import order_named
from domain.working_time import KEY as HOURS_KEY
from domain.working_time import WorkingHours, hours_text

NEWEST = 400
"""Complaints among which similar ones are looked for."""


class ComplaintService:
    """Reads wait until the local database is open; commands return when they are durable on this computer.

    Attributes:
        operator: its clock is the server's time.
    """

    def __init__(self, desk: Desk, operator: Operator, report: Callable[[Exception], None]) -> None:
        self.desk, self.operator = desk, operator
        self._report = report
        self._told: dict[SettingKey, str] = {}

    def now(self) -> datetime:
        """The server's time, as well as it is known."""
        return self.operator.clock.now()

    async def open_cards(self) -> Sequence[BoardCard]:
        """All that are open or paused, in no order."""
        return await (await self.desk.store()).complaints.open_cards()

    async def cards(self, ids: Collection[ComplaintId]) -> Mapping[ComplaintId, BoardCard]:
        """These, in whatever state; what is gone is missing."""
        return await (await self.desk.store()).complaints.cards(ids)

    async def ended(self, limit: int, text: str = "") -> Sequence[BoardCard]:
        """Resolved and closed ones, newest first."""
        return await (await self.desk.store()).complaints.ended(limit, text)

    async def follow_ups(self) -> Sequence[BoardCard]:
        """Resolved ones whose customer has to be asked, the most urgent first."""
        return await (await self.desk.store()).complaints.follow_ups()

    async def of_thread(self, thread_id: ThreadId) -> Sequence[BoardCard]:
        """Those of a root thread, open ones first."""
        return await (await self.desk.store()).complaints.of_thread(thread_id)

    async def page(self, complaint_id: ComplaintId) -> ComplaintPage | None:
        """One with everything beside it."""
        store = await self.desk.store()
        card = (await store.complaints.cards((complaint_id,))).get(complaint_id)
        if card is None:
            return None
        offers, here, others, people = await asyncio.gather(
            store.shelf.offers(card.root_id),
            store.complaints.of_thread(card.root_id),
            store.complaints.recent(NEWEST),
            store.threads.agents(),
        )
        like = {other.complaint.id: other for other in (*here, *others)}
        return ComplaintPage(card, tuple(offers), similar(card, like.values()), {one.id: one.name for one in people})

    async def suggestion(self, thread_id: ThreadId) -> Suggestion | None:
        """What could be opened as a complaint from the thread's waiting messages."""
        store = await self.desk.store()
        card, window, held = await asyncio.gather(
            store.threads.card(thread_id), store.timeline.newest(thread_id, LAST), store.complaints.of_thread(thread_id)
        )
        if card is None:
            return None
        orders, ground = await asyncio.gather(store.shelf.orders(card.customer.id), self.ground())
        messages = [entry.message for entry in window.entries]
        found = suggested(messages, orders, [one.complaint for one in held], ground)
        return _suggestion(thread_id, found) if found is not None else None

    async def dismiss(self, suggestion: Suggestion) -> None:
        """It is none: kept as a correction, the tier stays (E-1)."""
        said = await _message(await self.desk.store(), suggestion.thread_id, suggestion.message_id)
        if said is None or said.assessment is None:
            return
        says = CorrectAssessment(said.id, said.assessment.tier, complaint=False, topic=said.assessment.topic)
        await self.operator.do(suggestion.thread_id, says)

    async def do(self, thread_id: ThreadId, act: ComplaintAct) -> None:
        """Does it; what would change nothing is not done. Raises Refused, StorageFull."""
        account = await self.desk.opened()
        ground, wanted = await self.ground(), {act.complaint_id}
        if isinstance(act, LinkComplaint) and act.duplicate_of is not None:
            wanted.add(act.duplicate_of)
        held = {id_: card.complaint for id_, card in (await account.store.complaints.cards(wanted)).items()}
        if not may(account.agent, act, held.get(act.complaint_id), ground):
            raise Refused(Problem.NOT_ALLOWED)
        if isinstance(act, OpenComplaint) and await _is_open_already(account.store, thread_id, act.message_id):
            raise Refused(Problem.COMPLAINT_MOVED)
        if self._changes(act, held, thread_id, account.agent, ground):
            await self.operator.do(await _lane(account.store, thread_id, act, held), act)

    def new_id(self) -> ComplaintId:
        """For a complaint that is about to be opened."""
        return ComplaintId(self.operator.ids.new())

    async def follow_up_text(self, complaint_id: ComplaintId) -> str:
        """The message that asks the customer how it is; "" when the complaint is not here."""
        store = await self.desk.store()
        card = (await store.complaints.cards((complaint_id,))).get(complaint_id)
        if card is None:
            return ""
        order = await _order(store, card)
        held = {setting.key: setting.value for setting in await store.shelf.settings()}
        facts = read_facts(held.get(FACTS_KEY, "{}"))
        number, hotline = order.number if order is not None else "", facts.hotline if facts is not None else ""
        one = card.complaint
        return follow_up_text(one.language, card.customer, one.resolution, number, hotline)

    async def people(self) -> Sequence[Agent]:
        """Who can own one, the highest role first."""
        agents = await (await self.desk.store()).threads.agents()
        return sorted((agent for agent in agents if agent.active and rank(agent.role) >= 0), key=_standing)

    def may_lead(self) -> bool:
        """Whether this agent may re-tier and reassign."""
        account = self.desk.account
        return account is not None and account.agent.may(Permission.LEAD_COMPLAINTS)

    async def ground(self) -> Ground:
        """All that the rules stand on; settings that make no sense are reported once, and their defaults hold."""
        store = await self.desk.store()
        ground, settings = await asyncio.gather(store.complaints.ground(), store.shelf.settings())
        held = {setting.key: setting.value for setting in settings}

        def broken(key: SettingKey, error: Exception) -> None:
            if self._told.get(key) != held[key]:
                self._told[key] = held[key]
                self._report(error)

        return ground_of(held, ground.staff, broken)

    async def figures(self) -> ComplaintFigures:
        """What is in force."""
        return (await self.ground()).figures

    async def keep(self, figures: ComplaintFigures) -> None:
        """Other figures for everybody. Raises Refused, StorageFull."""
        await self._set(FIGURES_KEY, figures_text(figures))

    async def keep_hours(self, hours: WorkingHours) -> None:
        """Other working hours for everybody. Raises Refused, StorageFull."""
        await self._set(HOURS_KEY, hours_text(hours))

    async def _set(self, key: SettingKey, value: str) -> None:
        if not (await self.desk.opened()).agent.may(Permission.CHANGE_SETTINGS):
            raise Refused(Problem.NOT_ALLOWED)
        await self.operator.do(lane_of_setting(key), ChangeSetting(key, value))

    def _changes(
        self,
        act: ComplaintAct,
        held: Mapping[ComplaintId, Complaint],
        thread_id: ThreadId,
        agent: Agent,
        ground: Ground,
    ) -> bool:
        """Whether anything would come of it. Raises Refused for what the server would refuse."""
        before = held.get(act.complaint_id)
        other = held.get(act.duplicate_of) if isinstance(act, LinkComplaint) and act.duplicate_of else None
        source = Source(thread_id) if isinstance(act, OpenComplaint) else None
        try:
            after = apply(before, act, agent.id, self.now(), ground, source=source, other=other)
        except MoveRefused as refused:
            raise Refused(refused.problem) from refused
        return after is not before


async def _lane(
    store: LocalStore, thread_id: ThreadId, act: ComplaintAct, held: Mapping[ComplaintId, Complaint]
) -> ThreadId:
    """The complaint's own home thread, so that no later step overtakes an earlier one, whatever is joined since."""
    if act.complaint_id in held:
        return held[act.complaint_id].thread_id
    if isinstance(act, OpenComplaint) and act.message_id is not None:
        said = await _message(store, thread_id, act.message_id)
        return said.thread_id if said is not None else thread_id
    return thread_id


async def _is_open_already(store: LocalStore, thread_id: ThreadId, message_id: MessageId | None) -> bool:
    """Whether somebody was faster, or pressed twice: a message has at most one that is open."""
    found = await store.complaints.of_thread(thread_id) if message_id is not None else ()
    return any(card.complaint.is_open and card.complaint.message_id == message_id for card in found)


async def _message(store: LocalStore, thread_id: ThreadId, message_id: MessageId) -> Message | None:
    window = await store.timeline.around(thread_id, message_id, 1)
    entries = window.entries if window is not None else ()
    return next((entry.message for entry in entries if entry.id == message_id), None)


async def _order(store: LocalStore, card: BoardCard) -> Order | None:
    """The one that the complaint names, else the only one there is."""
    customer = await store.threads.card(card.root_id)
    orders = await store.shelf.orders(customer.customer.id) if customer is not None else ()
    one, texts = card.complaint, [card.complaint.resolution, card.complaint.title]
    if one.message_id is not None and (said := await _message(store, card.root_id, one.message_id)) is not None:
        texts.append(said.text)
    return order_named(orders, texts) or (orders[0] if len(orders) == 1 else None)


def _suggestion(thread_id: ThreadId, found: Suggested) -> Suggestion:
    return Suggestion(
        thread_id,
        found.message.id,
        snippet(found.message.text, found.message.parts),
        found.assessment.reasons,
        found.tier,
        found.amount,
        found.currency,
        found.publicity,
        found.effect,
        found.kind,
    )


def _standing(agent: Agent) -> tuple[int, str]:
    return -rank(agent.role), agent.name.casefold()
