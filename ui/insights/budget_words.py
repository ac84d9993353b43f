"""Plans and returns in words and money."""

from app.i18n import _, ngettext
from domain.measures.budget import SUPPORT_SHARE, Fit, Plan, PlanName, Return
from ui import locale
from widgets.card import isolated

USD = "USD"
CENTS = 100


def plan_name(name: PlanName) -> str:
    """What a plan is called."""
    return {
        PlanName.BASIC: _("Basic"),
        PlanName.PROFESSIONAL: _("Professional"),
        PlanName.ENTERPRISE: _("Enterprise"),
    }[name]


def usd(amount: int) -> str:
    """Whole dollars."""
    return isolated(locale.money(amount * CENTS, USD))


def span(low: int, high: int | None) -> str:
    """From one price to another."""
    if high is None:
        return _("from {price}").format(price=usd(low))
    return usd(low) if low == high else _("{low} to {high}").format(low=usd(low), high=usd(high))


def limit(count: int | None) -> str:
    """How many a plan has."""
    return _("without limit") if count is None else locale.amount(count * CENTS, USD)


def fit_words(found: Fit) -> str:
    """How a plan meets what the team needs."""
    if not found.seats:
        return _("too few seats")
    if found.months == 0:
        return _("too few messages")
    if found.months is None:
        lasts = _("lasts for years")
    else:
        lasts = ngettext("lasts {count} month", "lasts {count} months", found.months).format(count=found.months)
    return lasts if found.peak else _("{lasts}, not for the busiest month").format(lasts=lasts)


def plan_cells(plan: Plan, found: Fit) -> tuple[str, ...]:
    """A plan's line in the comparison."""
    automatic = isolated(_("{low} to {high} %").format(low=plan.automatic[0], high=plan.automatic[1]))
    return (
        plan_name(plan.name),
        limit(plan.messages),
        limit(plan.seats),
        automatic,
        span(*plan.price),
        span(*plan.setup),
        usd(plan.hidden),
        fit_words(found),
    )


def columns() -> tuple[str, ...]:
    """Headings over `plan_cells`."""
    return (
        _("Plan"),
        _("Messages a month"),
        _("Seats"),
        _("Automatic"),
        _("Price a month"),
        _("Set-up"),
        _("Hidden, a year"),
        _("For this team"),
    )


def return_lines(found: Return) -> tuple[tuple[str, str], ...]:
    """What a switch brings, a line each."""
    lines = [
        (_("Costs more, a year"), usd(found.more)),
        (_("Saves on people, a year"), usd(found.people)),
        (_("Saves on customers who stay, a year"), usd(found.customers)),
        (_("Net, a year"), usd(found.net)),
        (_("Net in the first year, set-up paid"), usd(found.first_year)),
        (_("Has paid for itself"), paid_words(found.months)),
    ]
    if found.share is not None:
        lines.append((_("Part of the operating cost"), share_words(found.share)))
    return tuple(lines)


def paid_words(months: int | None) -> str:
    """When a switch has paid for itself."""
    if months is None:
        return _("never")
    if months == 0:
        return _("at once")
    return ngettext("after {count} month", "after {count} months", months).format(count=months)


def share_words(share: float) -> str:
    """The price as a part of the operating cost, and whether that is healthy (B-2)."""
    low, high = SUPPORT_SHARE
    said = f"{share:.1f} %"
    if share > high:
        return _("{share}: more than the healthy {low} to {high} %").format(share=said, low=low, high=high)
    if share < low:
        return _("{share}: below the usual {low} to {high} %").format(share=said, low=low, high=high)
    return _("{share}: healthy ({low} to {high} %)").format(share=said, low=low, high=high)
