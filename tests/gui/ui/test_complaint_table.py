"""The table of complaints, the figures above, the rail's number, export (K-2)."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest

from app.ports import Session
from domain.complaint import ComplaintState
from domain.ids import ComplaintId
from tests.complaint_samples import answered, complaint, few, resolved
from tests.fakes.demo import AGENTS
from tests.fakes.stage import Stage
from tests.gui.ui.complaint_stage import come, press
from ui.places import COMPLAINTS
from widgets.painting import sized

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PRIYA = AGENTS[1]


def test_the_table_has_the_same_complaints_sorted_by_a_click(stage: Stage) -> None:
    place = come(stage)
    press(stage, "Down", "Down", "V")
    table = place.pages.table
    assert place.pages.currentWidget() is table
    assert table.current == "c-wang", "what was chosen on the board"
    header = table.horizontalHeader()
    assert header.textElideMode() is Qt.TextElideMode.ElideRight, (
        "where there is no room one sees that something is left out"
    )
    x = header.sectionViewportPosition(3) + 20
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, header.height() // 2))
    stage.settle()
    first = table.model_.entry(0)
    assert first is not None
    assert first.complaint.id == "c-nord", "the highest amount"
    assert table.current == "c-wang"
    press(stage, "M")
    assert table.model_.rowCount() == 4
    press(stage, "Return")
    assert place.page.complaint_id == "c-wang"
    press(stage, "Shift+V")
    assert place.pages.board.current == "c-wang"


def test_without_room_columns_go_and_the_time_is_read_whole(stage: Stage) -> None:
    place = come(stage)
    press(stage, "Down", "V")
    table = place.pages.table
    names = [column.name for column in table.model_.columns]
    time = names.index("Time")
    assert not any(table.isColumnHidden(number) for number in range(len(names)))
    for percent, there in ((150, "Amount"), (200, "Customer")):
        stage.window.resize(1250, 900)
        stage.window.theme.zoom_to(percent)
        stage.settle()
        left = [name for number, name in enumerate(names) if not table.isColumnHidden(number)]
        assert left[:2] == ["Tier", "Customer"]
        assert there in left
        assert "Channel" not in left
        tokens = stage.window.theme.tokens
        entries = map(table.model_.entry, range(table.model_.rowCount()))
        widest = max((table.model_.words(entry, time) for entry in entries if entry is not None), key=len)
        needed = QFontMetricsF(sized(tokens.type.base, tokens.type.strong)).horizontalAdvance(widest)
        assert table.columnWidth(time) >= needed + 2 * tokens.space[1]
    stage.window.resize(1440, 900)
    stage.window.theme.zoom_to(100)
    stage.settle()
    assert not any(table.isColumnHidden(number) for number in range(len(names)))


def test_the_badge_is_right_without_the_board_and_follows_time(stage: Stage) -> None:
    button, complaints = stage.window.shell.buttons[COMPLAINTS], stage.services.complaints
    complaints.keep_all(few())
    stage.settle()
    assert COMPLAINTS not in stage.window.shell.places
    assert button.count == 2
    assert button.accessibleName() == "Complaints, 2 late or nearly"
    stage.services.clock.forward(10 * 60)
    stage.window.complaint_badge.count()
    assert button.count == 3, "Somchai's first answer is nearly late, by K-1's quarter of an hour"
    complaints.keep_all([resolved(complaints.held[ComplaintId("c-late")], 200)])
    stage.settle()
    assert button.count == 2


def test_the_badge_counts_ones_own_unless_one_leads(stage: Stage) -> None:
    stage.services.session.current = Session("https://support.example.com", PRIYA, "refresh", "access")
    stage.services.complaints.keep_all(few())
    stage.services.complaints.keep_all([complaint("c-hers", "linh", age=9, owner_id=PRIYA.id)])
    stage.settle()
    assert stage.window.shell.buttons[COMPLAINTS].count == 1


def test_the_table_chooses_nothing_by_itself(stage: Stage) -> None:
    place = come(stage)
    press(stage, "V")
    assert stage.focus() is place.pages.table
    assert (place.pages.table.current, place.card) == ("", None)
    press(stage, "Down")
    assert place.pages.table.current == "c-late"


def test_what_has_ended_is_followed_on(stage: Stage) -> None:
    place = come(stage)
    place.show_tab("ended")
    held = stage.services.complaints.held
    model = place.pages.ended.model_
    state = next(number for number, one in enumerate(model.columns) if one.name == "State")
    first = model.entry(0)
    assert first is not None
    assert model.words(first, state) == "resolved"
    stage.services.complaints.keep_all([replace(held[first.complaint.id], state=ComplaintState.CLOSED)])
    stage.settle()
    again = model.entry(model.row_of(first.complaint.id))
    assert again is not None
    assert model.words(again, state) == "closed"


def test_the_figures_of_the_last_weeks_stand_above(stage: Stage) -> None:
    place = come(stage)
    stage.services.complaints.keep_all(
        [answered(complaint("c-slow", age=60, answered_at=None)), resolved(complaint("c-h", age=600), 500)]
    )
    stage.settle()
    shown = {tile.name: tile.shown for tile in place.tiles.tiles}
    assert shown["Median resolution, high"].value == "6 h 40"
    assert shown["Resolved in time"].goal == "2 of 5"
    assert shown["Withdrawn after an offer"].value == "–"


def test_export_offers_what_is_on_screen(stage: Stage) -> None:
    place = come(stage)
    press(stage, "U", "Ctrl+Shift+X")
    menu = place.exporting.menu
    assert menu is not None
    assert "1 complaint as CSV" in menu.actions()[0].text()
    menu.close()


def test_a_low_window_gives_its_room_to_the_complaints(stage: Stage) -> None:
    place = come(stage)
    assert place.tiles.isVisible()
    stage.window.theme.zoom_to(200)
    stage.window.resize(1440, 700)
    stage.settle()
    assert not place.tiles.isVisible()
    assert place.pages.board.isVisible()
