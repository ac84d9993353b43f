"""Over the composer: what the guide says before a reply leaves, asked once or refused in words."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import _
from ui.parts import button, label
from widgets.tokens import Tokens, load_tokens


class GuideBar(QWidget):
    """Hidden while there is nothing to be said.

    Signals:
        send_wanted: it shall go all the same.
        closed: the agent goes on writing.
    """

    send_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = load_tokens("light")
        self._refusing = False
        self.words = label("", "strong", wrap=True)
        self.send = button(_("Send anyway"), "link")
        self.back = button(_("Go on writing"), "link")
        self.send.clicked.connect(self.send_wanted)
        self.back.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 14, 5)
        row.setSpacing(10)
        row.addWidget(self.words, 1)
        row.addWidget(self.send)
        row.addWidget(self.back)
        self.hide()

    @property
    def asking(self) -> bool:
        """Whether it waits for a yes."""
        return not self.isHidden() and not self._refusing

    def ask(self, reasons: str) -> None:
        """Nothing has been sent; Enter sends it, Esc does not."""
        self._say(_("Not sent yet. {reasons} Enter sends it anyway.").format(reasons=reasons), refusing=False)

    def refuse(self, reasons: str) -> None:
        """Your team does not let it go like this."""
        self._say(_("This cannot be sent: {reasons}").format(reasons=reasons), refusing=True)

    def text(self) -> str:
        """What it says now, "" when it is hidden."""
        return self.words.text() if not self.isHidden() else ""

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours."""
        self._tokens = tokens
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._tokens.high_soft if self._refusing else self._tokens.medium_soft)
        painter.end()

    def _say(self, text: str, *, refusing: bool) -> None:
        self._refusing = refusing
        self.words.setText(text)
        self.words.setAccessibleName(text)
        self.send.setVisible(not refusing)
        self.show()
        self.update()
