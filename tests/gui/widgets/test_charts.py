"""Charts by keys and mouse: values are read, lead on, stand in a table, and stay in place when they change (M)."""

import weakref
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.widgets.conftest import settle
from widgets.charts.bars import HorizontalBars
from widgets.charts.card import ChartCard
from widgets.charts.chart import Chart
from widgets.charts.grid import CardGrid
from widgets.charts.over_time import TimeBars, TimeCurve
from widgets.charts.tile import Tile, TileValue
from widgets.charts.values import COUNTS, SECONDS, BarRow, Cell, Limit, OverTime, Shade, Sheet, Spot, ticks
from widgets.tokens import load_tokens

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
HOURS = 24


def said(seconds: float) -> str:
    return f"{seconds:.0f} s"


def curve(count: int = HOURS, *, gap: int = -1, slower: float = 0) -> OverTime:
    """Ten seconds slower each hour; of one hour nothing is known."""
    spots = tuple(_spot(hour, None if hour == gap else hour * 10 + slower) for hour in range(count))
    shades = (Shade(10, 11, "peak 10–12"),) if count > 11 else ()

    def words(hour: int) -> str:
        middle = spots[hour].middle
        return f"{hour:02}:00 is {'unknown' if middle is None else said(middle)}"

    return OverTime(spots, said, SECONDS, "{:02}:00".format, words, "k{}".format, shades)


def _spot(hour: int, seconds: float | None) -> Spot:
    return Spot(str(hour), seconds, None if seconds is None else seconds * 2, 50)


def rows(*names: str) -> tuple[BarRow, ...]:
    return tuple(
        BarRow(f"row-{name}", name, float(place + 1), str(place + 1), f"{name}: {place + 1}")
        for place, name in enumerate(names)
    )


def sheet(*names: str) -> Sheet:
    return Sheet("Sheet", ("Name", "Count"), tuple((Cell(name), Cell("1", 1)) for name in names),
                 tuple(f"row-{name}" for name in names))  # fmt: skip


class Told:
    """What a chart said, in order."""

    def __init__(self, chart: Chart | ChartCard | Tile) -> None:
        self.opened: list[str] = []
        self.read: list[str] = []
        chart.opened.connect(self.opened.append)
        if isinstance(chart, Chart):
            chart.read.connect(self.read.append)


