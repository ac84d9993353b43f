"""Over the composer: somebody wrote while the agent did; a warning that never stands in the way (reliability 3.5)."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from domain.timeline import Newer
from ui.inbox.soft_bar import SoftBar
from ui.parts import button, elided
from widgets.plain import plain_tip
from widgets.thread_view.words import moved_words

_SHOWN = 160


class MovedBar(SoftBar):
    """Hidden while nobody wrote meanwhile.

    Signals:
        undo_wanted: the reply shall come back into the composer.
        send_wanted: it shall go all the same.
        look_wanted(MessageId): show what was written.
    """

    undo_wanted = Signal()
    send_wanted = Signal()
    look_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = ""
        self.quote = elided("", "second")
        self.undo = button(_("Undo"), "link")
        self.undo.setToolTip(plain_tip(_("Up or Ctrl+Z in the empty field")))
        self.send = button(_("Send anyway"), "link")
        self.look = button(_("Look"), "link")
        self.fine = button(_("Fine"), "link", _("Close this notice"))
        self.undo.clicked.connect(self.undo_wanted)
        self.send.clicked.connect(self.send_wanted)
        self.look.clicked.connect(self._look)
        self.fine.clicked.connect(self.hide)
        self._arrange()

    def tell(self, moved: Sequence[Newer], now: datetime, *, undo: bool) -> None:
        """The reply is on its way, and can be called back while `undo`."""
        self._show(moved, _("While you wrote: {what}").format(what=moved_words(moved, now)))
        self.undo.setVisible(undo)
        self.send.hide()
        self.fine.setText(_("Fine"))

    def ask(self, moved: Sequence[Newer], now: datetime) -> None:
        """Nothing has been sent yet."""
        self._show(moved, _("Not sent yet: {what}").format(what=moved_words(moved, now)))
        self.undo.hide()
        self.send.show()
        self.fine.setText(_("Go on writing"))

    def too_late(self) -> None:
        """What was sent cannot be called back any more."""
        self.undo.hide()

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 14, 5)
        row.setSpacing(10)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(self.words)
        column.addWidget(self.quote)
        row.addLayout(column, 1)
        for answer in (self.undo, self.send, self.look, self.fine):
            row.addWidget(answer)

    def _show(self, moved: Sequence[Newer], text: str) -> None:
        self._first = moved[0].message_id
        said = moved[-1].words
        self.quote.setText(_("“{words}”").format(words=said[:_SHOWN]) if said else "")
        self.quote.setVisible(bool(said))
        self.say(text)

    def _look(self) -> None:
        self.look_wanted.emit(self._first)
