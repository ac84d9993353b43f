"""Passphrase, devices, and a computer that was erased from elsewhere."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QPushButton

from app.errors import StorageUnreadable
from tests.fakes.stage import Stage
from ui.passphrase import PassphraseDialog
from ui.settings.computer import ComputerPage
from ui.settings.dialog import SettingsDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PHRASE = "correct horse battery"


def page(stage: Stage, key: str) -> SettingsDialog:
    stage.window.sheets.open_settings(key)
    stage.settle()
    dialog = stage.window.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    return dialog


def asked(stage: Stage) -> PassphraseDialog:
    (dialog,) = [one for one in stage.window.findChildren(PassphraseDialog) if one.isVisible()]
    return dialog


def click(stage: Stage, words: str) -> None:
    found = [one for one in stage.window.findChildren(QPushButton) if one.isVisible() and one.text() == words]
    QTest.mouseClick(found[-1], Qt.MouseButton.LeftButton)
    stage.settle()


def give(stage: Stage, new: str, again: str = "", old: str = "") -> None:
    dialog = asked(stage)
    texts = {"old": old, "new": new, "again": again or new}
    for name, field in dialog.fields.items():
        field.setText(texts[name])
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    stage.settle()


def test_the_banner_leads_to_a_passphrase_and_goes_when_there_is_one(stage: Stage) -> None:
    stage.services.session.durable = False
    stage.window.show_inbox()
    stage.settle()
    banner = stage.window.inbox.middle.memory
    assert not banner.isHidden()
    banner.acted.emit()
    stage.settle()
    click(stage, "Use a passphrase…")
    give(stage, "short")
    assert not asked(stage).error.isHidden()
    give(stage, PHRASE, PHRASE + "!")
    assert asked(stage).error.text() == "The two are not the same."
    give(stage, PHRASE)
    assert stage.services.protection.passphrase == PHRASE
    assert not [one for one in stage.window.findChildren(PassphraseDialog) if one.isVisible()]
    assert banner.isHidden()


def test_another_passphrase_wants_the_present_one(stage: Stage) -> None:
    stage.services.protection.passphrase = PHRASE
    computer = page(stage, "computer").page("computer")
    assert isinstance(computer, ComputerPage)
    assert "Only your passphrase opens it" in computer.words.text()
    click(stage, "Change the passphrase…")
    give(stage, "something else entirely", old="no")
    assert asked(stage).error.text() == "That is not the passphrase."
    give(stage, "something else entirely", old=PHRASE)
    assert stage.services.protection.passphrase == "something else entirely"
    assert "was changed" in computer.words.text()


def test_unlocking(stage: Stage) -> None:
    stage.services.protection.passphrase = PHRASE
    stage.window.show_unlock()
    stage.settle()
    unlock = stage.window.unlock
    QTest.keyClicks(unlock.passphrase, "wrong")
    QTest.keyClick(unlock.passphrase, Qt.Key.Key_Return)
    stage.settle()
    assert unlock.error.text() == "That is not the passphrase."
    assert unlock.isVisible()
    QTest.keyClicks(unlock.passphrase, PHRASE)
    QTest.keyClick(unlock.passphrase, Qt.Key.Key_Return)
    stage.settle()
    assert stage.window.inbox.isVisible()
    assert unlock.passphrase.text() == ""


def test_who_forgot_it_is_told_what_is_lost_first(stage: Stage) -> None:
    stage.services.protection.passphrase = PHRASE
    stage.window.show_unlock()
    stage.settle()
    QTest.mouseClick(stage.window.unlock.forgotten, Qt.MouseButton.LeftButton)
    stage.settle()
    (box,) = [one for one in stage.window.findChildren(QMessageBox) if one.isVisible()]
    assert "are lost" in box.informativeText()
    assert stage.services.protection.calls == []
    click(stage, "Erase and sign in again")
    assert stage.services.protection.calls == [("start_anew",)]
    assert stage.window.sign_in.isVisible()


def test_devices_are_signed_out_or_erased_after_a_question(stage: Stage) -> None:
    page(stage, "computer")
    calls = stage.services.protection.calls
    click(stage, "Erase…")
    assert calls[-1] == ("sessions", "")
    click(stage, "Erase it")
    assert ("end_session", "s2", "", True) in calls
    assert not [one for one in stage.window.findChildren(QPushButton) if one.isVisible() and one.text() == "Erase…"]


def test_an_admin_sees_the_devices_of_a_colleague(stage: Stage) -> None:
    page(stage, "people")
    click(stage, "Devices…")
    assert stage.services.protection.calls[-1][0] == "sessions"
    assert stage.services.protection.calls[-1][1] != ""
    click(stage, "Sign out")
    assert stage.services.protection.calls[-2][:2] == ("end_session", "s2")
    for dialog in stage.window.findChildren(QDialog):
        dialog.reject()
    stage.settle()


def test_an_erased_computer_says_so(stage: Stage) -> None:
    stage.window.show_wiped()
    stage.settle()
    assert stage.window.sign_in.isVisible()
    assert "erased" in stage.window.sign_in.error.text()


def test_a_backup_under_a_passphrase_and_back(stage: Stage, tmp_path: Path) -> None:
    computer = page(stage, "computer").page("computer")
    assert isinstance(computer, ComputerPage)
    target = str(tmp_path / "mine.braid-backup")
    computer.backup.back_up_to(target)
    give(stage, PHRASE)
    assert stage.services.safety.backups == [Path(target)]
    assert computer.backup.outcome.text() == "Backed up: mine.braid-backup"
    computer.backup.restore_from(target)
    stage.services.safety.error = StorageUnreadable("wrong_passphrase")
    asked(stage).fields["old"].setText("not it at all")
    QTest.mouseClick(asked(stage).go, Qt.MouseButton.LeftButton)
    stage.settle()
    assert asked(stage).error.text() == "This passphrase does not open the backup, or its file is not whole."
    stage.services.safety.error = None
    QTest.mouseClick(asked(stage).go, Qt.MouseButton.LeftButton)
    stage.settle()
    assert stage.services.safety.restored == [Path(target)]
    assert not [one for one in stage.window.findChildren(PassphraseDialog) if one.isVisible()]


def test_what_would_be_lost_can_be_exported_first(stage: Stage) -> None:
    stage.services.world.backlog = (2, 0, 0)
    stage.window.inbox.connection.refresh()
    stage.settle()
    stage.window.leaving.sign_out()
    stage.settle()
    click(stage, "Export…")
    (dialog,) = [one for one in stage.window.findChildren(QFileDialog) if one.isVisible()]
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.reject()
    stage.settle()
    assert stage.services.session.current is not None, "nobody was signed out meanwhile"
