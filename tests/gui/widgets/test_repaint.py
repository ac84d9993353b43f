"""What is painted after a change: only rows that look otherwise, and as if all had been painted anew (R25, R26)."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from domain.message import Delivery
from domain.timeline import Entry
from tests.gui.painted import Painted
from tests.gui.widgets.conftest import Shown, settle
from tests.thread_samples import CONTEXT, conversation, local, ours, theirs, window
from widgets.thread_view.surface import FRAME
from widgets.thread_view.view import ThreadView


def row_of(view: ThreadView, key: str) -> QRect:
    number = view.stack.index_of(key)
    assert number is not None
    return view.row_rect(number).toAlignedRect()


def on_screen(view: ThreadView) -> QPixmap:
    """What an agent sees: the window's own picture, with nothing painted for it."""
    return view.screen().grabWindow(view.winId())


def said(delivery: Delivery, count: int = 6) -> list[Entry]:
    return [*(theirs(number, f"question {number}") for number in range(1, count)), ours(count, "answer", delivery)]


def test_a_tick_paints_its_own_message(shown: Shown) -> None:
    view = shown(window(said(Delivery.DELIVERED)))
    painted = Painted(view)
    painted.take()
    view.update_entries(window(said(Delivery.READ)), view.oldest)
    row = row_of(view, "m000006")
    assert painted.take() == row.adjusted(0, -FRAME, 0, FRAME) & view.viewport().rect()


def test_nothing_new_paints_nothing(shown: Shown) -> None:
    view = shown(window(said(Delivery.DELIVERED)))
    painted = Painted(view)
    painted.take()
    view.update_entries(window(said(Delivery.DELIVERED)), view.oldest)
    assert painted.take().isEmpty()


_EARLIER = conversation(1, 40)


def ticked(delivery: Delivery) -> list[Entry]:
    return [*_EARLIER[:-1], replace(_EARLIER[-1], message=replace(_EARLIER[-1].message, delivery=delivery))]


_CHANGES = {
    "a tick": ticked(Delivery.DELIVERED),
    "a button below it": ticked(Delivery.FAILED),
    "a new one": [*_EARLIER, theirs(41, "and one more thing")],
    "one that has not left": [*_EARLIER, local(1, "on its way")],
    "a longer one above": [*_EARLIER[:36], theirs(37, "much longer " * 30), *_EARLIER[37:]],
    "fewer": _EARLIER[:-3],
    "one deleted": [*_EARLIER[:38], theirs(39, "", deleted_at=CONTEXT.now), _EARLIER[39]],
}


@pytest.mark.parametrize("name", _CHANGES)
@pytest.mark.parametrize("place", ["end", "middle"])
def test_what_is_seen_is_what_painting_everything_shows(shown: Shown, qtbot: QtBot, name: str, place: str) -> None:
    view = shown(window(_EARLIER))
    if place == "middle":
        view.scroll_to(view.verticalScrollBar().maximum() - 150)
    settle()
    view.update_entries(window(_CHANGES[name]), view.oldest)
    settle()
    seen = on_screen(view).toImage()
    view.viewport().update()
    settle()
    assert seen == on_screen(view).toImage()


def test_a_thread_without_messages_takes_the_skeleton_away(shown: Shown) -> None:
    view = shown(window(conversation(1, 5)))
    view.show_skeleton()
    settle()
    waiting = on_screen(view).toImage()
    view.set_window(window([]), CONTEXT)
    settle()
    assert on_screen(view).toImage() != waiting
