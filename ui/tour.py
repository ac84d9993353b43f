"""Visits every screen of the running program and keeps its picture; each step waits for what it shows to be true."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from domain.customer import JoinState
from domain.ids import ThreadId
from domain.inbox import Folder, ThreadRow
from domain.training.item import DrillKind
from domain.training.task import Wanted
from ui.insights.place import InsightsPlace
from ui.main_window import MainWindow
from ui.places import COMPLAINTS, INSIGHTS, TRAINING
from ui.shell import INBOX
from ui.training.desks import LEARNERS, TODAY
from ui.training.place import TrainingPlace

QUERY = "th"
STEP_SECONDS = 60.0
LOOK_SECONDS = 0.05
SETTLE_SECONDS = 0.4
REPLIES = ("Thank you, I am looking into it now.", "Your parcel leaves our warehouse this afternoon.")


class Server(Protocol):
    """The backend on this computer, which the tour takes away and gives back."""

    async def suspend(self) -> None:
        """Ends it."""

    def go_on(self) -> None:
        """Starts it again."""


class StepFailedError(Exception):
    """Something that the tour waits for did not come."""


# A picture waits for whatever is on screen: nobody tells, so it is looked at again and again.
# ruff: noqa: ASYNC110


async def take_tour(window: MainWindow, server: Server, folder: Path) -> int:
    """Writes the pictures and prints their names; 0 when every step really happened."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    tour = Tour(window, server, folder)
    steps: tuple[Callable[[], Awaitable[None]], ...] = (
        tour.sign_in,
        tour.inbox,
        tour.dark,
        tour.joined,
        tour.composing,
        tour.offline,
        tour.back_in_sync,
        tour.complaints,
        tour.insights,
        tour.training,
        tour.palette,
        tour.settings,
        tour.shortcuts,
    )
    for step in steps:
        try:
            await step()
        except StepFailedError as error:
            print(f"tour: {step.__name__} failed: {error}", flush=True)  # noqa: T201 - the tour talks to a terminal
            return 1
    return 0


