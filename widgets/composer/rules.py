"""Why something cannot be sent, and when a reply window closes, in words."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.i18n import _, ngettext
from domain.channel import RULES, ChannelKind, window_closes_at, window_open
from domain.customer import Identity
from domain.problems import Problem
from widgets.composer.gap_stops import gap_refusal
from widgets.composer.values import FileLike
from widgets.thread_view.files import display_name
from widgets.thread_view.words import channel_name, file_size

SOON = timedelta(hours=1)
"""The thread's header counts down before that; beside Send it stands when it presses."""
COUNTER_FROM = 0.8


def refusal(identity: Identity | None, text: str, files: Sequence[FileLike], now: datetime | None) -> str:
    """Why a reply cannot go there, "" when it can. Notes are never refused."""
    if identity is None:
        return _("There is no channel to answer on. A note for the team is possible.")
    if now is not None and not window_open(identity.channel, identity.last_inbound_at, now):
        return closed_words(identity.channel)
    limit = RULES[identity.channel].text_limit
    if limit and len(text) > limit:
        return _("{channel} takes up to {limit} characters; this is {count}.").format(
            channel=channel_name(identity.channel), limit=limit, count=len(text)
        )
    return _refused_file(identity.channel, files) or gap_refusal(text)


def reading_words(names: Sequence[str]) -> str:
    """What the reply still waits for, "" for nothing."""
    if len(names) == 1:
        return _("{name} is being read; the reply can go in a moment.").format(name=names[0])
    words = ngettext(
        "{count} files are being read; the reply can go in a moment.",
        "{count} files are being read; the reply can go in a moment.",
        len(names),
    )
    return words.format(count=len(names)) if names else ""


def closed_words(kind: ChannelKind) -> str:
    """The window is closed."""
    return _("Closed: free text is not allowed on {channel} later than 24 h after the customer wrote.").format(
        channel=channel_name(kind)
    )


def window_words(identity: Identity, now: datetime) -> str:
    """How long free text is still allowed ("window closes in 1 h 12"), "" when that is long or has no end."""
    closes = window_closes_at(identity.channel, identity.last_inbound_at)
    if closes is None:
        return ""
    left = closes - now
    if left <= timedelta(0):
        return _("window closed")
    return _("window closes in {time}").format(time=_left(left)) if left <= SOON else ""


def state_words(identity: Identity, now: datetime | None) -> str:
    """The same for the channel menu, where it is always said."""
    if now is None:
        return ""
    closes = window_closes_at(identity.channel, identity.last_inbound_at)
    if closes is None:
        return ""
    left = closes - now
    return _("window closed") if left <= timedelta(0) else _("open for {time}").format(time=_left(left))


def counter_words(identity: Identity | None, text: str) -> tuple[str, bool]:
    """Characters left near the limit, and whether it is passed; "" far from it."""
    limit = RULES[identity.channel].text_limit if identity is not None else 0
    if not limit or len(text) < limit * COUNTER_FROM:
        return "", False
    return f"{limit - len(text):,}", len(text) > limit


def _left(left: timedelta) -> str:
    minutes = max(1, int(left.total_seconds()) // 60)
    if minutes < 60:
        return _("{minutes} min").format(minutes=minutes)
    return _("{hours} h {minutes:02}").format(hours=minutes // 60, minutes=minutes % 60)


def _refused_file(kind: ChannelKind, files: Sequence[FileLike]) -> str:
    for file in files:
        code = RULES[kind].refuses_file(file.name, file.media_type, file.size)
        name = display_name(file.name, file.media_type)
        if code is Problem.MEDIA_UNSAFE:
            return _("{name} is a program; those are not sent to customers.").format(name=name)
        if code is Problem.MEDIA_KIND:
            return _("{channel} does not take this kind of file: {name}").format(channel=channel_name(kind), name=name)
        if code is not None:
            return _("{name} is too large for {channel} ({size}).").format(
                channel=channel_name(kind), name=name, size=file_size(file.size)
            )
    return ""
