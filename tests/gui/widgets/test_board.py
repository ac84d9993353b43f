"""The board by keys and mouse: arrows, lanes, clocks, cards that are carried, and what a screen reader says (K-2)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.widgets.conftest import settle
from widgets.board.board import Board
from widgets.board.layout import LANE
from widgets.board.values import CardValues, Clock, ColumnValues, Lane
from widgets.board.words import clock_text, says_on, urgency
from widgets.tokens import load_tokens

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TOKENS = load_tokens("light", reduced_motion=True)
Key = Qt.Key
Made = Callable[..., Board]


def clock(left: float, whole: float = 240, what: str = "solve") -> Clock:
    """So many minutes left of so many; the last quarter is near."""
    due = NOW + timedelta(minutes=left)
    return Clock(what, due - timedelta(minutes=whole), due, due - timedelta(minutes=whole / 4))


def card(key: str, left: float = 120, owner: str = "Li Hua") -> CardValues:
    """A card of that key, whose title is the key."""
    return CardValues(key, f"Customer {key}", key, "120", "WhatsApp", owner, clock(left))


def column(key: str, *lanes: Lane) -> ColumnValues:
    """One of that tier."""
    return ColumnValues(key, key, key.capitalize(), "answer 10 min", lanes)


def plain(high: Sequence[str], medium: Sequence[str] = (), low: Sequence[str] = ()) -> list[ColumnValues]:
    """Three columns without lanes."""
    tiers = {"high": high, "medium": medium, "low": low}
    return [column(key, Lane("", "", tuple(keys))) for key, keys in tiers.items()]


@pytest.fixture
def board(qtbot: QtBot) -> Iterator[Made]:
    """Makes a board, on screen, with the keys."""
    before = QApplication.layoutDirection()

    def make(columns: Sequence[ColumnValues], *cards: CardValues, width: int = 900, mirrored: bool = False) -> Board:
        if mirrored:
            QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        held = {one.key: one for one in cards}
        made = Board(TOKENS, lambda key: held.get(key) or card(key), NOW)
        qtbot.addWidget(made)
        made.resize(width, 500)
        made.show_board(columns)
        made.show()
        qtbot.waitExposed(made)
        made.activateWindow()
        made.setFocus()
        settle()
        return made

    yield make
    QApplication.setLayoutDirection(before)


class Drops:
    """Hears where cards are dropped."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str, str]] = []

    def hear(self, key: str, column_: str, lane: str) -> None:
        self.heard.append((key, column_, lane))


def spot(made: Board, key: str) -> tuple[QWidget, QPoint]:
    """The viewport and the middle of a slot on it."""
    for one in made.columns:
        place = one.view.layout_.place(key)
        if place >= 0:
            return one.view.viewport(), one.view.slot_rect(one.view.layout_.slot(place)).center()
    raise LookupError(key)


def press(made: Board, *keys: Qt.Key) -> str:
    """Presses them one by one; what is current then."""
    for key in keys:
        QTest.keyClick(made, key)
        settle(3)
    return made.current


def carry(made: Board, key: str, to: QPoint, *, drop: bool = True) -> None:
    """By the mouse to a point of the board."""
    source, start = spot(made, key)
    QTest.mousePress(source, Qt.MouseButton.LeftButton, pos=start)
    target = source.mapFrom(made, to)
    for step in (start + QPoint(0, QApplication.startDragDistance()), (start + target) / 2, target):
        QTest.mouseMove(source, step)
        settle(3)
    if drop:
        QTest.mouseRelease(source, Qt.MouseButton.LeftButton, pos=target)
        settle(3)


def middle(made: Board, number: int) -> QPoint:
    """Of a column, on the board."""
    return made.columns[number].geometry().center()


def seen(made: Board) -> QImage:
    return made.grab().toImage()


def test_arrows_lead_through_a_column_and_across(board: Made) -> None:
    made = board(plain(["h1", "h2", "h3"], [], ["l1"]))
    assert press(made, Key.Key_Down) == "h1"
    assert press(made, Key.Key_Down, Key.Key_Down, Key.Key_Down) == "h3"
    assert press(made, Key.Key_Up) == "h2"
    assert press(made, Key.Key_Right) == "l1", "an empty column is stepped over"
    assert press(made, Key.Key_Right) == "l1"
    assert press(made, Key.Key_Left, Key.Key_End) == "h3"
    assert press(made, Key.Key_Home) == "h1"


def test_arrows_go_by_what_one_sees_in_a_mirrored_window(board: Made) -> None:
    made = board(plain(["h1"], ["m1"], ["l1"]), mirrored=True)
    assert made.columns[0].x() > made.columns[2].x()
    press(made, Key.Key_Down)
    assert press(made, Key.Key_Left) == "m1"
    assert press(made, Key.Key_Right) == "h1"


