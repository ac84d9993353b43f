"""Complaints of a choice, and what making them good cost (K, K-3, K-6)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import or_, select

from backend.insights.meant import Meant
from backend.shelf.keeping import value_of
from backend.storage.tables import complaint, insight_wait, shelf, thread
from domain.complaint import Complaint, StepKind
from domain.emotion.assessment import Tier
from domain.measures.report import ComplaintLines, Ratio, TierLine
from domain.measures.spread import spread
from domain.money import converted
from domain.offer import Offer, OfferState, Option
from domain.working_time import WorkingHours, between

_MS = timedelta(milliseconds=1)
_TOLD = (OfferState.MADE, OfferState.TAKEN, OfferState.REFUSED)
_THREE = 3


class Amends:
    """Complaints that were received in the span, and offers that were made in it.

    A complaint that was linked to another one counts as that one only. It belongs to its owner. "In time" is said of
    what was done, and of what was not and is past its time; what has time left does not count yet.
    """

    def __init__(self, meant: Meant) -> None:
        self._meant = meant
        self._figures = meant.complaint_figures()

    @property
    def lines(self) -> ComplaintLines:
        """All of it."""
        taken = [(offer, one) for offer in self.offers if (one := _taken(offer)) is not None]
        currency, rates = self._meant.currency(), self._meant.rates()
        refund = sum(converted(one.refund, offer.currency, currency, rates) or 0 for offer, one in taken)
        coupon = sum(converted(one.coupon, offer.currency, currency, rates) or 0 for offer, one in taken)
        return ComplaintLines(
            tuple(self._tier(tier) for tier in (Tier.HIGH, Tier.MEDIUM, Tier.LOW)),
            self._softened(0),
            self._softened(_THREE),
            self._followed_up(),
            len(self.offers),
            len(taken),
            refund,
            coupon,
            currency,
        )

    @cached_property
    def complaints(self) -> Sequence[Complaint]:
        """Received in the span, the oldest first."""
        return self._complaints(complaint.c.received_at)

    @cached_property
    def offers(self) -> Sequence[Offer]:
        """Made in the span, to the customer."""
        meant, choice = self._meant, self._meant.choice
        agents = meant.agents
        held = [offer for offer in self._all_offers if choice.since <= offer.at < choice.until]
        mine = [offer for offer in held if agents is None or offer.made_by in agents]
        if not (choice.channel or meant.by_nature):
            return mine
        return [offer for offer in mine if self._is_meant(offer.thread_id, offer.at)]

    def late(self, one: Complaint) -> bool:
        """Whether a deadline of it was missed."""
        done = (self._first(one), self._rule(one), self._resolved(one))
        return any(in_time is False for in_time in done)

    @cached_property
    def _all_offers(self) -> Sequence[Offer]:
        rows = self._meant.connection.execute(select(shelf).where(shelf.c.type == "offer"))
        values = [value for row in rows if isinstance(value := value_of(row), Offer)]
        return [offer for offer in values if offer.state in _TOLD]

    def _complaints(self, when: object) -> Sequence[Complaint]:
        meant = self._meant
        where = [*meant.within(when), *meant.named(complaint, agent="owner_id")]
        query = select(shelf).join(complaint, complaint.c.id == shelf.c.id).where(shelf.c.type == "complaint", *where)
        rows = meant.connection.execute(query.order_by(complaint.c.received_at, complaint.c.id))
        held = [value for row in rows if isinstance(value := value_of(row), Complaint) and value.duplicate_of is None]
        if not meant.choice.topic:
            return held
        return [one for one in held if self._is_meant(one.thread_id, one.received_at, only_topic=True)]

    def _tier(self, tier: Tier) -> TierLine:
        held = [one for one in self.complaints if one.tier is tier]
        hours = self._meant.hours
        took = [_worked(one, hours) for one in held if one.resolved_at is not None]
        return TierLine(
            tier,
            len(held),
            sum(one.is_open for one in held),
            _ratio(map(self._first, held)),
            _ratio(map(self._rule, held)),
            _ratio(map(self._resolved, held)),
            spread(took),
        )

    def _first(self, one: Complaint) -> bool | None:
        """Whether its first answer came in time; None while nobody can say."""
        return _in_time(one.answered_at, one.first_due, self._meant.now)

    def _rule(self, one: Complaint) -> bool | None:
        return _in_time(one.answered_at, one.rule_due, self._meant.now)

    def _resolved(self, one: Complaint) -> bool | None:
        if one.resolved_at is None and one.paused_at is not None:
            return None
        return _in_time(one.resolved_at, one.resolve_due, self._meant.now)

    def _softened(self, options: int) -> Ratio:
        """Complaints with an offer of so many options at least, and those of them resolved after it was taken."""
        offered, softened = 0, 0
        for one in self.complaints:
            theirs = [offer for offer in self._offers_for(one) if len(offer.options) >= options]
            offered += bool(theirs)
            softened += one.resolved_at is not None and any(_taken(offer) for offer in theirs)
        return Ratio(softened, offered)

    def _offers_for(self, one: Complaint) -> list[Offer]:
        """Made in its thread, and in what is joined with that, from its arrival to its resolution."""
        held = self._offers_by_root.get(self._roots.get(one.thread_id, ""), [])
        until = one.resolved_at or self._meant.now
        return [offer for offer in held if one.received_at <= offer.at <= until]

    def _followed_up(self) -> Ratio:
        """Of the follow-ups that fell due in the span."""
        due = self._complaints(complaint.c.follow_up_due)
        now = self._meant.now
        return _ratio(_in_time(one.followed_up_at, one.follow_up_due, now) for one in due)

    @cached_property
    def _roots(self) -> dict[str, str]:
        homes = sorted({one.thread_id for one in self.complaints} | {offer.thread_id for offer in self._all_offers})
        found: dict[str, str] = {}
        for start in range(0, len(homes), 500):
            query = select(thread.c.id, thread.c.merged_into).where(thread.c.id.in_(homes[start : start + 500]))
            found |= {row.id: row.merged_into or row.id for row in self._meant.connection.execute(query)}
        return found

    @cached_property
    def _offers_by_root(self) -> dict[str, list[Offer]]:
        found: dict[str, list[Offer]] = defaultdict(list)
        for offer in self._all_offers:
            found[self._roots.get(offer.thread_id, "")].append(offer)
        return found

    def _is_meant(self, home: str, at: datetime, *, only_topic: bool = False) -> bool:
        """Whether what the customer wrote last by then is of the channel, language and topic."""
        columns, choice = insight_wait.c, self._meant.choice
        root = select(thread.c.merged_into).where(thread.c.id == home).scalar_subquery()
        here = or_(columns.root_id == home, columns.root_id == root)
        query = select(columns.channel, columns.language, columns.topic).where(here, columns.began <= at)
        row = self._meant.connection.execute(query.order_by(columns.position.desc()).limit(1)).first()
        if row is None:
            return False
        wanted = (choice.channel, choice.language, choice.topic)
        pairs = list(zip(row, wanted, strict=True))[2 if only_topic else 0 :]
        return all(asked in ("", found) for found, asked in pairs)


def _taken(offer: Offer) -> Option | None:
    if offer.state is not OfferState.TAKEN or offer.taken is None:
        return None
    return offer.options[offer.taken] if offer.taken < len(offer.options) else None


def _in_time(done: datetime | None, due: datetime | None, now: datetime) -> bool | None:
    if due is None:
        return None
    if done is not None:
        return done <= due
    return False if now > due else None


def _ratio(told: Iterable[bool | None]) -> Ratio:
    known = [one for one in told if one is not None]
    return Ratio(sum(known), len(known))


def _worked(one: Complaint, hours: WorkingHours) -> int:
    """Working time from its arrival to its resolution, without the pauses; in milliseconds."""
    assert one.resolved_at is not None
    total, paused = between(one.received_at, one.resolved_at, hours), None
    for step in one.steps:
        if step.kind is StepKind.PAUSED:
            paused = step.at
        elif paused is not None and step.kind in (StepKind.RESUMED, StepKind.RESOLVED):
            total -= between(paused, min(step.at, one.resolved_at), hours)
            paused = None
    return max(total // _MS, 0)
