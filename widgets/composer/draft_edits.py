"""What the guide does to a draft: marks what was found, selects it, puts it right, inserts sentences; all undoable."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from domain.folding import unspaced
from domain.guidance.findings import Edit, Level
from domain.guidance.sentences import Span
from domain.templates.gaps import OPEN
from widgets.composer.composer import Composer
from widgets.thread_view.plain_text import utf16_length
from widgets.tokens import Tokens

KIND = "findings"


class Placed(Protocol):
    """A stretch of the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class DraftEdits:
    """Over one composer.

    Attributes:
        inserted: the key of the sentence that was inserted last and is still there as it was; "" for none.
    """

    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self._last: tuple[str, int, str, str, int] | None = None

    @property
    def inserted(self) -> str:
        """See the class."""
        return self._last[0] if self._last is not None and self._last[3] == self._composer.text else ""

    def mark(self, found: Sequence[tuple[Span, Level]], tokens: Tokens) -> None:
        """A line under the words in question."""
        text = self._composer.text
        colours = {Level.HINT: tokens.accent, Level.CONFIRM: tokens.medium, Level.BLOCK: tokens.high}
        marks = []
        for span, level in found:
            mark = QTextEdit.ExtraSelection()
            shape = QTextCharFormat()
            shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            shape.setUnderlineColor(colours[level])
            mark.format, mark.cursor = shape, self._cursor(span, text)
            marks.append(mark)
        self._composer.marks.put(KIND, marks)

    def select(self, span: Placed) -> None:
        """The caret goes there, the words selected."""
        self._composer.edit.setTextCursor(self._cursor(span, self._composer.text))
        self._composer.focus_text()

    def apply(self, edits: Sequence[Edit]) -> None:
        """One step for undo; the caret stays where it was."""
        text = self._composer.text
        cursor = QTextCursor(self._composer.edit.document())
        cursor.beginEditBlock()
        for edit in sorted(edits, key=_from_behind):
            place = self._cursor(edit, text)
            cursor.setPosition(place.selectionStart())
            cursor.setPosition(place.selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(edit.text)
        cursor.endEditBlock()
        self._composer.focus_text()

    def insert(self, key: str, sentences: Sequence[str]) -> None:
        """The first sentence at the caret; pressed again with nothing else done, the next one in its place."""
        start, before, number = self._caret(), "", 0
        if self.inserted == key and self._last is not None:
            _key, start, before, _text, number = self._last
            number = (number + 1) % len(sentences)
        text = self._composer.text
        said = _apart(text[:start], sentences[number], text[start + len(before) :])
        self.apply((Edit(start, start + len(before), said),))
        self._last = (key, start, said, self._composer.text, number)
        self._to_gap(start, start + len(said))

    def _to_gap(self, start: int, end: int) -> None:
        """The caret behind the sentence, or in its first gap."""
        text = self._composer.text
        inside = OPEN in text[start:end]
        at = start if inside else end
        self._composer.edit.setTextCursor(self._cursor(Span(at, at), text))
        if inside:
            self._composer.quick.gaps.step()

    def _caret(self) -> int:
        """Where the caret is, in characters."""
        units = self._composer.edit.textCursor().selectionEnd()
        return len(self._composer.text.encode("utf-16-le", "surrogatepass")[: units * 2].decode("utf-16-le", "replace"))

    def _cursor(self, span: Placed, text: str) -> QTextCursor:
        cursor = QTextCursor(self._composer.edit.document())
        start = utf16_length(text[: span.start])
        last = self._composer.edit.document().characterCount() - 1
        cursor.setPosition(min(start, last))
        cursor.setPosition(
            min(start + utf16_length(text[span.start : span.end]), last), QTextCursor.MoveMode.KeepAnchor
        )
        return cursor


def _apart(before: str, sentence: str, behind: str) -> str:
    """The sentence with a blank to its neighbours, where their scripts have blanks."""
    first = " " if before and not before[-1].isspace() and not _tight(before[-1], sentence[:1]) else ""
    last = " " if behind and not behind[0].isspace() and not _tight(sentence[-1:], behind[0]) else ""
    return f"{first}{sentence}{last}"


def _tight(left: str, right: str) -> bool:
    return any(
        one and ((unspaced(one) and not "\u0e00" <= one <= "\u0eff") or one in "。！？，、") for one in (left, right)
    )


def _from_behind(edit: Edit) -> int:
    return -edit.start
