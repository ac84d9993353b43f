"""Drafts of the agent's other device: they come by themselves when nothing is lost, else there is a choice, by keys."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.changes import ChangeSet
from app.ports import Draft
from domain.draft import SyncedDraft
from domain.ids import AgentId, DeviceId, IdentityId, ThreadId
from tests.fakes.demo import NOW, tid
from tests.fakes.stage import Stage
from ui import locale
from ui.inbox.draft_bar import DraftBar
from widgets.composer.composer import Composer
from widgets.thread_view.when import clock_time, moment

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
MARIA = tid("maria")
THERE = "written on the laptop"


def composer(stage: Stage) -> Composer:
    return stage.window.inbox.middle.composer


def bar(stage: Stage) -> DraftBar:
    return stage.window.inbox.middle.draft


def typed(stage: Stage, text: str) -> None:
    stage.window.inbox.write()
    stage.settle()
    QTest.keyClicks(stage.focus(), text)
    stage.settle()


def stored(stage: Stage, thread_id: ThreadId = MARIA) -> Draft:
    return stage.services.world.drafts[thread_id]


def other(version: int = 7, files: int = 0, text: str = THERE) -> SyncedDraft:
    return SyncedDraft(MARIA, AgentId("me"), text, None, False, None, files, DeviceId("laptop"), NOW, version)


def bring(stage: Stage, draft: Draft) -> None:
    stage.services.drafts.bring(draft)
    stage.settle()


def undo(stage: Stage) -> None:
    QTest.keyClick(stage.focus(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    stage.settle()


def press(stage: Stage, wanted: QPushButton) -> None:
    """From the text back to the bar with Shift+Tab, to the answer with Tab, and Space."""
    composer(stage).focus_text()
    for _step in range(12):
        if QApplication.focusWidget() is wanted:
            break
        QTest.keyClick(stage.focus(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is wanted
    QTest.keyClick(wanted, Qt.Key.Key_Space)
    stage.settle()


def test_untouched_words_follow_the_other_device(stage: Stage) -> None:
    stage.open(MARIA)
    typed(stage, "from here")
    mine = stored(stage)
    bring(stage, replace(mine, text=THERE, revision=mine.revision + 1, base=7, saved_elsewhere=NOW))
    assert composer(stage).text == THERE
    assert composer(stage).edit.textCursor().atEnd()
    assert bar(stage).text() == f"From your other device, {clock_time(NOW, locale.zone())}"
    typed(stage, "!")
    assert bar(stage).text() == ""
    assert (stored(stage).text, stored(stage).base) == (f"{THERE}!", 7)
    assert stored(stage).revision > mine.revision + 1


def test_what_gave_way_is_one_undo_away(stage: Stage) -> None:
    stage.open(MARIA)
    typed(stage, "from here")
    mine = stored(stage)
    bring(stage, replace(mine, text=THERE, revision=mine.revision + 1, base=7, saved_elsewhere=NOW))
    undo(stage)
    assert composer(stage).text == "from here"
    assert stored(stage).text == "from here"


def test_a_draft_of_another_day_says_so_when_its_thread_is_opened(stage: Stage) -> None:
    then = NOW - timedelta(days=3)
    stage.services.world.drafts[MARIA] = Draft(MARIA, THERE, None, False, None, (), 3, None, 7, None, then)
    stage.open(MARIA)
    assert composer(stage).text == THERE
    said = moment(then, NOW, locale.zone(), locale.tag())
    assert bar(stage).text() == f"From your other device, {said}"
    stage.open(tid("somchai"))
    assert bar(stage).text() == ""


def test_what_was_sent_over_there_goes_here(stage: Stage) -> None:
    stage.open(MARIA)
    typed(stage, "soon sent")
    mine = stored(stage)
    bring(stage, replace(mine, text="", revision=mine.revision + 1))
    assert composer(stage).text == ""
    assert bar(stage).text() == "Sent or emptied on your other device"
    undo(stage)
    assert composer(stage).text == "soon sent"


def conflict(stage: Stage, files: int = 0) -> DraftBar:
    stage.open(MARIA)
    typed(stage, "from here")
    bring(stage, replace(stored(stage), other=other(files=files)))
    assert composer(stage).text == "from here"
    assert bar(stage).text() == "You also wrote on another device"
    assert bar(stage).quote.text() == THERE
    return bar(stage)


def test_use_that(stage: Stage) -> None:
    press(stage, conflict(stage).use)
    assert (composer(stage).text, bar(stage).text()) == (THERE, "")
    assert (stored(stage).text, stored(stage).base, stored(stage).other) == (THERE, 7, None)
    assert stage.focus() is composer(stage).edit
    undo(stage)
    assert composer(stage).text == "from here"


def test_add_below(stage: Stage) -> None:
    press(stage, conflict(stage).add)
    assert composer(stage).text == stored(stage).text == f"from here\n\n{THERE}"
    assert (stored(stage).base, stored(stage).other) == (7, None)
    undo(stage)
    assert composer(stage).text == "from here"


def test_keep_mine(stage: Stage) -> None:
    press(stage, conflict(stage).keep)
    assert composer(stage).text == stored(stage).text == "from here"
    assert (stored(stage).base, stored(stage).other) == (7, None)
    undo(stage)
    assert composer(stage).text == THERE


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (Qt.Key.Key_F7, THERE),
        (Qt.Key.Key_F8, f"written here\n\n{THERE}"),
        (Qt.Key.Key_F9, "written here"),
    ],
)
def test_the_question_is_answered_by_a_key_from_the_text(stage: Stage, key: Qt.Key, words: str) -> None:
    stage.open(MARIA)
    typed(stage, "written here")
    assert "draft_use" not in [command.id for command in stage.window.registry.possible()]
    bring(stage, replace(stored(stage), other=other()))
    assert "Ctrl+F7" in bar(stage).use.toolTip()
    composer(stage).focus_text()
    assert "draft_use" in [command.id for command in stage.window.registry.possible()]
    QTest.keyClick(stage.focus(), key, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert composer(stage).text == words
    assert not bar(stage).isVisible()
    assert "draft_use" not in [command.id for command in stage.window.registry.possible()]


def test_typing_goes_on_below_the_question(stage: Stage) -> None:
    shown = conflict(stage)
    typed(stage, " and on")
    assert shown.quote.text() == THERE
    held = stored(stage).other
    assert held is not None
    assert held.text == THERE


def test_a_question_that_is_answered_elsewhere_goes(stage: Stage) -> None:
    shown = conflict(stage)
    bring(stage, replace(stored(stage), other=None))
    assert shown.text() == ""


def test_files_of_the_other_device_are_told(stage: Stage) -> None:
    assert conflict(stage, files=1).files.text() == "1 file stays on your other device"
    bring(stage, replace(stored(stage), other=other(8, files=3)))
    assert bar(stage).files.text() == "3 files stay on your other device"


def test_note_and_channel_come_along(stage: Stage) -> None:
    stage.open(MARIA)
    bring(stage, Draft(MARIA, THERE, IdentityId("nowhere"), True, None, (), 5, None, 7, None, NOW))
    assert (composer(stage).text, composer(stage).note) == (THERE, True)


def test_other_devices_get_it_when_the_caret_or_the_thread_is_left(stage: Stage) -> None:
    drafts = stage.services.drafts
    stage.open(MARIA)
    typed(stage, "one")
    before = drafts.handed_over
    stage.window.inbox.column.list.setFocus()
    stage.settle()
    assert drafts.handed_over == before + 1
    typed(stage, "two")
    stage.open(tid("somchai"))
    assert drafts.handed_over == before + 2
    stage.window.close()
    stage.settle()
    assert drafts.handed_over == before + 3


def test_what_the_last_run_left_is_handed_over_when_the_account_opens(stage: Stage) -> None:
    before = stage.services.drafts.handed_over
    stage.services.hub.tell(ChangeSet(reset=True))
    stage.settle()
    assert stage.services.drafts.handed_over == before + 1


def test_a_draft_of_a_joined_thread_stays_with_it(stage: Stage) -> None:
    stage.open(MARIA)
    home = ThreadId("joined")
    bring(stage, Draft(MARIA, "to the other", None, False, None, (), 5, home))
    assert composer(stage).text == "to the other"
    typed(stage, "!")
    assert (stored(stage).text, stored(stage).home) == ("to the other!", home)
    bring(stage, Draft(MARIA, "", None, False, None, (), 1))
    assert composer(stage).text == ""
    typed(stage, "here")
    assert (stored(stage).text, stored(stage).home) == ("here", None)
