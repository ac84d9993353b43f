"""A text in lines with a box around each of its words: what can be marked, in the order in which it is seen."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextLine, QTextOption

from widgets.thread_view.plain_text import is_rtl

_LINE_ENDS = re.compile("\r\n|[\n\r\u2029\u0085]")
_HARMFUL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\ud800-\udfff]")
_REPLACEMENT, _LINE_SEPARATOR = "\ufffd", "\u2028"


def paintable(text: str) -> str:
    """The text as it is laid out: nothing in it can do anything, and every character keeps its place."""
    return _LINE_ENDS.sub(_line_end, _HARMFUL.sub(_REPLACEMENT, text))


def _line_end(found: "re.Match[str]") -> str:
    return " " * (len(found.group()) - 1) + _LINE_SEPARATOR


class Laid:
    """One layout of one text at one width.

    Attributes:
        words: characters from, to. height: of all lines. rtl: whether it reads from right to left.
        boxes: of each word, one a line that it stands in; none for a word without a glyph.
        rows: words by line, in the order in which the eye meets them.
    """

    def __init__(self, text: str, words: Sequence[tuple[int, int]], font: QFont, room: float, factor: float) -> None:
        shown = paintable(text)
        self.words = words
        self.rtl = is_rtl(shown, otherwise=False)
        self._at = (0, *accumulate(2 if ord(character) > 0xFFFF else 1 for character in shown))
        self._layout = QTextLayout(shown, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if self.rtl else Qt.LayoutDirection.LeftToRight)
        side = Qt.AlignmentFlag.AlignRight if self.rtl else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self.height = self._break_lines(room, QFontMetricsF(font).height() * factor)
        self._lines = [self._layout.lineAt(number) for number in range(self._layout.lineCount())]
        self._starts = [line.textStart() for line in self._lines]
        self._word_height = QFontMetricsF(font).height()
        self.boxes = tuple(self._boxes_of(self._at[start], self._at[end]) for start, end in words)
        self.rows, self._standing = self._in_rows(), self._by_line()
        self._row_of = {word: number for number, row in enumerate(self.rows) for word in row}
        self._order = [word for row in self.rows for word in row]
        self._place_of = {word: place for place, word in enumerate(self._order)}

    def paint(self, painter: QPainter, formats: Sequence[QTextLayout.FormatRange], clip: QRectF) -> None:
        """The lines, at the origin; the pen is the text's colour."""
        self._layout.draw(painter, QPointF(0, 0), list(formats), clip)

    def units(self, start: int, end: int) -> tuple[int, int]:
        """Characters from, to as the layout counts them: from, how many."""
        return self._at[start], self._at[end] - self._at[start]

    def span(self, start: int, end: int) -> tuple[QRectF, ...]:
        """Boxes around any characters, one a line."""
        return self._boxes_of(self._at[start], self._at[end])

    def step(self, word: int, by: int) -> int:
        """The word that is seen next (1) or before (-1); the same at the ends."""
        if word not in self._place_of:
            return self._order[0] if self._order else word
        return self._order[max(0, min(len(self._order) - 1, self._place_of[word] + by))]

    def between(self, one: int, other: int) -> frozenset[int]:
        """All words that are seen from one to the other, both included."""
        low, high = sorted((self._place_of.get(one, 0), self._place_of.get(other, 0)))
        return frozenset(self._order[low : high + 1])

    def above(self, word: int, by: int) -> int:
        """The word over (-1) or under (1) it, where it stands nearest; the same at the ends."""
        number = self._row_of.get(word, 0) + by
        while 0 <= number < len(self.rows):
            if self.rows[number]:
                return self._nearest(number, self.boxes[word][0].center().x())
            number += by
        return word

    def edge(self, word: int, *, last: bool) -> int:
        """The first or last word of its line."""
        row = self.rows[self._row_of.get(word, 0)] if self.rows else ()
        return (row[-1] if last else row[0]) if row else word

    def end(self, *, last: bool) -> int | None:
        """The first or last word of all; None without one."""
        return (self._order[-1] if last else self._order[0]) if self._order else None

    def word_at(self, point: QPointF, *, near: bool = False) -> int | None:
        """The word under a point; with `near` the nearest one of that line."""
        for number, line in enumerate(self._lines):
            last = number == len(self._lines) - 1
            if point.y() < line.y() + line.height() or (near and last):
                if near:
                    return self._nearest(number, point.x()) if self._standing[number] else None
                for word in self._standing[number]:
                    if any(box.adjusted(-2, -3, 2, 3).contains(point) for box in self.boxes[word]):
                        return word
        return None

    def row_of(self, word: int) -> int:
        """Which line it begins in."""
        return self._row_of.get(word, 0)

    def _nearest(self, number: int, x: float) -> int:
        distances = {word: _distance(self._box_in(word, number), x) for word in self._standing[number]}
        return min(distances, key=distances.__getitem__)

    def _box_in(self, word: int, number: int) -> QRectF:
        line = self._lines[number]
        return next(
            (box for box in self.boxes[word] if line.y() <= box.center().y() < line.y() + line.height()),
            self.boxes[word][0],
        )

    def _boxes_of(self, start: int, end: int) -> tuple[QRectF, ...]:
        """Where these units stand, line by line; asked of the glyphs, since cursors jump where directions meet."""
        found = []
        for number in range(max(0, bisect_right(self._starts, start) - 1), len(self._lines)):
            line = self._lines[number]
            first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if line.textStart() >= end:
                break
            box = _around(line, first, last - first, self._word_height) if last > first else None
            if box is not None:
                found.append(box)
        return tuple(found)

    def _in_rows(self) -> tuple[tuple[int, ...], ...]:
        rows: list[list[tuple[float, int]]] = [[] for _line in self._lines]
        tops = [line.y() for line in self._lines]
        for word, boxes in enumerate(self.boxes):
            if boxes:
                number = max(0, bisect_right(tops, boxes[0].center().y()) - 1)
                rows[number].append((boxes[0].center().x(), word))
        return tuple(tuple(word for _x, word in sorted(row, reverse=self.rtl)) for row in rows)

    def _by_line(self) -> tuple[tuple[int, ...], ...]:
        """All words by line, with those that began in a line before."""
        lines: list[list[int]] = [[] for _line in self._lines]
        tops = [line.y() for line in self._lines]
        for word, boxes in enumerate(self.boxes):
            for box in boxes:
                lines[max(0, bisect_right(tops, box.center().y()) - 1)].append(word)
        return tuple(map(tuple, lines))

    def _break_lines(self, room: float, pitch: float) -> float:
        y = 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(room)
            high = max(line.height(), pitch)
            line.setPosition(QPointF(0, y + (high - line.height()) / 2))
            y += high
        self._layout.endLayout()
        return y


def joined(boxes: Sequence[QRectF]) -> tuple[QRectF, ...]:
    """Boxes of neighbours as one, where they stand in the same line."""
    found: list[QRectF] = []
    for box in boxes:
        if found and abs(found[-1].center().y() - box.center().y()) < box.height() / 2:
            found[-1] = found[-1].united(box)
        else:
            found.append(QRectF(box))
    return tuple(found)


def runs(words: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Numbers that follow each other, taken together."""
    found: list[list[int]] = [[words[0]]] if words else []
    for before, word in pairwise(words):
        if word == before + 1:
            found[-1].append(word)
        else:
            found.append([word])
    return tuple(map(tuple, found))


def _around(line: QTextLine, start: int, length: int, height: float) -> QRectF | None:
    edges = []
    for run in line.glyphRuns(start, length):
        advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())
        for position, advance in zip(run.positions(), advances, strict=False):
            edges += [position.x(), position.x() + advance.x()]
    if not edges:
        return None
    top = line.y() + (line.height() - height) / 2
    return QRectF(min(edges), top, max(edges) - min(edges), height)


def _distance(box: QRectF, x: float) -> float:
    return max(box.left() - x, x - box.right(), 0.0)
