"""The editor of quick replies: found, changed, kept, given back; nothing that was written gets lost."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton

from app.errors import StorageFull, Unreachable
from domain.agent import Role
from domain.emotion.assessment import Tier
from domain.ids import BlobHash
from domain.setting import Setting
from domain.templates.facts import KEY
from domain.templates.reply import QuickReply, Scope, Wording
from domain.templates.review import REVIEW_AFTER
from tests.fakes.demo import AGENTS, tid
from tests.fakes.replies import TRACK
from tests.fakes.stage import Stage
from ui.replies.column import Filter
from ui.replies.editor import RepliesDialog
from ui.replies.exchange import ImportDialog
from ui.replies.facts import FactsDialog
from ui.replies.history import HistoryDialog
from ui.settings.dialog import SettingsDialog
from ui.settings.replies import RepliesPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise")


def opened(stage: Stage) -> RepliesDialog:
    stage.window.registry.run("replies")
    stage.settle()
    dialog = stage.window.sheets.replies.dialog
    assert dialog is not None
    return dialog


def held(stage: Stage, shortcut: str) -> QuickReply:
    return next(reply for reply in stage.services.quick_replies.all() if reply.shortcut == shortcut)


def choose(stage: Stage, dialog: RepliesDialog, shortcut: str) -> None:
    dialog.column.list.choose(held(stage, shortcut).id)
    stage.settle()


def shortcuts(dialog: RepliesDialog) -> list[str]:
    return [line.shortcut for line in dialog.column.list.lines.rows]


def answer(dialog: RepliesDialog, words: str) -> None:
    box = next(box for box in dialog.findChildren(QMessageBox) if box.isVisible())
    next(button for button in box.buttons() if button.text() == words).click()


def typed(stage: Stage, dialog: RepliesDialog, text: str) -> None:
    dialog.form.wordings.text.setPlainText(text)
    stage.settle()


def test_search_folders_tags_and_scopes_narrow_the_list(stage: Stage) -> None:
    column = opened(stage).column
    dialog = stage.window.sheets.replies.dialog
    assert dialog is not None
    assert len(shortcuts(dialog)) == 7
    QTest.keyClicks(column.search, "parcle")
    assert shortcuts(dialog) == ["track"]
    column.search.setText("包裹")
    assert shortcuts(dialog) == ["track"]
    column.search.clear()
    column.show_filter(Filter.MINE)
    assert shortcuts(dialog) == ["thanks"]
    column.show_filter(Filter.BUILTIN)
    assert len(shortcuts(dialog)) == 4
    column.show_filter(Filter.ALL)
    for row, expected in (("/Returns", ["return-eu"]), ("/Returns/Europe", ["return-eu"]), ("#goodbye", ["thanks"])):
        column.place.setCurrentIndex(column.place.findData(row))
        column.place.activated.emit(column.place.currentIndex())
        assert shortcuts(dialog) == expected


def test_what_is_written_is_previewed_and_saved_by_key(stage: Stage) -> None:
    dialog = opened(stage)
    choose(stage, dialog, "thanks")
    typed(stage, dialog, "Bye, {{ customer.name }}: {{ hotline }}")
    assert dialog.form.preview.toPlainText() == "Bye, Emma Clarke: ⟦hotline⟧"
    assert dialog.save.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    saved = held(stage, "thanks")
    assert saved.wordings[0].text == "Bye, {{ customer.name }}: {{ hotline }}"
    assert saved.reviewed_at == stage.services.clock.now()
    assert not dialog.save.isEnabled()
    assert not dialog.form.dirty


def test_a_new_reply_from_the_keyboard(stage: Stage) -> None:
    dialog = opened(stage)
    QTest.keyClick(dialog, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert stage.focus() is dialog.form.shortcut
    QTest.keyClicks(dialog.form.shortcut, "/Opening Hours")
    QTest.keyClicks(dialog.form.title, "When we are open")
    QTest.keyClicks(dialog.form.tags, "#hours, open,open")
    QTest.keyClicks(dialog.form.wordings.text, "9 to 5")
    dialog.save.click()
    stage.settle()
    made = held(stage, "opening-hours")
    assert (made.title, made.tags, made.scope) == ("When we are open", ("hours", "open"), Scope.PERSONAL)
    assert made.wordings[0].text == "9 to 5"
    assert dialog.column.list.current == made.id


def test_faults_stand_in_words_and_keep_it_from_being_saved(stage: Stage) -> None:
    dialog = opened(stage)
    choose(stage, dialog, "thanks")
    before = held(stage, "thanks")
    typed(stage, dialog, "a\n{{ order.nmber }}")
    assert "Line 2" in dialog.form.faults.text()
    assert "order.nmber" in dialog.form.faults.text()
    dialog.form.shortcut.clear()
    dialog.form.shortcut.textEdited.emit("")
    assert "shortcut" in dialog.form.faults.text()
    dialog.save.click()
    stage.settle()
    assert held(stage, "thanks") == before
    dialog.discard.click()
    assert dialog.form.faults.isHidden()
    assert dialog.form.wordings.text.toPlainText() == before.wordings[0].text


def test_a_wording_for_another_language_and_mood(stage: Stage) -> None:
    dialog = opened(stage)
    choose(stage, dialog, "thanks")
    wordings = dialog.form.wordings
    wordings.add.click()
    wordings.language.setCurrentIndex(wordings.language.findData("th"))
    wordings.language.activated.emit(wordings.language.currentIndex())
    wordings.tier.setCurrentIndex(wordings.tier.findData("high"))
    wordings.tier.activated.emit(wordings.tier.currentIndex())
    typed(stage, dialog, "ขอบคุณ {{ customer.address }}")
    assert dialog.form.preview.toPlainText() == "ขอบคุณ คุณสมชาย"
    dialog.save.click()
    stage.settle()
    assert held(stage, "thanks").wordings[1] == Wording("th", "ขอบคุณ {{ customer.address }}", Tier.HIGH)
    wordings.tabs.setCurrentIndex(0)
    wordings.drop.click()
    assert [wording.language for wording in wordings.wordings] == ["th"]


@pytest.mark.parametrize(
    ("answered", "left", "kept"), [("Save", True, True), ("Discard", True, False), ("Go on writing", False, False)]
)
def test_what_is_not_saved_is_asked_about(stage: Stage, answered: str, left: bool, kept: bool) -> None:
    dialog = opened(stage)
    choose(stage, dialog, "thanks")
    typed(stage, dialog, "Changed")
    choose(stage, dialog, "return-eu")
    answer(dialog, answered)
    stage.settle()
    assert (dialog.form.shown.shortcut == "return-eu") is left
    assert (held(stage, "thanks").wordings[0].text == "Changed") is kept
    assert dialog.column.list.current == dialog.form.shown.id
    if not left:
        assert dialog.form.wordings.text.toPlainText() == "Changed"


def test_closing_asks_too_and_a_fault_keeps_it_open(stage: Stage) -> None:
    dialog = opened(stage)
    choose(stage, dialog, "thanks")
    typed(stage, dialog, "{{ oops")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    answer(dialog, "Save")
    stage.settle()
    assert dialog.isVisible()
    assert not dialog.form.faults.isHidden()
    dialog.close()
    answer(dialog, "Discard")
    stage.settle()
    assert stage.window.sheets.replies.dialog is None


def test_a_disk_that_is_full_keeps_what_was_written(stage: Stage) -> None:
    dialog = opened(stage)
    choose(stage, dialog, "thanks")
    typed(stage, dialog, "Changed")
    stage.services.quick_replies.memory.error = StorageFull()
    dialog.save.click()
    stage.settle()
    assert not dialog.trouble.isHidden()
    assert dialog.form.wordings.text.toPlainText() == "Changed"
    dialog.save.click()
    stage.settle()
    assert held(stage, "thanks").wordings[0].text == "Changed"


def test_what_a_colleague_saves_meanwhile_is_shown_unless_one_writes(stage: Stage) -> None:
    dialog = opened(stage)
    choose(stage, dialog, "thanks")
    stage.services.tasks.spawn(stage.services.quick_replies.memory.save([replace(held(stage, "thanks"), title="Bye")]))
    stage.settle()
    assert dialog.form.title.text() == "Bye"
    dialog.form.title.setText("Mine")
    dialog.form.title.textEdited.emit("Mine")
    stage.services.tasks.spawn(
        stage.services.quick_replies.memory.save([replace(held(stage, "thanks"), title="Theirs")])
    )
    stage.settle()
    assert dialog.form.title.text() == "Mine"


def test_agents_read_shared_replies_and_copy_them(stage: Stage) -> None:
    stage.services.quick_replies.memory.agent = replace(AGENTS[0], role=Role.AGENT)
    dialog = opened(stage)
    choose(stage, dialog, "return-eu")
    assert dialog.form.wordings.text.isReadOnly()
    assert dialog.remove.isHidden()
    dialog.copy.click()
    stage.settle()
    assert dialog.form.dirty
    dialog.form.shortcut.setText("my-return")
    dialog.form.shortcut.textEdited.emit("my-return")
    dialog.save.click()
    stage.settle()
    mine = held(stage, "my-return")
    assert (mine.scope, mine.owner_id, mine.used) == (Scope.PERSONAL, AGENTS[0].id, 0)
    assert mine.wordings == held(stage, "return-eu").wordings


def test_a_built_in_reply_is_hidden_and_shown_again(stage: Stage) -> None:
    dialog = opened(stage)
    choose(stage, dialog, "track")
    dialog.remove.click()
    stage.settle()
    assert stage.services.quick_replies.reply(TRACK) is None
    dialog.show_filter(Filter.HIDDEN)
    stage.settle()
    assert shortcuts(dialog) == ["track"]
    dialog.remove.click()
    stage.settle()
    assert stage.services.quick_replies.reply(TRACK) is not None


def test_deleting_asks_first(stage: Stage) -> None:
    dialog = opened(stage)
    choose(stage, dialog, "thanks")
    dialog.remove.click()
    answer(dialog, "Cancel")
    stage.settle()
    assert "thanks" in shortcuts(dialog)
    dialog.remove.click()
    answer(dialog, "Delete it")
    stage.settle()
    assert "thanks" not in shortcuts(dialog)


def test_the_review_is_worked_off_with_one_key(stage: Stage) -> None:
    stage.services.clock.forward(REVIEW_AFTER.total_seconds())
    stage.window.registry.run("review_replies")
    stage.settle()
    dialog = stage.window.sheets.replies.dialog
    assert dialog is not None
    assert shortcuts(dialog)[0] == "return-eu"
    count = len(shortcuts(dialog))
    # What is edited too often comes up again whoever calls it right; the second one goes.
    dialog.column.list.choose(dialog.column.list.lines.rows[1].id)
    QTest.keyClick(dialog.column.list, Qt.Key.Key_Space)
    stage.settle()
    QTest.keyClick(dialog.column.list, Qt.Key.Key_Space)
    stage.settle()
    assert len(shortcuts(dialog)) == count - 2


def test_history_goes_into_the_form_and_needs_the_server(stage: Stage) -> None:
    dialog = opened(stage)
    choose(stage, dialog, "thanks")
    first = held(stage, "thanks").wordings[0].text
    for text in (first + " ", "Second"):
        typed(stage, dialog, text)
        dialog.save.click()
        stage.settle()
    dialog.form.history.click()
    stage.settle()
    history = next(found for found in dialog.findChildren(HistoryDialog) if found.isVisible())
    assert history.states.count() == 2
    assert "Li Hua" in history.states.item(0).text()
    history.states.setCurrentRow(1)
    history.restore.click()
    stage.settle()
    assert dialog.form.dirty
    assert dialog.form.wordings.text.toPlainText() == first + " "
    stage.services.quick_replies.memory.error = Unreachable()
    dialog.discard.click()
    dialog.form.history.click()
    stage.settle()
    again = next(found for found in dialog.findChildren(HistoryDialog) if found.isVisible())
    assert "server" in again.words.text()


def test_a_file_is_looked_at_before_it_is_taken_over(stage: Stage, tmp_path: Path) -> None:
    dialog = opened(stage)
    path = tmp_path / "in.csv"
    path.write_text("shortcut,text,tier\nhours,9 to 5,\nx,y,furious\n", encoding="utf-8")
    dialog.exchange.look(str(path))
    stage.settle()
    report = next(found for found in dialog.findChildren(ImportDialog) if found.isVisible())
    assert "line 3" in report.report.toPlainText()
    assert "hours" not in shortcuts(dialog)
    report.take.click()
    stage.settle()
    assert "hours" in shortcuts(dialog)
    dialog.exchange.look(str(tmp_path / "none.csv"))
    stage.settle()
    assert dialog.trouble.text() == "The file cannot be opened."


def test_what_the_list_shows_is_written(stage: Stage, tmp_path: Path) -> None:
    dialog = opened(stage)
    dialog.column.show_filter(Filter.MINE)
    dialog.column.export.click()
    asked = next(found for found in dialog.findChildren(QFileDialog) if found.isVisible())
    asked.reject()
    dialog.exchange.write(str(tmp_path / "out.csv"))
    stage.settle()
    assert "thanks" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    assert "track" not in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")


def test_a_file_goes_with_a_reply(stage: Stage, tmp_path: Path) -> None:
    dialog = opened(stage)
    choose(stage, dialog, "thanks")
    label = tmp_path / "label.pdf"
    label.write_bytes(b"%PDF")
    asked = dialog.form.attach
    asked.click()
    picker = next(found for found in dialog.findChildren(QFileDialog) if found.isVisible())
    picker.filesSelected.emit([str(label)])
    picker.reject()
    stage.settle()
    dialog.save.click()
    stage.settle()
    part = held(stage, "thanks").files[0]
    assert part.name == "label.pdf"
    assert part.blob != BlobHash("")
    drop = next(
        found for found in dialog.form.findChildren(QPushButton) if found.accessibleName() == "Remove label.pdf"
    )
    drop.click()
    assert dialog.form.value().files == ()


def test_fields_of_the_shop_are_for_leads(stage: Stage) -> None:
    dialog = opened(stage)
    dialog.column.facts.click()
    facts = next(found for found in dialog.findChildren(FactsDialog) if found.isVisible())
    facts.hotline.setText("+49 30 1")
    facts.save.click()
    stage.settle()
    assert stage.services.quick_replies.facts.hotline == "+49 30 1"
    choose(stage, dialog, "thanks")
    typed(stage, dialog, "{{ hotline }}")
    assert dialog.form.preview.toPlainText() == "+49 30 1"


def test_fields_that_cannot_be_read_are_told_where_they_can_be_set_anew(stage: Stage) -> None:
    replies = stage.services.quick_replies
    replies.memory.kept_settings = [Setting(KEY, "not json", 1)]
    replies.read()
    dialog = opened(stage)
    assert "cannot be read" in dialog.column.broken.text()
    assert dialog.column.broken.isVisible()
    dialog.column.facts.click()
    facts = next(found for found in dialog.findChildren(FactsDialog) if found.isVisible())
    assert "cannot be read" in facts.error.text()
    facts.hotline.setText("+49 30 1")
    facts.save.click()
    stage.settle()
    assert not dialog.column.broken.isVisible()
    assert replies.facts.hotline == "+49 30 1"


def test_save_as_quick_reply_puts_the_proposal_into_the_form(stage: Stage) -> None:
    stage.open(tid("wang"))
    stage.window.inbox.middle.composer.insert_text("王小姐/先生您好")
    stage.window.registry.run("save_reply")
    stage.settle()
    dialog = stage.window.sheets.replies.dialog
    assert dialog is not None
    assert dialog.form.wordings.text.toPlainText() == "{{ customer.address }}您好"
    assert dialog.save.isEnabled()


def test_the_settings_lead_to_the_editor_and_to_the_review(stage: Stage) -> None:
    stage.window.sheets.open_settings("replies")
    stage.settle()
    settings = next(dialog for dialog in stage.window.findChildren(SettingsDialog) if dialog.isVisible())
    page = settings.page("replies")
    assert isinstance(page, RepliesPage)
    assert page.due.text() == "1 of them should be looked at."
    page.review.click()
    stage.settle()
    dialog = stage.window.sheets.replies.dialog
    assert dialog is not None
    assert shortcuts(dialog) == ["return-eu"]


def test_of_a_built_in_reply_ones_own_uses_are_told(stage: Stage) -> None:
    stage.services.quick_replies.count(TRACK)
    stage.services.quick_replies.count(TRACK)
    dialog = opened(stage)
    choose(stage, dialog, "track")
    assert dialog.form.usage.text().startswith("You used it 2 times")
    choose(stage, dialog, "thanks")
    assert dialog.form.usage.text().startswith("Used 48 times, 96 % unchanged")
