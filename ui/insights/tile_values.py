"""The numbers of the tiles: value, goal, what it was before, and where it leads (M, M-2, E-3, K-1)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
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
_NOWHERE = Lead(Behind.INBOUND)


def response(seen: Seen) -> TileValue:
    """Average response, below 90 seconds."""
    goal = _Goal(seen.goals.response, WarningKind.RESPONSE, at_least=False)
    lead = Lead(Behind.RESPONSE, "", _("Slowest answers"))
    return _tile(seen, lambda report: report.response.mean if report.response.count else None, lasting, lead, goal=goal)


def first_contact(seen: Seen) -> TileValue:
    """Resolved at first contact, above 75 %."""
    goal = _Goal(seen.goals.first_contact / 100, WarningKind.FIRST_CONTACT)
    lead = Lead(Behind.FIRST_CONTACT, "", _("Not resolved at first contact"))
    return _tile(seen, lambda report: _part(report.first_contact), percent, lead, goal=goal)


def csat(seen: Seen) -> TileValue:
    """Points on average, a warning below 3.5."""
    goal = _Goal(seen.goals.csat / 10, WarningKind.CSAT)
    lead = Lead(Behind.CSAT, "", _("Rated with at most 3 stars"))
    return _tile(seen, lambda report: csat_mean(report.csat), _one_place, lead, goal=goal)


def nps(seen: Seen) -> TileValue:
    """From -100 to +100."""
    answers = seen.report.nps.promoters + seen.report.nps.passives + seen.report.nps.detractors
    said = ngettext("{count} answer", "{count} answers", answers).format(count=number(answers))
    lead = Lead(Behind.NPS, "", _("Detractors"))
    return _tile(seen, lambda report: nps_value(report.nps), _whole_signed, lead, said)


def peak(seen: Seen) -> TileValue:
    """Answered at once in peak hours, 90 % (E-3)."""
    goal = _Goal(seen.goals.peak_share / 100, WarningKind.PEAK)
    lead = Lead(Behind.PEAK, "", _("Not answered at once in peak hours"))
    return _tile(seen, lambda report: _part(report.peak), percent, lead, goal=goal)


def off_peak(seen: Seen) -> TileValue:
    """Answered within 15 minutes outside peak hours (E-3)."""
    lead = Lead(Behind.OFF_PEAK, "", _("Answered late outside peak hours"))
    goal = _("within {time}").format(time=lasting(seen.goals.off_peak))
    return _tile(seen, lambda report: _part(report.off_peak), percent, lead, goal)


def rule(seen: Seen) -> TileValue:
    """Complaints with a first answer within 15 minutes (K-1)."""
    lead = Lead(Behind.COMPLAINTS, "late", _("Complaints answered or resolved late"))
    return _tile(seen, lambda report: _part(_all(report, "rule")), percent, lead, _of(_all(seen.report, "rule")))


def in_time(seen: Seen) -> TileValue:
    """First answers within the time of their tier."""
    lead = Lead(Behind.COMPLAINTS, "late", _("Complaints answered or resolved late"))
    return _tile(seen, lambda report: _part(_all(report, "first")), percent, lead, _of(_all(seen.report, "first")))


def resolved(seen: Seen) -> TileValue:
    """Resolved in time."""
    lead = Lead(Behind.COMPLAINTS, "late", _("Complaints answered or resolved late"))
    return _tile(
        seen, lambda report: _part(_all(report, "resolved")), percent, lead, _of(_all(seen.report, "resolved"))
    )


def softened(seen: Seen) -> TileValue:
    """Withdrawn after an offer was taken; with three options beside it (K-3)."""
    three = seen.report.complaints.softened_three
    said = _("with three options {share}").format(share=share(three)) if three.whole else ""
    lead = Lead(Behind.OFFERS, "", _("Compensations offered"))
    return _tile(seen, lambda report: _part(report.complaints.softened), percent, lead, said)


def followed_up(seen: Seen) -> TileValue:
    """Follow-ups within their time (K-6)."""
    said = _of(seen.report.complaints.followed_up)
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
    seen: Seen, value_of: Value, say: Said, lead: Lead, said: str = "", *, goal: "_Goal | None" = None
) -> TileValue:
    value = value_of(seen.report)
    if value is None:
        return TileValue(NOTHING, _("nothing counted yet"))
    state = ""
    if goal is not None:
        state, said = goal.judged(seen, value, say)
        if state == "warn" and say(value) == say(goal.limit):
            # "90 s, above 90 s" makes nobody wiser.
            say = _FINER.get(say, say)
    before = value_of(seen.before) if seen.before is not None else None
    if before is None:
        return TileValue(say(value), said, state, key=lead.key)
    shown, earlier = say(value), say(before)
    moved = 0 if shown == earlier else 1 if value > before else -1
    words = _("before: {value}").format(value=earlier)
    return TileValue(shown, said, state, words, moved, lead.key)


@dataclass(frozen=True, slots=True)
class _Goal:
    """Where a measure should be; `kind` is what warns when it is not, if anything."""

    limit: float
    kind: WarningKind | None = None
    at_least: bool = True

    def judged(self, seen: Seen, value: float, say: Said) -> tuple[str, str]:
        """The tile's state, and the goal in words."""
        limit = say(self.limit)
        if value >= self.limit if self.at_least else value <= self.limit:
            return "ok", _("goal {limit}").format(limit=limit)
        missed = (_("below {limit}") if self.at_least else _("above {limit}")).format(limit=limit)
        since = _since(seen, self.kind)
        if since is None:
            return "warn", missed
        when = time_words(since, seen.zone, seen.today)
        return "warn", _("{missed} since {since}").format(missed=missed, since=when)


def _since(seen: Seen, kind: WarningKind | None) -> datetime | None:
    """Since when the measure warns; the whole workspace's, so only where everything counts."""
    choice = seen.choice
    if any((choice.channel, choice.agent, choice.team, choice.language, choice.topic)):
        return None
    return next((one.since for one in seen.warnings if one.kind is kind and not one.about), None)


def answered(seen: Seen) -> TileValue:
    """How many of those who were asked answered."""
    return of_all(seen, _answer_rate, percent, _of(Ratio(sum(seen.report.csat.counts), seen.report.csat.asked)))


def of_all(seen: Seen, value_of: Value, say: Said, said: str = "", at_least: float | None = None) -> TileValue:
    """A tile that leads nowhere."""
    goal = _Goal(at_least) if at_least is not None else None
    return replace(_tile(seen, value_of, say, _NOWHERE, said, goal=goal), key="")


def _answer_rate(report: Report) -> float | None:
    return sum(report.csat.counts) / report.csat.asked if report.csat.asked else None


def _of(ratio: Ratio) -> str:
    """The numbers behind a share ("29 of 34")."""
    words = _("{part} of {whole}").format(part=number(ratio.part), whole=number(ratio.whole))
    return words if ratio.whole else ""


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


def _tenths_of_a_second(seconds: float) -> str:
    return _("{count} s").format(count=number(seconds, 1))


def _tenths_of_a_percent(part: float) -> str:
    return percent(part, 1)


def _two_places(value: float) -> str:
    return number(value, 2)


_FINER: dict[Said, Said] = {
    lasting: _tenths_of_a_second,
    percent: _tenths_of_a_percent,
    _one_place: _two_places,
}
"""How a value is said that only just misses its goal."""


def _whole_signed(value: float) -> str:
    return signed(round(value))
