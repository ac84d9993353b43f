"""From a complaint and what is beside it to what its cards show (K-1, K-2, K-3, K-6)."""

from datetime import datetime

from app.i18n import _, ngettext
from app.services.complaint_values import BoardCard, ComplaintPage
from domain.complaint import Complaint, ComplaintState
from domain.complaints.clocks import due_of, running
from domain.complaints.staff import next_owner
from domain.complaints.standing import standing
from ui import locale
from ui.complaints.page_path import Look, answered, followed_up, offered, received, resolved
from ui.complaints.page_words import (
    effect_words,
    left_words,
    money_words,
    received_words,
    role_words,
    state_words,
    step_words,
    when_words,
)
from ui.inbox.compensation_words import kind_words
from widgets.assessment import tier_meaning, tier_name
from widgets.card import isolated
from widgets.complaint.values import BriefValue, ClockLine, ComplaintValue, SimilarLine, StepLine


def complaint_value(page: ComplaintPage, look: Look) -> ComplaintValue:
    """The whole page."""
    complaint, now = page.card.complaint, look.now
    state = "" if complaint.state is ComplaintState.OPEN else state_words(complaint)
    return ComplaintValue(
        complaint.title,
        page.card.customer,
        complaint.tier.value,
        tier_name(complaint.tier),
        state,
        clock_line(complaint, look),
        (
            received(complaint, look),
            answered(complaint, now),
            offered(page.offers, complaint),
            resolved(complaint, now),
            followed_up(complaint, look),
        ),
        page.card.owner or _("nobody"),
        role_words(page.card.owner_role),
        _owner_notes(page, look),
        _facts(complaint),
        tuple(_similar(card, now) for card in page.similar),
        tuple(StepLine(when_words(step.at, now), step_words(step, page.names)) for step in complaint.steps),
        _("Something done here has not left this computer yet.") if page.card.pending else "",
    )


def brief_value(card: BoardCard, others: int, look: Look) -> BriefValue:
    """The card beside the thread; `others` are its other open complaints."""
    complaint, now = card.complaint, look.now
    path = (
        received(complaint, look).state,
        answered(complaint, now).state,
        resolved(complaint, now).state,
        followed_up(complaint, look).state,
    )
    clock = clock_line(complaint, look)
    owner = _("{name}, {role}").format(name=isolated(card.owner), role=role_words(card.owner_role))
    more = ngettext("and {count} more complaint here", "and {count} more complaints here", others)
    return BriefValue(
        complaint.title,
        complaint.tier.value,
        tier_name(complaint.tier),
        clock,
        owner if card.owner else _("nobody owns it"),
        path,
        _next(complaint),
        more.format(count=others) if others else "",
        clock is not None and clock.tone == "high",
    )


def clock_line(complaint: Complaint, look: Look) -> ClockLine | None:
    """What has to happen next, and how much of its time is gone; None when nothing has to."""
    found = standing(complaint, look.now, look.ground)
    if found is None:
        return None
    if found.stands:
        return ClockLine(_("waits for the customer: the clock stands"), "", round(100 * found.used))
    tone = "high" if found.warned else ""
    return ClockLine(left_words(found.deadline, found.due, look.now), tone, round(100 * found.used))


def _owner_notes(page: ComplaintPage, look: Look) -> tuple[str, ...]:
    card = page.card
    complaint, found = card.complaint, []
    if card.emotion is not None:
        found.append(_("The customer waits for an answer: {mood}.").format(mood=tier_meaning(card.emotion)))
    clocks = [due for one in running(complaint, look.ground) if (due := due_of(complaint, one)) is not None]
    coming = [due for due in clocks if due >= look.now]
    if complaint.is_open and coming:
        found.append(_escalation(page, look, when_words(min(coming), look.now)))
    return tuple(found)


def _escalation(page: ComplaintPage, look: Look, time: str) -> str:
    """Who has it when nothing happens until then."""
    complaint, staff = page.card.complaint, look.ground.staff
    heir = next_owner(staff, complaint.owner_id, look.ground.figures.tiers[complaint.tier].role)
    if heir is None:
        return _("nobody stands higher: is told again at {time}").format(time=time)
    name = isolated(page.names.get(heir, _("a colleague")))
    role = next(role_words(one.role) for one in staff if one.id == heir)
    return _("escalates to {name} ({role}) at {time}").format(name=name, role=role, time=time)


def _facts(complaint: Complaint) -> tuple[tuple[str, str], ...]:
    facts = (
        (_("Amount"), money_words(complaint)),
        (_("Public"), _("yes, or threatens to be") if complaint.publicity else ""),
        (_("What it is"), effect_words(complaint.effect)),
        (_("Kind"), kind_words(complaint.kind)),
        (_("Language"), locale.language_name(complaint.language)),
        (_("Escalated"), _("{count} ×").format(count=complaint.level) if complaint.level else ""),
    )
    return tuple((name, value) for name, value in facts if value)


def _similar(card: BoardCard, now: datetime) -> SimilarLine:
    complaint = card.complaint
    second = " · ".join((isolated(card.customer), state_words(complaint), received_words(complaint, now)))
    return SimilarLine(complaint.id, complaint.tier.value, complaint.title, second)


def _next(complaint: Complaint) -> str:
    if complaint.answered_at is None:
        return _("Your reply needs an apology, a summary of the problem and a promised time.")
    return ""
