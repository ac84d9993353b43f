"""Complaints in words: tiers, times, states and everything that happened to one."""

from collections.abc import Mapping
from datetime import datetime

from app.i18n import _, pgettext
from domain.agent import Role
from domain.compensation.wording import MARKS
from domain.complaint import Complaint, ComplaintState, Deadline, Effect, FollowUpOutcome, Step, StepKind
from domain.complaints.figures import TierFigures
from domain.complaints.tiering import TierReason
from domain.guidance.findings import Part
from domain.ids import AgentId
from ui import locale
from widgets.assessment import tier_name
from widgets.board.words import length, whole_length
from widgets.card import isolated
from widgets.thread_view.when import clock_time, day_and_month, local_day


def role_words(role: Role | None) -> str:
    """What somebody is, as a chip; "" for nobody."""
    return {
        Role.AGENT: pgettext("role", "agent"),
        Role.SENIOR: pgettext("role", "senior agent"),
        Role.LEAD: pgettext("role", "team lead"),
        Role.TRAINER: pgettext("role", "trainer"),
        Role.ADMIN: pgettext("role", "admin"),
        None: "",
    }[role]


def rule_words(row: TierFigures) -> str:
    """One row of table K."""
    said = _("answer within {first}, {role}, resolve within {resolve}")
    return said.format(first=whole_length(row.first), role=role_words(row.role), resolve=whole_length(row.resolve))


def effect_words(effect: Effect) -> str:
    """What it is for the customer."""
    return {Effect.TECHNICAL: _("technical"), Effect.EXPERIENCE: _("the experience is affected")}[effect]


def state_words(complaint: Complaint) -> str:
    """How far it is."""
    if complaint.duplicate_of is not None:
        return _("same as another one")
    return {
        ComplaintState.OPEN: _("open"),
        ComplaintState.PAUSED: _("waits for the customer"),
        ComplaintState.RESOLVED: _("resolved"),
        ComplaintState.CLOSED: _("closed"),
    }[complaint.state]


def outcome_words(outcome: FollowUpOutcome) -> str:
    """What the customer said some days later."""
    return {
        FollowUpOutcome.WELL: _("it is well"),
        FollowUpOutcome.NOT_WELL: _("it is not well"),
        FollowUpOutcome.NO_ANSWER: _("no answer"),
    }[outcome]


def deadline_words(deadline: Deadline) -> str:
    """What has to happen in time."""
    return {
        Deadline.RULE: _("first answer"),
        Deadline.FIRST: _("first answer"),
        Deadline.RESOLVE: _("solve"),
        Deadline.FOLLOW_UP: _("follow-up"),
    }[deadline]


def left_words(deadline: Deadline, due: datetime, now: datetime) -> str:
    """How much time is left ("first answer 1:24 left"), or how long ago it was over."""
    what = deadline_words(deadline)
    if due >= now:
        return _("{what} {time} left").format(what=what, time=isolated(length(due - now)))
    return _("{what} {time} late").format(what=what, time=isolated(length(now - due)))


def when_words(at: datetime, now: datetime) -> str:
    """The time, with its day when it is another one ("10:51", "25 Nov 10:51")."""
    zone = locale.zone()
    time, day = clock_time(at, zone), local_day(at, zone)
    if day == local_day(now, zone):
        return isolated(time)
    return isolated(_("{day} {time}").format(day=day_and_month(day, locale.tag()), time=time))


def received_words(complaint: Complaint, now: datetime) -> str:
    """When it came."""
    return _("received {time}").format(time=when_words(complaint.received_at, now))


def day_words(at: datetime) -> str:
    """The day alone ("25 Nov")."""
    return isolated(day_and_month(local_day(at, locale.zone()), locale.tag()))


def money_words(complaint: Complaint) -> str:
    """What it is about, "" for nothing."""
    return isolated(locale.money(complaint.amount, complaint.currency)) if complaint.amount else ""


def part_words(part: str) -> str:
    """One of K-1's three elements, or another part of an answer that is known by its name alone."""
    known = {
        Part.APOLOGY.value: _("apology"),
        Part.SUMMARY.value: _("summary"),
        Part.PROMISED_TIME.value: _("promised time"),
    }
    return known.get(part, part)


