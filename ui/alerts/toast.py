"""A note in the corner of the window, for systems without notifications of their own."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from ui.parts import button, label
from widgets.banner import Mark
from widgets.tokens import Tokens, load_tokens

_WIDTH, _MARGIN = 300, 12


class Toast(QFrame):
    """Stays until somebody does something with it; never takes the keys by itself.

    Signals:
        opened: the agent wants to see what it is about. seen: they have.
    """

    opened = Signal()
    seen = Signal()

    def __init__(self, parent: QWidget, bell: QWidget) -> None:
        super().__init__(parent)
        self._room, self._bell = parent, bell
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.mark = Mark("high")
        self.title, self.words = label("", "strong", wrap=True), label("", "second", wrap=True)
        self.open, self.see = button(_("Open"), "primary"), button(_("Seen"))
        self.shut = button(_("Later"), name=_("Close this note; it comes again"))
        self.open.clicked.connect(self.opened)
        self.see.clicked.connect(self.seen)
        self.shut.clicked.connect(self.hide)
        self.set_tokens(load_tokens("light"))
        self._lay_out()
        for before, after in pairwise((bell, self.shut, self.see, self.open)):
            QWidget.setTabOrder(before, after)
        parent.installEventFilter(self)
        self.hide()

    def say(self, title: str, text: str, *, urgent: bool) -> None:
        """Another note in the place of the one before."""
        self.mark.kind = "high" if urgent else "medium"
        self.title.setText(title)
        self.words.setText(text)
        self.words.setVisible(bool(text))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.show()
        self.raise_()
        self._place()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._width = round(_WIDTH * tokens.type.base / 13)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        turned = event.type() == QEvent.Type.LayoutDirectionChange
        if (turned or isinstance(event, QResizeEvent)) and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for one in (self.shut, self.see, self.open):
            foot.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addLayout(foot)

    def _place(self) -> None:
        """Beside the bell, at the foot of a list: the other corner is where replies are sent from."""
        room, aside = self._room, self._bell.width() + 2 * _MARGIN
        width = min(self._width, max(200, room.width() - aside - _MARGIN))
        height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        left = room.width() - width - aside if self.isRightToLeft() else aside
        self.setGeometry(left, room.height() - height - _MARGIN, width, height)
