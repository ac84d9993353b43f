"""The message that a reply answers, as one line over the text."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from app.i18n import _
from widgets.icons import icon_pixmap, themed_icon
from widgets.plain import PlainLabel, plain_tip
from widgets.tokens import Tokens


class QuoteBar(QFrame):
    """Hidden until it has a line.

    Signals:
        removed: the agent does not want to quote any more.
    """

    removed = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quoteBar")
        self._mark = PlainLabel(parent=self)
        self._line = PlainLabel(parent=self, elide=Qt.TextElideMode.ElideRight)
        self._remove = QToolButton(self)
        self._remove.clicked.connect(self.removed)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 3, 4, 3)
        line.addWidget(self._mark)
        line.addWidget(self._line, 1)
        line.addWidget(self._remove)
        self.set_tokens(tokens)
        self.retranslate()
        self.hide()

    @property
    def line(self) -> str:
        """What is quoted."""
        return self._line.text()

    def set_line(self, line: str) -> None:
        """One line of the quoted message."""
        self._line.setText(line)

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme."""
        self._mark.setPixmap(icon_pixmap("reply", tokens.accent, 16, self.devicePixelRatioF()))
        self._remove.setIcon(themed_icon("x", tokens.text2, size=14))

    def retranslate(self) -> None:
        """Another language."""
        self._remove.setAccessibleName(_("Do not quote"))
        self._remove.setToolTip(plain_tip(_("Do not quote")))