def mark_words(mark: str) -> str:
    """An option by its number ("②")."""
    return dict(zip("123", MARKS, strict=False)).get(mark, mark)


def step_words(step: Step, names: Mapping[AgentId, str]) -> str:
    """One thing that happened, with who did it behind it."""
    said = _step(step, names)
    who = names.get(step.agent_id, _("a colleague")) if step.agent_id is not None else ""
    return _("{what} · {name}").format(what=said, name=isolated(who)) if who else said


def _step(step: Step, names: Mapping[AgentId, str]) -> str:
    if step.kind in _CLOCK:
        return _clock_step(step, names)
    if step.kind in _WITH_WORDS:
        return _with_words(step)
    owner = isolated(names.get(step.owner_id, _("a colleague"))) if step.owner_id is not None else _("nobody")
    if step.kind is StepKind.OWNED:
        return _behind(_("given to {name}").format(name=owner), step.words)
    return {
        StepKind.AMENDED: _("what is known of it changed"),
        StepKind.OFFERED: _("three options offered"),
        StepKind.REFUSED: _("the customer refused all options"),
        StepKind.PAUSED: _("waits for the customer"),
        StepKind.RESUMED: _("goes on"),
        StepKind.LINKED: _("closed: it is the same as another one"),
        StepKind.UNLINKED: _("open again: it is not the same after all"),
    }[step.kind]


_CLOCK = frozenset({StepKind.WARNED, StepKind.BREACHED, StepKind.ESCALATED})
_WITH_WORDS = frozenset(
    {
        StepKind.OPENED,
        StepKind.RETIERED,
        StepKind.ANSWERED,
        StepKind.TAKEN,
        StepKind.RESOLVED,
        StepKind.REOPENED,
        StepKind.FOLLOWED_UP,
    }
)


def _clock_step(step: Step, names: Mapping[AgentId, str]) -> str:
    what = deadline_words(step.deadline or Deadline.FIRST)
    if step.kind is StepKind.WARNED:
        return _("{what}: the time runs out").format(what=what)
    if step.kind is StepKind.BREACHED:
        return _("{what}: too late").format(what=what)
    owner = names.get(step.owner_id, _("a colleague")) if step.owner_id is not None else _("nobody")
    return _("escalated to {name}").format(name=isolated(owner))


def _with_words(step: Step) -> str:
    tier = tier_name(step.tier) if step.tier is not None else ""
    if step.kind is StepKind.OPENED:
        return _behind(_("opened as {tier}").format(tier=tier), reasons_words(step.words))
    if step.kind is StepKind.RETIERED:
        why = step.words if step.agent_id is not None else reasons_words(step.words)
        return _behind(_("tier is {tier} now").format(tier=tier), why)
    if step.kind is StepKind.ANSWERED:
        parts = _(", ").join(part_words(part) for part in step.words.split())
        return _("first answer with {parts}").format(parts=parts) if parts else _("first answer")
    if step.kind is StepKind.TAKEN:
        return _("the customer took {option}").format(option=mark_words(step.words))
    if step.kind is StepKind.FOLLOWED_UP:
        outcome, _blank, said = step.words.partition(" ")
        known = {one.value for one in FollowUpOutcome}
        return _behind(outcome_words(FollowUpOutcome(outcome)) if outcome in known else outcome, said)
    return _behind({StepKind.RESOLVED: _("resolved"), StepKind.REOPENED: _("opened again")}[step.kind], step.words)


def reasons_words(reasons: str) -> str:
    """Why table K says so, from the reasons' names."""
    known = {one.value for one in TierReason}
    return _(", ").join(reason_words(TierReason(one)) if one in known else one for one in reasons.split())


def reason_words(reason: TierReason) -> str:
    """Why table K says so."""
    return {
        TierReason.PUBLICITY: _("it is public"),
        TierReason.AMOUNT: _("the amount"),
        TierReason.AMOUNT_UNKNOWN: _("no rate for its currency"),
        TierReason.EXPERIENCE: _("the experience is affected"),
        TierReason.TECHNICAL: _("technical"),
        TierReason.SMALL: _("a small amount"),
        TierReason.BY_HAND: _("by hand"),
    }[reason]


def _behind(what: str, said: str) -> str:
    return _("{what}: {words}").format(what=what, words=isolated(said)) if said else what
