"""Complaints over the demo world: the real rules and texts, complaints in memory."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from app.changes import ChangeSet
from app.errors import Refused
from app.ports import Session
from app.services.complaint_values import BoardCard, ComplaintPage, Suggestion
from app.services.likeness import similar
from app.words.follow_ups import follow_up_text
from domain.agent import Agent, Permission
from domain.complaint import Complaint, ComplaintState
from domain.complaints.acts import ComplaintAct, LinkComplaint, OpenComplaint
from domain.complaints.closing import followed
from domain.complaints.figures import KEY, ComplaintFigures
from domain.complaints.ground import Ground, MoveRefused, Source
from domain.complaints.moves import apply, due
from domain.complaints.rights import may
from domain.complaints.staff import Colleague, rank
from domain.complaints.suggesting import suggested
from domain.ids import AgentId, ComplaintId, MessageId, SettingKey, ThreadId
from domain.message import Message, snippet
from domain.offer import Offer
from domain.problems import Problem
from domain.working_time import ALWAYS, WorkingHours
from domain.working_time import KEY as HOURS_KEY
from tests.fakes.demo import World
from tests.fakes.services.stepping import FakeClock


class FakeComplaints:
    """Answers at once.

    Attributes:
        held: all complaints by id; a test puts them there (`keep_all`) or looks at them.
        done: every act that was asked for, with its thread.
        set_figures, hours, rates, hotline: what is in force. unreadable: what of it is so because it must be.
        offline: what is done now does not leave this computer (`BoardCard.pending`).
        error: raised by the next thing that is done.
        behind: how far the server's clock is before this computer's.
    """

    def __init__(
        self,
        world: World,
        tell: Callable[[ChangeSet], None],
        session: Callable[[], Session | None],
        clock: FakeClock,
        offers: Callable[[], Iterable[Offer]] = tuple,
    ) -> None:
        self.world, self.tell, self.session, self.clock, self.offers = world, tell, session, clock, offers
        self.held: dict[ComplaintId, Complaint] = {}
        self.done: list[tuple[ThreadId, ComplaintAct]] = []
        self.set_figures = ComplaintFigures()
        self.hours: WorkingHours = ALWAYS
        self.rates: dict[str, float] = {}
        self.hotline = ""
        self.unreadable: tuple[SettingKey, ...] = ()
        self.offline = False
        self.pending: set[ComplaintId] = set()
        self.dismissed: set[MessageId] = set()
        self.error: Exception | None = None
        self._count = 0

    def now(self) -> datetime:
        return self.clock.now()

    async def open_cards(self) -> Sequence[BoardCard]:
        return [self.card(one) for one in self.held.values() if one.is_open]

    async def cards(self, ids: Collection[ComplaintId]) -> Mapping[ComplaintId, BoardCard]:
        return {id_: self.card(self.held[id_]) for id_ in ids if id_ in self.held}

    async def ended(self, limit: int, text: str = "") -> Sequence[BoardCard]:
        found = [self.card(one) for one in self.held.values() if not one.is_open]
        wanted = text.casefold()
        fits = [one for one in found if wanted in one.complaint.title.casefold() or wanted in one.customer.casefold()]
        return sorted(fits, key=_received, reverse=True)[:limit]

    async def follow_ups(self) -> Sequence[BoardCard]:
        found = [one for one in self.held.values() if one.state is ComplaintState.RESOLVED and one.follow_up_due]
        return [self.card(one) for one in sorted(found, key=_follow_up)]

    async def page(self, complaint_id: ComplaintId) -> ComplaintPage | None:
        if complaint_id not in self.held:
            return None
        card = self.card(self.held[complaint_id])
        offers = tuple(one for one in self.offers() if one.thread_id == card.root_id)
        names = {agent.id: agent.name for agent in self.world.agents}
        return ComplaintPage(card, offers, similar(card, map(self.card, self.held.values())), names)

    async def of_thread(self, thread_id: ThreadId) -> Sequence[BoardCard]:
        found = [self.card(one) for one in self.held.values() if one.thread_id == thread_id]
        return sorted(sorted(found, key=_received, reverse=True), key=_is_over)

    def of(self, thread_id: ThreadId) -> list[Complaint]:
        """Those of a thread, in no order."""
        return [one for one in self.held.values() if one.thread_id == thread_id]

    async def suggestion(self, thread_id: ThreadId) -> Suggestion | None:
        card = self.world.cards.get(thread_id)
        if card is None or self._message(thread_id, self.dismissed):
            return None
        entries = sorted(self.world.entries.get(thread_id, []), key=lambda entry: entry.sort_key)
        orders = [order for order in self.world.orders if order.customer_id == card.customer.id]
        held = [one for one in self.held.values() if one.thread_id == thread_id]
        found = suggested((entry.message for entry in entries), orders, held, self.basis())
        if found is None:
            return None
        return Suggestion(
            thread_id,
            found.message.id,
            snippet(found.message.text),
            found.assessment.reasons,
            found.tier,
            found.amount,
            found.currency,
            found.publicity,
            found.effect,
            found.kind,
        )

    async def dismiss(self, suggestion: Suggestion) -> None:
        self._fail()
        self.dismissed.add(suggestion.message_id)
        self.tell(ChangeSet(threads=frozenset({suggestion.thread_id}), timelines=frozenset({suggestion.thread_id})))

    async def do(self, thread_id: ThreadId, act: ComplaintAct) -> None:
        self._fail()
        session, before = self.session(), self.held.get(act.complaint_id)
        assert session is not None
        if not may(session.agent, act, before, self.basis()):
            raise Refused(Problem.NOT_ALLOWED)
        if isinstance(act, OpenComplaint) and any(_same(one, act) for one in self.held.values()):
            raise Refused(Problem.COMPLAINT_MOVED)
        other = self.held.get(act.duplicate_of) if isinstance(act, LinkComplaint) and act.duplicate_of else None
        source = self._source(thread_id, act) if isinstance(act, OpenComplaint) else None
        by, now, ground = session.agent.id, self.now(), self.basis()
        try:
            after = apply(before, act, by, now, ground, source=source, other=other)
        except MoveRefused as refused:
            raise Refused(refused.problem) from refused
        self.done.append((thread_id, act))
        self.keep_all([after, *(followed(one, after, now, ground) for one in self._copies(after))])

    def new_id(self) -> ComplaintId:
        self._count += 1
        return ComplaintId(f"0198c000-0000-7000-8000-{self._count:012d}")

    async def follow_up_text(self, complaint_id: ComplaintId) -> str:
        one = self.held[complaint_id]
        orders = [
            order for order in self.world.orders if order.number and order.number in f"{one.title} {one.resolution}"
        ]
        number = orders[0].number if orders else ""
        return follow_up_text(one.language, self.card(one).customer, one.resolution, number, self.hotline)

    async def people(self) -> Sequence[Agent]:
        able = [agent for agent in self.world.agents if agent.active and rank(agent.role) >= 0]
        return sorted(able, key=lambda agent: (-rank(agent.role), agent.name))

    def may_lead(self) -> bool:
        session = self.session()
        return session is not None and session.agent.may(Permission.LEAD_COMPLAINTS)

    async def figures(self) -> ComplaintFigures:
        return self.set_figures

    async def keep(self, figures: ComplaintFigures) -> None:
        self._fail()
        self._need_settings()
        self.set_figures = figures
        self.unreadable = tuple(key for key in self.unreadable if key != KEY)
        self.tell(ChangeSet(shelf=frozenset({"setting"})))

    async def ground(self) -> Ground:
        return self.basis()

    async def keep_hours(self, hours: WorkingHours) -> None:
        self._fail()
        self._need_settings()
        self.hours = hours
        self.unreadable = tuple(key for key in self.unreadable if key != HOURS_KEY)
        self.tell(ChangeSet(shelf=frozenset({"setting"})))

    def basis(self) -> Ground:
        """What the rules stand on."""
        open_of: dict[AgentId | None, int] = {}
        for one in self.held.values():
            if one.is_open:
                open_of[one.owner_id] = open_of.get(one.owner_id, 0) + 1
        staff = tuple(
            Colleague(agent.id, agent.role, agent.active, open_of.get(agent.id, 0)) for agent in self.world.agents
        )
        return Ground(self.set_figures, self.hours, self.rates, staff, self.unreadable)

    def card(self, one: Complaint) -> BoardCard:
        """A complaint as the board shows it."""
        card, line = self.world.cards.get(one.thread_id), self.world.rows.get(one.thread_id)
        owner = next((agent for agent in self.world.agents if agent.id == one.owner_id), None)
        return BoardCard(
            one,
            one.thread_id,
            card.customer.name if card is not None else "",
            owner.name if owner is not None else "",
            owner.role if owner is not None else None,
            line[0].tier if line is not None and line[0].waiting_since is not None else None,
            one.id in self.pending,
        )

    def keep_all(self, changed: Iterable[Complaint]) -> None:
        """Puts these where the screens read them, and tells."""
        ids: set[ComplaintId] = set()
        for one in changed:
            before = self.held.get(one.id)
            self.held[one.id] = replace(one, version=(before.version if before is not None else 0) + 1)
            ids.add(one.id)
        if self.offline:
            self.pending |= ids
        threads = frozenset(self.held[id_].thread_id for id_ in ids)
        self.tell(ChangeSet(threads=threads, shelf=frozenset({"complaint"}), complaints=frozenset(ids)))

    def tick(self) -> None:
        """The server's clock looks at everything: warnings, breaches and escalations up to now."""
        now, ground = self.now(), self.basis()
        moved = ((one, due(one, now, ground)) for one in self.held.values())
        changed = [after for before, after in moved if after != before]
        if changed:
            self.keep_all(changed)

    def _source(self, thread_id: ThreadId, act: OpenComplaint) -> Source:
        card = self.world.cards.get(thread_id)
        found = self._message(thread_id, {act.message_id})
        if act.message_id is not None and found is None:
            raise Refused(Problem.MESSAGE_GONE)
        return Source(
            thread_id,
            found.channel.value if found is not None else card.thread.last_channel if card is not None else "",
            card.customer.language if card is not None else "",
            found.at if found is not None else None,
            card.thread.assignee_id if card is not None else None,
        )

    def _message(self, thread_id: ThreadId, ids: Collection[MessageId | None]) -> Message | None:
        entries = self.world.entries.get(thread_id, [])
        return next((entry.message for entry in entries if entry.message.id in ids), None)

    def _copies(self, after: Complaint) -> list[Complaint]:
        return [one for one in self.held.values() if after.duplicate_of and one.duplicate_of == after.id]

    def _need_settings(self) -> None:
        session = self.session()
        if session is None or not session.agent.may(Permission.CHANGE_SETTINGS):
            raise Refused(Problem.NOT_ALLOWED)

    def _fail(self) -> None:
        if self.error is not None:
            error, self.error = self.error, None
            raise error


def _same(one: Complaint, act: OpenComplaint) -> bool:
    return act.message_id is not None and one.is_open and one.message_id == act.message_id


def _received(card: BoardCard) -> tuple[datetime, str]:
    return card.complaint.received_at, card.complaint.id


def _is_over(card: BoardCard) -> bool:
    return not card.complaint.is_open


def _follow_up(one: Complaint) -> tuple[datetime, str]:
    return one.follow_up_due or one.received_at, one.id
