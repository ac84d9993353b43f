"""The path of a complaint in words: received, answered, offered, resolved, followed up (K-1, K-2, K-3, K-6)."""

from dataclasses import dataclass
from datetime import datetime

from app.i18n import _, ngettext
from domain.compensation.wording import MARKS
from domain.complaint import Complaint, ComplaintState, Step, StepKind
from domain.complaints.ground import Ground
from domain.complaints.tiering import TierReason, tier_of
from domain.guidance.guide import COMPLAINT
from domain.offer import Offer, OfferState
from ui.complaints.page_words import (
    day_words,
    mark_words,
    money_words,
    outcome_words,
    part_words,
    reason_words,
    when_words,
)
from ui.inbox.compensation_words import option_words
from widgets.assessment import tier_name
from widgets.card import isolated
from widgets.complaint.values import PathLine, PathState

_OFFERS = frozenset({StepKind.OFFERED, StepKind.TAKEN, StepKind.REFUSED})


@dataclass(frozen=True, slots=True)
class Look:
    """When and by which figures a complaint is looked at."""

    now: datetime
    ground: Ground


def received(complaint: Complaint, look: Look) -> PathLine:
    """When it came, and why it is of its tier."""
    tier = tier_name(complaint.tier)
    words = _("received {time} · tier {tier} ({why})")
    time, why = when_words(complaint.received_at, look.now), _why(complaint, look)
    return PathLine(PathState.DONE, words.format(time=time, tier=tier, why=why))


def _why(complaint: Complaint, look: Look) -> str:
    """What decides about the tier: the last person who said so, else table K."""
    said = next((step for step in reversed(complaint.steps) if step.kind is StepKind.RETIERED and step.words), None)
    if said is not None:
        return isolated(said.words)
    figures, rates = look.ground.figures, look.ground.rates
    tier, reasons = tier_of(complaint.amount, complaint.currency, complaint.publicity, complaint.effect, figures, rates)
    if tier is not complaint.tier:
        return _("by hand")
    money, sums = money_words(complaint), (TierReason.AMOUNT, TierReason.SMALL)
    return " + ".join(money if money and reason in sums else reason_words(reason) for reason in reasons)


def answered(complaint: Complaint, now: datetime) -> PathLine:
    """The first answer, and which of the three elements it has (K-1)."""
    due = min(complaint.rule_due, complaint.first_due)
    if complaint.answered_at is None:
        late = due < now and complaint.is_open
        state = PathState.LATE if late else PathState.NOW if complaint.is_open else PathState.COMING
        words = _("first answer was due {time}") if late else _("first answer by {time}")
        return PathLine(state, words.format(time=when_words(due, now)))
    time = when_words(complaint.answered_at, now)
    words = _("first answer {time}, late") if complaint.answered_at > due else _("first answer {time}")
    return PathLine(PathState.DONE, words.format(time=time), _parts(complaint.answer_parts))


def _parts(held: tuple[str, ...]) -> str:
    """Which of K-1's three elements the first answer has."""
    has = [part_words(part.value) for part in COMPLAINT if part.value in held]
    misses = [part_words(part.value) for part in COMPLAINT if part.value not in held]
    joint = _(", ")
    if not misses:
        return _("with {parts}").format(parts=joint.join(has))
    if not has:
        return _("without {parts}").format(parts=joint.join(misses))
    return _("with {parts}; without {missing}").format(parts=joint.join(has), missing=joint.join(misses))


def offered(offers: tuple[Offer, ...], complaint: Complaint) -> PathLine:
    """The three options, and what the customer said to them (K-3)."""
    words = _("three options offered")
    last = next((step for step in reversed(complaint.steps) if step.kind in _OFFERS), None)
    if last is None:
        asked = any(offer.state in (OfferState.ASKED, OfferState.APPROVED) for offer in offers)
        more = _("a lead is asked, or has agreed: not offered yet") if asked and complaint.is_open else ""
        return PathLine(PathState.COMING, words, more)
    if last.kind is StepKind.TAKEN:
        return PathLine(PathState.DONE, words, _("the customer took {option}").format(option=_taken(offers, last)))
    refused = last.kind is StepKind.REFUSED
    more = _("the customer refused all of them") if refused else _("the customer has not said yet")
    return PathLine(PathState.DONE, words, more if refused or complaint.is_open else "")


def _taken(offers: tuple[Offer, ...], step: Step) -> str:
    """The option in words where the offer is known, else its mark."""
    taken = [offer for offer in offers if offer.state is OfferState.TAKEN and offer.taken is not None]
    last = max(taken, key=_offer_time, default=None)
    if last is None or last.taken is None:
        return mark_words(step.words)
    return f"{MARKS[last.taken]} {option_words(last.options[last.taken], 0, last.currency)}"


def _offer_time(offer: Offer) -> datetime:
    return offer.at


def resolved(complaint: Complaint, now: datetime) -> PathLine:
    """That it is made good, and how."""
    if complaint.duplicate_of is not None:
        return PathLine(PathState.DONE, _("closed: another complaint goes on in its place"))
    if complaint.resolved_at is not None and not complaint.is_open:
        late = complaint.resolved_at > complaint.resolve_due
        words = _("resolved {time}, late") if late else _("resolved {time}")
        more = isolated(complaint.resolution)
        return PathLine(PathState.DONE, words.format(time=when_words(complaint.resolved_at, now)), more)
    if complaint.paused_at is not None:
        since = when_words(complaint.paused_at, now)
        return PathLine(PathState.COMING, _("resolved later: waits for the customer since {time}").format(time=since))
    due = complaint.resolve_due
    if due < now:
        return PathLine(PathState.LATE, _("was to be resolved by {time}").format(time=when_words(due, now)))
    state = PathState.NOW if complaint.answered_at is not None else PathState.COMING
    return PathLine(state, _("resolved by {time}").format(time=when_words(due, now)))


def followed_up(complaint: Complaint, look: Look) -> PathLine:
    """That the customer was asked how it is (K-6)."""
    if complaint.followed_up_at is not None and complaint.outcome is not None:
        words = _("followed up {day}: {outcome}")
        day, outcome = day_words(complaint.followed_up_at), outcome_words(complaint.outcome)
        return PathLine(PathState.DONE, words.format(day=day, outcome=outcome))
    if complaint.follow_up_due is None or complaint.state is not ComplaintState.RESOLVED:
        days = look.ground.figures.follow_up_days
        words = ngettext("follow-up within {count} day of it", "follow-up within {count} days of it", days)
        return PathLine(PathState.COMING, words.format(count=days))
    due = complaint.follow_up_due
    if due < look.now:
        return PathLine(PathState.LATE, _("follow-up was due {day}").format(day=day_words(due)))
    return PathLine(PathState.NOW, _("follow-up by {day}").format(day=day_words(due)))
