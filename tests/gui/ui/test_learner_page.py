"""One learner's page, by keys: a word that is seen or not, a certificate asked for, the way back (S-2)."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.changes import ChangeSet
from app.errors import StorageFull
from domain.ids import CertificateId
from domain.training.assigning import LONGEST_WORD
from tests.fakes import training_demo as demo
from tests.fakes.demo import NOW
from tests.fakes.stage import Stage
from tests.gui.ui.training_stage import learners_desk, press, type_in
from ui.training.learners_desk import LearnersDesk
from widgets.plain import PlainLabel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CONTROL = Qt.KeyboardModifier.ControlModifier


def of_priya(stage: Stage) -> LearnersDesk:
    """Her page, opened by Enter."""
    desk = learners_desk(stage)
    desk.page.learners.table.setFocus()
    desk.page.learners.table.selectRow(1)
    press(stage, Qt.Key.Key_Return)
    return desk


def shown(desk: LearnersDesk) -> str:
    labels = desk.one.page.words.findChildren(PlainLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def test_enter_opens_a_learner_and_escape_leads_back_to_their_line(stage: Stage) -> None:
    desk = of_priya(stage)
    assert desk.head.who.text() == "Priya Nair"
    assert desk.one.page.isVisible()
    asked = [call[1] for call in stage.services.trainers.calls if call[0] == "report"]
    assert all(choice.agent == demo.PRIYA for choice in asked[1:])  # type: ignore[attr-defined]
    press(stage, Qt.Key.Key_Escape)
    assert desk.page.isVisible()
    assert stage.focus() is desk.page.learners.table
    assert desk.page.learners.table.currentIndex().row() == 1
    assert desk.wanted.agent == ""


def test_a_word_goes_out_by_keys_and_shows_whether_it_was_seen(stage: Stage) -> None:
    desk = of_priya(stage)
    desk.one.page.coach.field.setFocus()
    type_in(stage, "做得很好 — أحسنت")
    press(stage, Qt.Key.Key_Return, CONTROL)
    said = stage.services.trainers.said
    assert [(one.to, one.text) for one in said] == [(demo.PRIYA, "做得很好 — أحسنت")]
    assert desk.one.page.coach.text() == ""
    assert "not seen yet" in shown(desk)
    stage.services.trainers.said = [replace(said[0], seen_at=NOW)]
    stage.services.hub.tell(ChangeSet(shelf=frozenset({"coaching"})))
    stage.settle()
    assert "not seen yet" not in shown(desk)
    assert "seen Today" in shown(desk)


def test_an_empty_or_endless_word_is_not_sent(stage: Stage) -> None:
    desk = of_priya(stage)
    coach = desk.one.page.coach
    coach.field.setFocus()
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert coach.state.text() == "There is nothing to send."
    type_in(stage, "x" * (LONGEST_WORD + 3))
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert coach.state.text() == "3 characters too many."
    assert stage.services.trainers.said == []


def test_what_could_not_be_kept_stays_in_the_field(stage: Stage) -> None:
    desk = of_priya(stage)
    desk.one.page.coach.field.setFocus()
    type_in(stage, "Well done")
    stage.services.trainers.error = StorageFull()
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert desk.one.page.coach.text() == "Well done"
    assert "disk is full" in desk.one.page.coach.state.text()


def test_a_word_that_was_begun_stays_with_its_learner(stage: Stage) -> None:
    desk = of_priya(stage)
    desk.one.page.coach.field.setFocus()
    type_in(stage, "For Priya")
    desk.head.back.click()
    stage.settle()
    desk.open_learner(demo.TOMAS)
    stage.settle()
    assert desk.one.page.coach.text() == ""
    desk.open_learner(demo.PRIYA)
    stage.settle()
    assert desk.one.page.coach.text() == "For Priya"


def test_a_certificate_is_asked_for_only_when_there_are_enough_attempts(stage: Stage) -> None:
    desk = of_priya(stage)
    ask = desk.one.page.ask
    assert [line.met for line in ask.lines] == [True, False, True, True, True]
    assert "newest 100 attempts only" in ask.state.text()
    for attempts, enough in ((1_000, False), (100, True)):
        figures = replace(stage.services.training.held_figures, certificate_attempts=attempts)
        stage.services.training.held_figures = figures
        desk.load()
        stage.settle()
        assert ask.ask.isEnabled() is enough
    ask.language.setCurrentIndex(ask.language.findData("th"))
    ask.language.activated.emit(ask.language.currentIndex())
    stage.settle()
    assert ask.ask.isEnabled()
    ask.ask.setFocus()
    press(stage, Qt.Key.Key_Return)
    assert stage.services.trainers.asked_for == [(demo.PRIYA, "th")]
    assert "Asked for" in ask.state.text()
    made = replace(demo.certificate("Priya Nair", "th"), id=CertificateId("new"), agent_id=demo.PRIYA)
    stage.services.trainers.certified(made)
    stage.settle()
    assert ask.state.text() == "The certificate is there."
    assert "median 7.4 s" in "".join(one.text() for one in desk.one.page.certificates.findChildren(PlainLabel))


def test_without_a_connection_nobody_knows_how_far_they_are(stage: Stage) -> None:
    desk = learners_desk(stage)
    stage.services.trainers.offline = True
    desk.open_learner(demo.PRIYA)
    stage.settle()
    assert desk.notice.isVisible()
    assert [line.met for line in desk.one.page.ask.lines] == [None] * 5
    assert not desk.one.page.ask.ask.isEnabled()
    press(stage, Qt.Key.Key_Escape)
    assert desk.page.isVisible()


def test_assigning_from_here_begins_with_this_learner(stage: Stage) -> None:
    desk = of_priya(stage)
    desk.head.assign.setFocus()
    press(stage, Qt.Key.Key_Return)
    assert desk.assigning.dialog is not None
    assert desk.assigning.dialog.people.people() == (demo.PRIYA,)
    desk.assigning.dialog.reject()
