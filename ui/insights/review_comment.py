"""The lead's comment on a conversation: kept a moment after the last key and whenever the field is left (M-1)."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.i18n import _, ngettext
from domain.review import LONGEST_COMMENT, ReviewItem
from ui.locale import number
from widgets.text_side import stand

PAUSE = 400
"""Milliseconds without a key."""


class CommentField(QPlainTextEdit):
    """What is typed stands until it is kept, whatever else becomes of the conversation meanwhile.

    Signals:
        said(ReviewId, str): these words are to be kept.
        told(str): what is to be known of them.
    """

    said = Signal(str, str)
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "field")
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("Comment"))
        self.setPlaceholderText(_("What is to be said of it? Plain words, kept as you write."))
        self._item_id = ""
        self._kept = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.flush)
        self.textChanged.connect(self._typed)

    def show_item(self, item: ReviewItem | None) -> None:
        """The comment of that conversation; words that are being typed on it stay."""
        same = item is not None and item.id == self._item_id
        if same and self.toPlainText()[:LONGEST_COMMENT] != self._kept:
            return
        if not same:
            self.flush()
        text = item.comment if item is not None else ""
        self._item_id, self._kept = item.id if item is not None else "", text
        if self.toPlainText()[:LONGEST_COMMENT] != text or not same:
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
            self._turn()
        self.setEnabled(item is not None)
        if not same:
            self.told.emit("")

    def flush(self) -> None:
        """What was typed is kept now."""
        self._timer.stop()
        words = self.toPlainText()[:LONGEST_COMMENT]
        if self._item_id and words != self._kept:
            self._kept = words
            self.said.emit(self._item_id, words)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    def _turn(self) -> None:
        stand(self)

    def _typed(self) -> None:
        self._timer.start()
        self._turn()
        over = len(self.toPlainText()) - LONGEST_COMMENT
        if over > 0:
            words = ngettext(
                "{count} character too many: the end is not kept.",
                "{count} characters too many: the end is not kept.",
                over,
            )
            self.told.emit(words.format(count=number(over)))
        else:
            self.told.emit(_("Not kept yet…"))
