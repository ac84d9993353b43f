"""A computer without a keychain that remembers all the same: the real window, a real server, nothing but keys."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.run import Options, open_account
from tests.support.desk import Desk, a_desk, hire, sign_in
from tests.support.team import Team, a_team
from ui.passphrase import PassphraseDialog
from ui.settings.dialog import SettingsDialog

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PHRASE = "three green lamps"
REPLY = "Written while nobody could be reached."


@pytest.mark.usefixtures("qapp")
async def test_written_offline_under_a_passphrase_it_leaves_after_the_next_start(tmp_path: Path) -> None:
    """Reliability 4, S21: locked until the passphrase is given, then everything is there and leaves once."""
    async with a_team(tmp_path) as team:
        async with a_desk(tmp_path / "desk") as desk:
            await hire(team)
            await team.whatsapp("66810000001", "Somchai", "Hello?")
            await sign_in(desk, team)
            await protect(desk)
            await write_offline(desk, team)
        await team.backend.start()
        async with a_desk(tmp_path / "desk") as desk:
            await unlock(desk)
            (taken,) = await team.taken(1)
            assert taken.text == REPLY
            rows = desk.window.inbox.column.model
            await desk.until(lambda: rows.rowCount() == 1)


async def protect(desk: Desk) -> None:
    desk.window.inbox.middle.memory.acted.emit()
    (settings,) = desk.window.findChildren(SettingsDialog)
    page = settings.page("computer")
    await desk.until(page.passphrase.isVisible)  # type: ignore[attr-defined]
    page.passphrase.click()  # type: ignore[attr-defined]
    (dialog,) = page.findChildren(PassphraseDialog)
    for field in dialog.fields.values():
        QTest.keyClicks(field, PHRASE)
    QTest.keyClick(dialog.fields["again"], Qt.Key.Key_Return)
    await desk.until(lambda: desk.program.services.session.durable and desk.program.services.waiting.status.online)
    await desk.until(desk.window.inbox.middle.memory.isHidden)
    settings.accept()
    # No window manager gives the focus back when the dialog is gone.
    desk.window.activateWindow()
    desk.window.inbox.column.list.setFocus()
    await desk.until(QApplication.focusWidget)


async def write_offline(desk: Desk, team: Team) -> None:
    desk.press(Qt.Key.Key_2, CTRL)
    await desk.until(lambda: desk.window.inbox.column.model.rowCount() == 1)
    await team.backend.stop()
    await desk.until(lambda: not desk.program.services.waiting.status.online)
    desk.press(Qt.Key.Key_Down, ALT)
    await desk.until(lambda: len(desk.shown) == 1)
    await desk.until(lambda: desk.window.inbox.middle.composer.foot.channel.text().startswith("WhatsApp"))
    desk.press(Qt.Key.Key_L, CTRL | SHIFT)
    desk.keys(REPLY)
    desk.press(Qt.Key.Key_Return, CTRL)
    await desk.until(lambda: len(desk.shown) == 2)


async def unlock(desk: Desk) -> None:
    await open_account(desk.program, desk.window, Options())
    screen = desk.window.unlock
    assert screen.isVisible()
    assert not desk.window.inbox.isVisible()
    QTest.keyClicks(screen.passphrase, "not the passphrase")
    QTest.keyClick(screen.passphrase, Qt.Key.Key_Return)
    await desk.until(lambda: not screen.error.isHidden())
    QTest.keyClicks(screen.passphrase, PHRASE)
    QTest.keyClick(screen.passphrase, Qt.Key.Key_Return)
    await desk.until(desk.window.inbox.isVisible)
