"""Shown when the workspace on this computer cannot be opened: why, and what can be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from ui.parts import button, label


class FaultScreen(QWidget):
    """Words and two ways out.

    Signals:
        sign_in_wanted, quit_wanted
    """

    sign_in_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("signIn")
        card = QFrame()
        card.setObjectName("card")
        card.setFixedWidth(460)
        self.words = label("", wrap=True)
        again = button(_("Sign in again"), "primary")
        again.clicked.connect(self.sign_in_wanted)
        leave = button(_("Quit"))
        leave.clicked.connect(self.quit_wanted)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(32, 28, 32, 28)
        inner.setSpacing(10)
        inner.addWidget(label(_("Braid cannot open your workspace"), "title", wrap=True))
        inner.addWidget(self.words)
        kept = _("Nothing was deleted. What was waiting is still on this computer.")
        inner.addWidget(label(kept, "small", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(again)
        inner.addSpacing(8)
        inner.addLayout(row)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, text: str) -> None:
        """Why."""
        self.words.setText(text)
