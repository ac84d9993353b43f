"""What cards and their clocks say, worked out apart from how they are painted."""

from datetime import datetime, timedelta
from math import inf

from app.i18n import _, ngettext
from widgets.assessment import clock_words
from widgets.board.values import CardValues, Clock

SECONDS_BELOW = 600.0
"""With less than ten minutes left the seconds are counted."""

MOST_HOURS = 100


def urgency(clock: Clock | None, now: datetime) -> str:
    """ "late", "near" or ""."""
    if clock is None or clock.stands:
        return ""
    if now >= clock.due:
        return "late"
    return "near" if clock.near is not None and now >= clock.near else ""


def share(clock: Clock, now: datetime) -> float:
    """How much of its time is gone, 0 to 1."""
    whole = (clock.due - clock.since).total_seconds()
    gone = (now - clock.since).total_seconds()
    return min(1.0, max(0.0, gone / whole)) if whole > 0 else 1.0


def clock_text(clock: Clock | None, now: datetime) -> str:
    """ "first answer 1:24 left", "solve 2 h 20 late"."""
    if clock is None:
        return ""
    if clock.stands:
        return clock.what
    left = clock.due - now
    text = _("{what} {length} left") if left > timedelta() else _("{what} {length} late")
    return text.format(what=clock.what, length=length(abs(left)))


def length(time: timedelta) -> str:
    """A length of time as cards have room for it ("1:24", "12 min", "2 h 20", "41 h")."""
    seconds = time.total_seconds()
    if seconds < SECONDS_BELOW:
        return clock_words(time)
    minutes = int(seconds // 60)
    hours = minutes // 60
    if hours < 1:
        return _("{minutes} min").format(minutes=minutes)
    if hours < 10:
        return _("{hours} h {minutes:02}").format(hours=hours, minutes=minutes % 60)
    if hours < MOST_HOURS:
        return _("{hours} h").format(hours=hours)
    return ngettext("{count} day", "{count} days", hours // 24).format(count=hours // 24)


def whole_length(minutes: int) -> str:
    """A time as it was set ("10 min", "2 h", "1 h 30")."""
    if minutes < 60:
        return _("{minutes} min").format(minutes=minutes)
    if minutes % 60 == 0:
        return _("{hours} h").format(hours=minutes // 60)
    return _("{hours} h {minutes:02}").format(hours=minutes // 60, minutes=minutes % 60)


def says_on(clock: Clock | None, now: datetime) -> float:
    """Seconds until the clock says something else; infinity for one that stands."""
    if clock is None or clock.stands:
        return inf
    left = (clock.due - now).total_seconds()
    step = 1.0 if abs(left) < SECONDS_BELOW else 60.0
    rest = left % step or step
    near = (clock.near - now).total_seconds() if clock.near is not None else 0.0
    return min(rest, near) if near > 0 else rest


def urgency_words(clock: Clock | None, now: datetime) -> str:
    """For those who do not see the red frame."""
    return {"late": _("late"), "near": _("nearly late")}.get(urgency(clock, now), "")


def spoken(card: CardValues, now: datetime) -> str:
    """The whole card for a screen reader."""
    emotion = _("customer is upset: {tier}").format(tier=card.emotion_words) if card.emotion else ""
    words = (card.customer, card.title, card.amount, card.second, emotion)
    clock = (clock_text(card.clock, now), card.note, urgency_words(card.clock, now))
    return ", ".join(part for part in (*words, *clock, card.owner) if part)


def tip(card: CardValues, now: datetime) -> str:
    """The same in lines, for what did not fit."""
    clock = " · ".join(part for part in (clock_text(card.clock, now), card.note) if part)
    first = f"{card.customer} · {card.title}" if card.title else card.customer
    return "\n".join(part for part in (first, card.amount, card.second, clock, card.owner) if part)
