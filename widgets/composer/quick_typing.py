"""Quick replies while somebody types: "/" opens the palette, phrases expand, Tab visits the gaps."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from widgets.composer.gap_stops import GapStops
from widgets.composer.marks import Marks
from widgets.composer.reply_edit import ReplyEdit
from widgets.composer.reply_palette import PAGE, ReplyPalette
from widgets.composer.reply_values import NoReplies, ReplyBook, ReplyLine
from widgets.composer.slash import SLASH, begins_word, ends_phrase, phrase_before
from widgets.thread_view.plain_text import utf16_length
from widgets.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

AT_ONCE_MS = 4
"""A search that took longer is done on the loop's next turn from then on, so that the letter is painted first."""

WARM_AFTER_MS, WARMED = 150, 30
"""The customer's own replies are filled so long after the thread was opened, so many of them."""

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: PAGE, Qt.Key.Key_PageUp: -PAGE}
_ENDS = {Qt.Key.Key_Home: False, Qt.Key.Key_End: True}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_NONE, _CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class QuickTyping(QObject):
    """Between one text field and its palette.

    Attributes:
        at_once_ms: see AT_ONCE_MS.
        expanding: whether phrases expand.

    Signals:
        inserted(key, send): a reply's text is in the field; whether it shall be sent as soon as its files are there.
        expanded(key): a phrase became a reply's text.
        save_wanted(str): what was looked for shall become a quick reply.
        edit_wanted: all quick replies.
        covers(int): so many pixels above the composer are covered by the palette now, 0 for none.
    """

    inserted = Signal(str, bool)
    expanded = Signal(str)
    save_wanted = Signal(str)
    edit_wanted = Signal()
    covers = Signal(int)

    def __init__(self, edit: ReplyEdit, marks: Marks, tokens: Tokens, host: QWidget) -> None:
        super().__init__(edit)
        self.at_once_ms: float = AT_ONCE_MS
        self.expanding = True
        self.gaps = GapStops(edit, marks, tokens)
        self._edit = edit
        self._host = host
        self._tokens = tokens
        self._book: ReplyBook = NoReplies()
        self._language = ""
        self._palette: ReplyPalette | None = None
        self._note = self._slow = False
        self._start = self._end = self._lead = self._seen = 0
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._search)
        self._first: Sequence[ReplyLine] = ()
        self._cold: list[str] = []
        self._warm = QTimer(self, singleShot=True)
        self._warm.timeout.connect(self._fill_one)
        edit.helper = self
        edit.textChanged.connect(self._text_changed)
        edit.cursorPositionChanged.connect(self._caret_moved)

    @property
    def open(self) -> bool:
        """Whether the palette is on screen."""
        return self._palette is not None and self._palette.isVisible()

    @property
    def searching(self) -> bool:
        """Whether a search was put off to the loop's next turn."""
        return self._later.isActive()

    @property
    def palette(self) -> ReplyPalette:
        """The palette, made when it is first wanted."""
        if self._palette is None:
            self._palette = made = ReplyPalette(self._tokens, self._host)
            made.setLayoutDirection(self._host.layoutDirection())
            made.retranslate()
            made.taken.connect(self._clicked)
            made.current_changed.connect(self._edit.setAccessibleDescription)
            made.save_wanted.connect(self._save)
            made.edit_wanted.connect(self._all)
            made.covers.connect(self.covers)
            made.nothing.left.connect(self._back)
        return self._palette

    def set_book(self, book: ReplyBook, language: str = "") -> None:
        """Other replies, or another customer; an open palette shows them at once, with the same line chosen."""
        self._book, self._language, self._slow = book, language, False
        self._first = book.find("")
        self._cold = [line.key for line in self._first[:WARMED]]
        self._warm.start(WARM_AFTER_MS)
        if self.open:
            self.palette.open(book, language)
            self._search(keep=True)

    def set_note(self, note: bool) -> None:
        """In a note nothing opens or expands by itself."""
        self._note = note
        self.close()

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme."""
        self._tokens = tokens
        self.gaps.set_tokens(tokens)
        if self._palette is not None:
            self._palette.set_tokens(tokens)

    def retranslate(self) -> None:
        """Another language."""
        if self._palette is not None:
            self._palette.retranslate()

    def open_here(self) -> None:
        """As "/" does, wherever the caret is; with a "/word" before it, that is what is looked for."""
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = self._edit.textCursor()
        cursor.setPosition(cursor.selectionEnd())
        self._edit.setTextCursor(cursor)
        before = _before(cursor)
        word = before.split()[-1] if before and not before[-1].isspace() else ""
        asked = word.startswith(SLASH) and begins_word(before[: len(before) - len(word)])
        self._open(cursor.position() - (utf16_length(word) if asked else 0), 1 if asked else 0)

    def close(self) -> None:
        """Away with the palette; the text stays."""
        self._later.stop()
        if self.open:
            inside = self.palette.nothing.has_keys
            self.palette.hide()
            self._edit.setAccessibleDescription("")
            if inside:
                self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, *, send: bool = False, to_gap: bool = False) -> bool:
        """Puts the current reply in the place of what was typed for it; False when there is none.

        Args:
            send: and sends it, if nothing forbids that; else it stands there, and the composer says why.
            to_gap: and selects its first gap.
        """
        if self.searching:
            self._later.stop()
            self._search()
        line = self.palette.current() if self.open else None
        start, end = self._start, self._end
        self.close()
        if line is None:
            return False
        self._replace(start, end, self._book.filled(line.key).text)
        if to_gap or send:
            self.gaps.first_in(start)
        wait = bool(line.files)
        self.inserted.emit(line.key, send and wait)
        if send and not wait:
            self._edit.sent.emit()
        return True

    # What the text field asks and tells.

    def key(self, event: QKeyEvent) -> bool:
        """A key before the field has it; whether it is used up."""
        if not self.open:
            return self.gaps.erase(event)
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ENTER and held in {_NONE, _CONTROL}:
            # While the customer's replies are still being read, nothing is chosen and nothing closes.
            if not event.isAutoRepeat() and not isinstance(self._book, NoReplies):
                self.take(send=held == _CONTROL)
            return True
        if key == Qt.Key.Key_Escape:
            self.close()
            return True
        if event.text() == SLASH and self._lead and not self._query():
            self.close()
            return True
        return held == _NONE and self._move(key)

    def tab(self, *, back: bool) -> bool:
        """Tab, before the focus goes elsewhere; whether it is used up."""
        if self.open and not back:
            if not self.take(to_gap=True):
                self._to_buttons()
            return True
        return self.gaps.step(back=back)

    def typed(self, text: str) -> None:
        """Something was written into the field, by keys or by an input method."""
        if self._note or self.open:
            return
        cursor = self._edit.textCursor()
        if text == SLASH and begins_word(_before(cursor)[:-1]):
            self._open(cursor.position() - 1, 1)
        elif self.expanding and ends_phrase(text[-1:]):
            self._expand(cursor)

    def left(self, reason: Qt.FocusReason) -> None:
        """The caret is elsewhere."""
        stays = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
        if self.open and reason not in stays and not self.palette.nothing.has_keys:
            self.close()

    def _open(self, start: int, lead: int) -> None:
        self._start, self._lead = start, lead
        self._end = self._edit.textCursor().position()
        self._seen = self._edit.document().revision()
        self.palette.open(self._book, self._language)
        self._search()

    def _query(self) -> str:
        cursor = self._edit.textCursor()
        cursor.setPosition(self._start + self._lead)
        cursor.setPosition(self._end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText()

    def _text_changed(self) -> None:
        if not self.open and not self.searching:
            return
        cursor = self._edit.textCursor()
        self._seen = self._edit.document().revision()
        self._end = cursor.position()
        if not self._still_asked(cursor):
            self.close()
        elif self._slow:
            self._later.start()
        else:
            self._search()

    def _still_asked(self, cursor: QTextCursor) -> bool:
        if cursor.hasSelection() or self._end < self._start + self._lead:
            return False
        if self._lead and self._edit.document().characterAt(self._start) != SLASH:
            return False
        query = self._query()
        return "\u2029" not in query and "\u2028" not in query and not query.startswith(" ")

    def _caret_moved(self) -> None:
        unchanged = self._seen == self._edit.document().revision()
        cursor = self._edit.textCursor()
        if self.open and unchanged and (cursor.hasSelection() or cursor.position() != self._end):
            self.close()

    def _search(self, *, keep: bool = False) -> None:
        query, clock = self._query(), QElapsedTimer()
        clock.start()
        lines = self._book.find(query)
        self._slow = clock.nsecsElapsed() > self.at_once_ms * 1_000_000
        if not lines and (" " in query):
            # Words that no reply has: a sentence that only began with a slash.
            self.close()
            return
        self.palette.show_lines(query, lines, keep=keep)

    def _fill_one(self) -> None:
        """Fills what will be shown first while nobody waits for it, one reply a turn; then it is painted once."""
        if self._cold:
            self._book.filled(self._cold.pop(0))
            self._warm.start(0)
        else:
            self.palette.rehearse(self._book, self._language, self._first)
            self._first = ()

    def _move(self, key: Qt.Key) -> bool:
        if self.palette.current() is None:
            return False
        if key in _STEPS:
            self.palette.step(_STEPS[key])
        elif key in _ENDS:
            self.palette.to_end(last=_ENDS[key])
        return key in _STEPS or key in _ENDS

    def _expand(self, cursor: QTextCursor) -> None:
        before = _before(cursor)
        words, mark = before[:-1], before[-1:]
        found = phrase_before(words, self._book.phrase) if words and not words[-1].isspace() else None
        if found is None:
            return
        start, key = found
        end = cursor.position() - utf16_length(mark)
        self._replace(end - utf16_length(words[start:]), end, self._book.filled(key).text)
        caret = self._edit.textCursor()
        caret.setPosition(caret.position() + utf16_length(mark))
        self._edit.setTextCursor(caret)
        self.expanded.emit(key)

    def _replace(self, start: int, end: int, text: str) -> None:
        """One step for undo, whatever was typed before it."""
        cursor = self._edit.textCursor()
        cursor.beginEditBlock()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text.replace("\x00", ""))
        cursor.endEditBlock()
        self._edit.setTextCursor(cursor)
        self._edit.ensureCursorVisible()

    def _to_buttons(self) -> None:
        self.palette.nothing.save.setFocus(Qt.FocusReason.TabFocusReason)

    def _clicked(self) -> None:
        self.take()
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self) -> None:
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.close()

    def _save(self) -> None:
        query = self._query()
        self.close()
        self.save_wanted.emit(query)

    def _all(self) -> None:
        self.close()
        self.edit_wanted.emit()


def _before(cursor: QTextCursor) -> str:
    """What stands in the line before the caret."""
    line = QTextCursor(cursor)
    line.setPosition(cursor.position())
    line.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
    return line.selectedText()