def test_moving_brings_the_card_on_screen_in_a_long_column(board: Made) -> None:
    made = board(plain([f"h{number}" for number in range(5_000)]))
    press(made, Key.Key_Down, Key.Key_End)
    view = made.columns[0].view
    assert made.current == "h4999"
    assert "h4999" in [slot.key for slot in view.shown()]
    assert len(view.shown()) < 10
    press(made, Key.Key_PageUp)
    assert int(made.current[1:]) < 4_999
    assert made.current in [slot.key for slot in view.shown()]


def test_enter_and_click_open_and_the_choice_is_told(board: Made) -> None:
    made = board(plain(["h1", "h2"]))
    opened: list[str] = []
    chosen: list[str] = []
    made.opened.connect(opened.append)
    made.chosen.connect(chosen.append)
    press(made, Key.Key_Down, Key.Key_Return)
    viewport, where = spot(made, "h2")
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=where)
    assert opened == ["h1", "h2"]
    assert chosen == ["h1", "h2"]
    assert made.current == "h2"


def test_the_current_card_stays_current_when_it_moves_and_its_place_is_kept_when_it_goes(board: Made) -> None:
    made = board(plain(["h1", "h2", "h3"]))
    chosen: list[str] = []
    press(made, Key.Key_Down, Key.Key_Down)
    made.chosen.connect(chosen.append)
    made.show_board(plain(["h1", "h3"], ["h2"]))
    assert made.current == "h2"
    assert made.scene.current is not None
    assert made.scene.current.column == 1
    made.show_board(plain(["h1", "h3"]))
    assert (made.current, chosen) == ("", [""])


def lanes() -> list[ColumnValues]:
    """Two owners, rows side by side."""
    high = (Lane("a", "Anna", ("h1", "h2")), Lane("b", "Bo", ("h3",)))
    medium = (Lane("a", "Anna", ()), Lane("b", "Bo", ("m1",)))
    return [column("high", *high), column("medium", *medium)]


def test_rows_stand_side_by_side_and_fold_by_key_and_click(board: Made) -> None:
    made = board(lanes())
    tops = [one.view.layout_.lane_span("b")[0] for one in made.columns]
    assert tops[0] == tops[1] > 0
    assert press(made, Key.Key_Down) == "h1"
    press(made, Key.Key_Up, Key.Key_Space)
    assert [one.view.layout_.place("h1") for one in made.columns] == [-1, -1]
    assert made.columns[0].view.layout_.lane_span("b")[0] < tops[0]
    assert press(made, Key.Key_Down, Key.Key_Down) == "h3", "what is folded away is stepped over"
    viewport, where = spot(made, LANE + "a")
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=where)
    assert made.columns[0].view.layout_.place("h1") >= 0


def test_folding_the_current_cards_row_keeps_the_keys_at_its_head(board: Made) -> None:
    made = board(lanes())
    press(made, Key.Key_Down)
    made.fold("a")
    assert made.current == ""
    assert "Anna" in made.accessibleDescription()
    assert press(made, Key.Key_Return, Key.Key_Down) == "h1"


def test_columns_with_rows_scroll_together(board: Made) -> None:
    high = (Lane("a", "Anna", tuple(f"h{number}" for number in range(40))),)
    made = board([column("high", *high), column("medium", Lane("a", "Anna", ()))])
    made.columns[0].view.verticalScrollBar().setValue(700)
    assert made.columns[1].view.verticalScrollBar().value() == 700


def test_a_card_is_carried_to_another_column(board: Made) -> None:
    made = board(plain(["h1", "h2"], ["m1"]))
    dropped = Drops()
    opened: list[str] = []
    made.dropped.connect(dropped.hear)
    made.opened.connect(opened.append)
    carry(made, "h2", middle(made, 1))
    assert dropped.heard == [("h2", "medium", "")]
    assert opened == [], "carrying is not clicking"
    assert not made.carrying


def test_where_a_card_may_not_go_it_is_refused_and_one_sees_why(board: Made) -> None:
    made = board(plain(["h1"], ["m1"]))
    dropped = Drops()
    refused: list[str] = []
    made.dropped.connect(dropped.hear)
    made.refused.connect(refused.append)
    made.verdict = lambda key, where, _lane: "Only leads." if (key, where) == ("h1", "medium") else ""
    before = seen(made)
    carry(made, "h1", middle(made, 1), drop=False)
    assert made.scene.target is not None
    assert made.scene.target.refusal == "Only leads."
    assert seen(made) != before
    carry(made, "h1", middle(made, 1))
    assert (dropped.heard, refused) == ([], ["Only leads."])


