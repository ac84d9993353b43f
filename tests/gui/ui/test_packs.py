"""Packs on screen by keys: which there are, writing items, keeping what is not whole, publishing, editions (S-2)."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import StorageFull
from domain.agent import Role
from domain.emotion.assessment import Tier, Topic
from domain.ids import DrillItemId
from domain.training import acts
from domain.training.item import DrillKind, Element, Mark, NextStep
from domain.training.pack import Pack, PackSource
from tests.fakes.packs_demo import EMPTY, OLD, RUSH, items, many
from tests.fakes.stage import Stage
from ui.training.pack_dialogs import NameDialog, PublishDialog
from ui.training.pack_facts import BUILT_IN
from ui.training.pack_versions import VersionsDialog
from ui.training.packs_desk import PacksDesk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def stage(stage: Stage) -> Stage:
    open_packs(stage)
    return stage


@pytest.fixture
def desk(stage: Stage) -> PacksDesk:
    return desk_of(stage)


def open_packs(stage: Stage) -> None:
    stage.window.show_place("training")
    stage.settle()
    stage.window.shell.places["training"].show_page("packs")  # type: ignore[attr-defined]
    stage.settle()


def desk_of(stage: Stage) -> PacksDesk:
    found = stage.window.shell.places["training"].findChild(PacksDesk)
    assert found is not None
    return found


def press(stage: Stage, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(stage.focus(), key, modifiers)
    stage.settle()


def write(stage: Stage, words: str) -> None:
    QTest.keyClicks(stage.focus(), words)
    stage.settle()


def open_rush(stage: Stage, desk: PacksDesk) -> None:
    desk.overview.choose(RUSH)
    press(stage, Qt.Key.Key_Return)
    assert desk.stack.currentWidget() is desk.page
    assert desk.page.list.hasFocus()


def lines(desk: PacksDesk) -> list[str]:
    model = desk.page.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_every_pack_says_how_far_its_keys_are(stage: Stage, desk: PacksDesk) -> None:
    model = desk.overview.list.model()
    shown = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    rush = next(line for line in shown if "Holiday rush" in line)
    assert "16 messages" in rush
    assert "● 4 agreed · ○ 8 open · ▲ 4 disputed · edition 2" in rush
    assert sum("comes with Braid" in line for line in shown) == 8
    assert "withdrawn" in next(line for line in shown if "Vecchie" in line)
    desk.overview.choose(RUSH)
    assert "16 wait for you" in desk.overview.key_words.text()


def test_a_pack_without_messages_has_no_keys_to_speak_of(stage: Stage, desk: PacksDesk) -> None:
    model = desk.overview.list.model()
    shown = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    empty = next(line for line in shown if "What customers write in the week" in line)
    assert "not published yet" in empty
    assert "agreed" not in empty
    packs = desk.overview.packs.values()
    desk.overview.choose(next(one.id for one in packs if isinstance(one, Pack) and not one.entries))
    stage.settle()
    assert desk.overview.keys.isHidden()
    desk.overview.choose(RUSH)
    stage.settle()
    assert desk.overview.keys.isVisible()


def test_search_and_filters_leave_what_fits(stage: Stage, desk: PacksDesk) -> None:
    open_rush(stage, desk)
    page = desk.page.items
    assert len(lines(desk)) == 16
    page.states.setCurrentIndex(page.states.findData("disputed"))
    page.states.activated.emit(page.states.currentIndex())
    # The one in the form stays in the list until another is chosen.
    assert [line for line in lines(desk) if "disputed: 1 objection" not in line] == lines(desk)[:1]
    press(stage, Qt.Key.Key_F, CTRL)
    assert page.search.hasFocus()
    write(stage, "nothing has that in it")
    assert len(lines(desk)) == 1
    page.search.clear()
    page.states.setCurrentIndex(0)
    page.languages.setCurrentIndex(page.languages.findData("th"))
    page.languages.activated.emit(1)
    assert sum("ไทย" in line for line in lines(desk)) == 4


def test_an_item_is_written_by_keys_and_saved_when_nothing_is_missing(stage: Stage, desk: PacksDesk) -> None:
    open_rush(stage, desk)
    form = desk.page.form
    press(stage, Qt.Key.Key_N, CTRL)
    assert form.text.hasFocus()
    assert "There is no text." in form.flaws.text()
    write(stage, "My parcel never came")
    assert "No keyword is marked" in form.flaws.text()
    assert not desk.page.save.isEnabled()
    press(stage, Qt.Key.Key_M, CTRL)
    assert form.text.toPlainText() == "My parcel never [[came]]"
    assert form.flaws.isHidden()
    press(stage, Qt.Key.Key_S, CTRL)
    put = stage.services.packs.done[-1]
    assert isinstance(put, acts.PutItems)
    assert (put.items[0].text, put.items[0].marks) == ("My parcel never came", (Mark(16, 20),))
    assert stage.services.packs.unfinished[RUSH] == {}
    assert any("My parcel never came" in line and "nobody has checked it" in line for line in lines(desk))
    assert not desk.page.save.isEnabled()


def test_ctrl_z_takes_a_mark_back(stage: Stage, desk: PacksDesk) -> None:
    open_rush(stage, desk)
    press(stage, Qt.Key.Key_N, CTRL)
    write(stage, "late again")
    press(stage, Qt.Key.Key_M, CTRL | SHIFT)
    assert desk.page.form.text.toPlainText() == "late ((again))"
    press(stage, Qt.Key.Key_Z, CTRL)
    assert desk.page.form.text.toPlainText() == "late again"


def test_marking_a_keyword_once_more_takes_its_signs_away_also_behind_emoji(stage: Stage, desk: PacksDesk) -> None:
    open_rush(stage, desk)
    press(stage, Qt.Key.Key_N, CTRL)
    text = desk.page.form.text
    text.setPlainText("😢😢 ไม่ได้รับพัสดุ")
    cursor = text.textCursor()
    cursor.setPosition(5)
    cursor.movePosition(cursor.MoveOperation.End, cursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    press(stage, Qt.Key.Key_M, CTRL)
    assert text.value() == ("😢😢 ไม่ได้รับพัสดุ", (Mark(3, 17),))
    cursor = text.textCursor()
    cursor.setPosition(9)
    text.setTextCursor(cursor)
    press(stage, Qt.Key.Key_M, CTRL)
    assert text.toPlainText() == "😢😢 ไม่ได้รับพัสดุ"


def test_what_is_written_is_kept_on_the_way_out_and_can_be_discarded(stage: Stage, desk: PacksDesk) -> None:
    open_rush(stage, desk)
    first = stage.services.packs.held[RUSH].entries[0].item
    press(stage, Qt.Key.Key_E)
    press(stage, Qt.Key.Key_End, CTRL)
    write(stage, " Please!")
    assert desk.escape()
    stage.settle()
    [kept] = stage.services.packs.unfinished[RUSH].values()
    assert kept.text == f"{first.text} Please!"
    open_rush(stage, desk)
    assert "not finished" in lines(desk)[0]
    assert desk.page.form.text.value()[0].endswith("Please!")
    desk.page.discard.click()
    stage.settle()
    assert desk.page.form.value() == first
    assert stage.services.packs.unfinished[RUSH] == {}
    assert "agreed by 2" in lines(desk)[0]


def test_an_item_that_nobody_wrote_in_never_was_there(stage: Stage, desk: PacksDesk) -> None:
    open_rush(stage, desk)
    press(stage, Qt.Key.Key_N, CTRL)
    assert len(lines(desk)) == 17
    desk.page.list.setFocus()
    press(stage, Qt.Key.Key_Down)
    assert len(lines(desk)) == 16
    assert stage.services.packs.unfinished[RUSH] == {}


def test_another_pack_gets_nothing_of_what_was_written_in_the_first(stage: Stage, desk: PacksDesk) -> None:
    open_rush(stage, desk)
    press(stage, Qt.Key.Key_N, CTRL)
    write(stage, "left here")
    desk.escape()
    stage.settle()
    desk.overview.choose(EMPTY)
    press(stage, Qt.Key.Key_Return)
    assert desk.page.items.empty.isVisible()
    assert lines(desk) == []
    desk._made(OLD)
    stage.settle()
    assert len(lines(desk)) == 1
    assert list(stage.services.packs.unfinished) == [RUSH]
    assert [item.text for item in stage.services.packs.unfinished[RUSH].values()] == ["left here"]


def test_looking_at_items_changes_nothing(stage: Stage, desk: PacksDesk) -> None:
    open_rush(stage, desk)
    for _item in range(16):
        assert desk.page.form.value() == stage.services.packs.held[RUSH].entry(desk.page.form.value().id).item  # type: ignore[union-attr]
        press(stage, Qt.Key.Key_Down)
    assert stage.services.packs.unfinished.get(RUSH, {}) == {}
    assert stage.services.packs.done == []


def test_an_item_goes_by_delete_and_comes_back(stage: Stage, desk: PacksDesk) -> None:
    open_rush(stage, desk)
    first = stage.services.packs.held[RUSH].entries[0].item
    press(stage, Qt.Key.Key_Delete)
    assert stage.services.packs.held[RUSH].entry(first.id) is None
    assert desk.page.undone.isVisible()
    desk.page.list.setFocus()
    press(stage, Qt.Key.Key_Z, CTRL)
    assert stage.services.packs.held[RUSH].entry(first.id) is not None
    assert desk.page.undone.isHidden()


def test_replies_offer_what_the_topic_asks_for(stage: Stage, desk: PacksDesk) -> None:
    open_rush(stage, desk)
    press(stage, Qt.Key.Key_N, CTRL)
    form = desk.page.form
    write(stage, "Where is it")
    press(stage, Qt.Key.Key_M, CTRL)
    form.topic.setCurrentIndex(form.topic.findData(Topic.REFUND.value))
    form.topic.activated.emit(form.topic.currentIndex())
    first, second = form.replies.replies[:2]
    first.field.setText("All of it")
    second.field.setText("Half of it")
    assert "the first lacks nothing" in form.flaws.text()
    offered = [element for element, box in second.boxes.items() if not box.isHidden()]
    assert offered == [Element.CONDITION, Element.STEPS, Element.TIME_LIMIT]
    assert all(box.isHidden() for box in first.boxes.values())
    second.boxes[Element.STEPS].click()
    assert form.flaws.isHidden()
    assert DrillKind.REPLY in form.value().kinds
    form.topic.setCurrentIndex(form.topic.findData(Topic.ACCOUNT.value))
    form.topic.activated.emit(form.topic.currentIndex())
    assert "A reply lacks what this topic does not ask for." in form.flaws.text()
    assert not second.boxes[Element.STEPS].isHidden(), "what is checked can be taken back"


def test_everything_of_an_item_can_be_changed(stage: Stage, desk: PacksDesk) -> None:
    open_rush(stage, desk)
    form = desk.page.form
    for box, value in ((form.tier, Tier.HIGH), (form.step, NextStep.OFFER), (form.language, "it")):
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
    form.complaint.click()
    form.gists.fields[0].setText("Right")
    form.before.fields[0].setText("Ciao")
    press(stage, Qt.Key.Key_S, CTRL)
    put = stage.services.packs.done[-1]
    assert isinstance(put, acts.PutItems)
    [saved] = put.items
    assert (saved.tier, saved.step, saved.language) == (Tier.HIGH, NextStep.OFFER, "it")
    assert (saved.complaint, saved.gists[0], saved.before[0].text) == (True, "Right", "Ciao")


def test_a_built_in_pack_can_be_looked_at_and_copied_not_changed(stage: Stage, desk: PacksDesk) -> None:
    key = f"{BUILT_IN}builtin-en"
    desk.overview.list.setCurrentIndex(desk.overview.list.model().index(list(desk.overview.packs).index(key), 0))
    press(stage, Qt.Key.Key_Return)
    assert desk.page.form.text.isReadOnly()
    assert desk.page.save.isHidden()
    assert desk.page.add.isHidden()
    desk.escape()
    stage.settle()
    desk.overview.list.setCurrentIndex(desk.overview.list.model().index(list(desk.overview.packs).index(key), 0))
    desk.overview.buttons["copy"].click()
    stage.settle()
    made = next(pack for pack in stage.services.packs.held.values() if pack.title.endswith("(copy)"))
    assert made.source is PackSource.WRITTEN
    assert len(made.entries) == 42
    assert not {entry.item.id for entry in made.entries} & {item.id for item in items("en", 42)}
    assert desk.page.title.text() == made.title


def test_a_new_pack_is_named_and_opened_and_says_what_to_do_first(stage: Stage, desk: PacksDesk) -> None:
    desk._do("new")
    stage.settle()
    dialog = desk.deeds.dialog
    assert isinstance(dialog, NameDialog)
    assert not dialog.yes.isEnabled()
    write(stage, "Night shift")
    press(stage, Qt.Key.Key_Return)
    assert desk.page.title.text() == "Night shift"
    assert "Nothing in it yet" in desk.page.items.empty.text()
    assert desk.window().focusWidget() is desk.page.add


def test_publishing_says_first_what_will_be_in_it(stage: Stage, desk: PacksDesk) -> None:
    open_rush(stage, desk)
    desk.page.publish.click()
    stage.settle()
    dialog = desk.deeds.dialog
    assert isinstance(dialog, PublishDialog)
    words = dialog.words.text()
    for said in ("In it: 4 messages", "8 messages whose key too few", "4 messages whose key somebody objects"):
        assert said in words
    assert stage.services.packs.done == []
    dialog.yes.click()
    stage.settle()
    assert stage.services.packs.held[RUSH].edition == 3
    assert len(stage.services.packs.published[RUSH][-1].items) == 4


def test_without_an_agreed_key_there_is_nothing_to_publish(stage: Stage, desk: PacksDesk) -> None:
    stage.services.packs.held[RUSH] = replace(many(3), entries=many(3).entries)
    open_rush(stage, desk)
    desk.page.publish.click()
    stage.settle()
    assert isinstance(desk.deeds.dialog, PublishDialog)
    assert not desk.deeds.dialog.yes.isEnabled()
    desk.deeds.dialog.reject()


def test_editions_name_what_came_changed_and_went_and_come_back_into_work(stage: Stage, desk: PacksDesk) -> None:
    open_rush(stage, desk)
    desk.page.versions.click()
    stage.settle()
    dialog = desk.deeds.dialog
    assert isinstance(dialog, VersionsDialog)
    said = dialog.words.toPlainText().replace("\u2068", "")
    assert said.startswith("Since edition 1\n  + English: So I've been")
    assert "~ English: Good morning" in said
    assert "− English: hiya" in said
    press(stage, Qt.Key.Key_Down)
    assert dialog.words.toPlainText().startswith("The first one")
    dialog.restore.click()
    stage.settle()
    held = stage.services.packs.held[RUSH]
    assert held.entries[1].item.gists == ()
    assert len(held.entries) == 16


def test_editions_need_the_server_and_say_so(stage: Stage, desk: PacksDesk) -> None:
    stage.services.packs.offline = True
    open_rush(stage, desk)
    desk.page.versions.click()
    stage.settle()
    dialog = desk.deeds.dialog
    assert isinstance(dialog, VersionsDialog)
    assert "cannot be reached" in dialog.state.text()
    dialog.reject()


def test_a_pack_is_withdrawn_and_offered_again(stage: Stage, desk: PacksDesk) -> None:
    desk.overview.choose(RUSH)
    desk.overview.buttons["retire"].click()
    stage.settle()
    assert stage.services.packs.held[RUSH].retired
    assert desk.overview.buttons["retire"].text() == "Offer again"
    desk.overview.choose(OLD)
    desk.overview.buttons["retire"].click()
    stage.settle()
    assert not stage.services.packs.held[OLD].retired
    desk.overview.choose(EMPTY)
    assert not desk.overview.buttons["retire"].isEnabled()


def test_a_pack_gets_another_name(stage: Stage, desk: PacksDesk) -> None:
    desk.overview.choose(RUSH)
    desk.overview.buttons["rename"].click()
    stage.settle()
    dialog = desk.deeds.dialog
    assert isinstance(dialog, NameDialog)
    dialog.title.setText("Summer calm")
    dialog.yes.click()
    stage.settle()
    assert stage.services.packs.held[RUSH].title == "Summer calm"


def test_a_full_disk_is_said_and_what_is_written_stays_in_the_form(stage: Stage, desk: PacksDesk) -> None:
    open_rush(stage, desk)
    press(stage, Qt.Key.Key_E)
    press(stage, Qt.Key.Key_End, CTRL)
    write(stage, " now")
    stage.services.packs.error = StorageFull()
    press(stage, Qt.Key.Key_S, CTRL)
    assert desk.trouble.isVisible()
    assert desk.page.form.text.value()[0].endswith(" now")
    stage.services.packs.error = None
    press(stage, Qt.Key.Key_S, CTRL)
    assert stage.services.packs.held[RUSH].entries[0].item.text.endswith(" now")


def test_what_somebody_else_changes_shows_unless_it_is_being_written(stage: Stage, desk: PacksDesk) -> None:
    open_rush(stage, desk)
    packs = stage.services.packs
    entry = packs.held[RUSH].entries[0]
    packs._do(acts.PutItems(RUSH, (replace(entry.item, text="Theirs, quite new", marks=(Mark(0, 6),)),)))
    stage.settle()
    assert desk.page.form.text.toPlainText() == "[[Theirs]], quite new"
    press(stage, Qt.Key.Key_E)
    press(stage, Qt.Key.Key_End, CTRL)
    write(stage, " mine")
    packs._do(acts.PutItems(RUSH, (replace(entry.item, text="Once more theirs", marks=(Mark(0, 4),)),)))
    stage.settle()
    assert desk.page.form.text.toPlainText().endswith(" mine")


def test_five_hundred_items_are_one_list_that_paints_only_what_is_seen(stage: Stage, desk: PacksDesk) -> None:
    stage.services.packs.held[RUSH] = many(500)
    open_rush(stage, desk)
    assert len(lines(desk)) == 500
    assert not desk.page.add.isEnabled(), "a pack has 500 at most"
    press(stage, Qt.Key.Key_End)
    assert desk.page.form.value().id == DrillItemId("i-499")
    assert len(desk.page.list.viewport().children()) == 0


def test_whoever_may_not_train_has_no_such_page(qtbot: QtBot) -> None:
    made = Stage()
    session = made.services.session.current
    assert session is not None
    made.services.session.current = replace(session, agent=replace(session.agent, role=Role.AGENT))
    made.show()
    made.window.show_place("training")
    made.settle()
    assert made.window.shell.places["training"].tabs.buttons["packs"].isHidden()  # type: ignore[attr-defined]
    made.close()


def test_every_field_of_the_form_has_a_name_and_takes_the_keys(stage: Stage, desk: PacksDesk) -> None:
    open_rush(stage, desk)
    desk.page.form.text.setFocus()
    seen = []
    for _step in range(60):
        at = QApplication.focusWidget()
        assert at is not None
        seen.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is desk.page.form.text:
            break
    inside = [one for one in seen if desk.page.form.isAncestorOf(one)]
    assert {desk.page.form.topic, desk.page.form.step, desk.page.form.complaint, desk.page.form.keyword} <= set(inside)
    assert [one for one in inside if not (one.accessibleName() or getattr(one, "text", str)())] == []
