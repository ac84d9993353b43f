"""Short lists of three-line items, at every size of text."""

import pytest
from pytestqt.qtbot import QtBot

from ui.theme import scaled
from widgets.item_list import MARK_ROOM, Item, ItemList
from widgets.tokens import load_tokens


@pytest.mark.parametrize("percent", [100, 200])
def test_a_mark_stands_apart_from_the_words(qtbot: QtBot, percent: int) -> None:
    shown = ItemList()
    qtbot.addWidget(shown)
    tokens = scaled(load_tokens("light"), percent)
    shown.set_tokens(tokens)
    shown.show_items([Item("one", "HHHH", "HHHH", "HHHH"), Item("two", "HHHH", "HHHH", "HHHH", mark="low")])
    shown.setCurrentIndex(shown.model().index(0, 0))
    shown.resize(400, 400)
    picture, side = shown.grab().toImage(), round(MARK_ROOM * percent / 100)
    top = shown.visualRect(shown.model().index(1, 0)).top()
    inked = [
        x
        for x in range(side)
        if any(picture.pixelColor(x, y) != tokens.surface for y in range(top, top + tokens.type.base * 2))
    ]
    assert inked, "the mark"
    assert min(inked) >= 3 * percent / 100
    assert max(inked) <= side - 3 * percent / 100
