"""Alerts in words; with nothing of the customer where the agent wants that."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from app.i18n import _, ngettext
from domain.alerts import ONCE, Alert, AlertKind
from domain.warning import WarningKind
from ui import locale
from ui.complaints.page_words import left_words
from widgets.card import isolated
from widgets.thread_view.when import day_name, moment

_URGENT = frozenset({AlertKind.ESCALATED, AlertKind.LATE})
_LOOK_LIKE_MARKUP = str.maketrans({"<": "‹", ">": "›", "&": "＆"})
LONGEST = 120
_INSTANT = timedelta(microseconds=1)


def mark_of(alert: Alert) -> str:
    """The tier whose shape stands before it."""
    return "high" if alert.kind in _URGENT else "medium"


def what_words(alert: Alert, now: datetime) -> str:
    """What it is about, without a word of the customer."""
    if alert.warning is not None:
        return warning_words(alert.warning.kind)
    if alert.kind is AlertKind.TRAINING_GIVEN:
        return _("new practice for you")
    if alert.kind is AlertKind.TRAINER_WORD:
        return _("a word from your trainer")
    if alert.kind is AlertKind.OFFER:
        return _("a compensation waits for your word")
    said = _left(alert, now)
    if alert.kind is AlertKind.ESCALATED:
        return _("escalated to you: {what}").format(what=said) if said else _("escalated to you")
    if alert.kind is AlertKind.GIVEN:
        return _("given to you: {what}").format(what=said) if said else _("given to you")
    return said


def warning_words(kind: WarningKind) -> str:
    """Which measure is beyond its limit."""
    return {
        WarningKind.CSAT: _("customers are less satisfied than they should be"),
        WarningKind.RESPONSE: _("replies take longer than they should"),
        WarningKind.FIRST_CONTACT: _("too few questions are solved at first contact"),
        WarningKind.PEAK: _("too few are answered at once in peak hours"),
        WarningKind.UNANSWERED: _("somebody has too many threads that wait"),
        WarningKind.HIT_RATE: _("a quick reply fits less often than it did"),
    }[kind]


def title_of(alert: Alert) -> str:
    """Whom it is about."""
    if alert.warning is not None:
        return _("Measure")
    if alert.kind in ONCE:
        return alert.customer or _("A trainer")
    return alert.customer or _("A customer")


def since_words(alert: Alert, now: datetime) -> str:
    """When it came to this; of practice, until when it is to be done."""
    if alert.kind is AlertKind.TRAINING_GIVEN and alert.due is not None:
        day = day_name(alert.due.date(), now.astimezone(locale.zone()).date(), locale.tag())
        return _("until {day}").format(day=isolated(day))
    return _("since {time}").format(time=isolated(moment(alert.since, now, locale.zone(), locale.tag())))


def popup_words(alerts: Sequence[Alert], now: datetime, *, hidden: bool) -> tuple[str, str]:
    """Title and text of one notification for all of these."""
    if len(alerts) == 1 and not hidden and alerts[0].kind is not AlertKind.WARNING:
        alert = alerts[0]
        return _sentence(what_words(alert, now)), harmless(_(" · ").join(_known(alert)))
    lines = [kind_words(kind, count) for kind, count in _counted(alerts)]
    return lines[0], "\n".join(lines[1:]) or ("" if hidden else _details(alerts, now))


def kind_words(kind: AlertKind, count: int) -> str:
    """How many there are of a kind."""
    return {
        AlertKind.ESCALATED: ngettext(
            "{count} complaint was escalated to you", "{count} complaints were escalated to you", count
        ),
        AlertKind.LATE: ngettext("{count} complaint is late", "{count} complaints are late", count),
        AlertKind.SOON: ngettext(
            "Little time is left for {count} complaint", "Little time is left for {count} complaints", count
        ),
        AlertKind.GIVEN: ngettext("{count} complaint is new to you", "{count} complaints are new to you", count),
        AlertKind.FOLLOW_UP: ngettext("{count} follow-up is due", "{count} follow-ups are due", count),
        AlertKind.OFFER: ngettext(
            "{count} compensation waits for your word", "{count} compensations wait for your word", count
        ),
        AlertKind.WARNING: ngettext(
            "{count} measure is beyond its limit", "{count} measures are beyond their limits", count
        ),
        AlertKind.TRAINING_GIVEN: ngettext(
            "{count} pack to practise is new to you", "{count} packs to practise are new to you", count
        ),
        AlertKind.TRAINER_WORD: ngettext("{count} word from your trainer", "{count} words from your trainer", count),
    }[kind].format(count=count)


def harmless(text: str) -> str:
    """Some desktops take notifications for markup; what could be some is written with other signs. One line."""
    plain = " ".join("".join(sign if sign.isprintable() or sign in "\u2068\u2069" else " " for sign in text).split())
    return (plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…").translate(_LOOK_LIKE_MARKUP)


def _left(alert: Alert, now: datetime) -> str:
    if alert.deadline is None or alert.due is None:
        return ""
    # In the moment in which it is over nothing is left.
    over = alert.kind not in (AlertKind.SOON, AlertKind.GIVEN) and alert.due == now
    return left_words(alert.deadline, alert.due, now + _INSTANT if over else now)


def _counted(alerts: Sequence[Alert]) -> list[tuple[AlertKind, int]]:
    counts = Counter(alert.kind for alert in alerts)
    return [(kind, counts[kind]) for kind in AlertKind if kind in counts]


def _known(alert: Alert) -> list[str]:
    return [isolated(part) for part in (alert.customer, alert.title) if part]


def _details(alerts: Sequence[Alert], now: datetime) -> str:
    if alerts[0].kind is AlertKind.WARNING:
        return _sentence(what_words(alerts[0], now))
    names = dict.fromkeys(isolated(alert.customer) for alert in alerts if alert.customer)
    return harmless(_(", ").join(names))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
