"""A piece of selectable text, laid out once: wrapped, in its own direction, with its links."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QTextCharFormat, QTextLayout, QTextOption

from widgets.thread_view.links import Link, find_links
from widgets.thread_view.plain_text import for_layout, from_layout, is_rtl, utf16_length, utf16_slice
from widgets.thread_view.style import Face, Style

PREFIX_END = " · "


class TextBlock:
    """Text at a place inside its row.

    Attributes:
        text: as it is on screen, without the prefix.
        prefix: UTF-16 length of a label in front ("Note · ") that is not part of the message.
        width: what the text needs; height: of all lines.
    """

    def __init__(
        self,
        text: str,
        face: Face,
        style: Style,
        room: float,
        *,
        prefix: str = "",
        color: str = "text",
        linked: bool = True,
    ) -> None:
        self.text = text
        self.prefix = utf16_length(prefix)
        self.rtl = is_rtl(text, otherwise=style.rtl)
        self.links = find_links(text) if linked else ()
        self.color = color
        self.rect = QRectF()
        self._room = room
        self._layout = self._laid_out(prefix + for_layout(text), face, style)
        self._break_lines(face.line)

    def place(self, x: float, y: float, width: float) -> None:
        """Where it stands in its row; `width` is what the bubble gives."""
        self.rect = QRectF(x, y, width, self.height)

    def paint(
        self,
        painter: QPainter,
        style: Style,
        chosen: tuple[int, int] | None,
        clip: QRectF,
        found: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Draws the lines inside `clip`; `chosen` are the selected positions, `found` (start, length) of matches."""
        painter.setPen(style.color(self.color))
        ranges = [_range(start + self.prefix, length, _searched(style)) for start, length in found]
        if chosen is not None and chosen[0] < chosen[1]:
            ranges.append(_range(chosen[0] + self.prefix, chosen[1] - chosen[0], _selected(style)))
        self._layout.draw(painter, self._origin(), ranges, clip)

    def position_at(self, point: QPointF) -> int:
        """The position (UTF-16, without the prefix) nearest to a point in row coordinates."""
        inside = point - self._origin()
        count = self._layout.lineCount()
        for number in range(count):
            line = self._layout.lineAt(number)
            if inside.y() < line.y() + line.height() or number == count - 1:
                found: int = line.xToCursor(inside.x())
                return max(0, min(found - self.prefix, self.length))
        return 0

    def x_of(self, position: int) -> QPointF:
        """The middle of the line at a position, in row coordinates."""
        at = position + self.prefix
        line = self._layout.lineForTextPosition(at)
        found: Any = line.cursorToX(at)
        # The stubs promise a number; the binding gives it with the position it belongs to.
        x: float = found[0] if isinstance(found, tuple) else found
        return self._origin() + QPointF(x, line.y() + line.height() / 2)

    def link_at(self, point: QPointF) -> Link | None:
        """The link under a point in row coordinates."""
        if not self.links or not self.rect.contains(point):
            return None
        inside = point - self._origin()
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            if line.naturalTextRect().contains(inside):
                at: int = line.xToCursor(inside.x(), line.CursorPosition.CursorOnCharacter)
                return next((link for link in self.links if 0 <= at - self.prefix - link.start < link.length), None)
        return None

    @property
    def length(self) -> int:
        """UTF-16 length."""
        return utf16_length(self.text)

    def part(self, start: int, end: int) -> str:
        """The text between two positions, for the clipboard."""
        return from_layout(utf16_slice(self.text, start, end))

    def word_at(self, position: int) -> tuple[int, int]:
        """The word around a position."""
        layout, at = self._layout, position + self.prefix
        start = layout.previousCursorPosition(at + 1, QTextLayout.CursorMode.SkipWords) if at < self._end else at
        start = start if start <= at else layout.previousCursorPosition(at, QTextLayout.CursorMode.SkipWords)
        end = layout.nextCursorPosition(start, QTextLayout.CursorMode.SkipWords)
        shown = utf16_slice(layout.text(), start, end)
        end -= utf16_length(shown) - utf16_length(shown.rstrip())
        return max(0, start - self.prefix), max(0, end - self.prefix)

    def paragraph_at(self, position: int) -> tuple[int, int]:
        """The paragraph around a position."""
        before = utf16_slice(self.text, 0, position)
        after = utf16_slice(self.text, position, self.length)
        start = position - utf16_length(before.rpartition("\n")[2])
        return start, position + utf16_length(after.partition("\n")[0])

    @property
    def _end(self) -> int:
        return self.prefix + self.length

    def _origin(self) -> QPointF:
        # Lines of right-to-left text lie at the right end of the room they were broken in.
        shift = self._room - self.rect.width() if self.rtl else 0.0
        return QPointF(self.rect.x() - shift, self.rect.y())

    def _laid_out(self, shown: str, face: Face, style: Style) -> QTextLayout:
        layout = QTextLayout(shown, face.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if self.rtl else Qt.LayoutDirection.LeftToRight)
        side = Qt.AlignmentFlag.AlignRight if self.rtl else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        formats = [_range(self.prefix + link.start, link.length, _linked(style)) for link in self.links]
        if self.prefix:
            formats.insert(0, _range(0, self.prefix - len(PREFIX_END), _strong(style)))
        if formats:
            layout.setFormats(formats)
        return layout

    def _break_lines(self, pitch: float) -> None:
        layout, y, width = self._layout, 0.0, 0.0
        layout.beginLayout()
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(self._room)
            high = max(line.height(), pitch)
            line.setPosition(QPointF(0, y + (high - line.height()) / 2))
            y += high
            width = max(width, line.naturalTextWidth())
        layout.endLayout()
        self.width, self.height = min(width, self._room), y


def _range(start: int, length: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = start, length, look
    return found


def _linked(style: Style) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setForeground(style.tokens.accent)
    look.setFontUnderline(True)
    return look


def _strong(style: Style) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFontWeight(style.tokens.type.strong)
    return look


def _searched(style: Style) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setBackground(style.tokens.medium_soft)
    look.setForeground(style.tokens.text)
    look.setFontUnderline(True)
    return look


def _selected(style: Style) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setBackground(style.tokens.selection)
    look.setForeground(style.tokens.text)
    return look
