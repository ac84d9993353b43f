"""Channels, the accounts a team owns on them, and what each channel permits (C-1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from domain.file_heads import is_program
from domain.files import MEDIA_TYPES, is_runnable, media_type_of, real_type
from domain.ids import ChannelAccountId
from domain.problems import Problem


class ChannelKind(StrEnum):
    """A channel that customers write on; OTHER is one that this version does not know yet."""

    WHATSAPP = "whatsapp"
    INSTAGRAM = "instagram"
    OTHER = "other"

    @classmethod
    def _missing_(cls, value: object) -> "ChannelKind":
        return cls.OTHER


@dataclass(frozen=True, slots=True)
class ChannelRules:
    """What a channel permits.

    Attributes:
        label: the channel's own name, not translated.
        reply_window: how long after the customer's last message free text is allowed; None means always.
        text_limit: longest text of one message, in characters.
        takes: the files it carries: the largest size of each media type, in bytes.
        caption: whether an attachment can carry text of its own.
        quotes: whether a reply can quote an earlier message.
    """

    label: str
    reply_window: timedelta | None
    text_limit: int
    takes: Mapping[str, int]
    caption: bool
    quotes: bool

    def largest(self, name: str, media_type: str) -> int:
        """The most bytes of such a file, 0 when the channel does not carry it."""
        return self.takes.get(media_type_of(name, media_type), 0)

    def refuses_file(self, name: str, media_type: str, size: int, head: bytes = b"") -> Problem | None:
        """Why a file cannot go, None when it can. `head`: its first bytes, empty where they are not at hand."""
        if is_runnable(name) or is_program(head):
            return Problem.MEDIA_UNSAFE
        real = real_type(name, media_type, head)
        limit = self.takes.get(real, 0)
        if not limit:
            return Problem.MEDIA_KIND if real == media_type_of(name, media_type) else Problem.MEDIA_FALSE
        return Problem.MEDIA_TOO_LARGE if size > limit else None


_MB = 1024 * 1024
_DAY = timedelta(hours=24)


def _up_to(size: int, endings: str) -> dict[str, int]:
    return {MEDIA_TYPES[ending]: size for ending in endings.split()}


_WHATSAPP_FILES = (
    _up_to(5 * _MB, "jpeg png")
    | _up_to(16 * _MB, "mp4 3gp aac amr mp3 m4a ogg")
    | _up_to(100 * _MB, "pdf txt doc docx xls xlsx ppt pptx")
)
"""Meta's table "Supported Media Types" (developers.facebook.com, WhatsApp Cloud API, reference/media). Everything else
is refused when it is uploaded (error 100); WebP goes as a sticker only."""
_INSTAGRAM_FILES = (
    _up_to(8 * _MB, "jpeg png gif")
    | _up_to(25 * _MB, "mp4 ogv avi mov webm")
    | _up_to(25 * _MB, "aac m4a wav")
    | _up_to(25 * _MB, "pdf")
)
"""Meta's table "Upload Media for Instagram Messaging" (developers.facebook.com, instagram-messaging, attachment-upload,
as of June 2026: PDF is new in it)."""

RULES: dict[ChannelKind, ChannelRules] = {
    ChannelKind.WHATSAPP: ChannelRules("WhatsApp", _DAY, 4096, _WHATSAPP_FILES, caption=True, quotes=True),
    ChannelKind.INSTAGRAM: ChannelRules("Instagram", _DAY, 1000, _INSTAGRAM_FILES, caption=False, quotes=True),
    ChannelKind.OTHER: ChannelRules("", None, 0, {}, caption=False, quotes=False),
}


_MOST_TELLING = (Problem.MEDIA_UNSAFE, Problem.MEDIA_TOO_LARGE, Problem.MEDIA_FALSE, Problem.MEDIA_KIND)


def refused_everywhere(name: str, media_type: str, size: int, head: bytes = b"") -> Problem | None:
    """Why no channel carries such a file, None when one does: told before anybody has chosen a channel."""
    said = {rules.refuses_file(name, media_type, size, head) for rules in RULES.values()}
    if None in said:
        return None
    return next(problem for problem in _MOST_TELLING if problem in said)


def window_closes_at(kind: ChannelKind, last_inbound_at: datetime | None) -> datetime | None:
    """When free text stops being allowed; None when the channel has no reply window.

    A customer who never wrote has a window that is closed from the start.
    """
    window = RULES[kind].reply_window
    if window is None:
        return None
    if last_inbound_at is None:
        return datetime.min.replace(tzinfo=UTC)
    return last_inbound_at + window


def window_open(kind: ChannelKind, last_inbound_at: datetime | None, now: datetime) -> bool:
    """Whether free text may be sent now."""
    closes = window_closes_at(kind, last_inbound_at)
    return closes is None or now < closes


@dataclass(frozen=True, slots=True)
class ChannelAccount:
    """One account of the team on a channel, without its credentials.

    Attributes:
        name: what agents call it ("Shop EU").
        address: the public handle customers write to (a phone number, "@shop").
    """

    id: ChannelAccountId
    kind: ChannelKind
    name: str
    address: str
    enabled: bool
    version: int
