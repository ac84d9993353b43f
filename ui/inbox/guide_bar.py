"""Over the composer: what the guide says before a reply leaves, asked once or refused in words."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import _
from ui.inbox.soft_bar import SoftBar
from ui.parts import button
from widgets.tokens import Tokens


class GuideBar(SoftBar):
    """Hidden while there is nothing to be said.

    Signals:
        send_wanted: it shall go all the same.
        closed: the agent goes on writing.
    """

    send_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refusing = False
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

    def ground(self, tokens: Tokens) -> QColor:
        return tokens.high_soft if self._refusing else tokens.medium_soft

    def _say(self, text: str, *, refusing: bool) -> None:
        self._refusing = refusing
        self.send.setVisible(not refusing)
        self.say(text)
