"""The real program at a desk: its window offscreen, its own folders, hands on the keyboard."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.backend_process import BackendProcess, serve_command
from app.bootstrap import Outside, Program
from app.config import SettingsFile
from app.log import note
from app.paths import Paths
from app.ports import Secrets
from app.secrets import MemorySecrets
from domain.agent import Role
from domain.timeline import Entry
from tests.support.team import Team
from ui.application import build_window
from ui.main_window import MainWindow

EMAIL, PASSWORD = "li.hua@example.com", "three blue umbrellas"


@dataclass
class Desk:
    """A running program.

    Attributes:
        window: the real one.
        program: what stands behind it.
    """

    window: MainWindow
    program: Program

    def keys(self, text: str) -> None:
        """Types into whatever has the focus."""
        QTest.keyClicks(self.focus(), text)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Presses one key with its modifiers."""
        QTest.keyClick(self.focus(), key, modifiers)

    def focus(self) -> QWidget:
        """The widget that hears the keyboard."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget

    async def come_to_front(self) -> None:
        """What a window manager does when a dialog closes, or somebody clicks on another window."""
        self.window.activateWindow()
        await self.until(lambda: self.window.isActiveWindow() and QApplication.focusWidget() is not None)

    @property
    def shown(self) -> list[Entry]:
        """The messages that the thread view holds, oldest first."""
        return [entry for entry in self.window.inbox.middle.view.loaded.entries if entry.message.identity_id]

    async def drained(self) -> None:
        """Waits until everything has left this computer, but for what needs a person."""
        waiting = await self.program.services.waiting.waiting()
        while waiting.total > len(waiting.needs_person):
            await asyncio.sleep(0.005)
            waiting = await self.program.services.waiting.waiting()

    async def until(self, true: Callable[[], object]) -> None:
        """Waits on what is on screen; the test's own limit ends it."""
        while not true():  # noqa: ASYNC110 - the screen tells nobody
            await asyncio.sleep(0.005)


@asynccontextmanager
async def a_desk(folder: Path, undo_seconds: int = 0, secrets: Secrets | None = None) -> AsyncIterator[Desk]:
    """A program that has just been started, at its sign-in screen; replies leave at once.

    With `secrets` that outlive it a second one on the same folder finds what the first left there.
    """
    paths = Paths(folder / "config", folder / "data", folder / "state")
    paths.make()
    backend = BackendProcess(serve_command(paths.backend, trial=False), paths.state / "backend.log", note)
    settings = SettingsFile(paths.settings_file)
    settings.choose("undo_seconds", str(undo_seconds))
    program = Program(Outside(paths, settings, secrets or MemorySecrets(), backend))
    window = build_window(program.services)
    window.show_sign_in()
    window.show()
    window.activateWindow()
    try:
        yield Desk(window, program)
    finally:
        window.hide()
        window.dispose()
        await asyncio.sleep(0)
        await program.close()
        window.deleteLater()


async def hire(team: Team, name: str = "Li Hua", email: str = EMAIL, role: Role = Role.ADMIN) -> None:
    """Somebody with a password joins the team."""
    person = {"name": name, "email": email, "role": role.value, "password": PASSWORD}
    await team.gateway.request_json("POST", "/v1/agents", person)


async def sign_in(desk: Desk, team: Team, email: str = EMAIL) -> None:
    """Types address, name and password, presses Enter, and waits for the inbox."""
    await sign_in_at(desk, team.backend.address, email)


async def sign_in_at(desk: Desk, address: str, email: str = EMAIL) -> None:
    """The same where only the server's address is known."""
    await desk.come_to_front()
    for text in (address, email, PASSWORD):
        desk.keys(text)
        desk.press(Qt.Key.Key_Tab)
    desk.window.sign_in.password.setFocus()
    desk.press(Qt.Key.Key_Return)
    await desk.until(lambda: desk.program.services.session.current is not None)
    await desk.until(lambda: desk.program.services.waiting.status.online)
