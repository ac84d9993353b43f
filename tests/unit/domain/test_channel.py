"""What channels permit: reply windows and attachments (C-1, architecture: reply windows)."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.channel import RULES, ChannelKind, refused_everywhere, window_closes_at, window_open
from domain.problems import Problem

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


_MB = 1024 * 1024


@pytest.mark.parametrize(
    ("kind", "name", "size", "why"),
    [
        (ChannelKind.WHATSAPP, "a.png", 5 * _MB, None),
        (ChannelKind.WHATSAPP, "a.png", 5 * _MB + 1, Problem.MEDIA_TOO_LARGE),
        (ChannelKind.WHATSAPP, "film.MP4", 16 * _MB, None),
        (ChannelKind.WHATSAPP, "voice.m4a", 16 * _MB + 1, Problem.MEDIA_TOO_LARGE),
        (ChannelKind.WHATSAPP, "a.pdf", 100 * _MB, None),
        (ChannelKind.WHATSAPP, "prices.xlsx", 10, None),
        (ChannelKind.WHATSAPP, "prices.csv", 10, Problem.MEDIA_KIND),
        (ChannelKind.WHATSAPP, "a.gif", 10, Problem.MEDIA_KIND),
        (ChannelKind.WHATSAPP, "a.webp", 10, Problem.MEDIA_KIND),
        (ChannelKind.WHATSAPP, "film.mov", 10, Problem.MEDIA_KIND),
        (ChannelKind.WHATSAPP, "a.zip", 10, Problem.MEDIA_KIND),
        (ChannelKind.WHATSAPP, "setup.exe", 10, Problem.MEDIA_UNSAFE),
        (ChannelKind.INSTAGRAM, "a.gif", 8 * _MB, None),
        (ChannelKind.INSTAGRAM, "film.mov", 25 * _MB + 1, Problem.MEDIA_TOO_LARGE),
        (ChannelKind.INSTAGRAM, "voice.mp3", 10, Problem.MEDIA_KIND),
        (ChannelKind.INSTAGRAM, "a.pdf", 25 * _MB, None),
        (ChannelKind.INSTAGRAM, "a.docx", 10, Problem.MEDIA_KIND),
        (ChannelKind.INSTAGRAM, "run.sh", 10, Problem.MEDIA_UNSAFE),
        (ChannelKind.OTHER, "a.png", 10, Problem.MEDIA_KIND),
    ],
)
def test_each_channel_takes_its_own_files(kind: ChannelKind, name: str, size: int, why: Problem | None) -> None:
    assert RULES[kind].refuses_file(name, "application/octet-stream", size) is why


def test_a_file_without_a_name_is_what_it_came_as() -> None:
    whatsapp = RULES[ChannelKind.WHATSAPP]
    assert whatsapp.refuses_file("", "Image/PNG; x=y", 10) is None
    assert whatsapp.refuses_file("", "application/x-msdownload", 10) is Problem.MEDIA_KIND
    assert whatsapp.refuses_file("", "", 10) is Problem.MEDIA_KIND


@pytest.mark.parametrize(
    ("name", "size", "why"),
    [
        ("a.gif", 8 * _MB, None),
        ("film.mp4", 25 * _MB, None),
        ("film.mp4", 25 * _MB + 1, Problem.MEDIA_TOO_LARGE),
        ("a.zip", 10, Problem.MEDIA_KIND),
        ("setup.exe", 200 * _MB, Problem.MEDIA_UNSAFE),
    ],
)
def test_what_no_channel_takes_is_known_before_one_is_chosen(name: str, size: int, why: Problem | None) -> None:
    assert refused_everywhere(name, "", size) is why
