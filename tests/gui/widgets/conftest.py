"""A thread view on screen, with the fonts' sizes the same everywhere."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from domain.timeline import Window
from tests.thread_samples import CONTEXT
from widgets.images import ImageCache
from widgets.thread_view.context import ThreadContext
from widgets.thread_view.view import ThreadView
from widgets.tokens import load_tokens

if TYPE_CHECKING:
    from tests.gui.widgets.reply_stage import Writer

Shown = Callable[..., ThreadView]


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    """Makes a view, shows it, gives it a window."""

    def make(window: Window, *, width: int = 700, height: int = 600, context: ThreadContext = CONTEXT) -> ThreadView:
        images = ImageCache()
        view = ThreadView(load_tokens("light", reduced_motion=True), images)
        images.setParent(view)
        qtbot.addWidget(view)
        view.resize(width, height)
        view.show()
        qtbot.waitExposed(view)
        view.activateWindow()
        view.set_window(window, context)
        settle()
        return view

    return make


def settle(rounds: int = 30) -> None:
    """Everything the loop has to do without waiting."""
    for _round in range(rounds):
        QApplication.processEvents()


def top_of(view: ThreadView, key: str) -> int:
    """Where a row begins on the viewport."""
    number = view.stack.index_of(key)
    assert number is not None, key
    return round(view.row_rect(number).top())


def text_point(view: ThreadView, key: str, position: int) -> QPoint:
    """The viewport's point of a position in a row's text."""
    number = view.stack.index_of(key)
    assert number is not None
    block = view.stack.get(number).text
    assert block is not None
    x = block.x_of(position)
    return (view.row_rect(number).topLeft() + x).toPoint()


@pytest.fixture
def writer(qtbot: QtBot) -> "Writer":
    """A composer with its quick replies, the caret in its text."""
    from tests.gui.widgets.reply_stage import Writer

    made = Writer()
    qtbot.addWidget(made.host)
    made.host.show()
    qtbot.waitExposed(made.host)
    made.host.activateWindow()
    made.composer.focus_text()
    settle()
    return made