class Tour:
    """The steps, in their order.

    Attributes:
        window: the real one, offscreen or not.
        server: the backend behind it.
        folder: where the pictures go.
    """

    def __init__(self, window: MainWindow, server: Server, folder: Path) -> None:
        self.window = window
        self.server = server
        self.folder = folder
        self._services = window.services
        self._number = 0

    async def sign_in(self) -> None:
        """The first screen; then the trial is started from there."""
        await _until(self.window.sign_in.isVisible, "the sign-in screen")
        await self._keep("sign-in", self.window)
        self.window.sign_in.start.click()
        await _until(lambda: self._services.session.current is not None, "the trial workspace")
        await _until(lambda: self._services.waiting.status.online, "the connection")

    async def inbox(self) -> None:
        """The queue with a thread open, in light colours."""
        self.window.theme.choose("light")
        rows = await self._rows()
        await self._open(rows[0].thread_id)
        await self._keep("inbox-light", self.window)

    async def dark(self) -> None:
        """The same in dark colours."""
        self.window.theme.choose("dark")
        await _until(lambda: self.window.theme.tokens.dark, "dark colours")
        await self._keep("inbox-dark", self.window)
        self.window.theme.choose("light")

    async def joined(self) -> None:
        """A customer who wrote on two channels, in one thread."""
        await self._open(await self._joined_thread())
        await self._keep("joined-channels", self.window)

    async def composing(self) -> None:
        """A reply that is being written."""
        composer = self.window.inbox.middle.composer
        composer.focus_text()
        composer.insert_text(REPLIES[0])
        await _until(lambda: composer.text == REPLIES[0], "the text in the composer")
        await self._keep("composing", self.window)

    async def offline(self) -> None:
        """The server is gone; replies wait."""
        await self.server.suspend()
        await _until(lambda: not self._services.waiting.status.online, "the loss of the connection")
        await self._send()
        self.window.inbox.middle.composer.insert_text(REPLIES[1])
        await self._send()
        await self._until_waiting(len(REPLIES))
        self.window.inbox.connection.show_panel(True)
        await self._keep("offline", self.window)

    async def back_in_sync(self) -> None:
        """The server is back and has taken what waited."""
        self.server.go_on()
        await _until(lambda: self._services.waiting.status.online, "the connection's return")
        await self._until_waiting(0)
        self.window.inbox.connection.show_panel(False)
        await self._keep("back-in-sync", self.window)

    async def complaints(self) -> None:
        """The board with its clocks."""
        self.window.show_place(COMPLAINTS)
        async with _patience("complaints on the board"):
            while not await self._services.complaints.open_cards():
                await asyncio.sleep(LOOK_SECONDS)
        await self._keep("complaints", self.window)

    async def insights(self) -> None:
        """What the server counted."""
        self.window.show_place(INSIGHTS)
        place = self.window.shell.places[INSIGHTS]
        assert isinstance(place, InsightsPlace)
        await _until(lambda: place.loader.seen is not None, "a report")
        await self._keep("insights", self.window)
        self.window.shell.show_place(INBOX)

    async def training(self) -> None:
        """A message is read and answered by key; what came of it is kept; what trainers see."""
        self.window.show_place(TRAINING)
        place = self.window.shell.places[TRAINING]
        assert isinstance(place, TrainingPlace)
        place.start(Wanted(DrillKind.GIST, language="en"))
        await _until(lambda: place.drill is not None and place.drill.run.running, "a message to read")
        drill = place.drill
        assert drill is not None
        await self._keep("drill", self.window)
        _press(drill.entry(), Qt.Key.Key_1)
        await _until(lambda: drill.run.attempts, "an answer to the key")
        await self._keep("drill-reviewed", self.window)
        drill.end()
        async with _patience("the practice to be kept"):
            while not (await self._services.training.today()).seconds:
                await asyncio.sleep(LOOK_SECONDS)
        place.show_page(LEARNERS)
        await self._keep("learners", self.window)
        place.show_page(TODAY)
        self.window.shell.show_place(INBOX)

    async def palette(self) -> None:
        """Find people, do things."""
        self.window.open_palette()
        self.window.overlay.field.setText(QUERY)
        await _until(lambda: self.window.overlay.current() is not None, "something in the palette")
        await self._keep("palette", self.window)
        self.window.overlay.close_palette()

    async def settings(self) -> None:
        """The settings."""
        self.window.sheets.open_settings()
        await self._keep_dialog("settings")

    async def shortcuts(self) -> None:
        """All keys."""
        self.window.sheets.open_shortcuts()
        await self._keep_dialog("shortcuts")

    async def _rows(self) -> list[ThreadRow]:
        self.window.inbox.steps.open_folder(Folder.QUEUE)
        model = self.window.inbox.column.model
        await _until(lambda: model.rowCount() > 0, "threads in the queue")
        return list(model.rows)

    async def _open(self, thread_id: ThreadId) -> None:
        self.window.inbox.go_to(thread_id)
        await _until(lambda: self.window.inbox.card is not None, "the customer's card")
        await _until(lambda: self.window.inbox.middle.view.entry_count > 0, "messages in the thread")

    async def _joined_thread(self) -> ThreadId:
        """The customers of the trial take a moment to write on their second channel."""
        async with _patience("a thread with joined channels"):
            while True:
                for folder in (Folder.QUEUE, Folder.MINE):
                    for row in await self._services.inbox.rows(folder, 200):
                        if await self._is_joined(row.thread_id):
                            return row.thread_id
                await asyncio.sleep(LOOK_SECONDS)

    async def _is_joined(self, thread_id: ThreadId) -> bool:
        card = await self._services.inbox.card(thread_id)
        if card is None or len({identity.channel for identity in card.identities}) < 2:
            return False
        return any(join.state is JoinState.JOINED for join, _name in card.joins)

    async def _send(self) -> None:
        composer = self.window.inbox.middle.composer
        self.window.inbox.keeper.send()
        await _until(lambda: not composer.text or self.window.inbox.guide.bar.text(), "an answer to Send")
        if composer.text:
            # The guide asks once (a third message in a row, C-5): the same key is the answer.
            self.window.inbox.keeper.send()
        await _until(lambda: not composer.text, "the composer to empty")

    async def _until_waiting(self, count: int) -> None:
        async with _patience(f"{count} replies to wait"):
            while (await self._services.waiting.waiting()).replies != count:
                await asyncio.sleep(LOOK_SECONDS)

    async def _keep_dialog(self, name: str) -> None:
        dialogs = [dialog for dialog in self.window.findChildren(QDialog) if dialog.isVisible()]
        if not dialogs:
            raise StepFailedError(name)
        await self._keep(name, dialogs[-1])
        dialogs[-1].close()

    async def _keep(self, name: str, widget: QWidget) -> None:
        """A moment for what still comes in and is painted, then the picture."""
        await asyncio.sleep(SETTLE_SECONDS)
        self._number += 1
        file = self.folder / f"{self._number:02}-{name}.png"
        if not widget.grab().save(str(file)):
            raise StepFailedError(f"{file} cannot be written")
        print(file, flush=True)  # noqa: T201 - as above


def _press(widget: QWidget, key: Qt.Key) -> None:
    """As somebody at the keyboard."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, chr(key))
        QCoreApplication.sendEvent(QApplication.focusWidget() or widget, event)


def _patience(what: str) -> "_Patience":
    return _Patience(what)


class _Patience:
    """`asyncio.timeout` that says what was waited for."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._timeout = asyncio.timeout(STEP_SECONDS)

    async def __aenter__(self) -> None:
        await self._timeout.__aenter__()

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        try:
            await self._timeout.__aexit__(kind, error, None)
        except TimeoutError:
            raise StepFailedError(self.what) from None


async def _until(true: Callable[[], object], what: str) -> None:
    async with _patience(what):
        while not true():
            await asyncio.sleep(LOOK_SECONDS)
