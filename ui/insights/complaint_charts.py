"""Complaints by tier as bars and tables: in time, how long, what making them good cost (K-1, K-3, K-6)."""

from app.i18n import _
from domain.measures.report import Behind, Ratio, TierLine
from ui.insights.leads import Lead
from ui.insights.seen import Seen
from ui.insights.words import NOTHING, lasting, median, p90, share_of
from ui.locale import money, number
from widgets.assessment import tier_name
from widgets.charts.values import BarRow, Cell, Sheet


def resolution_rows(seen: Seen) -> tuple[BarRow, ...]:
    """How long until resolved, by tier: the median, and within which 90 % were."""
    before = {line.tier: line for line in seen.before.complaints.tiers} if seen.before is not None else {}
    rows = []
    for line in _tiers(seen):
        if not line.resolution.count:
            continue
        earlier = before.get(line.tier)
        known = earlier is not None and earlier.resolution.count
        said = [tier_name(line.tier), _("median {time}").format(time=median(line.resolution))]
        said.append(_("90 % within {time}").format(time=p90(line.resolution)))
        if earlier is not None and known:
            said.append(_("before: {time}").format(time=median(earlier.resolution)))
        rows.append(
            BarRow(
                _lead(line),
                tier_name(line.tier),
                line.resolution.median,
                _("{median} (90 %: {p90})").format(median=median(line.resolution), p90=p90(line.resolution)),
                " · ".join(said),
                line.tier.value,
                before=earlier.resolution.median if earlier is not None and known else None,
            )
        )
    return tuple(rows)


def resolution_sheet(seen: Seen) -> Sheet:
    """The same as a table."""
    heads = (_("Tier"), _("Resolved"), _("Median"), _("90 % within"))
    lines = [line for line in _tiers(seen) if line.resolution.count]
    rows = tuple(
        (
            Cell(tier_name(line.tier)),
            Cell(number(line.resolution.count), line.resolution.count),
            Cell(lasting(line.resolution.median), round(line.resolution.median)),
            Cell(lasting(line.resolution.p90), round(line.resolution.p90)),
        )
        for line in lines
    )
    return Sheet(_("Time to resolution"), heads, rows, tuple(_lead(line) for line in lines))


def tiers_sheet(seen: Seen) -> Sheet:
    """In time by tier."""
    heads = (_("Tier"), _("Opened"), _("Open"), _("First answer in time"), _("Within 15 min"), _("Resolved in time"))
    lines = [line for line in _tiers(seen) if line.opened or line.open]
    rows = tuple(
        (
            Cell(tier_name(line.tier)),
            Cell(number(line.opened), line.opened),
            Cell(number(line.open), line.open),
            _ratio(line.first),
            _ratio(line.rule),
            _ratio(line.resolved),
        )
        for line in lines
    )
    return Sheet(_("Complaints by tier"), heads, rows, tuple(_lead(line) for line in lines))


def cost_sheet(seen: Seen) -> Sheet:
    """Offers, what came of them, and what they cost."""
    lines = seen.report.complaints
    if not lines.offers:
        return Sheet(_("Compensations"), (), ())
    currency = lines.currency
    rows = (
        (Cell(_("Offered")), Cell(number(lines.offers), lines.offers)),
        (Cell(_("Taken")), Cell(number(lines.taken), lines.taken)),
        (Cell(_("Withdrawn after an offer")), _ratio(lines.softened)),
        (Cell(_("Withdrawn after three options")), _ratio(lines.softened_three)),
        (Cell(_("Refunds")), Cell(money(lines.refund, currency))),
        (Cell(_("Coupons")), Cell(money(lines.coupon, currency))),
        (Cell(_("Cost in all")), Cell(money(lines.refund + lines.coupon, currency))),
    )
    lead = Lead(Behind.OFFERS, "", _("Compensations offered")).key
    return Sheet(_("Compensations"), (_("Compensations"), _("Value")), rows, (lead,) * len(rows))


def _tiers(seen: Seen) -> list[TierLine]:
    """High first."""
    return sorted(seen.report.complaints.tiers, key=_rank, reverse=True)


def _rank(line: TierLine) -> int:
    return line.tier.rank


def _lead(line: TierLine) -> str:
    title = _("Complaints, tier {tier}").format(tier=tier_name(line.tier))
    return Lead(Behind.COMPLAINTS, line.tier.value, title).key


def _ratio(ratio: Ratio) -> Cell:
    return Cell(share_of(ratio) if ratio.whole else NOTHING, round(ratio.part / ratio.whole, 4) if ratio.whole else "")
