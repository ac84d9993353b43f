"""Assigning by keys: packs, people, teams, days; what is wrong with it in words; changed and ended (S-2)."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QMessageBox

from app.errors import StorageFull
from domain.training.assigning import Assignment
from domain.training.item import DrillKind
from tests.fakes import training_demo as demo
from tests.fakes.stage import Stage
from tests.gui.ui.training_stage import learners_desk, press, type_in
from ui.training.assign_dialog import AssignDialog
from ui.training.assign_words import flaw
from ui.training.learners_desk import LearnersDesk
from ui.training.learners_shown import state_words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CONTROL = Qt.KeyboardModifier.ControlModifier
DAY = timedelta(days=1)


def begun(stage: Stage) -> tuple[LearnersDesk, AssignDialog]:
    desk = learners_desk(stage)
    desk.head.assign.setFocus()
    press(stage, Qt.Key.Key_Return)
    assert desk.assigning.dialog is not None
    return desk, desk.assigning.dialog


def test_a_team_is_given_a_pack_by_keys_alone(stage: Stage) -> None:
    _desk, dialog = begun(stage)
    dialog.pack.setFocus()
    press(stage, Qt.Key.Key_Down)
    press(stage, Qt.Key.Key_Tab)
    assert stage.focus() is dialog.kind
    press(stage, Qt.Key.Key_Down)
    press(stage, Qt.Key.Key_Tab)
    assert stage.focus() is dialog.people.search
    press(stage, Qt.Key.Key_Down)
    assert stage.focus() is dialog.people.list
    press(stage, Qt.Key.Key_Space)
    dialog.note.setFocus()
    type_in(stage, "ขอให้ฝึกทุกวัน")
    assert "for 2 people" in dialog.sum.text()
    press(stage, Qt.Key.Key_Return, CONTROL)
    (given,) = stage.services.trainers.given
    assert (given.pack_id, given.kind) == ("builtin-th", DrillKind.KEYWORDS)
    assert (set(given.people), given.groups) == ({demo.ME, demo.PRIYA}, ("Day",))
    assert (given.since, given.until) == (demo.TODAY, demo.TODAY + 6 * DAY)
    assert (given.rounds, given.note, given.author) == (1, "ขอให้ฝึกทุกวัน", demo.ME)


def test_a_team_that_is_whole_only_in_part_is_no_group(stage: Stage) -> None:
    _desk, dialog = begun(stage)
    rows = {dialog.people.list.item(row).text(): dialog.people.list.item(row) for row in range(5)}
    rows["Priya Nair, Senior agent"].setCheckState(Qt.CheckState.Checked)
    assert rows["Team Day, 2 people"].checkState() is Qt.CheckState.PartiallyChecked
    assert dialog.people.groups() == ()
    rows["Team Day, 2 people"].setCheckState(Qt.CheckState.Checked)
    assert dialog.people.people() == (demo.ME, demo.PRIYA)
    rows["Team Day, 2 people"].setCheckState(Qt.CheckState.Unchecked)
    assert dialog.people.people() == ()
    dialog.reject()


def test_people_are_found_by_what_is_typed(stage: Stage) -> None:
    _desk, dialog = begun(stage)
    dialog.people.search.setText("herr")
    shown = [row for row in range(5) if not dialog.people.list.item(row).isHidden()]
    assert [dialog.people.list.item(row).text() for row in shown] == ["Tomás Herrera, Agent"]
    dialog.people.search.setFocus()
    press(stage, Qt.Key.Key_Down)
    press(stage, Qt.Key.Key_Space)
    assert dialog.people.people() == (demo.TOMAS,)
    dialog.reject()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"people": ()}, "Choose at least one person."),
        ({"pack_id": ""}, "Choose a pack."),
        ({"since": demo.TODAY + DAY, "until": demo.TODAY}, "The last day is before the first."),
        ({"since": demo.TODAY - 3 * DAY, "until": demo.TODAY - DAY}, "The last day is over already."),
        ({"rounds": 0}, "Rounds: from 1 to 20."),
        ({"note": "x" * 1001}, "The note is too long"),
        ({"people": tuple(str(number) for number in range(501))}, "At most 500 people"),
        ({"until": demo.TODAY}, ""),
    ],
)
def test_what_is_wrong_is_said(changes: dict[str, object], words: str) -> None:
    said = flaw(demo.assignment(1, **changes), demo.TODAY)  # type: ignore[arg-type]
    assert said.startswith(words)
    assert bool(said) is bool(words)


def test_nothing_wrong_is_sent_and_what_could_not_be_kept_stays(stage: Stage) -> None:
    desk, dialog = begun(stage)
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert dialog.trouble.text() == "Choose at least one person."
    dialog.people.list.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.until.setDate(QDate(2020, 1, 1))
    dialog.save.click()
    assert dialog.trouble.text() == "The last day is before the first."
    dialog.until.setDate(QDate(2030, 1, 1))
    stage.services.trainers.error = StorageFull()
    dialog.save.click()
    stage.settle()
    assert "disk is full" in dialog.trouble.text()
    assert stage.services.trainers.given == []
    dialog.save.click()
    stage.settle()
    assert len(stage.services.trainers.given) == 1
    assert desk.assigning.dialog is None


def edited(stage: Stage, one: Assignment) -> tuple[LearnersDesk, AssignDialog]:
    stage.services.trainers.given = [one]
    desk = learners_desk(stage)
    desk.page.assigned.table.setFocus()
    desk.page.assigned.table.selectRow(0)
    press(stage, Qt.Key.Key_Return)
    assert desk.assigning.dialog is not None
    return desk, desk.assigning.dialog


def test_one_that_is_there_is_changed_with_how_far_people_are(stage: Stage) -> None:
    _desk, dialog = edited(stage, demo.assignment(1, note="Old"))
    texts = [dialog.people.list.item(row).text() for row in range(5)]
    assert "Priya Nair, Senior agent · finished" in texts
    assert "Tomás Herrera, Agent · 27 of 40 done" in texts
    dialog.rounds.setText("3")
    dialog.save.click()
    stage.settle()
    (given,) = stage.services.trainers.given
    assert (given.id, given.rounds, given.note, given.people) == ("assignment-1", 3, "Old", (demo.PRIYA, demo.TOMAS))


def test_ending_one_asks_first(stage: Stage) -> None:
    desk, dialog = edited(stage, demo.assignment(1))
    for answer, ended in (("Cancel", False), ("End it", True)):
        dialog.end.click()
        box = dialog.findChildren(QMessageBox)[-1]
        next(one for one in box.buttons() if one.text() == answer).click()
        stage.settle()
        assert stage.services.trainers.given[0].ended is ended
    assert desk.page.assigned.table.sheet_model.sheet.rows[0][-1].text == "ended"


def test_people_who_left_and_packs_that_are_gone_stay_in_it(stage: Stage) -> None:
    one = demo.assignment(1, people=(demo.PRIYA, "agent-gone"), pack_id="pack-gone")  # type: ignore[arg-type]
    _desk, dialog = edited(stage, one)
    kept = dialog.assignment()
    assert kept.people == one.people
    assert kept.pack_id == "pack-gone"
    dialog.reject()


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [(-2, 5, "5 days left"), (0, 0, "last day"), (-5, -1, "over"), (3, 9, "begins in 3 days")],
)
def test_where_one_stands(since: int, until: int, words: str) -> None:
    one = demo.assignment(1, since=demo.TODAY + since * DAY, until=demo.TODAY + until * DAY)
    assert state_words(one, demo.TODAY) == words
