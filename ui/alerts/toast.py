"""A note in the corner of the window, for systems without notifications of their own."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from ui.parts import button, label
from ui.shell import INBOX, Shell
from widgets.banner import Mark

_MARGIN, _SPACE = 8, 8
_MOVES = frozenset(
    {QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutDirectionChange}
)


class Toast(QFrame):
    """Stays until somebody does something with it; never takes the keys by itself.

    Nothing is under it: at the foot of the inbox's list, or of any other page, there is room made for it.

    Signals:
        opened: the agent wants to see what it is about. seen: they have.
    """

    opened = Signal()
    seen = Signal()

    def __init__(self, shell: Shell, bell: QWidget, column: QWidget) -> None:
        super().__init__(shell)
        self._shell, self._column = shell, column
        self._host: QWidget | None = None
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.mark = Mark("high")
        self.title, self.words = label("", "strong", wrap=True), label("", "second", wrap=True)
        self.open, self.see = button(_("Open"), "primary"), button(_("Seen"))
        self.shut = button(_("Later"), name=_("Close this note; it comes again"))
        self.open.clicked.connect(self.opened)
        self.see.clicked.connect(self.seen)
        self.shut.clicked.connect(self.hide)
        # Its parts stand beside each other where it is as wide as a page.
        self._said, self._whole = QVBoxLayout(), QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._lay_out()
        for before, after in pairwise((bell, self.shut, self.see, self.open)):
            QWidget.setTabOrder(before, after)
        for watched in (shell.room, column):
            watched.installEventFilter(self)
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
        self.settle()

    def settle(self) -> None:
        """Where it belongs now: in the inbox the composer stays where it is, elsewhere the page is a little lower."""
        if self.isHidden():
            return
        listed = self._shell.current == INBOX and self._column.isVisible()
        host = self._column if listed else self._shell.room
        if host is not self._host:
            self._give_back()
            self._host = host
        room = QRect(host.mapTo(self._shell, QPoint()), host.size())
        directions = QBoxLayout.Direction
        self._whole.setDirection(directions.TopToBottom if listed else directions.LeftToRight)
        width = room.width() - 2 * _MARGIN
        height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        self.setGeometry(room.x() + _MARGIN, room.bottom() + 1 - height - _MARGIN, width, height)
        host.setContentsMargins(0, 0, 0, height + 2 * _MARGIN)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self.settle()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.isHidden():
            self._give_back()

    def _give_back(self) -> None:
        if self._host is not None:
            self._host.setContentsMargins(0, 0, 0, 0)
            self._host = None

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(_SPACE)
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(self._said, 1)
        self._said.setSpacing(2)
        self._said.addWidget(self.title)
        self._said.addWidget(self.words)
        foot = QHBoxLayout()
        foot.setSpacing(_SPACE)
        foot.addStretch(1)
        for one in (self.shut, self.see, self.open):
            foot.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
        self._whole.setContentsMargins(14, 10, 14, 10)
        self._whole.setSpacing(_SPACE)
        self._whole.addLayout(head, 1)
        self._whole.addLayout(foot)
