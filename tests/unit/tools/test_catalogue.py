"""The catalogue holds every marked text, in an order and form that only the texts decide."""

from pathlib import Path

import pytest

from tools import catalogue

SOURCE = """\
_("Send")
ngettext("{n} thread", "{n} threads", n)
pgettext("verb", "Close")
shown(" not marked ")
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "a.py").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def text_of(root: Path) -> str:
    return catalogue.written(catalogue.gather(root, ["ui"])).decode()


def test_every_kind_of_mark_is_found(root: Path) -> None:
    text = text_of(root)
    assert 'msgid "Send"' in text
    assert 'msgid_plural "{n} threads"' in text
    assert 'msgctxt "verb"\nmsgid "Close"' in text
    assert "not marked" not in text


def test_nothing_changes_when_only_lines_move(root: Path) -> None:
    before = text_of(root)
    (root / "ui" / "a.py").write_text("\n\n" + SOURCE, encoding="utf-8")
    assert text_of(root) == before


def test_no_dates_and_no_addresses(root: Path) -> None:
    text = text_of(root)
    assert "Date" not in text
    assert "@" not in text
    assert "://" not in text


def test_check_tells_a_file_that_is_behind(root: Path) -> None:
    target = root / "messages.pot"
    assert catalogue.is_current(target, text_of(root).encode())
    target.write_text("old", encoding="utf-8")
    assert not catalogue.is_current(target, text_of(root).encode())
    target.write_bytes(text_of(root).encode())
    assert catalogue.is_current(target, text_of(root).encode())
