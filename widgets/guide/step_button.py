"""One part of the reply: there, or missing; pressed, it inserts a sentence that begins it."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.i18n import _
from widgets.guide.values import StepLine
from widgets.painting import is_rtl, leading, paint_line, sized
from widgets.plain import plain_tip
from widgets.tokens import Tokens, load_tokens

GAP = 7


class StepButton(QAbstractButton):
    """A line with a mark before its words, or, in the structure, a word with an arrow behind it.

    Attributes:
        line: what it shows. arrow: whether the structure goes on behind it.
    """

    def __init__(self, parent: QWidget | None = None, *, inline: bool = False) -> None:
        super().__init__(parent)
        self.line = StepLine("", "", None)
        self.arrow = False
        self._inline = inline
        self._tokens = load_tokens("light")
        policy = QSizePolicy.Policy.Maximum if inline else QSizePolicy.Policy.Expanding
        rule = QSizePolicy(policy, QSizePolicy.Policy.Fixed if inline else QSizePolicy.Policy.Preferred)
        rule.setHeightForWidth(not inline)
        self.setSizePolicy(rule)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_line(self, line: StepLine, *, arrow: bool = False) -> None:
        """Another part, or its new state."""
        if (line, arrow) == (self.line, self.arrow):
            return
        self.line, self.arrow = line, arrow
        state = {True: _("{part}: there"), False: _("{part}: missing"), None: _("{part}: not checked")}[line.done]
        self.setAccessibleName(state.format(part=line.text))
        self.setAccessibleDescription(line.tip)
        tip = _("Insert: {sentence}").format(sentence=line.tip) if line.tip else ""
        self.setToolTip(plain_tip(f"{tip} ({line.keys})" if tip and line.keys else tip))
        pressed = Qt.CursorShape.PointingHandCursor if line.tip else Qt.CursorShape.ArrowCursor
        self.setCursor(pressed)
        self.updateGeometry()
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font())
        width = sum(metrics.horizontalAdvance(piece) for piece in self._pieces()) + 3
        if not self._inline:
            width += metrics.horizontalAdvance(self.line.text) + self._mark() + GAP + 4
        return QSize(width, max(metrics.height(), self._tokens.type.base) + (2 if self._inline else 5))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self._mark() + GAP + 40), hint.height())

    def hasHeightForWidth(self) -> bool:
        return not self._inline

    def heightForWidth(self, width: int) -> int:
        if self._inline:
            return self.sizeHint().height()
        room = QRect(0, 0, max(20, width - self._mark() - GAP - 4), 10_000)
        return QFontMetrics(self._font()).boundingRect(room, Qt.TextFlag.TextWordWrap, self.line.text).height() + 5

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self.underMouse() and self.line.tip:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._tokens.hover)
            painter.drawRoundedRect(area, 4, 4)
        if not self._inline:
            self._paint_mark(painter, area, mirrored=mirrored)
            room = self._mark() + GAP
            area = area.adjusted(0, 0, -room, 0) if mirrored else area.adjusted(room, 0, 0, 0)
        ink = self._tokens.text2 if self._inline else self._tokens.text
        ink = self._tokens.ok if self._inline and self.line.done else ink
        if not self._inline:
            self._paint_wrapped(painter, area, ink)
        for piece in self._pieces():
            paint_line(painter, area, piece, self._font(), ink, at_right=mirrored)
            wide = QFontMetricsF(self._font()).horizontalAdvance(piece)
            area = area.adjusted(0, 0, -wide, 0) if mirrored else area.adjusted(wide, 0, 0, 0)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._tokens.focus, 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _pieces(self) -> tuple[str, ...]:
        """What is painted one after the other, so that marks keep their side whatever the words' direction is."""
        if not self._inline:
            return ()
        forth = "←" if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else "→"
        done = ("✓", "\u00a0") if self.line.done else ()
        return (*done, self.line.text, *(("\u00a0", forth) if self.arrow else ()))

    def _paint_wrapped(self, painter: QPainter, area: QRectF, ink: QColor) -> None:
        painter.setPen(ink)
        painter.setFont(self._font())
        painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if is_rtl(self.line.text) else Qt.LayoutDirection.LeftToRight
        )
        flags = leading() | Qt.TextFlag.TextWordWrap
        painter.drawText(area, flags, self.line.text)

    def _paint_mark(self, painter: QPainter, area: QRectF, *, mirrored: bool) -> None:
        size = self._mark()
        x = area.right() - size / 2 - 1 if mirrored else area.left() + size / 2 + 1
        centre = QPointF(x, area.center().y())
        if self.line.done:
            pen = QPen(self._tokens.ok, size / 7)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            points = [centre + QPointF(dx * size, dy * size) for dx, dy in ((-0.34, 0.02), (-0.1, 0.28), (0.36, -0.3))]
            painter.drawPolyline(points)
            return
        colour = self._tokens.medium if self.line.done is False else self._tokens.text3
        painter.setPen(QPen(colour, 1.3, Qt.PenStyle.SolidLine if self.line.done is False else Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, size * 0.36, size * 0.36)

    def _font(self) -> QFont:
        return sized(self._tokens.type.base, self._tokens.type.normal)

    def _mark(self) -> int:
        return round(self._tokens.type.base * 1.1)
