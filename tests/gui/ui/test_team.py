"""The team at work by keys and by dragging: load, presence, threads moved and moved back, teams (R-1, R-3)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.errors import StorageFull
from domain.agent import Role
from domain.ids import AgentId, ThreadId
from tests.fakes.demo import AGENTS, ME, tid
from tests.fakes.stage import Stage
from ui.insights.team_desk import TeamDesk
from ui.insights.team_people import OLDEST, OPEN, PRESENCE, VIEWING, WAITING

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PRIYA, TOMAS = AGENTS[1].id, AGENTS[2].id


@pytest.fixture
def stage(stage: Stage) -> Stage:
    stage.window.show_place("insights")
    stage.settle()
    stage.window.shell.places["insights"].show_page("team")  # type: ignore[attr-defined]
    stage.settle()
    return stage


@pytest.fixture
def desk(stage: Stage) -> TeamDesk:
    found = stage.window.shell.places["insights"].findChild(TeamDesk)
    assert found is not None
    return found


def bare(text: object) -> str:
    return str(text).replace("\u2068", "").replace("\u2069", "")


def cell(desk: TeamDesk, row: int, column: int) -> str:
    return bare(desk.table.people.index(row, column).data())


def column(desk: TeamDesk, number: int) -> list[str]:
    return [cell(desk, row, number) for row in range(desk.table.people.rowCount())]


def press(stage: Stage, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(stage.focus(), key, modifiers)
    stage.settle()


def holder(stage: Stage, short: str) -> AgentId | None:
    return stage.services.world.rows[tid(short)][0].assignee_id


def my_threads(stage: Stage, desk: TeamDesk) -> None:
    """The keys in the threads of Li Hua, who comes first after the queue."""
    press(stage, Qt.Key.Key_Down)
    press(stage, Qt.Key.Key_Return)
    assert desk.threads.hasFocus()


def test_the_table_says_who_is_there_and_how_much_each_has_in_hand(stage: Stage, desk: TeamDesk) -> None:
    assert column(desk, 0) == ["Queue", "Li Hua, Admin", "Priya Nair, Senior agent", "Tomás Herrera, Agent"]
    assert column(desk, PRESENCE) == ["", "here", "away", "not here"]
    assert column(desk, OPEN) == ["5", "4", "0", "0"]
    assert column(desk, WAITING) == ["", "4 of 5", "0 of 5", "0 of 5"]
    assert cell(desk, 1, VIEWING) == "王雅婷 Wang Yating"


def test_whoever_has_too_many_waiting_is_marked(stage: Stage, desk: TeamDesk) -> None:
    rows = stage.services.world.rows
    for thread_id, (row, folder) in list(rows.items()):
        rows[thread_id] = (replace(row, assignee_id=ME, waiting_since=row.waiting_since or row.at), folder)
    desk.refresh()
    stage.settle()
    assert cell(desk, 1, WAITING).endswith(", limit 5")


def test_the_longest_wait_goes_on(stage: Stage, desk: TeamDesk) -> None:
    before = cell(desk, 1, OLDEST)
    stage.services.clock.forward(timedelta(hours=1).total_seconds())
    desk.tick()
    assert cell(desk, 1, OLDEST) != before


def test_without_a_connection_presence_is_unknown_and_the_load_is_not(stage: Stage, desk: TeamDesk) -> None:
    stage.services.insights.offline = True
    desk.refresh()
    stage.settle()
    assert column(desk, PRESENCE)[1:] == ["unknown"] * 3
    assert cell(desk, 1, OPEN) == "4"
    assert desk.note.isVisible()


def test_the_threads_of_the_chosen_person_are_under_them(stage: Stage, desk: TeamDesk) -> None:
    assert "Queue: 5 open threads" in bare(desk.whose.text())
    press(stage, Qt.Key.Key_Down)
    assert "Li Hua: 4 open threads" in bare(desk.whose.text())
    press(stage, Qt.Key.Key_Down)
    assert desk.empty.isVisible()
    assert not desk.give.isEnabled()


def test_several_threads_go_to_somebody_else_by_keys_and_come_back(stage: Stage, desk: TeamDesk) -> None:
    my_threads(stage, desk)
    press(stage, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen = desk.threads.chosen()
    assert len(chosen) == 2
    press(stage, Qt.Key.Key_M)
    assert desk.menu is not None
    assert [action.text() for action in desk.menu.actions()] == ["Priya Nair, 0 wait", "Tomás Herrera, 0 wait"]
    desk.menu.actions()[1].trigger()
    desk.menu.close()
    stage.settle()
    assert stage.services.insights.calls[-1] == ("move", tuple(chosen), TOMAS)
    assert "2 threads went to Tomás Herrera." in bare(desk.moved.text())
    assert cell(desk, 3, OPEN) == "2"
    press(stage, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert cell(desk, 1, OPEN) == "4"
    assert not desk.moved.isVisible()
    press(stage, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len([call for call in stage.services.insights.calls if call[0] == "move"]) == 2


def test_a_thread_goes_back_to_the_queue_by_its_key(stage: Stage, desk: TeamDesk) -> None:
    my_threads(stage, desk)
    (chosen,) = desk.threads.chosen()
    press(stage, Qt.Key.Key_Q)
    assert stage.services.insights.calls[-1] == ("move", (chosen,), None)
    assert cell(desk, 0, OPEN) == "6"
    assert "1 thread went to the queue." in bare(desk.moved.text())


def test_threads_are_dragged_to_a_person(stage: Stage, desk: TeamDesk) -> None:
    my_threads(stage, desk)
    held = desk.threads.held
    data = held.mimeData([held.index(0, 0), held.index(1, 0)])
    people = desk.table.people
    assert people.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, people.index(2, 0))
    stage.settle()
    assert cell(desk, 2, OPEN) == "2"
    assert not people.dropMimeData(QMimeData(), Qt.DropAction.MoveAction, -1, -1, people.index(2, 0))
    assert not people.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, QModelIndex())


def test_what_is_dropped_on_its_own_holder_stays(stage: Stage, desk: TeamDesk) -> None:
    my_threads(stage, desk)
    desk.give_to(desk.threads.chosen(), ME)
    desk.give_to([ThreadId("nobody's")], PRIYA)
    stage.settle()
    assert not [call for call in stage.services.insights.calls if call[0] == "move"]


def test_enter_opens_the_thread_in_the_inbox(stage: Stage, desk: TeamDesk) -> None:
    my_threads(stage, desk)
    (chosen,) = desk.threads.chosen()
    press(stage, Qt.Key.Key_Return)
    assert stage.window.inbox.thread_id == chosen


def test_the_keys_go_back_to_the_people(stage: Stage, desk: TeamDesk) -> None:
    my_threads(stage, desk)
    press(stage, Qt.Key.Key_Left)
    assert desk.table.hasFocus()


def test_a_disk_that_is_full_is_said(stage: Stage, desk: TeamDesk) -> None:
    my_threads(stage, desk)
    stage.services.insights.error = StorageFull()
    press(stage, Qt.Key.Key_Q)
    assert "disk is full" in desk.trouble.text()
    assert holder(stage, "khalid") == ME


def test_teams_are_made_filled_and_saved(stage: Stage, desk: TeamDesk) -> None:
    desk.teams.click()
    stage.settle()
    dialog = desk.dialog
    assert dialog is not None
    assert [dialog.names.item(row).text() for row in range(2)] == ["Day", "ทีมภาษาไทย (กะกลางคืน)"]
    dialog.add.click()
    dialog.save.click()
    assert dialog.trouble.text() == "Each team needs a name."
    QTest.keyClicks(dialog.name, "day ")
    dialog.save.click()
    assert dialog.trouble.text() == "Two teams have the same name."
    QTest.keyClicks(dialog.name, "off")
    dialog.members.item(1).setCheckState(Qt.CheckState.Checked)
    dialog.names.setCurrentRow(0)
    dialog.members.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.names.setCurrentRow(1)
    dialog.remove.click()
    dialog.save.click()
    stage.settle()
    assert stage.services.insights.held_teams == {"Day": (PRIYA,), "day off": (PRIYA,)}
    assert desk.dialog is None


def test_teams_that_cannot_be_kept_stay_in_the_form(stage: Stage, desk: TeamDesk) -> None:
    desk.teams.click()
    stage.settle()
    assert desk.dialog is not None
    stage.services.insights.error = StorageFull()
    desk.dialog.save.click()
    stage.settle()
    assert "disk is full" in desk.dialog.trouble.text()
    desk.dialog.leave.click()
    stage.settle()
    assert desk.dialog is None


def test_whoever_may_not_change_settings_sees_no_editor_of_teams(qtbot: QtBot) -> None:
    made = Stage()
    session = made.services.session
    assert session.current is not None
    session.current = replace(session.current, agent=replace(AGENTS[0], role=Role.TRAINER))
    desk = TeamDesk(made.services, made.window.theme.tokens)
    assert desk.teams.isHidden()
    desk.close_desk()
    desk.deleteLater()
    made.close()


def test_teams_that_cannot_be_read_are_told_before_others_take_their_place(desk: TeamDesk, stage: Stage) -> None:
    stage.services.insights.held_teams, stage.services.insights.lost_teams = {}, True
    desk.teams.click()
    stage.settle()
    assert desk.dialog is not None
    assert "cannot be read" in desk.dialog.trouble.text()
    assert desk.dialog.trouble.isVisible()