@pytest.fixture
def host(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    column.addStretch(1)
    # What has the keys when the window opens.
    column.addWidget(QPushButton())
    made.resize(700, 600)
    yield made
    made.hide()
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def put(host: QWidget, widget: QWidget) -> None:
    column = host.layout()
    assert isinstance(column, QVBoxLayout)
    column.insertWidget(0, widget)
    host.show()
    host.activateWindow()
    before = host.findChild(QPushButton)
    assert before is not None
    before.setFocus()
    settle()


def on_screen(host: QWidget, chart: TimeCurve | TimeBars, data: OverTime) -> Told:
    told = Told(chart)
    put(host, chart)
    chart.show_values(data)
    settle()
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    return told


@pytest.mark.parametrize("kind", [TimeCurve, TimeBars])
def test_arrows_walk_over_the_hours_and_read_them(host: QWidget, kind: type[TimeCurve]) -> None:
    chart = kind("Response time")
    told = on_screen(host, chart, curve())
    assert told.read[-1] == "23:00 is 230 s", "the newest is read first"
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert told.read[-1] == "22:00 is 220 s"
    assert chart.accessibleName() == "Response time: 22:00 is 220 s"
    QTest.keyClick(chart, Qt.Key.Key_Home)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert told.read[-1] == "01:00 is 10 s"
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert told.opened == ["k1"]


def test_the_keys_go_to_the_newest_hour_of_which_something_is_known(host: QWidget) -> None:
    told = on_screen(host, TimeCurve("Response time"), curve(HOURS, gap=23))
    assert told.read[-1].startswith("22:00")


def test_left_is_later_where_lines_begin_at_the_right(host: QWidget) -> None:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    chart = TimeCurve("Response time")
    told = on_screen(host, chart, curve())
    QTest.keyClick(chart, Qt.Key.Key_Home)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert told.read[-1].startswith("01:00")
    assert chart.plot is not None
    assert chart.plot.x_of(0) > chart.plot.x_of(5), "the axis runs the other way, too"


def test_the_mouse_reads_the_hour_below_it_and_a_click_opens_it(host: QWidget) -> None:
    chart = TimeCurve("Response time")
    told = on_screen(host, chart, curve())
    assert chart.plot is not None
    spot = QPoint(round(chart.plot.x_of(7)) + 3, 80)
    QTest.mouseMove(chart, spot)
    settle()
    assert told.read[-1].startswith("07:00")
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    assert told.opened == ["k7"]


def test_other_values_come_in_place_and_the_cursor_stays_on_its_hour(host: QWidget) -> None:
    chart = TimeCurve("Response time")
    told = on_screen(host, chart, curve())
    QTest.keyClick(chart, Qt.Key.Key_Home)
    plot = chart.plot
    assert plot is not None
    items = len(plot.widget.scene().items())
    for slower in range(5):
        chart.show_values(curve(slower=slower))
    assert told.read[-1] == "00:00 is 4 s"
    assert chart.plot is plot
    assert len(plot.widget.scene().items()) == items, "nothing new is drawn beside what was there"


def test_nothing_is_loaded_to_draw_before_there_are_values(host: QWidget) -> None:
    chart = TimeCurve("Response time")
    put(host, chart)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.plot is None
    chart.show_values(curve(1))
    assert chart.plot is not None


def test_the_picture_is_twice_as_large_and_without_the_cursor(host: QWidget) -> None:
    chart = TimeCurve("Response time")
    chart.set_tokens(load_tokens("dark"))
    on_screen(host, chart, curve())
    image = chart.picture()
    assert (image.width(), image.height()) == (chart.width() * 2, chart.height() * 2)
    assert image.pixelColor(2, 2).name() == load_tokens("dark").surface.name(), "in the theme"
    chart.cursor_at.go(-1)
    without = chart.picture()
    chart.cursor_at.go(5)
    chart.moved()
    assert chart.picture() == without


def test_charts_that_are_let_go_leave_nothing(host: QWidget) -> None:
    gone: list[weakref.ref[object]] = []
    for _round in range(3):
        chart = TimeCurve("Response time")
        on_screen(host, chart, curve())
        assert chart.plot is not None
        gone += [weakref.ref(chart), weakref.ref(chart.plot.widget), weakref.ref(chart.plot)]
        chart.setParent(None)
        chart.deleteLater()
        del chart
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    import gc

    gc.collect()
    assert [one() for one in gone if one() is not None] == []


def test_bars_are_chosen_by_keys_and_lead_on(host: QWidget) -> None:
    chart = HorizontalBars("Channels")
    told = Told(chart)
    put(host, chart)
    chart.show_rows(rows("WhatsApp", "LINE", "السعودية"), Limit(2, "limit 2"))
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(chart, Qt.Key.Key_Down)
    assert told.read[-1] == "LINE: 2"
    QTest.keyClick(chart, Qt.Key.Key_End)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert told.opened == ["row-السعودية"]
    chart.show_rows(rows("السعودية", "WhatsApp"))
    assert told.read[-1] == "السعودية: 1", "the cursor went along with its row"


def test_a_click_on_a_bar_leads_to_what_is_behind_it(host: QWidget) -> None:
    chart = HorizontalBars("Channels")
    told = Told(chart)
    put(host, chart)
    chart.show_rows(rows("WhatsApp", "LINE"))
    settle()
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(40, chart.height() - 6))
    assert told.opened == ["row-LINE"]


