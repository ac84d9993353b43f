"""Channels, the accounts a team owns on them, and what each channel permits (C-1)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from domain.ids import ChannelAccountId


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
        media_limit: largest attachment by family ("image", "video", "audio", "document"), in bytes;
            a family that is missing cannot be sent.
        caption: whether an attachment can carry text of its own.
        quotes: whether a reply can quote an earlier message.
    """

    label: str
    reply_window: timedelta | None
    text_limit: int
    media_limit: dict[str, int]
    caption: bool
    quotes: bool

    def refuses_media(self, media_type: str, size: int) -> str | None:
        """Why an attachment cannot go: "media_kind", "media_too_large", or None when it can."""
        limit = self.media_limit.get(media_family(media_type))
        if limit is None:
            return "media_kind"
        return "media_too_large" if size > limit else None


_MB = 1024 * 1024
_DAY = timedelta(hours=24)

RULES: dict[ChannelKind, ChannelRules] = {
    ChannelKind.WHATSAPP: ChannelRules(
        "WhatsApp",
        _DAY,
        4096,
        {"image": 5 * _MB, "video": 16 * _MB, "audio": 16 * _MB, "document": 100 * _MB},
        caption=True,
        quotes=True,
    ),
    ChannelKind.INSTAGRAM: ChannelRules(
        "Instagram", _DAY, 1000, {"image": 8 * _MB, "video": 25 * _MB, "audio": 25 * _MB}, caption=False, quotes=True
    ),
    ChannelKind.OTHER: ChannelRules("", None, 0, {}, caption=False, quotes=False),
}


def media_family(media_type: str) -> str:
    """The family of a media type: "image", "video", "audio" or "document"."""
    head = media_type.partition("/")[0].lower()
    return head if head in {"image", "video", "audio"} else "document"


def largest_attachment(media_type: str) -> int:
    """The most bytes that any channel takes of such a file."""
    return max(rules.media_limit.get(media_family(media_type), 0) for rules in RULES.values())


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
