"""The text of an item with its keywords marked in place: [[needed]] and ((fine, too)), by keys or by hand (S-2)."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QSyntaxHighlighter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.i18n import _
from domain.training.item import Mark
from domain.training.marking import read_marked, signs, write_marked
from ui.replies.wordings import run_as
from widgets.text_side import stand
from widgets.tokens import Tokens, load_tokens

_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_SIGNS = {True: ("[[", "]]"), False: ("((", "))")}


class MarkedText(QPlainTextEdit):
    """Ctrl+M makes the selection, or the word at the cursor, a keyword; in a keyword it takes the signs away.

    Ctrl+Shift+M does the same for words that are fine, too. Everything is text: Ctrl+Z takes it back.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "field")
        self.setTabChangesFocus(True)
        self.setPlaceholderText(_("What the customer writes. [[Words]] that carry the point, ((words)) that may."))
        self._colours = _Colours(self)
        self._shown: tuple[str, str, tuple[Mark, ...]] = ("", "", ())

    def show_text(self, text: str, marks: tuple[Mark, ...], language: str) -> None:
        """Another one; what could be read as signs and is none is taken apart as soon as somebody writes in it."""
        marked = write_marked(text, marks)
        if read_marked(marked) != (text, marks):
            marked = write_marked(_apart(text), ()) if not marks else marked
        if marked != self.toPlainText():
            self.setPlainText(marked)
        self._shown = (self.toPlainText(), text, marks)
        run_as(self, language)
        stand(self)

    def value(self) -> tuple[str, tuple[Mark, ...]]:
        """The text without signs, and where its keywords are."""
        now, (before, text, marks) = self.toPlainText(), self._shown
        return (text, marks) if now == before else read_marked(now)

    def mark(self, *, needed: bool = True) -> None:
        """A keyword, or none any more."""
        cursor, whole = self.textCursor(), self.toPlainText()
        start, end = index(whole, cursor.selectionStart()), index(whole, cursor.selectionEnd())
        for first, last, is_needed in signs(whole):
            if first <= start and end <= last:
                words = whole[first + 2 : last - 2]
                self._put(
                    first, last, words if is_needed is needed else f"{_SIGNS[needed][0]}{words}{_SIGNS[needed][1]}"
                )
                return
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
            start, end = index(whole, cursor.selectionStart()), index(whole, cursor.selectionEnd())
        words = whole[start:end]
        start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        if start < end and not any(first < end and start < last for first, last, _needed in signs(whole)):
            self._put(start, end, f"{_SIGNS[needed][0]}{whole[start:end]}{_SIGNS[needed][1]}")

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours."""
        self._colours.take(tokens)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers()
        if event.key() == Qt.Key.Key_M and held & _CTRL and not held & ~(_CTRL | _SHIFT) and not self.isReadOnly():
            self.mark(needed=not held & _SHIFT)
            return
        super().keyPressEvent(event)

    def _put(self, start: int, end: int, words: str) -> None:
        """One step that can be undone; the cursor stands behind it."""
        whole, cursor = self.toPlainText(), self.textCursor()
        cursor.setPosition(units(whole, start))
        cursor.setPosition(units(whole, end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(words)
        self.setTextCursor(cursor)


class _Colours(QSyntaxHighlighter):
    """Keywords stand out; those that are only fine have a dotted line."""

    def __init__(self, edit: QPlainTextEdit) -> None:
        super().__init__(edit.document())
        self._needed, self._fine, self._sign = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        self.take(load_tokens("light"))

    def take(self, tokens: Tokens) -> None:
        """Other colours."""
        self._needed = _look(tokens.accent, tokens.accent_soft)
        self._fine = _look(tokens.text, None)
        self._fine.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        self._sign = _look(tokens.text3, None)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        for start, end, needed in signs(text):
            look = self._needed if needed else self._fine
            for first, last, form in (
                (start, start + 2, self._sign),
                (start + 2, end - 2, look),
                (end - 2, end, self._sign),
            ):
                self.setFormat(units(text, first), units(text, last) - units(text, first), form)


def _look(ink: QColor, ground: QColor | None) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setForeground(ink)
    if ground is not None:
        look.setBackground(ground)
    return look


def _apart(text: str) -> str:
    """The text with signs of its own taken apart, so that nobody reads them as keywords."""
    for pair in ("[[", "]]", "((", "))"):
        text = text.replace(pair, f"{pair[0]} {pair[1]}")
    return text


def units(text: str, at: int) -> int:
    """Qt's place of a character: it counts halves of surrogate pairs."""
    return len(text[:at].encode("utf-16-le", "surrogatepass")) // 2


def index(text: str, place: int) -> int:
    """The inverse of `units`."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * place].decode("utf-16-le", "ignore"))