def test_a_card_that_comes_back_or_is_dropped_outside_stays(board: Made) -> None:
    made = board(plain(["h1"], ["m1"]))
    told = Drops()
    made.dropped.connect(told.hear)
    refused: list[str] = []
    made.refused.connect(refused.append)
    carry(made, "h1", middle(made, 0))
    carry(made, "h1", QPoint(-40, -40))
    carry(made, "h1", middle(made, 1), drop=False)
    made.cancel()
    source, _where = spot(made, "h1")
    QTest.mouseRelease(source, Qt.MouseButton.LeftButton, pos=source.mapFrom(made, middle(made, 1)))
    assert (told.heard, refused) == ([], [])
    assert not made.carrying


def test_a_card_is_carried_to_another_owners_row(board: Made) -> None:
    made = board(lanes())
    dropped = Drops()
    made.dropped.connect(dropped.hear)
    viewport, where = spot(made, "h3")
    carry(made, "h1", viewport.mapTo(made, where))
    assert dropped.heard == [("h1", "high", "b")]


def test_clocks_say_what_is_left_and_what_is_late() -> None:
    for left, words, hurry in (
        (1.4, "solve 1:24 left", "near"),
        (12, "solve 12 min left", "near"),
        (140, "solve 2 h 20 left", ""),
        (2_460, "solve 41 h left", ""),
        (9_000, "solve 6 days left", ""),
        (0, "solve 0:00 late", "late"),
        (-75, "solve 1 h 15 late", "late"),
    ):
        assert (clock_text(clock(left), NOW), urgency(clock(left), NOW)) == (words, hurry)
    stands = Clock("waits for the customer", NOW, NOW - timedelta(days=1), stands=True)
    assert (clock_text(stands, NOW), urgency(stands, NOW)) == ("waits for the customer", "")


def test_a_clock_is_looked_at_again_only_when_it_says_something_else() -> None:
    assert says_on(clock(2), NOW) == 1
    assert says_on(clock(30.5), NOW) == 30
    assert says_on(clock(61), NOW) == 60, "or when it becomes late: a quarter of its time is left in a minute"
    assert says_on(clock(60 + 1 / 6), NOW) == pytest.approx(10)
    assert says_on(Clock("waits", NOW, NOW, stands=True), NOW) == float("inf")


def test_only_what_is_on_screen_is_asked_for_and_painted_again(board: Made) -> None:
    made = board(plain([f"h{number}" for number in range(5_000)]))
    asked: list[str] = []

    def of(key: str) -> CardValues:
        asked.append(key)
        return card(key, left=5)

    made.scene.card_of = of
    before = seen(made)
    asked.clear()
    made.set_now(NOW + timedelta(seconds=1))
    settle()
    assert seen(made) != before
    assert 0 < len(set(asked)) < 10


def test_late_cards_look_different_even_without_colours(board: Made) -> None:
    calm, late = card("h1", 120), card("h1", -5)

    def grey(one: CardValues) -> QImage:
        made = board(plain(["h1"]), one)
        return seen(made).convertToFormat(QImage.Format.Format_Grayscale8)

    assert grey(calm) != grey(late)


def test_a_screen_reader_hears_the_current_card(board: Made) -> None:
    made = board(plain(["h1", "h2"]), card("h2", -5, "Priya Nair"))
    press(made, Key.Key_Down, Key.Key_Down)
    said = made.accessibleDescription()
    for words in ("Customer h2", "120", "WhatsApp", "solve 5:00 late", "Priya Nair", "High, 2 of 2"):
        assert words in said
    assert made.columns[0].accessibleName() == "High, answer 10 min, 2 complaints"


HOSTILE = (
    "<b>bold</b><img src='file:///etc/passwd'>",
    "\u202egnp.exe\u202c \u2067abc\u2069 \u200f",
    "a\x00b\nc\r\n",
    "Z" + "\u0301\u0323" * 200,
    "x" * 100_000,
    "ไม่มีช่องว่างเลย" * 400,
    "",
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_stay_within_their_card(board: Made, text: str) -> None:
    evil = CardValues("h1", text, text, text, text, text, clock(5), "high", text, text)
    made = board(plain(["h1", "h2"]), evil)
    below = made.columns[0].view.slot_rect(made.columns[0].view.layout_.slot(1))
    other = board(plain(["h1", "h2"]))
    for one in (made, other):
        one.set_now(NOW)
        # The same moment for both pictures, however long a computer takes for them.
        one.scene._since.invalidate()
    assert seen(made).size() == seen(other).size()
    viewport = made.columns[0].view.viewport()
    assert viewport.grab(below).toImage() == other.columns[0].view.viewport().grab(below).toImage()


def test_other_colours_and_sizes(board: Made) -> None:
    made = board(plain(["h1"]))
    before = seen(made)
    made.set_tokens(load_tokens("dark"))
    settle()
    assert seen(made) != before
