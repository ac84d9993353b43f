"""The numbers of the tiles: value, goal, what it was before, and where it leads (M, M-2, E-3, K-1)."""

from collections.abc import Callable
from datetime import datetime

from app.i18n import _, ngettext
from domain.measures.report import Behind, ComplaintLines, Ratio, Report
from domain.warning import WarningKind
from ui.insights.leads import Lead
from ui.insights.seen import Seen
from ui.insights.words import NOTHING, csat_mean, lasting, nps_value, share, signed, time_words
from ui.locale import money, number, percent
from widgets.charts.tile import TileValue

Value = Callable[[Report], float | None]
Said = Callable[[float], str]


def response(seen: Seen) -> TileValue:
    """Average response, below 90 seconds."""
    limit = seen.goals.response
    lead = Lead(Behind.RESPONSE, "", _("Slowest answers"))
    goal = _("goal {limit}").format(limit=lasting(limit))
    return _tile(seen, lambda report: report.response.mean if report.response.count else None, lasting, lead, goal,
                 lambda value: value <= limit, WarningKind.RESPONSE)  # fmt: skip


def first_contact(seen: Seen) -> TileValue:
    """Resolved at first contact, above 75 %."""
    limit = seen.goals.first_contact / 100
    lead = Lead(Behind.FIRST_CONTACT, "", _("Not resolved at first contact"))
    goal = _("goal {limit}").format(limit=percent(limit))
    return _tile(seen, lambda report: _part(report.first_contact), percent, lead, goal,
                 lambda value: value >= limit, WarningKind.FIRST_CONTACT)  # fmt: skip


def csat(seen: Seen) -> TileValue:
    """Points on average, a warning below 3.5."""
    limit = seen.goals.csat / 10
    lead = Lead(Behind.CSAT, "", _("Rated with at most 3 stars"))
    goal = _("from 1 to 5, goal {limit}").format(limit=_one_place(limit))
    return _tile(seen, lambda report: csat_mean(report.csat), _one_place, lead, goal,
                 lambda value: value >= limit, WarningKind.CSAT)  # fmt: skip


def nps(seen: Seen) -> TileValue:
    """From -100 to +100."""
    answers = seen.report.nps.promoters + seen.report.nps.passives + seen.report.nps.detractors
    said = ngettext("{count} answer", "{count} answers", answers).format(count=number(answers))
    lead = Lead(Behind.NPS, "", _("Detractors"))
    return _tile(seen, lambda report: nps_value(report.nps), _whole_signed, lead, said)


def peak(seen: Seen) -> TileValue:
    """Answered at once in peak hours, 90 % (E-3)."""
    limit = seen.goals.peak_share / 100
    lead = Lead(Behind.PEAK, "", _("Not answered at once in peak hours"))
    goal = _("goal {limit}").format(limit=percent(limit))
    return _tile(seen, lambda report: _part(report.peak), percent, lead, goal,
                 lambda value: value >= limit, WarningKind.PEAK)  # fmt: skip


def off_peak(seen: Seen) -> TileValue:
    """Answered within 15 minutes outside peak hours (E-3)."""
    lead = Lead(Behind.OFF_PEAK, "", _("Answered late outside peak hours"))
    goal = _("within {time}").format(time=lasting(seen.goals.off_peak))
    return _tile(seen, lambda report: _part(report.off_peak), percent, lead, goal)


def business(seen: Seen) -> TileValue:
    """Average response on the working clock."""
    lead = Lead(Behind.RESPONSE, "", _("Slowest answers"))
    return _tile(
        seen, lambda report: report.response_business.mean if report.response_business.count else None, lasting, lead
    )


def unanswered(seen: Seen) -> TileValue:
    """Waiting now; the period before has no such moment."""
    lead = Lead(Behind.UNANSWERED, "", _("Wait now, longest first"))
    return TileValue(number(seen.report.unanswered), _("now"), "", key=lead.key)


def rule(seen: Seen) -> TileValue:
    """Complaints with a first answer within 15 minutes (K-1)."""
    lead = Lead(Behind.COMPLAINTS, "late", _("Complaints answered or resolved late"))
    return _tile(seen, lambda report: _part(_all(report, "rule")), percent, lead, _("first answer within 15 min"))


