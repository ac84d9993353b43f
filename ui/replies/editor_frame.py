"""The frame of the editor of quick replies: list, form and buttons, and the lines that say how it went."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.i18n import _
from ui.parts import button, label, line
from ui.ports import QuickReplyPort
from ui.replies.column import ReplyColumn
from ui.replies.form import ReplyForm
from ui.theme import Theme, spread

SIZE = (1080, 760)


class EditorFrame(QDialog):
    """What stands where.

    Attributes:
        column: the list and what is above it. form: of one reply. news: what went well. trouble: what did not.
        save, discard, remove, copy, close_: the buttons below the form.
    """

    def __init__(self, replies: QuickReplyPort, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Quick replies"))
        self.resize(*SIZE)
        self._theme = theme
        self.column, self.form = ReplyColumn(replies), ReplyForm(replies)
        self.news = label("", "ok")
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        self.save, self.discard = button(_("Save"), "primary"), button(_("Discard"))
        self.remove, self.copy, self.close_ = button("", "danger"), button(_("Copy as my own")), button(_("Close"))
        self._lay_out()
        theme.changed.connect(self._take_theme)
        spread(self, theme.tokens)

    def tell(self, text: str) -> None:
        """Something went well."""
        self.warn("")
        self.news.setText(text)

    def warn(self, text: str) -> None:
        """Something did not; "" takes it away."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter in a field does not close the dialog.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setWidget(self.form)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 10, 24, 16)
        foot.setSpacing(8)
        for widget in (self.remove, self.copy):
            foot.addWidget(widget)
        foot.addWidget(self.news)
        foot.addStretch(1)
        for widget in (self.close_, self.discard, self.save):
            foot.addWidget(widget)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.trouble)
        right.addWidget(area, 1)
        right.addWidget(line())
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.column.setFixedWidth(round(340 * self._theme.tokens.type.base / 13))
        row.addWidget(self.column)
        row.addWidget(line(vertical=True))
        row.addLayout(right, 1)

    def _take_theme(self) -> None:
        spread(self, self._theme.tokens)
