"""The whole text of the current quick reply: what was filled in and what is missing can be told apart."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _
from domain.templates.gaps import gaps_in
from widgets.composer.reply_delegate import MARGIN, reply_font
from widgets.composer.reply_values import Filled, ReplyLine
from widgets.painting import paint_line, sized
from widgets.thread_view.plain_text import clean, for_layout, is_rtl, utf16_length
from widgets.tokens import Tokens

LEAST_LINES, MOST_LINES = 3, 7


class ReplyPreview(QWidget):
    """One line about the reply, and its text; as high as the highest since `start`."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._filled = Filled("")
        self._about = ""
        self._layout = QTextLayout()
        self._lines = LEAST_LINES
        self._laid_for = -1
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def start(self) -> None:
        """The palette opens: low again."""
        self._lines = LEAST_LINES

    def show_reply(self, line: ReplyLine, filled: Filled) -> None:
        """Another reply."""
        if filled == self._filled and self._about == about(line):
            return
        self._filled, self._about = filled, about(line)
        self._laid_for = -1
        self.setAccessibleName(f"{self._about}\n{filled.text}")
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme or size."""
        self._tokens = tokens
        self._laid_for = -1
        self.update()

    def needed(self, width: int) -> int:
        """Height for a width, in pixels."""
        self.resize(width, self.height())
        self._lay_out()
        self._lines = max(self._lines, self._layout.lineCount())
        return round(self._head() + self._lines * self._pitch() + 2 * self._tokens.space[1])

    def _pitch(self) -> float:
        return self._tokens.type.base * self._tokens.type.line

    def _head(self) -> float:
        return self._tokens.type.small * 1.5 + 2

    def _lay_out(self) -> None:
        width = self.width() - 2 * MARGIN
        if self._laid_for == width:
            return
        self._laid_for = width
        shown = clean(self._filled.text)
        layout = QTextLayout(for_layout(shown), reply_font(self._tokens, self._filled.language))
        rtl = is_rtl(shown)
        option = QTextOption(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats(shown))
        layout.beginLayout()
        number = 0
        while number < MOST_LINES and (line := layout.createLine()).isValid():
            line.setLineWidth(max(40, width))
            line.setPosition(QPointF(0, number * self._pitch()))
            number += 1
        layout.endLayout()
        self._layout = layout

    def _formats(self, shown: str) -> list[QTextLayout.FormatRange]:
        tokens = self._tokens
        found = [
            _format(shown, start, end, tokens.accent_soft, tokens.text)
            for start, end in self._filled.values
            if end <= len(shown)
        ]
        return found + [_format(shown, gap.start, gap.end, tokens.medium_soft, tokens.medium) for gap in gaps_in(shown)]

    def paintEvent(self, event: QPaintEvent) -> None:
        self._lay_out()
        painter, tokens = QPainter(self), self._tokens
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.fillRect(self.rect(), tokens.canvas)
        painter.fillRect(QRectF(0, 0, self.width(), 1), tokens.line)
        head = QRectF(MARGIN, tokens.space[1] - 2, self.width() - 2 * MARGIN, self._head())
        small = sized(tokens.type.small, tokens.type.normal)
        warning = self._filled.warning
        ink = tokens.medium if warning else tokens.text2
        paint_line(painter, head, warning or self._about, small, ink, at_right=mirrored)
        painter.setPen(tokens.text)
        painter.setClipRect(QRectF(0, head.bottom(), self.width(), self.height() - head.bottom()))
        self._layout.draw(painter, QPointF(MARGIN, head.bottom() + 2))
        self._tell_rest(painter, head, mirrored=mirrored)
        painter.end()

    def _tell_rest(self, painter: QPainter, head: QRectF, *, mirrored: bool) -> None:
        """Dots where the text goes on below."""
        last = self._layout.lineAt(self._layout.lineCount() - 1) if self._layout.lineCount() else None
        if last is None or last.textStart() + last.textLength() >= utf16_length(clean(self._filled.text)):
            return
        dots = sized(self._tokens.type.base, self._tokens.type.strong)
        width = QFontMetricsF(dots).horizontalAdvance("…")
        y = head.bottom() + (self._layout.lineCount() - 1) * self._pitch()
        x = MARGIN / 4 if mirrored else self.width() - MARGIN + (MARGIN - width) / 2
        paint_line(painter, QRectF(x, y, width + 1, self._pitch()), "…", dots, self._tokens.text2)


def about(line: ReplyLine) -> str:
    """Title, folder, tags, owner and files of a reply on one line."""
    folder = " › ".join(part for part in line.folder.split("/") if part)
    tags = " ".join(f"#{tag}" for tag in line.tags)
    files = _("with {files}").format(files=", ".join(line.files)) if line.files else ""
    return " · ".join(part for part in (line.title, folder, tags, line.owner, files) if part)


def _format(text: str, start: int, end: int, ground: QColor, ink: QColor) -> QTextLayout.FormatRange:
    look = QTextCharFormat()
    look.setBackground(ground)
    look.setForeground(ink)
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = utf16_length(text[:start]), utf16_length(text[start:end]), look
    return found