def test_a_bar_beyond_the_limit_is_told_by_its_mark_not_by_colour_alone(host: QWidget) -> None:
    chart = HorizontalBars("Agents")
    put(host, chart)

    def painted(*, warns: bool) -> set[str]:
        chart.show_rows([BarRow("a", "Priya", 6, "6", "Priya 6", "faint", warns)])
        settle()
        image = chart.grab().toImage()
        right = range(image.width() - 40, image.width())
        return {image.pixelColor(x, image.height() // 2).name() for x in right}

    amber = load_tokens("light").medium.name()
    assert amber not in painted(warns=False)
    assert amber in painted(warns=True), "a diamond stands before the number"


def test_t_shows_the_table_and_the_chart_again_with_the_keys(host: QWidget) -> None:
    chart = HorizontalBars("Channels")
    card = ChartCard("Channels", chart)
    told = Told(card)
    put(host, card)
    chart.show_rows(rows("WhatsApp", "LINE"))
    card.show_sheet(partial(sheet, "WhatsApp", "LINE"))
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(chart, Qt.Key.Key_T)
    assert card.shows_table()
    assert card.table.hasFocus()
    QTest.keyClick(card.table, Qt.Key.Key_Down)
    QTest.keyClick(card.table, Qt.Key.Key_Return)
    assert told.opened == ["row-LINE"]
    card.show_sheet(partial(sheet, "Instagram", "LINE"))
    assert card.table.currentIndex().row() == 1, "the row stays"
    QTest.keyClick(card.table, Qt.Key.Key_T)
    assert not card.shows_table()
    assert chart.hasFocus()


def test_a_card_says_why_it_is_empty(host: QWidget) -> None:
    chart = HorizontalBars("Channels")
    card = ChartCard("Channels", chart)
    put(host, card)
    card.show_sheet(sheet, "Nothing in these days.")
    settle()
    assert card.nothing.isVisible()
    assert not chart.isVisible()
    assert not card.take_button.isEnabled(), "there is nothing to take along"
    card.show_sheet(partial(sheet, "LINE"))
    assert chart.isVisible()
    assert not card.nothing.isVisible()


def test_what_is_read_stands_in_place_of_the_legend(host: QWidget) -> None:
    chart = TimeCurve("Response time")
    card = ChartCard("Response time", chart)
    put(host, card)
    card.legend.show_parts((("line", "median"), ("dashes", "before")))
    card.show_sheet(partial(sheet, "a"))
    chart.show_values(curve())
    settle()
    assert card.legend.isVisible()
    where = chart.geometry()
    QTest.keyClick(chart, Qt.Key.Key_Home)
    settle()
    assert card.readout.text() == "00:00 is 0 s"
    assert card.readout.isVisible()
    assert chart.geometry() == where, "nothing moves"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_tile_leads_to_the_threads_behind_its_number(host: QWidget, key: Qt.Key) -> None:
    tile = Tile("CSAT")
    told = Told(tile)
    put(host, tile)
    tile.show_value(TileValue("3.4", "below 3.5 since 09:40", "warn", "before: 3.8", -1, "csat"))
    assert tile.accessibleName() == "CSAT, 3.4, below 3.5 since 09:40, before: 3.8"
    tile.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(tile, key)
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert told.opened == ["csat", "csat"]
    tile.show_value(TileValue("3.4"))
    QTest.keyClick(tile, key)
    assert told.opened == ["csat", "csat"], "without anything behind it, it leads nowhere"


def test_a_tile_that_warns_has_another_border(host: QWidget) -> None:
    tile = Tile("CSAT")
    put(host, tile)

    def border() -> QColor:
        settle()
        return tile.grab().toImage().pixelColor(tile.width() // 2, 1)

    tile.show_value(TileValue("3.9", "goal 3.5", "ok"))
    calm = border()
    tile.show_value(TileValue("3.4", "below 3.5", "warn"))
    assert border() != calm


@pytest.mark.parametrize(("width", "columns"), [(1400, 2), (500, 1)])
def test_cards_stand_side_by_side_where_there_is_room(host: QWidget, width: int, columns: int) -> None:
    grid = CardGrid(27, 2)
    cards = [ChartCard(f"Card {number}") for number in range(3)]
    for number, card in enumerate(cards):
        grid.add(card, wide=number == 2)
    host.resize(width, 600)
    put(host, grid)
    settle()
    tops = {card.mapTo(host, QPoint()).y() for card in cards[:2]}
    assert len(tops) == 3 - columns
    assert cards[2].width() == grid.width(), "a wide one has the row for itself"


@pytest.mark.parametrize(
    ("highest", "steps", "expected"),
    [
        (0.5, SECONDS, (0, 1)),
        (100, SECONDS, (0, 30, 60, 90, 120)),
        (240, SECONDS, (0, 60, 120, 180, 240)),
        (7, COUNTS, (0, 2, 4, 6, 8)),
        (10_000_000, SECONDS, (0, 2_500_000, 5_000_000, 7_500_000, 10_000_000)),
    ],
)
def test_lines_of_an_axis_are_round_and_few(
    highest: float, steps: tuple[float, ...], expected: tuple[float, ...]
) -> None:
    assert ticks(highest, steps) == expected