def in_time(seen: Seen) -> TileValue:
    """First answers within the time of their tier."""
    lead = Lead(Behind.COMPLAINTS, "late", _("Complaints answered or resolved late"))
    return _tile(seen, lambda report: _part(_all(report, "first")), percent, lead, _("within the tier’s time"))


def resolved(seen: Seen) -> TileValue:
    """Resolved in time."""
    lead = Lead(Behind.COMPLAINTS, "late", _("Complaints answered or resolved late"))
    return _tile(seen, lambda report: _part(_all(report, "resolved")), percent, lead, _("within the tier’s time"))


def softened(seen: Seen) -> TileValue:
    """Withdrawn after an offer was taken; with three options beside it (K-3)."""
    three = seen.report.complaints.softened_three
    said = _("with three options {share}").format(share=share(three)) if three.whole else ""
    lead = Lead(Behind.OFFERS, "", _("Compensations offered"))
    return _tile(seen, lambda report: _part(report.complaints.softened), percent, lead, said)


def followed_up(seen: Seen) -> TileValue:
    """Follow-ups within their time (K-6)."""
    ratio = seen.report.complaints.followed_up
    said = _("{part} of {whole} due").format(part=number(ratio.part), whole=number(ratio.whole)) if ratio.whole else ""
    lead = Lead(Behind.COMPLAINTS, "", _("Complaints"))
    return _tile(seen, lambda report: _part(report.complaints.followed_up), percent, lead, said)


def cost(seen: Seen) -> TileValue:
    """What compensations cost: refunds and coupons that were taken."""
    lines = seen.report.complaints
    lead = Lead(Behind.OFFERS, "", _("Compensations offered"))
    said = _("{taken} of {offers} taken").format(taken=number(lines.taken), offers=number(lines.offers))

    def spent(amount: float) -> str:
        return money(round(amount), lines.currency)

    if not lines.currency:
        return TileValue(NOTHING)
    return _tile(seen, lambda report: _spent(report.complaints, lines.currency), spent, lead, said)


def _tile(
    seen: Seen,
    value_of: Value,
    say: Said,
    lead: Lead,
    goal: str = "",
    well: Callable[[float], bool] | None = None,
    kind: WarningKind | None = None,
) -> TileValue:
    value = value_of(seen.report)
    if value is None:
        return TileValue(NOTHING, _("nothing counted yet"))
    state = ""
    if well is not None:
        state = "ok" if well(value) else "warn"
        since = _since(seen, kind) if state == "warn" else None
        if since is not None:
            goal = _("{goal}, missed since {since}").format(goal=goal, since=time_words(since, seen.zone, seen.today))
        elif state == "warn":
            goal = _("{goal}, missed").format(goal=goal)
    before = value_of(seen.before) if seen.before is not None else None
    if before is None:
        return TileValue(say(value), goal, state, key=lead.key)
    said, earlier = say(value), say(before)
    moved = 0 if said == earlier else 1 if value > before else -1
    words = _("before: {value}").format(value=earlier)
    return TileValue(said, goal, state, words, moved, lead.key)


def _since(seen: Seen, kind: WarningKind | None) -> datetime | None:
    """Since when the measure warns; the whole workspace's, so only where everything counts."""
    choice = seen.choice
    if any((choice.channel, choice.agent, choice.team, choice.language, choice.topic)):
        return None
    return next((one.since for one in seen.warnings if one.kind is kind and not one.about), None)


def _part(ratio: Ratio) -> float | None:
    return ratio.part / ratio.whole if ratio.whole else None


def _all(report: Report, name: str) -> Ratio:
    """One ratio of all tiers together."""
    ratios = [getattr(line, name) for line in report.complaints.tiers]
    return Ratio(sum(one.part for one in ratios), sum(one.whole for one in ratios))


def _spent(lines: ComplaintLines, currency: str) -> float | None:
    return lines.refund + lines.coupon if lines.currency == currency else None


def _one_place(value: float) -> str:
    return number(value, 1)


def _whole_signed(value: float) -> str:
    return signed(round(value))
