"""Follow-ups by keys: who is due, the text behind what stands in the composer, what the customer said (K-6)."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.errors import StorageFull
from app.ports import Draft
from domain.complaint import ComplaintState, FollowUpOutcome
from domain.complaints.acts import FollowUpComplaint
from tests.fakes.complaints_demo import demo_complaints
from tests.fakes.demo import tid
from tests.fakes.stage import Stage
from tests.gui.ui.test_access import nameless
from ui.complaints.board_head import ENDED, FOLLOW_UPS, TABLE
from ui.complaints.dialog_reason import ReasonDialog
from ui.complaints.follow_up_list import FollowUpList
from ui.complaints.place import ComplaintsPlace
from ui.places import COMPLAINTS
from ui.shell import INBOX
from widgets.item_list import ITEM, Item

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
EMMA = tid("emma")
DAY = 24 * 3_600


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    with Stage() as made:
        held = [one for one in demo_complaints(made.services.world) if one.state is ComplaintState.RESOLVED]
        made.services.complaints.keep_all(held)
        made.show()
        yield made


def shown(stage: Stage) -> FollowUpList:
    """The list on the board, with the keys."""
    stage.window.show_place(COMPLAINTS)
    stage.settle()
    place = stage.window.shell.places[COMPLAINTS]
    found = place.findChild(FollowUpList)
    assert isinstance(found, FollowUpList)
    place.show_tab("follow_ups")  # type: ignore[attr-defined]
    found.focus_list()
    stage.settle()
    return found


def press(stage: Stage, key: Qt.Key) -> None:
    QTest.keyClick(stage.focus(), key)
    stage.settle()


def items(found: FollowUpList) -> list[Item]:
    model = found.list.model()
    return [model.index(row, 0).data(ITEM) for row in range(model.rowCount())]


def choose(stage: Stage, found: FollowUpList, short: str) -> None:
    while f"-{short}-" not in found.current:
        press(stage, Qt.Key.Key_Down)


def dialog(stage: Stage) -> ReasonDialog:
    return next(one for one in stage.window.findChildren(ReasonDialog) if one.isVisible())


def acts(stage: Stage) -> list[object]:
    return [act for _thread, act in stage.services.complaints.done if isinstance(act, FollowUpComplaint)]


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def test_who_is_due_most_urgent_first_and_what_is_late_says_so(stage: Stage) -> None:
    found = shown(stage)
    assert "2 customers" in found.words.text()
    first, second = items(found)
    assert plain(first.second).startswith("overdue since") or plain(first.second).startswith("due today")
    assert plain(second.second).startswith("due tomorrow")
    assert "Two new cups sent by express" in second.third
    assert not second.late
    stage.services.clock.forward(3 * DAY)
    found.tick()
    assert plain(items(found)[1].second).startswith("overdue since")
    assert items(found)[1].late
    assert nameless(found) == []


def test_the_number_of_them_is_told(stage: Stage) -> None:
    found = shown(stage)
    told: list[int] = []
    found.count_changed.connect(told.append)
    one = next(iter(stage.services.complaints.held.values()))
    stage.services.complaints.keep_all([replace(one, state=ComplaintState.CLOSED)])
    stage.settle()
    assert told == [1]


def test_the_letter_that_leads_here_leads_on(stage: Stage) -> None:
    shown(stage)
    place = stage.window.shell.places[COMPLAINTS]
    assert isinstance(place, ComplaintsPlace)
    passed = []
    for modifier in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.ShiftModifier,
    ):
        QTest.keyClick(stage.focus(), Qt.Key.Key_V, modifier)
        stage.settle()
        passed.append(place.tab)
    assert passed == [ENDED, FOLLOW_UPS, TABLE]


def test_enter_writes_the_text_and_opens_the_thread(stage: Stage) -> None:
    found = shown(stage)
    choose(stage, found, "emma")
    press(stage, Qt.Key.Key_Return)
    assert stage.window.shell.current == INBOX
    assert stage.window.inbox.thread_id == EMMA
    text = stage.window.inbox.middle.composer.text
    assert "Emma Clarke" in text
    assert "Two new cups sent by express" in text
    assert stage.services.world.drafts[EMMA].text == text, "kept before anything can happen to it"


def test_what_was_begun_stays_in_front_of_it(stage: Stage) -> None:
    stage.open(EMMA)
    stage.window.inbox.write()
    QTest.keyClicks(stage.focus(), "Dear Emma, your refund ")
    stage.settle()
    found = shown(stage)
    choose(stage, found, "emma")
    press(stage, Qt.Key.Key_Return)
    text = stage.window.inbox.middle.composer.text
    assert text.startswith("Dear Emma, your refund\n\n")
    assert "Two new cups" in text
    found = shown(stage)
    choose(stage, found, "emma")
    press(stage, Qt.Key.Key_Return)
    assert stage.window.inbox.middle.composer.text == text, "it is not put there twice"


def test_a_note_for_the_team_is_left_alone(stage: Stage) -> None:
    stage.services.world.drafts[EMMA] = Draft(EMMA, "She called twice", None, True, None, (), 1)
    found = shown(stage)
    choose(stage, found, "emma")
    press(stage, Qt.Key.Key_Return)
    assert "unsent note" in found.words.text()
    assert stage.services.world.drafts[EMMA].text == "She called twice"
    assert stage.window.shell.current == COMPLAINTS


@pytest.mark.parametrize(
    ("key", "outcome"), [(Qt.Key.Key_W, FollowUpOutcome.WELL), (Qt.Key.Key_A, FollowUpOutcome.NO_ANSWER)]
)
def test_what_the_customer_said_is_kept_by_a_letter(stage: Stage, key: Qt.Key, outcome: FollowUpOutcome) -> None:
    found = shown(stage)
    choose(stage, found, "emma")
    key_of = found.current
    press(stage, key)
    QTest.keyClicks(stage.focus(), "She wrote back")
    press(stage, Qt.Key.Key_Return)
    assert acts(stage) == [FollowUpComplaint(key_of, outcome, "She wrote back")]  # type: ignore[arg-type]
    assert len(items(found)) == 1
    assert "1 customer" in found.words.text()


def test_not_well_needs_a_reason_and_opens_it_again(stage: Stage) -> None:
    found = shown(stage)
    choose(stage, found, "emma")
    press(stage, Qt.Key.Key_N)
    press(stage, Qt.Key.Key_Return)
    assert "what is not well" in dialog(stage).words.text()
    QTest.keyClicks(stage.focus(), "Scratched cups")
    stage.services.complaints.error = StorageFull()
    press(stage, Qt.Key.Key_Return)
    assert "full" in dialog(stage).words.text()
    assert dialog(stage).field.value() == "Scratched cups"
    press(stage, Qt.Key.Key_Return)
    again = [one for key, one in stage.services.complaints.held.items() if "-emma-" in key]
    assert [one.state for one in again] == [ComplaintState.OPEN]
    assert again[0].steps[-1].words == "Scratched cups" or "Scratched cups" in str(again[0].steps)


def test_words_over_two_lines(stage: Stage) -> None:
    found = shown(stage)
    choose(stage, found, "emma")
    press(stage, Qt.Key.Key_W)
    QTest.keyClicks(stage.focus(), "Happy")
    QTest.keyClick(stage.focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(stage.focus(), "Thanks")
    press(stage, Qt.Key.Key_Return)
    made = acts(stage)[0]
    assert isinstance(made, FollowUpComplaint)
    assert made.words == "Happy\nThanks"


def test_an_empty_list_says_so(stage: Stage) -> None:
    stage.services.complaints.held.clear()
    found = shown(stage)
    stage.services.complaints.keep_all([])
    stage.settle()
    assert "Nobody has to be asked" in found.words.text()
    press(stage, Qt.Key.Key_W)
    found.write_now()
    found.keep(FollowUpOutcome.WELL)
    assert acts(stage) == []


def test_the_page_beside_the_list_follows_to_the_one_that_is_due(stage: Stage) -> None:
    stage.services.complaints.keep_all(demo_complaints(stage.services.world))
    stage.window.show_place(COMPLAINTS)
    stage.settle()
    place = stage.window.shell.places[COMPLAINTS]
    assert isinstance(place, ComplaintsPlace)
    place.look_at(next(one.id for one in stage.services.complaints.held.values() if one.is_open))
    stage.settle()
    found = shown(stage)
    assert found.current
    assert place.page.complaint_id == found.current
