"""A thread as it was said, with what is private in it marked by shape and colour; keys step from one to the next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from app.i18n import _
from domain.training.item import Side
from ui.training.pack_stripping import Decision, Piece, Stripping
from ui.training.pack_text import index, units
from widgets.paragraphs import add_paragraph
from widgets.tokens import Tokens, load_tokens

_LETTERS = {
    Qt.Key.Key_N: "next",
    Qt.Key.Key_P: "previous",
    Qt.Key.Key_H: "harmless",
    Qt.Key.Key_M: "mark",
    Qt.Key.Key_E: "edit",
    Qt.Key.Key_Return: "remove",
    Qt.Key.Key_Enter: "remove",
    Qt.Key.Key_Delete: "remove",
}
_UNDERLINE = QTextCharFormat.UnderlineStyle


class StripText(QTextEdit):
    """Read only; arrows move the cursor, with Shift they select, letters decide.

    Signals:
        deed(str): "next", "previous", "remove", "harmless", "mark", "edit", "undo".
        touched: the cursor was set by the mouse.
    """

    deed = Signal(str)
    touched = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setAccessibleName(_("Messages"))
        self.document().setDocumentMargin(12)
        self._stripping = Stripping()
        self._starts: list[int] = []
        self._tokens = load_tokens("light")

    def show_thread(self, stripping: Stripping) -> None:
        """Another one; an empty one takes everything away."""
        self._stripping = stripping
        self._write()
        self.show_pieces()

    def show_pieces(self) -> None:
        """What was decided meanwhile; the current one comes into view."""
        current = self._stripping.current
        self.setExtraSelections([self._look(piece, piece is current) for piece in self._stripping.pieces])
        if current is not None:
            cursor = self.textCursor()
            cursor.setPosition(self._at(current.line, current.found.start))
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def selected(self) -> tuple[int, int, int] | None:
        """Line and characters of the selection; None without one, and for one that crosses messages."""
        cursor = self.textCursor()
        line = self._line(cursor.selectionStart())
        if not cursor.hasSelection() or line is None or self._line(cursor.selectionEnd() - 1) != line:
            return None
        text, first = self._stripping.lines[line].text, self._starts[line]
        start, end = (index(text, place - first) for place in (cursor.selectionStart(), cursor.selectionEnd()))
        return line, start, end

    def cursor_place(self) -> tuple[int, int] | None:
        """Line and character of the cursor; None in a heading."""
        place = self.textCursor().position()
        line = self._line(place)
        return (line, index(self._stripping.lines[line].text, place - self._starts[line])) if line is not None else None

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours."""
        self._tokens = tokens
        self._write()
        self.show_pieces()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Z and held == Qt.KeyboardModifier.ControlModifier:
            self.deed.emit("undo")
        elif not held and key in _LETTERS:
            self.deed.emit(_LETTERS[key])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if not self.textCursor().hasSelection():
            self.touched.emit()

    def _write(self) -> None:
        self.clear()
        self._starts = []
        cursor = QTextCursor(self.document())
        names = {Side.CUSTOMER: _("Customer"), Side.AGENT: _("Agent")}
        for line in self._stripping.lines:
            self._paragraph(cursor, names[line.side], head=True)
            self._paragraph(cursor, line.text.replace("\r", " "), head=False)

    def _paragraph(self, cursor: QTextCursor, words: str, *, head: bool) -> None:
        above = self._tokens.space[2] if self._starts else 0
        begins = add_paragraph(cursor, words, self, self._tokens, head=head, above=above)
        if not head:
            self._starts.append(begins)

    def _at(self, line: int, character: int) -> int:
        return self._starts[line] + units(self._stripping.lines[line].text, character)

    def _line(self, place: int) -> int | None:
        for line, start in enumerate(self._starts):
            text = self._stripping.lines[line].text
            if start <= place <= start + units(text, len(text)):
                return line
        return None

    def _look(self, piece: Piece, current: bool) -> QTextEdit.ExtraSelection:
        """To be decided: a soft ground and dashes; removed: struck through; harmless: dots only."""
        made, tokens = QTextEdit.ExtraSelection(), self._tokens
        made.cursor = QTextCursor(self.document())
        made.cursor.setPosition(self._at(piece.line, piece.found.start))
        made.cursor.setPosition(self._at(piece.line, piece.found.end), QTextCursor.MoveMode.KeepAnchor)
        look = made.format
        if piece.decision is Decision.OPEN:
            look.setBackground(tokens.medium_soft)
            look.setForeground(tokens.medium)
            look.setUnderlineStyle(_UNDERLINE.DashUnderline)
        elif piece.decision is Decision.REMOVED:
            look.setFontStrikeOut(True)
            look.setForeground(tokens.text3)
        else:
            look.setUnderlineStyle(_UNDERLINE.DotLine)
        if current:
            look.setBackground(tokens.accent_soft)
            look.setForeground(tokens.accent)
            look.setUnderlineStyle(_UNDERLINE.SingleUnderline)
        return made
