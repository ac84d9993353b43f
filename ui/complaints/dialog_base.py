"""What every dialog about a complaint has: fields, one deed, words for what is wrong; nothing typed is lost."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.errors import KnownError
from app.i18n import _
from domain.complaints.acts import ComplaintAct
from domain.ids import ThreadId
from ui.background import Background
from ui.parts import button, label
from ui.ports import Services
from ui.words import error_words

WIDTH = 440
MOST_LETTERS = 2_000


class ActDialog(QDialog):
    """Closes when the deed is durable on this computer; stays, with its words, when it is not.

    Attributes:
        fields: where the dialog's own fields go. words: what is missing, or went wrong. take: the button that does it.

    Signals:
        kept(ComplaintAct): that is durable now.
    """

    kept = Signal(object)

    def __init__(self, services: Services, thread_id: ThreadId, title: str, deed: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.services = services
        self.fields = QVBoxLayout()
        self.fields.setSpacing(6)
        self.words = label("", "error", wrap=True)
        self.words.hide()
        self.take, self.cancel = button(deed, "primary"), button(_("Cancel"))
        self.background = Background(services.tasks, self, self._failed)
        self._thread_id = thread_id
        self.take.setDefault(True)
        self.take.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.reject)
        self._lay_out(title)

    def act(self) -> ComplaintAct | str:
        """What is to be done; words for what is missing instead."""
        raise NotImplementedError

    def submit(self) -> None:
        """Does it, if nothing is missing and it is not being done already."""
        if not self.take.isEnabled():
            return
        wanted = self.act()
        self.say(wanted if isinstance(wanted, str) else "")
        if not isinstance(wanted, str):
            self.take.setEnabled(False)
            self._wanted = wanted
            self.background.run(self.services.complaints.do(self._thread_id, wanted), self._done)

    def say(self, words: str) -> None:
        """What is wrong, "" for nothing."""
        self.words.setText(words)
        self.words.setAccessibleName(words)
        self.words.setVisible(bool(words))
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def _lay_out(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        column.addWidget(label(title, "title", wrap=True))
        column.addLayout(self.fields)
        column.addWidget(self.words)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.take)
        column.addLayout(foot)
        self.setMinimumWidth(WIDTH)

    def fit(self) -> None:
        """As high as its words need at this width: a dialog by itself does not count the lines of a wrapped label."""
        layout = self.layout()
        if layout is not None and self.isVisible():
            layout.activate()
            width = max(self.width(), layout.minimumSize().width())
            needed = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.minimumSize().height()
            self.setMinimumHeight(needed)
            self.resize(width, needed)

    def _done(self, _answer: None) -> None:
        self.kept.emit(self._wanted)
        self.accept()

    def _failed(self, error: KnownError) -> None:
        self.take.setEnabled(True)
        self.say(error_words(error))


class NoteField(QPlainTextEdit):
    """A few lines of plain words: Enter is done with it, Shift+Enter begins a new line, Tab goes on.

    Signals:
        submitted: Enter.
    """

    submitted = Signal()

    def __init__(self, name: str, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "field")
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self._lines = lines
        self.setFixedHeight(self._height())

    def value(self) -> str:
        """What is written, without blanks around it; at most `MOST_LETTERS`."""
        return self.toPlainText().strip()[:MOST_LETTERS]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not event.isAutoRepeat():
            self.submitted.emit()
            return
        super().keyPressEvent(event)

    def _height(self) -> int:
        return round(self.fontMetrics().lineSpacing() * self._lines) + 24
