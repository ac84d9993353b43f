"""The weekly review by keys: a week is drawn, looked through, commented, told as a report (M-1)."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.changes import ChangeSet
from app.errors import Refused, StorageFull
from domain.ids import MessageId, OfferId
from domain.offer import Extra, LossKind, Offer, OfferState, Option
from domain.review import LONGEST_COMMENT, ReviewItem, Verdict
from tests.fakes.demo import ME, NOW, tid
from tests.fakes.services.stepping import Gate
from tests.fakes.stage import Stage
from tests.gui.ui.insights_stage import review_desk
from ui.insights.review_desk import CONVERSATIONS, REPORT, ReviewDesk
from ui.insights.review_page import ReviewPage
from ui.insights.review_values import Filter
from widgets.plain import PlainLabel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LAST_WEEK = date(2026, 11, 9)
"""The Monday before the week of the demo's Sunday morning."""


@pytest.fixture
def desk(stage: Stage) -> ReviewDesk:
    return review_desk(stage)


@pytest.fixture
def page(desk: ReviewDesk, stage: Stage) -> ReviewPage:
    """With the week drawn by the key that one has at once."""
    press(stage, Qt.Key.Key_Space)
    return desk.page


def press(stage: Stage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(stage.focus(), key)
        stage.settle()


def item(stage: Stage, page: ReviewPage) -> ReviewItem:
    """The current conversation as it is kept."""
    (found,) = [one for one in stage.services.insights.weeks[page.bar.week] if one.id == page.list.current]
    return found


def at_turns(page: ReviewPage, stage: Stage, count: int) -> None:
    """Goes on to the next conversation with so many turns."""
    while page.current is None or len(page.current.turns) != count:
        press(stage, Qt.Key.Key_J)


def test_last_week_is_drawn_with_one_key_and_has_the_keys(desk: ReviewDesk, stage: Stage) -> None:
    assert desk.page.notice.heading.text() == "This week is not drawn yet"
    assert stage.focus() is desk.page.bar.draw
    press(stage, Qt.Key.Key_Space)
    assert stage.services.insights.calls[-1] == ("draw", LAST_WEEK, 50, 20261109)
    assert stage.focus() is desk.page.list
    assert desk.page.bar.progress.text() == "10 of 50 looked at"
    assert desk.page.list.model().rowCount() == 50


def test_how_many_would_be_drawn_is_said_on_opening(desk: ReviewDesk) -> None:
    assert desk.page.bar.count.text() == "50"


def test_size_and_seed_are_typed_and_the_size_stays_between_fifty_and_a_hundred(desk: ReviewDesk, stage: Stage) -> None:
    for field, typed in ((desk.page.bar.count, "7"), (desk.page.bar.seed, "12")):
        field.selectAll()
        QTest.keyClicks(field, typed)
    desk.page.bar.draw.setFocus()
    press(stage, Qt.Key.Key_Space)
    assert stage.services.insights.calls[-1] == ("draw", LAST_WEEK, 50, 12)


def test_another_week_by_keys_has_a_seed_of_its_own(page: ReviewPage, stage: Stage) -> None:
    page.bar.weeks.setFocus()
    press(stage, Qt.Key.Key_Down)
    assert page.bar.week == LAST_WEEK - timedelta(weeks=1)
    assert page.bar.seed.value() == 20261102
    assert page.notice.isVisible()
    press(stage, Qt.Key.Key_Up)
    assert page.bar.progress.text() == "10 of 50 looked at"


def test_drawing_again_is_asked_first_and_can_be_left(page: ReviewPage, stage: Stage) -> None:
    page.bar.draw.setFocus()
    press(stage, Qt.Key.Key_Space)
    box = page.bar.box
    assert isinstance(box, QMessageBox)
    assert "10 conversations" in box.text() or "10 conversations" in box.informativeText()
    drawn = [call for call in stage.services.insights.calls if call[0] == "draw"]
    QTest.keyClick(box, Qt.Key.Key_Escape)
    stage.settle()
    assert [call for call in stage.services.insights.calls if call[0] == "draw"] == drawn
    QTest.keyClick(page.bar.draw, Qt.Key.Key_Space)
    stage.settle()
    box = page.bar.box
    assert box is not None
    (again,) = [one for one in box.buttons() if box.buttonRole(one) is QMessageBox.ButtonRole.AcceptRole]
    again.setFocus()
    QTest.keyClick(again, Qt.Key.Key_Space)
    stage.settle()
    assert len([call for call in stage.services.insights.calls if call[0] == "draw"]) == len(drawn) + 1


def test_offline_drawing_says_why_and_leaves_what_is_there(page: ReviewPage, stage: Stage) -> None:
    stage.services.insights.offline = True
    page.draw()
    stage.settle()
    assert "Only the server can draw" in page.trouble.text()
    assert page.list.model().rowCount() == 50
    assert page.bar.draw.text() == "Draw again…"


def test_the_server_is_not_asked_twice_while_it_draws(desk: ReviewDesk, stage: Stage) -> None:
    desk.page.draw()
    assert desk.page.bar.draw.text() == "Drawing…"
    press(stage, Qt.Key.Key_Space)
    assert [call[0] for call in stage.services.insights.calls].count("draw") == 1


def test_a_week_without_conversations_says_so(desk: ReviewDesk, stage: Stage) -> None:
    insights = stage.services.insights
    desk.page.draw()
    stage.settle()
    insights.weeks[LAST_WEEK] = []
    insights.tell(ChangeSet(shelf=frozenset({"review"})))
    stage.settle()
    assert desk.page.notice.heading.text() == "No conversations"


def test_j_and_k_move_as_the_arrows_do(page: ReviewPage, stage: Stage) -> None:
    ids = [one.id for one in page.items]
    press(stage, Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_Down)
    assert page.list.current == ids[2]
    assert page.detail.item is not None
    assert page.detail.item.id == ids[2]


@pytest.mark.parametrize(
    ("key", "verdict"),
    [(Qt.Key.Key_1, Verdict.EXEMPLARY), (Qt.Key.Key_2, Verdict.FINE), (Qt.Key.Key_3, Verdict.LEARN)],
)
def test_a_digit_is_a_verdict_and_again_takes_it_back(
    page: ReviewPage, stage: Stage, key: Qt.Key, verdict: Verdict
) -> None:
    press(stage, Qt.Key.Key_J, key)
    assert item(stage, page).verdict is verdict
    assert page.bar.progress.text() == "11 of 50 looked at"
    assert page.detail.buttons[verdict.value].isChecked()
    press(stage, key)
    assert item(stage, page).verdict is Verdict.NONE


def test_t_and_v_send_it_to_training_and_vocabulary(page: ReviewPage, stage: Stage) -> None:
    press(stage, Qt.Key.Key_J, Qt.Key.Key_T, Qt.Key.Key_V)
    assert (item(stage, page).training, item(stage, page).vocabulary) == (True, True)
    press(stage, Qt.Key.Key_T)
    assert (item(stage, page).training, item(stage, page).vocabulary) == (False, True)


def test_keys_that_come_faster_than_the_disk_are_all_kept(page: ReviewPage, stage: Stage) -> None:
    QTest.keyClick(page.list, Qt.Key.Key_J)
    for key in (Qt.Key.Key_3, Qt.Key.Key_T, Qt.Key.Key_V):
        QTest.keyClick(page.list, key)
    stage.settle()
    kept = item(stage, page)
    assert (kept.verdict, kept.training, kept.vocabulary) == (Verdict.LEARN, True, True)


def test_a_comment_is_kept_when_the_field_is_left(page: ReviewPage, stage: Stage) -> None:
    press(stage, Qt.Key.Key_J, Qt.Key.Key_C)
    assert stage.focus() is page.detail.comment
    QTest.keyClicks(page.detail.comment, "Named 1 cause, then offered")
    press(stage, Qt.Key.Key_Escape)
    assert item(stage, page).comment == "Named 1 cause, then offered"
    assert stage.focus() is page.list


def test_a_comment_is_kept_after_a_pause(page: ReviewPage, stage: Stage, qtbot: QtBot) -> None:
    press(stage, Qt.Key.Key_J, Qt.Key.Key_C)
    with qtbot.waitSignal(page.detail.comment.said, timeout=30_000):
        QTest.keyClicks(page.detail.comment, "said")
    stage.settle()
    assert item(stage, page).comment == "said"
    assert page.detail.state.text() == "Kept."
    assert stage.focus() is page.detail.comment


def test_a_comment_is_kept_when_somebody_goes_elsewhere(page: ReviewPage, stage: Stage) -> None:
    press(stage, Qt.Key.Key_J)
    page.detail.comment.setPlainText("half a word")
    stage.window.show_place("complaints")
    stage.settle()
    assert item(stage, page).comment == "half a word"


def test_a_comment_goes_with_its_own_conversation(page: ReviewPage, stage: Stage) -> None:
    press(stage, Qt.Key.Key_J)
    before = page.list.current
    page.detail.comment.setPlainText("for this one")
    press(stage, Qt.Key.Key_J)
    held = {one.id: one.comment for one in stage.services.insights.weeks[LAST_WEEK]}
    assert held[before] == "for this one"  # type: ignore[index]
    assert held[page.list.current] == page.detail.comment.toPlainText() == ""  # type: ignore[index]


def test_words_that_are_being_typed_survive_a_colleagues_mark(page: ReviewPage, stage: Stage) -> None:
    press(stage, Qt.Key.Key_J, Qt.Key.Key_C)
    QTest.keyClicks(page.detail.comment, "half a sen")
    week = stage.services.insights.weeks[LAST_WEEK]
    week[1] = replace(week[1], comment="a colleague's", training=True, reviewed_at=NOW)
    stage.services.insights.tell(ChangeSet(shelf=frozenset({"review"})))
    stage.settle()
    QTest.keyClicks(page.detail.comment, "tence")
    press(stage, Qt.Key.Key_Escape)
    assert (item(stage, page).comment, item(stage, page).training) == ("half a sentence", True)


def test_a_comment_runs_as_its_words_do(page: ReviewPage, stage: Stage) -> None:
    press(stage, Qt.Key.Key_J)
    rtl, ltr = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    sides = {rtl: Qt.AlignmentFlag.AlignRight, ltr: Qt.AlignmentFlag.AlignLeft}
    for words, direction in (("أجاب بسرعة", rtl), ("fast", ltr)):
        page.detail.comment.setPlainText(words)
        document = page.detail.comment.document()
        assert document.firstBlock().textDirection() is direction
        assert document.defaultTextOption().alignment() & sides[direction]


def test_a_comment_that_is_too_long_is_cut_and_said(page: ReviewPage, stage: Stage) -> None:
    press(stage, Qt.Key.Key_J)
    page.detail.comment.setPlainText("x" * (LONGEST_COMMENT + 3))
    assert page.detail.state.text() == "3 characters too many: the end is not kept."
    page.flush()
    stage.settle()
    assert item(stage, page).comment == "x" * LONGEST_COMMENT


def test_what_could_not_be_kept_is_said_and_kept_with_the_next_word(page: ReviewPage, stage: Stage) -> None:
    stage.services.insights.error = StorageFull()
    press(stage, Qt.Key.Key_J, Qt.Key.Key_3)
    assert page.trouble.isVisible()
    first = page.list.current
    assert next(one for one in page.items if one.id == first).verdict is Verdict.LEARN
    press(stage, Qt.Key.Key_J, Qt.Key.Key_2)
    verdicts = {one.id: one.verdict for one in stage.services.insights.weeks[LAST_WEEK]}
    assert verdicts[first] is Verdict.LEARN  # type: ignore[index]
    assert verdicts[page.list.current] is Verdict.FINE  # type: ignore[index]
    assert not page.trouble.isVisible()


def test_the_filter_leaves_what_is_not_looked_at_and_the_current_one_until_it_is_left(
    page: ReviewPage, stage: Stage
) -> None:
    page.filter.setFocus()
    press(stage, Qt.Key.Key_Down)
    assert page.filter.currentData() == Filter.OPEN
    assert page.filter.currentText() == "Not looked at (40)"
    assert page.list.model().rowCount() == 40
    page.list.setFocus()
    first = page.list.current
    press(stage, Qt.Key.Key_2, Qt.Key.Key_T)
    assert page.list.current == first
    assert item(stage, page).training
    press(stage, Qt.Key.Key_J)
    assert page.list.current != first
    assert page.list.model().rowCount() == 39


def test_a_filter_that_leaves_none_shows_the_way_back(page: ReviewPage, stage: Stage) -> None:
    page.filter.setFocus()
    press(stage, Qt.Key.Key_End)
    assert page.notice.heading.text() == "None of these"
    page.notice.button.setFocus()
    press(stage, Qt.Key.Key_Space)
    assert page.filter.currentData() == Filter.ALL
    assert stage.focus() is page.list


def test_turns_are_told_with_the_customers_words(page: ReviewPage, stage: Stage) -> None:
    at_turns(page, stage, 3)
    rows = page.detail.turns.rows
    current = page.current
    assert current is not None
    assert [row.words.split(":")[0] for row in rows] == ["Time was lost", "Got worse", "Softened after an offer"]
    said = stage.services.world.entries[current.thread_id]
    assert rows[-1].said == " ".join(said[-1].message.text.split())
    assert page.detail.transcript.at == current.turns[0].message_id


def test_the_offer_that_softened_is_named(page: ReviewPage, stage: Stage) -> None:
    stage.services.compensation.offers.append(offer())
    while page.current is None or page.current.thread_id != tid("wang"):
        press(stage, Qt.Key.Key_J)
    words = page.detail.turns.rows[-1].words
    assert "Taken: Refund" in words
    assert "CNY" in words


def test_arrows_choose_a_turn_and_enter_opens_the_thread_there(page: ReviewPage, stage: Stage) -> None:
    at_turns(page, stage, 3)
    current = page.current
    assert current is not None
    press(stage, Qt.Key.Key_Right)
    assert page.detail.transcript.at == current.turns[1].message_id
    press(stage, Qt.Key.Key_Return)
    assert stage.window.shell.current == "inbox"
    assert stage.window.inbox.thread_id == current.thread_id


def test_a_thread_that_is_open_already_goes_to_the_message_of_the_turn(page: ReviewPage, stage: Stage) -> None:
    stage.services.compensation.offers.append(offer())
    while page.current is None or page.current.thread_id != tid("wang"):
        press(stage, Qt.Key.Key_J)
    stage.open(tid("wang"))
    assert stage.window.inbox.middle.view.current != page.current.turns[0].message_id
    stage.window.show_place("insights")
    stage.settle()
    page.list.setFocus()
    press(stage, Qt.Key.Key_Return)
    assert stage.window.shell.current == "inbox"
    assert stage.window.inbox.middle.view.current == page.current.turns[0].message_id


def test_enter_asks_for_the_message_of_the_chosen_turn(page: ReviewPage, stage: Stage) -> None:
    asked: list[tuple[str, str]] = []

    def hear(thread_id: str, message_id: str) -> None:
        asked.append((thread_id, message_id))

    page.message_wanted.connect(hear)
    at_turns(page, stage, 3)
    current = page.current
    assert current is not None
    press(stage, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert asked == [(current.thread_id, current.turns[2].message_id)]


def test_in_a_mirrored_window_the_arrows_are_mirrored(page: ReviewPage, stage: Stage) -> None:
    at_turns(page, stage, 3)
    page.list.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    press(stage, Qt.Key.Key_Left)
    assert page.detail.turns.currentIndex().row() == 1
    press(stage, Qt.Key.Key_Right)
    assert page.detail.turns.currentIndex().row() == 0


def test_a_thread_that_is_not_here_says_where_to_read_it(page: ReviewPage, stage: Stage) -> None:
    press(stage, Qt.Key.Key_End)
    assert page.detail.elsewhere.isVisible()
    assert not page.detail.transcript.isVisible()


def test_messages_that_are_on_the_server_only_are_not_fetched(page: ReviewPage, stage: Stage) -> None:
    stage.services.timeline.around_gate = Gate()
    at_turns(page, stage, 3)
    assert page.detail.transcript.lines
    assert page.trouble.text() == ""


def test_a_message_that_is_gone_leaves_the_newest_ones(page: ReviewPage, stage: Stage) -> None:
    week = stage.services.insights.weeks[LAST_WEEK]
    for place, one in enumerate(week):
        turns = tuple(replace(turn, message_id=MessageId("gone")) for turn in one.turns)
        week[place] = replace(one, turns=turns)
    stage.services.insights.tell(ChangeSet(shelf=frozenset({"review"})))
    stage.settle()
    at_turns(page, stage, 2)
    assert page.detail.transcript.lines
    assert page.detail.turns.rows[0].said == ""


def test_it_can_be_marked_offline(page: ReviewPage, stage: Stage) -> None:
    stage.services.insights.offline = True
    press(stage, Qt.Key.Key_J, Qt.Key.Key_3)
    assert item(stage, page).verdict is Verdict.LEARN
    assert item(stage, page).reviewed_by == ME


def test_the_report_tells_the_week_and_is_kept_fresh(desk: ReviewDesk, page: ReviewPage, stage: Stage) -> None:
    press(stage, Qt.Key.Key_J, Qt.Key.Key_V)
    stage.services.compensation.offers.append(offer())
    desk.tabs.choose(REPORT)
    stage.settle()
    paper = desk.result.view.paper
    assert paper is not None
    assert "9 Nov – 15 Nov" in paper.title
    text = str(paper.pieces)
    assert "11 of 50 looked at" in text
    assert "Taken: Refund" in text
    assert "Named the cause first, then three options." in text
    on_screen = {one.text() for one in desk.result.view.findChildren(PlainLabel)}
    assert {paper.title, "Comments", "Named the cause first, then three options.", "Customer"} <= on_screen
    desk.tabs.choose(CONVERSATIONS)
    desk.page.list.setFocus()
    press(stage, Qt.Key.Key_J, Qt.Key.Key_2)
    desk.tabs.choose(REPORT)
    stage.settle()
    assert desk.result.view.paper is not None
    assert "12 of 50 looked at" in str(desk.result.view.paper.pieces)


def test_the_report_goes_into_files(desk: ReviewDesk, page: ReviewPage, stage: Stage, tmp_path: Path) -> None:
    week = stage.services.insights.weeks[LAST_WEEK]
    week[0] = replace(week[0], comment="=HYPERLINK(1)")
    stage.services.insights.tell(ChangeSet(shelf=frozenset({"review"})))
    stage.settle()
    desk.tabs.choose(REPORT)
    stage.settle()
    for button, name in ((desk.result.pdf, "week.pdf"), (desk.result.csv, "week.csv")):
        QTest.keyClick(button, Qt.Key.Key_Space)
        stage.settle()
        files = desk.result.door.files
        assert files.dialog is not None
        files.dialog.fileSelected.emit(str(tmp_path / name))
        files.dialog.close()
        stage.settle()
        assert files.outcome is not None
        files.outcome.accept()
        stage.settle()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert (tmp_path / "week.pdf").read_bytes().startswith(b"%PDF-")
    lines = (tmp_path / "week.csv").read_text(encoding="utf-8-sig")
    assert lines.count("thread-") == 50
    assert "'=HYPERLINK(1)" in lines


def test_without_a_week_there_is_nothing_to_report(desk: ReviewDesk, stage: Stage) -> None:
    desk.tabs.choose(REPORT)
    stage.settle()
    assert desk.result.notice.isVisible()
    assert not desk.result.pdf.isEnabled()


def test_what_the_week_has_is_said_when_it_cannot_be_read(page: ReviewPage, stage: Stage) -> None:
    stage.services.insights.error = Refused("review_gone")
    page.reload()
    stage.settle()
    assert page.trouble.isVisible()


def offer() -> Offer:
    option = Option(10_000, 14_500, Extra.APOLOGY)
    return Offer(
        OfferId("offer-1"), tid("wang"), LossKind.DEFECT, 18_000, "CNY", (option, option, option), OfferState.TAKEN, ME,
        NOW, taken=0,
    )  # fmt: skip


def test_a_comment_that_was_just_typed_is_kept_when_the_program_ends(page: ReviewPage, stage: Stage) -> None:
    press(stage, Qt.Key.Key_J, Qt.Key.Key_C)
    QTest.keyClicks(page.detail.comment, "well done")
    assert item(stage, page).comment != "well done"
    stage.window.hide()
    assert stage.services.tasks.keeping, "it is let end, whatever else is cut off"
    stage.settle()
    assert item(stage, page).comment == "well done"
