"""What a quick reply was before: every saved state, and the way back to one."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from app.errors import KnownError
from app.i18n import _
from app.services.reply_values import PastReply
from domain.agent import Agent
from domain.templates.reply import QuickReply
from ui import locale
from ui.background import Background
from ui.parts import button, label, named
from ui.ports import Services
from ui.replies.words import tab_words
from ui.words import error_words
from widgets.thread_view.when import moment


class HistoryDialog(QDialog):
    """States on the left, their texts on the right.

    Signals:
        restored(QuickReply): that state goes into the form; it is saved there.
    """

    restored = Signal(object)

    def __init__(self, services: Services, reply: QuickReply, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("History"))
        self.resize(720, 460)
        self._services, self._reply = services, reply
        self._names: dict[str, str] = {}
        self._states: Sequence[PastReply] = ()
        self._background = Background(services.tasks, self, self._failed)
        self.states, self.text = QListWidget(), QPlainTextEdit()
        named(self.states, _("Saved states"))
        named(self.text, _("The reply as it was"))
        self.text.setReadOnly(True)
        self.text.setProperty("kind", "field")
        self.words = label(_("Loading…"), "second", wrap=True)
        self.restore = button(_("Take this state again"), "primary")
        self.restore.setEnabled(False)
        self._lay_out()
        self.states.currentRowChanged.connect(self._show)
        self.restore.clicked.connect(self._restore)
        self._background.run(services.inbox.agents(), self._team)

    def _lay_out(self) -> None:
        close = button(_("Close"))
        close.clicked.connect(self.reject)
        body = QHBoxLayout()
        body.setSpacing(12)
        self.states.setFixedWidth(230)
        body.addWidget(self.states)
        body.addWidget(self.text, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(_("What “{title}” was before").format(title=self._reply.title), "title", wrap=True))
        column.addWidget(self.words)
        column.addLayout(body, 1)
        column.addLayout(foot)

    def _team(self, agents: Sequence[Agent]) -> None:
        self._names = {agent.id: agent.name for agent in agents}
        self._background.run(self._services.quick_replies.history(self._reply.id), self._loaded)

    def _loaded(self, states: Sequence[PastReply]) -> None:
        self._states = states
        self.words.setText("" if states else _("Nothing was changed yet."))
        self.words.setVisible(not states)
        for state in states:
            when = moment(state.at, self._services.clock.now(), locale.zone(), locale.tag())
            who = self._names.get(state.agent_id or "", _("somebody"))
            what = _("removed") if state.reply is None else _("saved")
            line = QListWidgetItem(_("{when} · {who} · {what}").format(when=when, who=who, what=what), self.states)
            line.setSizeHint(QSize(0, self.fontMetrics().height() * 2))
        self.states.setCurrentRow(0)
        self.states.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, row: int) -> None:
        state = self._states[row] if 0 <= row < len(self._states) else None
        reply = state.reply if state is not None else None
        self.restore.setEnabled(reply is not None and self._services.quick_replies.may_change(self._reply))
        self.text.setPlainText(as_text(reply) if reply is not None else "")

    def _restore(self) -> None:
        reply = self._states[self.states.currentRow()].reply
        if reply is not None:
            self.restored.emit(reply)
            self.accept()

    def _failed(self, error: KnownError) -> None:
        self.words.setText(_("The history is on the server. {reason}").format(reason=error_words(error)))


def as_text(reply: QuickReply) -> str:
    """A reply for reading."""
    head = f"/{reply.shortcut}  {reply.title}"
    return "\n\n".join((head, *(f"{tab_words(wording)}\n{wording.text}" for wording in reply.wordings)))
