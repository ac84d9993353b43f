"""Hostile text, directions, themes, pictures, and that nothing stays behind."""

import weakref

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QFont, QImage, QTextLayout
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.gui.widgets.conftest import Shown, settle
from tests.thread_samples import CONTEXT, conversation, file_part, ours, theirs, window
from widgets.images import ImageCache
from widgets.thread_view.han import han_families, with_han
from widgets.thread_view.plain_text import COLLAPSE_ABOVE
from widgets.thread_view.view import ThreadView
from widgets.tokens import load_tokens

HOSTILE = [
    "<b>bold</b><img src='file:///etc/passwd'><script>alert(1)</script> &amp; &lt;",
    "\u202egnp.exe\u202c \u2067abc\u2069 \u200f\u200e",
    "a\x00b\x01c\x7fd\x9be",
    "Z" + "\u0301\u0323\u0334" * 200,
    "👩‍👩‍👧‍👦👨🏿‍🚀🇹🇭🏳️‍🌈" * 50,
    "x" * 1_000_000,
    "\n" * 50_000,
    "\ud800 alone \udfff",
    "مرحبا 12345 TH7718201 (abc) https://example.com/تجربة",
    "ไม่มีช่องว่างเลยสักนิดเดียวในประโยคภาษาไทยที่ยาวมาก" * 40,
    "http://" * 2000,
    "https://" + "a." * 3000 + "com",
    "\u2028\u2029\u0085\r\n\r",
    "",
    " ",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_painted_as_text_within_its_bubble(shown: Shown, text: str) -> None:
    view = shown(window([theirs(1, text), ours(2, text)]))
    view.grab()
    for number in range(len(view.stack.rows)):
        laid = view.stack.get(number)
        assert laid.bubble.right() <= view.viewport().width()
        assert laid.height < 2500


def test_markup_is_shown_as_it_was_written(shown: Shown) -> None:
    view = shown(window([theirs(1, HOSTILE[0])]))
    block = view.stack.get(1).text
    assert block is not None
    assert block.text == HOSTILE[0]


def test_overrides_and_controls_are_visible_and_keep_their_places(shown: Shown) -> None:
    view = shown(window([theirs(1, "a\u202eb\x00c")]))
    block = view.stack.get(1).text
    assert block is not None
    assert block.text == "a\ufffdb\ufffdc"


def test_of_a_megabyte_only_the_beginning_is_laid_out(shown: Shown) -> None:
    view = shown(window([theirs(1, "y" * 1_000_000)]))
    block = view.stack.get(1).text
    assert block is not None
    assert 0 < block.length <= COLLAPSE_ABOVE


@pytest.mark.parametrize(("text", "rtl"), [("שלום, order 5", True), ("12345 مرحبا", True), ("hello مرحبا", False)])
def test_each_message_keeps_its_own_direction(shown: Shown, text: str, rtl: bool) -> None:
    view = shown(window([theirs(1, text)]))
    block = view.stack.get(1).text
    assert block is not None
    assert block.rtl is rtl
    ink = _ink(view)
    inside = view.stack.get(1).bubble
    assert inside.left() + 8 <= ink.left()
    assert ink.right() <= inside.right() - 8


def _ink(view: ThreadView):  # type: ignore[no-untyped-def]
    """The horizontal extent of dark pixels in the first message's text."""
    from PySide6.QtCore import QRect

    image = view.viewport().grab().toImage()
    block = view.stack.get(1).text
    assert block is not None
    area = block.rect.translated(view.row_rect(1).topLeft()).toRect()
    columns = [
        x
        for x in range(image.width())
        if any(QColor(image.pixel(x, y)).lightness() < 90 for y in range(area.top(), area.bottom()))
    ]
    return QRect(columns[0], area.top(), columns[-1] - columns[0], area.height())


def test_the_frame_is_mirrored(shown: Shown) -> None:
    view = shown(window([theirs(1, "hello"), ours(2, "hi")]))
    assert view.stack.get(1).bubble.left() < 40
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    settle()
    assert view.stack.get(1).bubble.right() > view.viewport().width() - 40
    assert view.stack.get(2).bubble.left() < 40


def test_another_theme_at_once(shown: Shown) -> None:
    view = shown(window(conversation(1, 10)))
    light = view.viewport().grab().toImage().pixelColor(2, 2)
    view.set_tokens(load_tokens("dark"))
    settle()
    dark = view.viewport().grab().toImage().pixelColor(2, 2)
    assert light == load_tokens("light").canvas
    assert dark == load_tokens("dark").canvas
    assert view.at_end


def test_a_thumbnail_comes_later_and_is_painted(shown: Shown) -> None:
    part = file_part("a.png", "image/png", width=400, height=300)
    view = shown(window([theirs(1, "see", parts=(part,))]))
    cache = view._images
    wanted: list[str] = []
    cache.bytes_wanted.connect(wanted.append)
    view.viewport().repaint()
    cache.forget()
    block = view.stack.get(1).parts[0]
    centre = (view.row_rect(1).topLeft() + block.rect.center()).toPoint()
    cache.deliver(part.blob, _png(400, 300, QColor(Qt.GlobalColor.red)))
    cache.wait()
    settle()
    assert view.viewport().grab().toImage().pixelColor(centre) == QColor(Qt.GlobalColor.red)


def _png(width: int, height: int, color: QColor) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(color)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def test_nothing_of_a_view_stays_when_it_is_gone(qtbot: QtBot) -> None:
    cache = ImageCache()
    view = ThreadView(load_tokens("light"), cache)
    view.resize(600, 500)
    view.show()
    view.set_window(window(conversation(1, 60)), CONTEXT)
    settle()
    view.grab()
    gone, stack = weakref.ref(view), weakref.ref(view.stack)
    view.close()
    view.deleteLater()
    settle()
    QApplication.sendPostedEvents(None, 52)
    assert not isValid(view)
    del view
    assert gone() is None
    assert stack() is None


def test_only_han_characters_take_their_form_from_the_customers_language(qapp: QApplication) -> None:
    font = QApplication.font()
    plain, chinese = (font_of(with_han(font, han_families(language)), "You · 16:03") for language in ("en", "zh-Hant"))
    assert plain == chinese


def font_of(font: QFont, text: str) -> set[str]:
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return {run.rawFont().familyName() for run in layout.glyphRuns()}
