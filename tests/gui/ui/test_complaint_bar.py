"""Complaints at the thread by keys: proposed, confirmed, dismissed, taken back, opened by hand, watched (E-1, K-1)."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.errors import StorageFull
from domain.complaint import Complaint, Deadline, Effect, Origin
from domain.complaints.acts import OpenComplaint, SeeComplaint
from domain.complaints.figures import ComplaintFigures
from domain.emotion.assessment import Tier
from domain.offer import LossKind
from tests.fakes.complaints_demo import demo_complaints
from tests.fakes.demo import ME, tid
from tests.fakes.stage import Stage
from tests.gui.ui.test_access import nameless
from ui.complaints.dialog_form import FormDialog
from ui.places import COMPLAINTS
from widgets.complaint.values import PathState
from widgets.thread_view.menu import choices
from widgets.thread_view.states import Action

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NOTHING = Qt.KeyboardModifier.NoModifier
WANG, MARIA, KHALID = tid("wang"), tid("maria"), tid("khalid")


@pytest.fixture
def stage(stage: Stage) -> Stage:
    stage.open(WANG)
    return stage


def press(stage: Stage, key: Qt.Key, modifiers: Qt.KeyboardModifier = NOTHING) -> None:
    QTest.keyClick(stage.focus(), key, modifiers)
    stage.settle()


def confirm(stage: Stage) -> None:
    press(stage, Qt.Key.Key_K, CONTROL | SHIFT)


def dismiss(stage: Stage) -> None:
    press(stage, Qt.Key.Key_I, CONTROL | SHIFT)


def bar(stage: Stage) -> str:
    shown = stage.window.inbox.middle.complaint
    return f"{shown.text()} {shown.tier.text()}".strip() if not shown.isHidden() else ""


def opened(stage: Stage) -> list[OpenComplaint]:
    return [act for _thread, act in stage.services.complaints.done if isinstance(act, OpenComplaint)]


def form(stage: Stage) -> FormDialog:
    return next(one for one in stage.window.findChildren(FormDialog) if one.isVisible())


def put(stage: Stage, *held: Complaint) -> None:
    stage.services.complaints.keep_all(held)
    stage.settle()


def demo(stage: Stage, short: str) -> Complaint:
    return next(one for one in demo_complaints(stage.services.world) if one.thread_id == tid(short))


def test_a_sharp_message_is_proposed_with_its_tier_and_why(stage: Stage) -> None:
    assert "第三次了" in bar(stage)
    assert "high: it is public" in bar(stage)
    assert nameless(stage.window.inbox.middle.complaint) == []
    stage.open(KHALID)
    assert bar(stage) == "", "a question is none"


def test_one_key_opens_it_and_the_deadline_stands_beside_the_composer(stage: Stage) -> None:
    stage.window.inbox.write()
    confirm(stage)
    made = opened(stage)[0]
    assert (made.publicity, made.origin, made.tier) == (True, Origin.MESSAGE, None)
    assert made.message_id is not None
    assert bar(stage) == ""
    card = stage.window.inbox.side.complaint
    assert card.isVisible()
    assert card.tier.text() == "high"
    assert "first answer" in card.clock.words.text()
    assert "apology" in card.step.text()
    assert nameless(card) == []


def test_held_down_it_opens_one(stage: Stage) -> None:
    confirm(stage)
    confirm(stage)
    assert len(opened(stage)) == 1
    form(stage).reject()


def test_a_full_disk_is_told_and_it_is_proposed_again(stage: Stage) -> None:
    stage.services.complaints.error = StorageFull()
    confirm(stage)
    assert "full" in stage.window.inbox.middle.trouble.text()
    assert "第三次了" in bar(stage)
    confirm(stage)
    assert len(opened(stage)) == 1


def test_a_dismissal_counts_when_its_time_is_over(stage: Stage) -> None:
    dismiss(stage)
    assert "learns" in bar(stage)
    assert stage.services.complaints.dismissed == set()
    stage.window.inbox.complaints.settle()
    stage.settle()
    assert len(stage.services.complaints.dismissed) == 1
    assert bar(stage) == ""
    dismiss(stage)
    assert "Nothing is proposed" in stage.window.inbox.middle.trouble.text()


def test_the_same_key_takes_a_dismissal_back(stage: Stage) -> None:
    dismiss(stage)
    dismiss(stage)
    assert "第三次了" in bar(stage)
    stage.open(MARIA)
    assert stage.services.complaints.dismissed == set()


def test_a_dismissal_counts_when_one_goes_on(stage: Stage) -> None:
    dismiss(stage)
    stage.open(MARIA)
    assert len(stage.services.complaints.dismissed) == 1
    stage.open(WANG)
    assert bar(stage) == ""


def test_the_buttons_do_the_same(stage: Stage) -> None:
    shown = stage.window.inbox.middle.complaint
    assert shown.yes.accessibleDescription() == "Ctrl+Shift+K"
    shown.no.click()
    assert shown.undo.isVisible()
    assert not shown.no.isVisible()
    shown.undo.click()
    shown.yes.click()
    stage.settle()
    assert len(opened(stage)) == 1


def test_the_form_tells_the_tier_while_one_types(stage: Stage) -> None:
    stage.open(MARIA)
    press(stage, Qt.Key.Key_F9)
    dialog = form(stage)
    assert dialog.title.text() == "Как оформить возврат наушников?"
    QTest.keyClicks(stage.focus(), "Headphones broke")
    press(stage, Qt.Key.Key_Tab)
    QTest.keyClicks(stage.focus(), "800")
    assert (dialog.tier.text(), dialog.worth.text()) == ("medium", "")
    press(stage, Qt.Key.Key_Tab)
    QTest.keyClicks(stage.focus(), "USD")
    assert dialog.currency.currentText() == "USD"
    assert dialog.tier.text() == "high", "800 USD are more than 5,000 CNY"
    assert "CNY" in dialog.worth.text()
    dialog.title.setFocus()
    press(stage, Qt.Key.Key_Return)
    made = opened(stage)[0]
    assert (made.title, made.amount, made.currency) == ("Headphones broke", 80_000, "USD")
    assert (made.origin, made.effect, made.kind) == (Origin.PERSON, Effect.EXPERIENCE, LossKind.OTHER)
    assert stage.window.inbox.side.complaint.tier.text() == "high"


def test_a_long_title_is_seen_from_its_beginning(stage: Stage) -> None:
    press(stage, Qt.Key.Key_F9)
    title = form(stage).title
    assert title.cursorPosition() == 0
    assert title.selectedText() == title.text() != ""


def test_the_form_follows_publicity_effect_and_the_workspace_figures(stage: Stage) -> None:
    stage.services.complaints.set_figures = ComplaintFigures(currency="EUR", medium_from=50, high_above=100)
    stage.open(MARIA)
    press(stage, Qt.Key.Key_F9)
    dialog = form(stage)
    assert dialog.currency.currentText() == "EUR"
    assert dialog.tier.text() == "medium"
    dialog.effect.setFocus()
    press(stage, Qt.Key.Key_Home)
    assert dialog.tier.text() == "low"
    dialog.publicity.setFocus()
    press(stage, Qt.Key.Key_Space)
    assert dialog.tier.text() == "high"
    press(stage, Qt.Key.Key_Space)
    dialog.amount.setText("70")
    assert dialog.tier.text() == "medium"
    dialog.amount.setText("lots")
    assert "no amount" in dialog.worth.text()
    dialog.reject()


def test_the_proposal_can_be_put_right_before_it_is_opened(stage: Stage) -> None:
    press(stage, Qt.Key.Key_F9)
    dialog = form(stage)
    assert dialog.publicity.isChecked()
    QTest.keyClicks(stage.focus(), "Screen broken, third time")
    stage.services.complaints.error = StorageFull()
    press(stage, Qt.Key.Key_Return)
    assert "full" in dialog.words.text()
    assert dialog.title.text() == "Screen broken, third time"
    press(stage, Qt.Key.Key_Return)
    made = opened(stage)[0]
    assert (made.title, made.origin, made.publicity) == ("Screen broken, third time", Origin.MESSAGE, True)


def test_any_message_of_a_customer_from_its_menu(stage: Stage) -> None:
    stage.open(KHALID)
    view, now = stage.window.inbox.middle.view, stage.services.clock.now()
    entry = view.judged()
    assert entry is not None
    assert Action.COMPLAINT in {one.action for one in choices(entry, now, selected=False)}
    view.complaint_requested.emit(entry)
    stage.settle()
    assert form(stage).title.text() == entry.message.text
    press(stage, Qt.Key.Key_Return)
    assert opened(stage)[0].message_id == entry.id


def test_the_card_counts_down_and_turns_urgent(stage: Stage) -> None:
    put(stage, demo(stage, "wang"))
    card = stage.window.inbox.side.complaint
    assert "1:24" in card.clock.words.text()
    stage.services.clock.forward(2)
    stage.window.inbox.complaints.tick()
    assert "1:22" in card.clock.words.text()
    stage.services.clock.forward(600)
    stage.window.inbox.complaints.tick()
    assert "late" in card.clock.words.text()
    assert card.value is not None
    assert (card.value.urgent, card.value.path[1]) == (True, PathState.LATE)


def test_several_of_one_thread_and_none_of_another(stage: Stage) -> None:
    one = demo(stage, "wang")
    put(stage, one, replace(one, id="complaint-other", title="Another"))  # type: ignore[arg-type]
    assert "1 more complaint" in stage.window.inbox.side.complaint.more.text()
    stage.open(KHALID)
    assert not stage.window.inbox.side.complaint.isVisible()


def test_a_key_leads_to_the_board_and_says_when_there_is_nothing(stage: Stage) -> None:
    press(stage, Qt.Key.Key_F9, SHIFT)
    assert "no open complaint" in stage.window.inbox.middle.trouble.text()
    put(stage, demo(stage, "wang"))
    press(stage, Qt.Key.Key_F9, SHIFT)
    assert stage.window.shell.current == COMPLAINTS


def test_looking_at_the_thread_is_looking_at_its_complaint(stage: Stage) -> None:
    stage.open(MARIA)
    late = replace(demo(stage, "wang"), owner_id=ME, warned=(Deadline.FIRST,), seen_at=None)
    put(stage, late)
    assert stage.services.complaints.done == []
    stage.open(WANG)
    assert [act for _thread, act in stage.services.complaints.done] == [SeeComplaint(late.id)]


def test_the_guide_asks_for_three_elements_of_an_open_complaint(stage: Stage) -> None:
    stage.open(KHALID)
    guide = stage.window.inbox.guide
    assert guide.review is not None
    assert not guide.review.about.complaint
    unanswered = replace(demo(stage, "khalid"), answered_at=None, tier=Tier.HIGH)
    put(stage, unanswered)
    assert guide.review.about.complaint
    put(stage, replace(unanswered, answered_at=stage.services.clock.now()))
    assert not guide.review.about.complaint, "it is about the first answer"
