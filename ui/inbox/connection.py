"""Follows the connection and the outbox, and says how they stand: header, banner, panel."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from shiboken6 import isValid

from app.errors import KnownError
from app.i18n import _, ngettext
from app.ports import Draft, SyncStatus
from domain.ids import ThreadId
from domain.message import snippet
from domain.operations import Note, Send
from domain.outbox import QueuedOperation, Waiting
from domain.timeline import bubble
from ui import locale
from ui.background import Background
from ui.inbox.discarding import Discarding
from ui.inbox.sync_words import offline_line, state_line, storage_line
from ui.ports import InboxPort, Services, WaitingPort
from widgets.thread_view.when import clock_time

if TYPE_CHECKING:
    from ui.inbox.place import InboxPlace

SECOND_MS = 1000


class Connection(QObject):
    """One for the inbox.

    Signals:
        changed(SyncStatus), sign_in_wanted, troubled(KnownError)
    """

    changed = Signal(object)
    sign_in_wanted = Signal()
    troubled = Signal(object)

    def __init__(self, services: Services, place: "InboxPlace") -> None:
        super().__init__(place)
        self._services = services
        self._place = place
        self._waiting: Waiting | None = None
        self._names: dict[ThreadId, str] = {}
        self._before: QWidget | None = None
        self._background = Background(services.tasks, self, self._failed)
        self._discarding = Discarding(place)
        self._countdown = QTimer(self)
        self._countdown.setInterval(SECOND_MS)
        self._countdown.timeout.connect(self._show_panel)
        self._stop = services.waiting.on_status(self._status_changed)
        place.middle.offline.acted.connect(self._banner_clicked)

    def listen(self) -> None:
        """The panel of what waits is there."""
        panel = self._place.side.waiting
        panel.retry_wanted.connect(self.retry)
        panel.close_wanted.connect(self.toggle_panel)
        panel.each.opened.connect(self._open)
        panel.each.go_wanted.connect(self._go)
        panel.each.edit_wanted.connect(self._edit)
        panel.each.discard_wanted.connect(self._discard)
        panel.export_wanted.connect(self.export)

    @property
    def count(self) -> int:
        """How much has not left yet."""
        return self._waiting.total if self._waiting is not None else 0

    def close(self) -> None:
        """Hears nothing any more."""
        self._stop()
        self._countdown.stop()

    def refresh(self) -> None:
        """Reads the outbox's numbers again."""
        self._background.again(self._numbers, self._read, "waiting")

    async def _numbers(self) -> tuple[Waiting, dict[ThreadId, str]]:
        most = 0
        if self._place.side.shows_waiting():
            from ui.inbox.waiting_items import MOST_ITEMS

            most = MOST_ITEMS
        return await _numbers(self._services.waiting, self._services.inbox, self._names, most)

    def retry(self) -> None:
        """Tries to connect at once."""
        self._services.waiting.retry_now()

    def toggle_panel(self) -> None:
        """Opens the panel of what waits, or closes it."""
        self.show_panel(not self._place.side.shows_waiting())

    def show_panel(self, shown: bool) -> None:
        """Opens or closes it."""
        side = self._place.side
        if shown and not side.shows_waiting():
            self._before = QApplication.focusWidget()
        had_keys = side.shows_waiting() and side.isAncestorOf(QApplication.focusWidget() or self._place)
        side.show_waiting(shown)
        self._place.splitter.reveal(side if shown else self._place.column)
        if shown:
            self.refresh()
            self._show_panel()
            self._countdown.start()
            side.waiting.take_keys()
        else:
            self._countdown.stop()
            if had_keys:
                self._give_keys_back()

    def _give_keys_back(self) -> None:
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()
        else:
            self._place.column.focus_entry()

    def show(self) -> None:
        """Says in header and banner how the connection stands now."""
        status, now = self._services.waiting.status, self._services.clock.now()
        if self._services.session.current is None:
            self._place.column.set_state(_("● opening…"), good=True)
            return
        self._place.column.set_state(*state_line(status, self.count, now))
        self._place.column.set_complete(status.last_sync_at is not None)
        banner = self._place.middle.offline
        if status.signed_out:
            banner.say(_("Your session has ended. What waits here is kept and leaves after you sign in."), _("Sign in"))
        elif status.error.startswith("storage"):
            banner.say(storage_line(status.error))
        elif status.one_way:
            banner.say(
                _("The server does not say what is new. What you wrote before still leaves; newer replies wait."),
                _("Show"),
            )
        elif status.online or status.offline_since is None:
            banner.say("")
        else:
            since = clock_time(status.offline_since, locale.zone())
            banner.say(offline_line(since, self.count), _("Show"))

    def _status_changed(self, status: SyncStatus) -> None:
        self.show()
        self._show_panel()
        self.changed.emit(status)

    def _read(self, answer: tuple[Waiting, dict[ThreadId, str]]) -> None:
        self._waiting, self._names = answer
        self.show()
        self._show_panel()

    def _show_panel(self) -> None:
        if not self._place.side.shows_waiting():
            return
        panel, now = self._place.side.waiting, self._services.clock.now()
        if self._waiting is not None:
            panel.show_waiting(self._waiting, self._names, self._services.waiting.status, now)
        session = self._services.session.current
        address = session.server.partition("://")[2] if session is not None else ""
        server = address or _("the workspace on this computer")
        panel.set_durable(self._services.session.durable)
        panel.show_status(self._services.waiting.status, server, now)

    def _open(self, row: QueuedOperation) -> None:
        self._place.go_to(row.operation.lane)

    def _go(self, row: QueuedOperation) -> None:
        self._background.run(self._services.waiting.go(row))

    def _discard(self, row: QueuedOperation) -> None:
        payload = row.operation.payload
        if isinstance(payload, Send | Note):
            parts = payload.parts if isinstance(payload, Send) else ()
            self._discarding.ask(snippet(payload.text, parts), partial(self._give_up, row))
        else:
            self._give_up(row)

    def _give_up(self, row: QueuedOperation) -> None:
        self._background.run(self._services.waiting.give_up(row))

    def _edit(self, row: QueuedOperation) -> None:
        session = self._services.session.current
        entry = bubble(row, session.agent.id if session is not None else None)
        if entry is not None:
            self._background.run(self._services.sending.edit(entry, row.operation.lane), self._taken_back)

    def _taken_back(self, draft: Draft) -> None:
        if self._place.thread_id == draft.thread_id:
            self._place.keeper.put_back(draft)
        else:
            self._place.go_to(draft.thread_id)

    def _banner_clicked(self) -> None:
        if self._services.waiting.status.signed_out:
            self.sign_in_wanted.emit()
        else:
            self.show_panel(True)

    def export(self) -> None:
        """Asks where what waits shall go as a file."""
        dialog = QFileDialog(self._place, _("Export what waits"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile("braid-waiting.json")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._export_to)
        dialog.open()

    def _export_to(self, path: str) -> None:
        self._background.run(self._services.waiting.export(Path(path)), self._exported)

    def _exported(self, count: int) -> None:
        text = ngettext("{count} item exported.", "{count} items exported.", count)
        self._place.middle.trouble.say(text.format(count=count), kind="low")

    def _failed(self, error: KnownError) -> None:
        self.troubled.emit(error)


async def _numbers(
    waiting: WaitingPort, inbox: InboxPort, known: Mapping[ThreadId, str], most: int
) -> tuple[Waiting, dict[ThreadId, str]]:
    """What waits, and whose threads it is about; those that are known already are not asked for again."""
    held = await waiting.waiting(most)
    names = {}
    for lane in dict.fromkeys(row.operation.lane for row in (*held.needs_person, *held.items)):
        if not (name := known.get(lane, "")):
            found = await inbox.row(lane)
            name = found[0].name if found is not None else ""
        names[lane] = name
    return held, names
