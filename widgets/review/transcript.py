"""A conversation to read: who, when, and the words as they were written; nothing in it can be changed."""

from collections.abc import Sequence

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from app.i18n import _
from widgets.paragraphs import add_paragraph
from widgets.review.values import Spoken
from widgets.tokens import Tokens, load_tokens


class Transcript(QTextEdit):
    """Each paragraph runs as its own words do; they go in as plain text only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(_("Messages"))
        self.lines: tuple[Spoken, ...] = ()
        self._blocks: dict[str, tuple[int, int]] = {}
        self._at = ""
        self._tokens = load_tokens("light")

    def show_lines(self, lines: Sequence[Spoken], at: str = "") -> None:
        """These messages, with that one in view."""
        if tuple(lines) != self.lines:
            self.lines = tuple(lines)
            self._write()
        self.show_message(at)

    def show_message(self, message_id: str) -> None:
        """That one comes into view and is marked; none when it is not here."""
        self._at = message_id if message_id in self._blocks else ""
        self._mark()
        place = self._blocks[self._at][0] if self._at else 0
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(place)))
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect().top() - self.viewport().height() // 3 if self._at else 0)

    @property
    def at(self) -> str:
        """The message that is marked, "" for none."""
        return self._at

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self._write()
        self.show_message(self._at)

    def _write(self) -> None:
        self.clear()
        self._blocks = {}
        cursor = QTextCursor(self.document())
        for line in self.lines:
            first = self._paragraph(cursor, line.head, head=True)
            for words in line.text.splitlines() or [""]:
                last = self._paragraph(cursor, words, head=False)
            self._blocks[line.id] = (first, last)

    def _paragraph(self, cursor: QTextCursor, words: str, *, head: bool) -> int:
        add_paragraph(cursor, words, self, self._tokens, head=head, above=self._tokens.space[1] if self._blocks else 0)
        return cursor.blockNumber()

    def _mark(self) -> None:
        marks = []
        first, last = self._blocks.get(self._at, (0, -1))
        for place in range(first, last + 1):
            selection = QTextEdit.ExtraSelection()
            selection.cursor = QTextCursor(self.document().findBlockByNumber(place))
            selection.format.setBackground(self._tokens.accent_soft)
            selection.format.setProperty(QTextCharFormat.Property.FullWidthSelection, True)
            marks.append(selection)
        self.setExtraSelections(marks)
