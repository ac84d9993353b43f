"""Where somebody is signed in: a list of computers, each of which can be signed out or told to erase what it holds."""

from collections.abc import Coroutine
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from app.errors import KnownError
from app.i18n import _
from app.services.admin import Record
from ui import locale
from ui.background import Background
from ui.parts import button, elided, label, line
from ui.ports import Services
from ui.question import question
from ui.words import error_words
from widgets.card import empty_layout
from widgets.thread_view.when import moment


class Devices(QWidget):
    """The sessions of one person; `agent_id` "" for one's own."""

    def __init__(self, services: Services, agent_id: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._agent_id = services, agent_id
        self._background = Background(services.tasks, self, self._failed)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        box = QFrame()
        box.setObjectName("card")
        box.setLayout(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.error)
        column.addWidget(box)
        self._rows.addWidget(label(_("Loading…"), "second"))
        self.reload()

    def reload(self, _answer: object = None) -> None:
        """Asks the server."""
        self._background.run(self._services.protection.sessions(self._agent_id), self._show, latest="sessions")

    def _show(self, sessions: list[Record]) -> None:
        empty_layout(self._rows)
        self.error.hide()
        for number, session in enumerate(sessions):
            if number:
                self._rows.addWidget(line())
            self._rows.addWidget(self._row(session))
        if not sessions:
            self._rows.addWidget(label(_("Signed in nowhere."), "second"))

    def _row(self, session: Record) -> QWidget:
        holder, name = QWidget(), str(session.get("device_name") or _("A computer without a name"))
        row = QHBoxLayout(holder)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(label(name, "strong"))
        row.addWidget(elided(self._used(session), "second"), 1)
        if session.get("current"):
            row.addWidget(label(_("this computer"), "small"))
            return holder
        for words, slot, said in (
            (_("Sign out"), self._end, _("Sign out {name}")),
            (_("Erase…"), self._ask_to_erase, _("Erase {name}")),
        ):
            action = button(words, "link", name=said.format(name=name))
            action.setProperty("session", session.get("id"))
            action.setProperty("device", name)
            action.clicked.connect(slot)
            row.addWidget(action)
        return holder

    def _used(self, session: Record) -> str:
        try:
            used = datetime.fromisoformat(str(session.get("used_at")))
        except ValueError:
            return ""
        words = moment(used, self._services.clock.now(), locale.zone(), locale.tag())
        return _("last used: {when}").format(when=words)

    def _end(self) -> None:
        self._do(self._services.protection.end_session(self.sender().property("session"), self._agent_id))

    def _ask_to_erase(self) -> None:
        self._chosen = str(self.sender().property("session"))
        name = self.sender().property("device")
        text = _("{name} is signed out and erases what it holds, as soon as it asks the server again.")
        hint = _("Replies and drafts that have not left it are lost. This is for a computer that was lost or stolen.")
        go = (_("Erase it"), QMessageBox.ButtonRole.DestructiveRole)
        title, words = _("Erase a computer"), text.format(name=name)
        question(self, title, words, hint, go=go, stay=_("Cancel"), done=self._erase).open()

    def _erase(self) -> None:
        self._do(self._services.protection.end_session(self._chosen, self._agent_id, wipe=True))

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        self._background.run(work, self.reload)

    def _failed(self, error: KnownError) -> None:
        self.error.setText(error_words(error))
        self.error.show()


class DevicesDialog(QDialog):
    """The computers of a colleague, for admins."""

    def __init__(self, services: Services, agent_id: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Devices"))
        self.setMinimumWidth(520)
        self.devices = Devices(services, agent_id)
        close = button(_("Close"), "primary")
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.addWidget(label(_("Where {name} is signed in").format(name=name), "title", wrap=True))
        column.addWidget(self.devices)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
