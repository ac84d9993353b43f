"""What the reply palette shows when no quick reply matches: so in words, and what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from widgets.controls import PlainButton
from widgets.plain import PlainLabel
from widgets.thread_view.plain_text import isolate, one_line

MOST_SHOWN = 40


class NothingFound(QFrame):
    """Words and two buttons; Tab reaches them from the text, Esc leads back to it.

    Signals: save_wanted, edit_wanted; left: back to the text.
    """

    save_wanted = Signal()
    edit_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query = ""
        self.label = PlainLabel(parent=self, elide=Qt.TextElideMode.ElideRight)
        self.label.setProperty("role", "second")
        self.save = PlainButton(self)
        self.edit = PlainButton(self)
        self.save.clicked.connect(self.save_wanted)
        self.edit.clicked.connect(self.edit_wanted)
        line = QHBoxLayout()
        line.addWidget(self.save)
        line.addWidget(self.edit)
        line.addStretch(1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        column.addWidget(self.label)
        column.addLayout(line)
        self.retranslate()

    @property
    def has_keys(self) -> bool:
        """Whether one of the buttons has the focus."""
        return self.save.hasFocus() or self.edit.hasFocus()

    def say(self, query: str) -> None:
        """What was looked for; "" when there is no quick reply at all."""
        self._query = one_line(query)[:MOST_SHOWN]
        self.label.setText(self.words())

    def needed(self) -> int:
        """Its height, also before it was on screen."""
        for part in (self.label, self.save, self.edit):
            part.ensurePolished()
        self._column.invalidate()
        return self._column.totalSizeHint().height()

    def words(self) -> str:
        """Why the list is empty."""
        if not self._query:
            return _("There are no quick replies yet.")
        return _("No quick reply for “{query}”.").format(query=isolate(self._query))

    def retranslate(self) -> None:
        """Another language."""
        self.save.setText(_("Save as quick reply…"))
        self.edit.setText(_("Edit quick replies…"))
        self.label.setText(self.words())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.has_keys:
            (self.save if self.save.hasFocus() else self.edit).click()
        else:
            super().keyPressEvent(event)
