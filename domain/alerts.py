"""What an agent has to be told until they have seen it, and when they are told again (K-1, K-2, K-6, M).

Told are complaints that somebody else gave to one, deadlines of one's own that come near or are over, what escalated
to oneself, follow-ups that are due, and for leads measures beyond their limits and compensations that wait for their
word. Learners are told once of practice that they were given and of a trainer's word (S-2).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from domain.complaint import Complaint, Deadline, StepKind
from domain.complaints.clocks import due_of, running, warns_at
from domain.complaints.ground import Ground
from domain.complaints.standing import Standing, standings
from domain.ids import AgentId, ComplaintId, OfferId, ThreadId
from domain.offer import Offer
from domain.training.assigning import Assignment, Coaching
from domain.warning import MeasureWarning


class AlertKind(StrEnum):
    """Why somebody is told, the most urgent first."""

    ESCALATED = "escalated"
    LATE = "late"
    SOON = "soon"
    GIVEN = "given"
    FOLLOW_UP = "follow_up"
    OFFER = "offer"
    WARNING = "warning"
    TRAINING_GIVEN = "training_given"
    TRAINER_WORD = "trainer_word"


ONCE: Final = frozenset({AlertKind.TRAINING_GIVEN, AlertKind.TRAINER_WORD})
"""Told once, and then only listed until they are seen: nobody is pressed to practise."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to be told.

    Attributes:
        key: names it in its present state: when that changes, it is something new to be told.
        since: when it came to this.
        thread_id: where it is, None for a measure without threads.
        customer, title: of the complaint or the offer, as texts of the customer; of training the trainer's name, and
            the pack or what was said; "" for none.
        deadline, due: which time runs out or is over.
    """

    key: str
    kind: AlertKind
    since: datetime
    thread_id: ThreadId | None = None
    customer: str = ""
    title: str = ""
    complaint_id: ComplaintId | None = None
    deadline: Deadline | None = None
    due: datetime | None = None
    offer_id: OfferId | None = None
    warning: MeasureWarning | None = None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often one is told.

    Attributes:
        repeat: after so long again, until it is seen. gap: at least so long between two tellings.
        quiet_until: nothing is told before; None for no such wish.
    """

    repeat: timedelta
    gap: timedelta = timedelta(seconds=30)
    quiet_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What was told when, by key; and when something was told last."""

    at: Mapping[str, datetime] = field(default_factory=dict)
    last: datetime | None = None


def complaint_alert(complaint: Complaint, me: AgentId, now: datetime, ground: Ground) -> Alert | None:
    """What its owner has to be told of it; None when it is somebody else's, or all is well, or they have seen it."""
    if complaint.owner_id != me or complaint.duplicate_of is not None:
        return None
    came, escalated = _came_to(complaint, me)
    pressing = _pressing(complaint, now, ground)
    worst = max(pressing, key=_urgency, default=None)
    moments = [_came_at(complaint, one, ground) for one in pressing]
    if complaint.is_open and came is not None:
        moments.append(came)
    since = max(moments, default=None)
    if since is None or (complaint.seen_at is not None and complaint.seen_at >= since):
        return None
    new = complaint.is_open and came is not None and not _seen(complaint, came)
    kind = _kind(worst, new and escalated)
    first = worst or (_next(complaint, now, ground) if kind is AlertKind.GIVEN else None)
    deadline, due = (first.deadline, first.due) if first is not None else (None, None)
    key = ":".join(("complaint", complaint.id, str(complaint.level), kind, deadline or ""))
    return Alert(key, kind, since, complaint.thread_id, "", complaint.title, complaint.id, deadline, due)


def changes_at(complaint: Complaint, me: AgentId, now: datetime, ground: Ground) -> datetime | None:
    """When its clock gives its owner something to be told next; None when it does not."""
    if complaint.owner_id != me or complaint.duplicate_of is not None:
        return None
    moments: list[datetime] = []
    for deadline in running(complaint, ground):
        moments += [at for at in (warns_at(complaint, deadline, ground), due_of(complaint, deadline)) if at is not None]
    return min((at for at in moments if at > now), default=None)


def warning_alert(warning: MeasureWarning) -> Alert:
    """A measure beyond its limit; each time that it goes there is something new."""
    thread = warning.threads[0] if warning.threads else None
    key = f"warning:{warning.id}:{warning.since.isoformat()}"
    return Alert(key, AlertKind.WARNING, warning.since, thread, warning=warning)


def offer_alert(offer: Offer, customer: str) -> Alert:
    """A compensation that waits for a lead's word."""
    return Alert(f"offer:{offer.id}", AlertKind.OFFER, offer.at, offer.thread_id, customer, offer_id=offer.id)


