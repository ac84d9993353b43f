"""Every code has words; file names are safe to show."""

import pytest

from domain.message import EventCode
from domain.outbox import HoldReason
from domain.problems import Problem
from tests.thread_samples import NOW, PRIYA, event, file_part, message
from widgets.thread_view.files import display_name, file_detail, shows_as_picture
from widgets.thread_view.plain_text import clean, collapsed, is_rtl, utf16_length, utf16_slice
from widgets.thread_view.words import event_words, file_size, hold_words, problem_words


@pytest.mark.parametrize("problem", list(Problem))
def test_every_problem_has_words(problem: Problem) -> None:
    words = problem_words(problem, message(1, "x"))
    assert words
    assert "{" not in words
    if problem not in {Problem.JOIN_GONE, Problem.AGENT_GONE}:
        assert problem.value not in words


@pytest.mark.parametrize("reason", list(HoldReason))
def test_every_hold_has_words(reason: HoldReason) -> None:
    assert hold_words(reason, (), NOW).startswith("held: ")


@pytest.mark.parametrize("code", [*EventCode, "a_code_of_tomorrow"])
def test_every_event_has_words(code: str) -> None:
    assert event_words(event(1, code, by=PRIYA, channel="instagram", assignee="x").message, "Priya", {})


def test_a_file_that_is_too_large_says_both_sizes() -> None:
    large = message(1, "", parts=(file_part("a.pdf", "application/pdf", 131 * 1024 * 1024),))
    assert problem_words("media_too_large", large) == "WhatsApp takes files up to 100 MB (this one: 131 MB)"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\b.pdf", "b.pdf"),
        ("con.txt", "_con.txt"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("evil.exe. . .", "evil.exe"),
        ("a\x00b\nc.txt", "abc.txt"),
        ("", "File"),
        ("...", "File"),
        ("รูปใบส่งของ.pdf", "รูปใบส่งของ.pdf"),
    ],
)
def test_display_names_are_safe(name: str, shown: str) -> None:
    assert display_name(name) == shown


def test_long_names_keep_their_ending() -> None:
    shown = display_name("x" * 500 + ".pdf")
    assert len(shown) == 120
    assert shown.endswith("….pdf")


def test_programs_are_named_as_such_and_drawings_are_files() -> None:
    assert "program" in file_detail(file_part("setup.EXE", "application/pdf"))
    assert "program" in file_detail(file_part("photo.jpg", "application/x-executable"))
    assert not shows_as_picture(file_part("x.svg", "image/svg+xml"))
    assert shows_as_picture(file_part("x.jpg", "image/jpeg"))


@pytest.mark.parametrize(("size", "words"), [(0, ""), (900, "900 B"), (1536, "1.5 kB"), (137_363_456, "131 MB")])
def test_sizes(size: int, words: str) -> None:
    assert file_size(size) == words


def test_cutting_keeps_whole_characters_and_is_stable() -> None:
    text = "e\u0301" * 5000
    cut = collapsed(text, 0)
    assert len(cut) < len(text)
    assert text.startswith(cut)
    assert text[len(cut)] == "e"
    assert collapsed("short", 0) == "short"
    assert collapsed("\n" * 500, 0).count("\n") < 40


def test_direction_and_utf16() -> None:
    assert is_rtl("12 مرحبا")
    assert not is_rtl("hello مرحبا")
    assert is_rtl("123", otherwise=True)
    assert utf16_length("a👋") == 3
    assert utf16_slice("a👋b", 1, 3) == "👋"
    assert clean("a\r\nb\rc\x00\ud800") == "a\nb\nc\ufffd\ufffd"
