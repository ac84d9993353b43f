"""Goals and second lines on curves, tables that are sorted: what the training's charts have beside the others."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.widgets.conftest import settle
from widgets.charts.over_time import TimeCurve
from widgets.charts.table import SheetTable, in_order
from widgets.charts.values import SECONDS, Cell, Limit, OverTime, Sheet, Spot
from widgets.tokens import load_tokens

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
TOKENS = load_tokens("light")
DATA = OverTime(tuple(Spot(str(place), 10.0) for place in range(9)), str, SECONDS, str, str, str)
KNOWN = Sheet(
    "Known",
    ("Name", "Value"),
    ((Cell("b"), Cell("2", 2)), (Cell("C"), Cell("–", "")), (Cell("a"), Cell("10", 10))),
    ("kb", "kc", "ka"),
)


def drawn(qtbot: QtBot, data: OverTime, ink: QColor, *, mirrored: bool = False) -> list[tuple[int, int]]:
    """Where that colour stands on the chart."""
    chart = TimeCurve("Curve")
    qtbot.addWidget(chart)
    chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    chart.resize(300, 150)
    chart.show_values(data)
    chart.show()
    settle()
    image = chart.picture()
    return [(x, y) for x in range(image.width()) for y in range(image.height()) if _near(image.pixelColor(x, y), ink)]


def _near(one: QColor, other: QColor) -> bool:
    parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]
    return all(abs(mine - theirs) < 24 for mine, theirs in parts)


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_goal_is_a_line_with_its_words_where_lines_begin(qtbot: QtBot, mirrored: bool) -> None:
    assert drawn(qtbot, DATA, TOKENS.ok, mirrored=mirrored) == []
    found = drawn(qtbot, replace(DATA, goal=Limit(4.0, "goal 4 s")), TOKENS.ok, mirrored=mirrored)
    assert found
    line = max({y for _x, y in found}, key=[y for _x, y in found].count)
    words = [x for x, y in found if y > line + 8]
    assert words
    middle = 300
    assert (min(words) > middle) if mirrored else (max(words) < middle)


def test_a_goal_above_all_values_is_on_the_chart(qtbot: QtBot) -> None:
    high = drawn(qtbot, replace(DATA, goal=Limit(40.0, "goal 40 s")), TOKENS.ok)
    low = drawn(qtbot, replace(DATA, goal=Limit(4.0, "goal 4 s")), TOKENS.ok)
    assert min(y for _x, y in high) < min(y for _x, y in low)


def test_a_second_line_has_a_look_of_its_own(qtbot: QtBot) -> None:
    assert drawn(qtbot, DATA, TOKENS.text) == []
    two = replace(DATA, spots=tuple(replace(spot, second=3.0 + place / 2) for place, spot in enumerate(DATA.spots)))
    assert drawn(qtbot, two, TOKENS.text)


def test_a_joined_line_goes_on_where_nothing_is_known_and_marks_what_is(qtbot: QtBot) -> None:
    gaps = replace(DATA, spots=tuple(Spot(str(place), 10.0 if place in (0, 1, 7, 8) else None) for place in range(9)))
    middle, inside = range(200, 400), range(8, 290)  # the frame of what has the keys is of that colour, too
    assert not [x for x, y in drawn(qtbot, gaps, TOKENS.accent) if x in middle and y in inside]
    whole = [spot for spot in drawn(qtbot, replace(gaps, joined=True), TOKENS.accent) if spot[1] in inside]
    line = {y for x, y in whole if x in middle}
    assert line
    assert {y for x, y in whole if x in range(60, 140)} > line, "dots are higher than the line"


def test_unknown_values_stand_last_and_letters_are_compared_as_people_do() -> None:
    assert in_order(KNOWN, 1, True).keys == ("ka", "kb", "kc")
    assert in_order(KNOWN, 1, False).keys == ("kb", "ka", "kc")
    assert in_order(KNOWN, 0, False).keys == ("ka", "kb", "kc")
    assert in_order(KNOWN, 7, False) == KNOWN


def test_sorting_keeps_the_current_row_and_only_where_it_is_allowed(qtbot: QtBot) -> None:
    table = SheetTable("Known")
    qtbot.addWidget(table)
    table.show_sheet(KNOWN)
    QTest.keyClick(table, Qt.Key.Key_S)
    assert table.sorted_by is None
    table.allow_sorting()
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_S)
    assert table.sorted_by == (0, True)
    assert table.sheet_model.sheet.key(table.currentIndex().row()) == "kb"
    QTest.keyClick(table, Qt.Key.Key_R)
    assert [row[0].text for row in table.sheet_model.sheet.rows] == ["a", "b", "C"]
    assert table.sheet_model.sheet.key(table.currentIndex().row()) == "kb"
    opened: list[str] = []
    table.opened.connect(opened.append)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == ["kb"]
