"""Items from real threads by keys: each private thing is decided about, a person confirms, the rest is gone (S-2)."""

import pytest
from PySide6.QtCore import Qt

from app.errors import Unreachable
from app.wire import to_json
from domain.emotion.assessment import Tier, Topic
from domain.training import acts
from domain.training.anonymising.proposing import Private
from domain.training.item import Side
from domain.training.pack import PackSource
from tests.fakes.packs_demo import RUSH
from tests.fakes.stage import Stage
from tests.gui.ui.test_packs import CTRL, SHIFT, desk_of, open_packs, open_rush, press, write
from ui.training.pack_real import RealPage
from ui.training.pack_stripping import Decision
from ui.training.packs_desk import PacksDesk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
SECRETS = ("Emma", "Clarke", "7700", "Priya", "48213", "t-1", "m-0", "m-2")


def choosing(stage: Stage) -> tuple[PacksDesk, RealPage]:
    open_packs(stage)
    desk = desk_of(stage)
    open_rush(stage, desk)
    desk.page.threads.click()
    stage.settle()
    return desk, desk.real


def deciding(stage: Stage) -> tuple[PacksDesk, RealPage]:
    desk, page = choosing(stage)
    press(stage, Qt.Key.Key_Return)
    assert page.pieces.text.hasFocus()
    return desk, page


def decide_all(stage: Stage, page: RealPage) -> None:
    for _piece in page.pieces.stripping.pieces:
        if page.pieces.stripping.undecided:
            press(stage, Qt.Key.Key_Return)


def words(page: RealPage) -> list[str]:
    return [page.pieces.stripping.words(piece) for piece in page.pieces.stripping.pieces]