def assignment_alert(one: Assignment, trainer: str, pack: str) -> Alert:
    """Practice that somebody was given; `due` is when its last day begins."""
    since, until = (datetime.combine(day, time(), UTC) for day in (one.since, one.until))
    return Alert(f"training:{one.id}", AlertKind.TRAINING_GIVEN, since, None, trainer, pack, due=until)


def word_alert(one: Coaching, trainer: str) -> Alert:
    """What a trainer said to a learner."""
    return Alert(f"word:{one.id}", AlertKind.TRAINER_WORD, one.at, None, trainer, one.text)


def in_order(alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """The most urgent first, the newest of these first."""
    kinds = list(AlertKind)
    newest = sorted(alerts, key=_since, reverse=True)
    return tuple(sorted(newest, key=lambda one: kinds.index(one.kind)))


def to_tell(alerts: Iterable[Alert], told: Told, now: datetime, rhythm: Rhythm) -> tuple[Alert, ...]:
    """What is told now, all at once; () when it is not the time."""
    if _silent_until(told, now, rhythm) > now:
        return ()
    return tuple(one for one in alerts if (due := _due_at(one, told, now, rhythm)) is not None and due <= now)


def tells_at(alerts: Iterable[Alert], told: Told, now: datetime, rhythm: Rhythm) -> datetime | None:
    """When something is told next; None when nothing waits."""
    moments = (_due_at(one, told, now, rhythm) for one in alerts)
    first = min((at for at in moments if at is not None), default=None)
    return max(first, _silent_until(told, now, rhythm)) if first is not None else None


def after_telling(told: Told, alerts: Iterable[Alert], spoken: Collection[str], now: datetime) -> Told:
    """What was told by then; `spoken` of these alerts just now, by key. What is no alert any more is forgotten."""
    at = {one.key: told.at[one.key] for one in alerts if one.key in told.at}
    return Told({**at, **dict.fromkeys(spoken, now)}, now if spoken else told.last)


def looked_at(told: Told, keys: Collection[str], now: datetime) -> Told:
    """Nobody has to be told of what is in front of them: it counts as told, without a word."""
    return replace(told, at={**told.at, **dict.fromkeys(keys, now)}) if keys else told


def _due_at(alert: Alert, told: Told, now: datetime, rhythm: Rhythm) -> datetime | None:
    """At once for what is new, whatever somebody else's clock said of its beginning; None for never again."""
    before = told.at.get(alert.key)
    if before is None:
        return now
    return None if alert.kind in ONCE else before + rhythm.repeat


def _silent_until(told: Told, now: datetime, rhythm: Rhythm) -> datetime:
    moments = [now]
    if told.last is not None:
        moments.append(told.last + rhythm.gap)
    if rhythm.quiet_until is not None:
        moments.append(rhythm.quiet_until)
    return max(moments)


def _pressing(complaint: Complaint, now: datetime, ground: Ground) -> list[Standing]:
    return [one for one in standings(complaint, now, ground) if one.warned and not one.stands]


def _urgency(standing: Standing) -> tuple[bool, datetime]:
    """What is over before what comes near; of these what came to it last."""
    return standing.over, standing.due


def _came_at(complaint: Complaint, standing: Standing, ground: Ground) -> datetime:
    if standing.over:
        return standing.due
    return warns_at(complaint, standing.deadline, ground) or standing.due


_HANDED = frozenset({StepKind.OPENED, StepKind.OWNED, StepKind.ESCALATED})


def _came_to(complaint: Complaint, me: AgentId) -> tuple[datetime | None, bool]:
    """When somebody else, or the clock, handed it to me, and whether it escalated; None when I took it myself."""
    last = next((step for step in reversed(complaint.steps) if step.kind in _HANDED), None)
    if last is None or last.owner_id != me or last.agent_id == me:
        return None, False
    return last.at, last.kind is StepKind.ESCALATED


def _next(complaint: Complaint, now: datetime, ground: Ground) -> Standing | None:
    running_ones = [one for one in standings(complaint, now, ground) if not one.stands]
    return min(running_ones, key=_due, default=None)


def _due(standing: Standing) -> datetime:
    return standing.due


def _seen(complaint: Complaint, at: datetime) -> bool:
    return complaint.seen_at is not None and complaint.seen_at >= at


def _kind(worst: Standing | None, escalated: bool) -> AlertKind:
    if escalated:
        return AlertKind.ESCALATED
    if worst is None:
        return AlertKind.GIVEN
    if worst.deadline is Deadline.FOLLOW_UP:
        return AlertKind.FOLLOW_UP
    return AlertKind.LATE if worst.over else AlertKind.SOON


def _since(alert: Alert) -> datetime:
    return alert.since
