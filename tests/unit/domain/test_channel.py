"""What channels permit: reply windows and attachments (C-1, architecture: reply windows)."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.channel import RULES, ChannelKind, media_family, window_closes_at, window_open

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize("kind", [ChannelKind.WHATSAPP, ChannelKind.INSTAGRAM])
def test_the_window_is_open_for_24_hours_and_not_a_moment_longer(kind: ChannelKind) -> None:
    closes = NOON + timedelta(hours=24)
    assert window_closes_at(kind, NOON) == closes
    assert window_open(kind, NOON, closes - timedelta(microseconds=1))
    assert not window_open(kind, NOON, closes)


def test_somebody_who_never_wrote_cannot_be_written_to() -> None:
    assert not window_open(ChannelKind.WHATSAPP, None, NOON)


def test_a_channel_of_a_later_version_is_kept_as_other() -> None:
    assert ChannelKind("line") is ChannelKind.OTHER


@pytest.mark.parametrize(
    ("kind", "media_type", "size", "why"),
    [
        (ChannelKind.WHATSAPP, "image/png", 5 * 1024 * 1024, None),
        (ChannelKind.WHATSAPP, "image/png", 5 * 1024 * 1024 + 1, "media_too_large"),
        (ChannelKind.WHATSAPP, "application/pdf", 100 * 1024 * 1024, None),
        (ChannelKind.INSTAGRAM, "application/pdf", 10, "media_kind"),
        (ChannelKind.OTHER, "image/png", 10, "media_kind"),
    ],
)
def test_attachments_are_refused_by_family_and_size(
    kind: ChannelKind, media_type: str, size: int, why: str | None
) -> None:
    assert RULES[kind].refuses_media(media_type, size) == why


def test_a_media_type_without_sense_is_a_document() -> None:
    assert media_family("") == media_family("x") == "document"
    assert media_family("IMAGE/PNG") == "image"