def bare(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def test_threads_that_a_review_marked_come_first_and_names_are_searched(stage: Stage) -> None:
    _desk, page = choosing(stage)
    model = page.list.model()
    assert "marked for training" in str(model.index(0, 0).data())
    assert model.rowCount() == 2
    assert page.search.hasFocus()
    write(stage, "wang")
    assert model.rowCount() == 1
    write(stage, "xyz")
    assert "Nobody of that name" in page.nothing.text()


def test_each_thing_is_stepped_through_with_its_kind_and_what_it_becomes(stage: Stage) -> None:
    _desk, page = deciding(stage)
    pieces = page.pieces
    assert bare(pieces.words.text()) == "Emma Clarke"
    assert pieces.what.text().startswith("name, 1 of")
    assert pieces.stand.text()
    press(stage, Qt.Key.Key_N)
    assert "phone number, 2 of" in pieces.what.text()
    press(stage, Qt.Key.Key_P)
    assert "name, 1 of" in pieces.what.text()
    assert not pieces.go_on.isEnabled()


def test_removing_changing_and_calling_harmless_by_keys_and_back_again(stage: Stage) -> None:
    _desk, page = deciding(stage)
    stripping = page.pieces.stripping
    press(stage, Qt.Key.Key_Return)
    assert stripping.pieces[0].decision is Decision.REMOVED
    press(stage, Qt.Key.Key_E)
    write(stage, "555-1234")
    press(stage, Qt.Key.Key_Return)
    assert stripping.pieces[1].found.replacement == "555-1234"
    assert page.pieces.text.hasFocus()
    at = stripping.at
    press(stage, Qt.Key.Key_H)
    assert stripping.pieces[at].decision is Decision.HARMLESS
    press(stage, Qt.Key.Key_Z, CTRL)
    assert stripping.pieces[at].decision is Decision.OPEN
    assert stripping.at == at


def test_what_was_not_found_is_marked_by_selection_with_keys(stage: Stage) -> None:
    _desk, page = deciding(stage)
    text, pieces = page.pieces.text, page.pieces
    before = len(pieces.stripping.pieces)
    press(stage, Qt.Key.Key_M)
    assert "Select words" in pieces.state.text()
    cursor = text.textCursor()
    cursor.setPosition(text.toPlainText().index("parcel"))
    text.setTextCursor(cursor)
    press(stage, Qt.Key.Key_Right, CTRL | SHIFT)
    pieces.kind.setCurrentIndex(pieces.kind.findData(Private.ADDRESS.value))
    press(stage, Qt.Key.Key_M)
    assert len(pieces.stripping.pieces) == before + 1
    assert bare(pieces.words.text()) == "parcel"
    assert pieces.stand.hasFocus()
    write(stage, "thing")
    press(stage, Qt.Key.Key_Return)
    assert "My thing is lost" in pieces.stripping.texts()[0]


def test_positions_hold_behind_emoji_and_in_arabic(stage: Stage) -> None:
    stage.services.packs.said = ((Side.CUSTOMER, "😢😢 مرحبا Emma Clarke\r\n👍 order 48213"),)
    _desk, page = deciding(stage)
    text = page.pieces.text
    assert words(page) == ["Emma Clarke", "48213"]
    selections = text.extraSelections()
    assert [one.cursor.selectedText() for one in selections] == ["Emma Clarke", "48213"]
    cursor = text.textCursor()
    cursor.setPosition(text.textCursor().document().find("48213").selectionStart() + 1)
    text.setTextCursor(cursor)
    text.touched.emit()
    assert bare(page.pieces.words.text()) == "48213"


def test_what_is_removed_once_and_stands_elsewhere_stops_it_until_it_is_marked(stage: Stage) -> None:
    _desk, page = deciding(stage)
    stripping = page.pieces.stripping
    for place, piece in enumerate(stripping.pieces):
        stripping.at = place
        last = piece.line == 2 and stripping.words(piece) == "48213"
        page.pieces.do("harmless" if last else "remove")
    press(stage, Qt.Key.Key_Return, CTRL)
    assert page.steps.currentIndex() == 1
    assert page.pieces.leak.isVisible()
    page.pieces._mark_leaks()
    assert stripping.undecided
    decide_all(stage, page)
    press(stage, Qt.Key.Key_Return, CTRL)
    assert page.steps.currentIndex() == 2
    assert "48213" not in "".join(stripping.texts())


def test_a_name_written_into_a_stand_in_is_seen(stage: Stage) -> None:
    _desk, page = deciding(stage)
    press(stage, Qt.Key.Key_E)
    write(stage, "Mrs Emma Clarke")
    press(stage, Qt.Key.Key_Return)
    decide_all(stage, page)
    press(stage, Qt.Key.Key_Return, CTRL)
    assert page.steps.currentIndex() == 1
    assert page.pieces.leak.isVisible()
    assert page.pieces.harmless_leaks.isHidden(), "it has to be written anew"
    while bare(page.pieces.words.text()) != "Emma Clarke":
        press(stage, Qt.Key.Key_N)
    press(stage, Qt.Key.Key_E)
    write(stage, "Mrs Jones")
    press(stage, Qt.Key.Key_Return)
    press(stage, Qt.Key.Key_Return, CTRL)
    assert page.steps.currentIndex() == 2
    assert "Mrs Jones" in page.pieces.stripping.texts()[0]


def test_nothing_is_kept_without_a_persons_word(stage: Stage) -> None:
    _desk, page = deciding(stage)
    decide_all(stage, page)
    press(stage, Qt.Key.Key_Return, CTRL)
    assert page.steps.currentIndex() == 2
    assert not page.last.keep.isEnabled()
    press(stage, Qt.Key.Key_Return, CTRL)
    page._keep()
    stage.settle()
    assert stage.services.packs.unfinished == {}
    assert stage.services.packs.done == []


def test_only_what_is_left_becomes_items_and_the_screen_forgets_the_thread(stage: Stage) -> None:
    desk, page = deciding(stage)
    decide_all(stage, page)
    press(stage, Qt.Key.Key_Return, CTRL)
    assert page.last.list.hasFocus()
    press(stage, Qt.Key.Key_Space)
    assert page.last.chosen() == [2]
    while stage.focus() is not page.last.confirm:
        press(stage, Qt.Key.Key_Tab)
    press(stage, Qt.Key.Key_Space)
    press(stage, Qt.Key.Key_Return, CTRL)
    packs = stage.services.packs
    [item] = packs.unfinished[RUSH].values()
    assert (item.topic, item.tier, item.complaint, item.language) == (Topic.LOGISTICS, Tier.MEDIUM, True, "en")
    assert [line.side for line in item.before] == [Side.CUSTOMER, Side.AGENT]
    kept = to_json(item) + "".join(to_json(act) for act in packs.done)
    assert [secret for secret in SECRETS if secret in kept] == []
    assert isinstance(packs.done[-1], acts.NamePack)
    assert packs.held[RUSH].source is PackSource.REAL
    assert desk.stack.currentWidget() is desk.page
    assert desk.page.form.value() == item
    for part in (page.pieces.text.toPlainText(), page.pieces.words.text(), page.pieces.stand.text()):
        assert part == ""
    assert page.pieces.stripping.lines == ()
    assert page.last.list.count() == 0


def test_what_was_called_harmless_is_shown_once_more(stage: Stage) -> None:
    _desk, page = deciding(stage)
    press(stage, Qt.Key.Key_N)
    press(stage, Qt.Key.Key_H)
    decide_all(stage, page)
    press(stage, Qt.Key.Key_Return, CTRL)
    assert "7700 900123" in page.last.left.text()


def test_going_back_goes_back_one_step_and_leaving_forgets(stage: Stage) -> None:
    desk, page = deciding(stage)
    decide_all(stage, page)
    press(stage, Qt.Key.Key_Return, CTRL)
    press(stage, Qt.Key.Key_Escape)
    assert page.steps.currentIndex() == 1
    assert page.pieces.stripping.undecided == 0
    press(stage, Qt.Key.Key_Escape)
    assert page.steps.currentIndex() == 0
    assert page.pieces.text.toPlainText() == ""
    press(stage, Qt.Key.Key_Escape)
    assert desk.stack.currentWidget() is desk.page


def test_a_thread_that_cannot_be_read_is_said(stage: Stage) -> None:
    _desk, page = choosing(stage)
    stage.services.packs.error = Unreachable()
    press(stage, Qt.Key.Key_Return)
    assert page.trouble.isVisible()
    assert page.steps.currentIndex() == 0
    stage.services.packs.error = None
