"""Everything that waits, one by one, with what the agent can do about it; all of it by keyboard."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.i18n import _
from app.ports import SyncStatus
from domain.ids import ThreadId
from domain.operations import Note, Send
from domain.outbox import OutboxState, QueuedOperation, Waiting
from ui.inbox.waiting_words import barred_words, item_of
from ui.parts import button, label
from widgets.card import Card
from widgets.item_list import ItemList
from widgets.plain import plain_tip
from widgets.tokens import Tokens

MOST_ITEMS = 1000
"""So many rows are listed; of more only the number is told."""

Key = Qt.Key


class WaitingItems(Card):
    """A list, and buttons for the row that is current in it.

    Signals: each names what was asked for about a QueuedOperation.
    """

    opened = Signal(object)
    go_wanted = Signal(object)
    edit_wanted = Signal(object)
    discard_wanted = Signal(object)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(_("One by one"), parent)
        self._rows: dict[str, QueuedOperation] = {}
        self._barred = False
        self.list = ItemList()
        self.list.setAccessibleName(_("Everything that waits"))
        self.list.set_tokens(tokens)
        self.list.chosen.connect(self._choose)
        self.list.pressed_key.connect(self._pressed)
        self.list.doubleClicked.connect(self._open)
        self.open_button = self._button(_("Open"), _("Enter"))
        self.go = self._button(_("Send now"), "S")
        self.edit = self._button(_("Edit"), "E")
        self.discard = self._button(_("Discard"), _("Del"))
        self.copy = self._button(_("Copy text"), "C")
        self.open_button.clicked.connect(self._open)
        self.go.clicked.connect(self._go)
        self.edit.clicked.connect(self._edit)
        self.discard.clicked.connect(self._discard)
        self.copy.clicked.connect(self._copy)
        self.more = label("", "second", wrap=True)
        self.body.addWidget(self.list)
        # Two rows, since the words are longer in other languages.
        for buttons in ((self.open_button, self.go, self.edit), (self.discard, self.copy)):
            row = QHBoxLayout()
            row.setSpacing(4)
            for each in buttons:
                row.addWidget(each)
            row.addStretch(1)
            self.body.addLayout(row)
        self.body.addWidget(self.more)

    @property
    def current(self) -> QueuedOperation | None:
        """The row that the buttons are about."""
        return self._rows.get(self.list.current)

    def show_rows(self, waiting: Waiting, names: Mapping[ThreadId, str], status: SyncStatus, now: datetime) -> None:
        """What needs somebody first, then what waits, in its order."""
        rows = (*waiting.needs_person, *waiting.items)[:MOST_ITEMS]
        self.setVisible(bool(rows))
        self._rows, self._barred = {row.operation.id: row for row in rows}, bool(barred_words(status))
        self.list.show_items(
            [
                item_of(
                    row, names.get(row.operation.lane, ""), status, now, waiting.uploads.get(row.operation.id, (0, 0))
                )
                for row in rows
            ]
        )
        hidden = waiting.total - len(rows)
        self.more.setVisible(hidden > 0)
        self.more.setText(_("and {count} more").format(count=hidden) if hidden > 0 else "")
        self._choose(self.list.current)

    def _button(self, text: str, key: str) -> QPushButton:
        made = button(text, "smallLink")
        made.setToolTip(plain_tip(key))
        return made

    def _choose(self, _key: str) -> None:
        row = self.current
        ours = row is not None and row.state is not OutboxState.SENT
        words = row is not None and isinstance(row.operation.payload, Send | Note)
        self.open_button.setEnabled(row is not None)
        self.go.setEnabled(row is not None)
        self.go.setText(_go_words(row, barred=self._barred))
        self.edit.setEnabled(ours and words)
        self.discard.setEnabled(ours)
        self.copy.setEnabled(words)

    def _pressed(self, key: int) -> None:
        act = {Key.Key_Delete: self.discard, Key.Key_E: self.edit, Key.Key_S: self.go, Key.Key_C: self.copy}
        act.get(Key(key), self.open_button).click()

    def _open(self) -> None:
        self._tell(self.opened)

    def _go(self) -> None:
        self._tell(self.go_wanted)

    def _edit(self) -> None:
        self._tell(self.edit_wanted)

    def _discard(self) -> None:
        self._tell(self.discard_wanted)

    def _copy(self) -> None:
        row = self.current
        if row is not None and isinstance(row.operation.payload, Send | Note):
            QGuiApplication.clipboard().setText(row.operation.payload.text)

    def _tell(self, signal: SignalInstance) -> None:
        row = self.current
        if row is not None:
            signal.emit(row)


def _go_words(row: QueuedOperation | None, *, barred: bool) -> str:
    """As under the message in its thread; what only waits for the network is tried with it."""
    if row is None or (row.leaves_at is not None and not barred):
        return _("Send now")
    return {OutboxState.BLOCKED: _("Retry"), OutboxState.HELD: _("Send anyway")}.get(row.state, _("Try now"))
