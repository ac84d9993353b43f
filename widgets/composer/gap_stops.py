"""Gaps in the text field: shown, visited by Tab, taken whole; a text that has one left cannot be sent."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from app.i18n import _
from domain.templates.gaps import CLOSE, OPEN, Gap, gaps_in
from widgets.composer.marks import Marks
from widgets.thread_view.plain_text import isolate, utf16_length
from widgets.tokens import Tokens

_ERASE = {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}


class GapStops(QObject):
    """Knows the gaps from the text alone, so that they survive whatever happens to it."""

    def __init__(self, edit: QPlainTextEdit, marks: Marks, tokens: Tokens) -> None:
        super().__init__(edit)
        self._edit = edit
        self._marks = marks
        self._tokens = tokens
        self._gaps: tuple[Gap, ...] = ()
        edit.textChanged.connect(self._look)
        edit.cursorPositionChanged.connect(self._moved)

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme."""
        self._tokens = tokens
        self._show(self._edit.toPlainText())

    def step(self, *, back: bool = False) -> bool:
        """Selects the next gap behind the caret, or before it; False when there is none."""
        text = self._edit.toPlainText()
        cursor = self._edit.textCursor()
        gap = next_gap(text, _at(text, cursor.selectionStart() if back else cursor.selectionEnd()), back=back)
        if gap is not None:
            self._select(text, gap)
        return gap is not None

    def first_in(self, position: int) -> bool:
        """Selects the first gap between a position of the document and the caret; False when there is none."""
        text, caret = self._edit.toPlainText(), self._edit.textCursor().position()
        start, end = _at(text, position), _at(text, caret)
        gap = next((gap for gap in gaps_in(text) if start <= gap.start and gap.end <= end), None)
        if gap is not None:
            self._select(text, gap)
        return gap is not None

    def erase(self, event: QKeyEvent) -> bool:
        """Backspace and Delete beside a gap take all of it; whether that was done."""
        cursor = self._edit.textCursor()
        key = Qt.Key(event.key())
        if not self._gaps or key not in _ERASE or cursor.hasSelection():
            return False
        text = self._edit.toPlainText()
        at = _at(text, cursor.position())
        for gap in self._gaps:
            if at == (gap.end if key == Qt.Key.Key_Backspace else gap.start):
                self._select(text, gap)
                self._edit.textCursor().removeSelectedText()
                return True
        return False

    def _look(self) -> None:
        text = self._edit.toPlainText()
        if self._gaps or OPEN in text or "{" in text:
            self._show(text)

    def _show(self, text: str) -> None:
        self._gaps = gaps_in(text)
        look = QTextCharFormat()
        look.setBackground(self._tokens.medium_soft)
        look.setForeground(self._tokens.medium)
        shown = []
        for gap in self._gaps:
            mark = QTextEdit.ExtraSelection()
            mark.format = look
            mark.cursor = self._cursor(text, gap)
            shown.append(mark)
        self._marks.put("gaps", shown)

    def _moved(self) -> None:
        """A caret inside a gap has all of it: the next letter stands in its place."""
        cursor = self._edit.textCursor()
        if not self._gaps or cursor.hasSelection():
            return
        text = self._edit.toPlainText()
        at = _at(text, cursor.position())
        for gap in gaps_in(text):
            if gap.start < at < gap.end:
                self._select(text, gap)

    def _cursor(self, text: str, gap: Gap) -> QTextCursor:
        cursor = QTextCursor(self._edit.document())
        start = utf16_length(text[: gap.start])
        cursor.setPosition(start)
        cursor.setPosition(start + utf16_length(text[gap.start : gap.end]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _select(self, text: str, gap: Gap) -> None:
        self._edit.setTextCursor(self._cursor(text, gap))
        self._edit.ensureCursorVisible()


def next_gap(text: str, at: int, *, back: bool = False) -> Gap | None:
    """The first gap behind a place, or before it; round the end of the text. None when there is none."""
    found = gaps_in(text)
    if not found:
        return None
    if back:
        return next((gap for gap in reversed(found) if gap.end <= at), found[-1])
    return next((gap for gap in found if gap.start >= at), found[0])


def gap_refusal(text: str) -> str:
    """Why a text with a gap in it, or with half of one, cannot be sent; "" when it can."""
    found = gaps_in(text)
    if found:
        return _("Not filled in yet: {field}. Tab goes there.").format(field=isolate(found[0].name or "…"))
    if OPEN in text or CLOSE in text:
        return _("Half a field is left in the text: take out {marks}.").format(marks=f"{OPEN} {CLOSE}")
    return ""


def _at(text: str, position: int) -> int:
    """A position of the document in characters of the text."""
    if text.isascii():
        return position
    return len(text.encode("utf-16-le")[: 2 * position].decode("utf-16-le", "ignore"))
