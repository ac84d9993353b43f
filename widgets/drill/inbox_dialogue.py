"""A dialogue of the inbox under pressure: what was said, as bubbles; it says when they were painted."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.i18n import _
from domain.training.item import Side
from widgets.drill.laid import Laid
from widgets.painting import sized
from widgets.tokens import Tokens, load_tokens

_WIDEST = 0.78
_GAP, _PAD = 10, 12


@dataclass(frozen=True, slots=True)
class Bubble:
    """One line.

    Attributes:
        point: whether it is the message that is to be dealt with.
    """

    side: Side
    text: str
    point: bool = False


class InboxDialogue(QAbstractScrollArea):
    """The customer's lines at the beginning of the line, ours at its end.

    Signals:
        painted: what is shown is on screen, at the end of that paintEvent; once for each `show_bubbles`, and again
            each time after it was hidden.
    """

    painted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bubbles: tuple[Bubble, ...] = ()
        self._tokens = load_tokens("light")
        self._laid: list[tuple[Bubble, Laid, float]] = []
        self._laid_for = -1
        self._unseen = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(_("Dialogue"))

    def show_bubbles(self, bubbles: Sequence[Bubble]) -> None:
        """Other lines; the message itself is brought on screen."""
        if tuple(bubbles) != self.bubbles:
            self.bubbles, self._laid_for = tuple(bubbles), -1
            self.setAccessibleDescription("\n".join(one.text for one in bubbles))
        self._unseen = bool(bubbles)
        self._lay_out()
        self._show_point()
        self.viewport().update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens, self._laid_for = tokens, -1
        self._lay_out()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._show_point()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._unseen = bool(self.bubbles)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self.viewport()), self._tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        clip = QRectF(event.rect())
        for bubble, laid, area in self._placed():
            if not area.intersects(clip):
                continue
            mine = bubble.side is Side.AGENT
            edge = tokens.accent if bubble.point else tokens.outbound if mine else tokens.line
            painter.setPen(QPen(edge, 1))
            painter.setBrush(tokens.outbound if mine else tokens.inbound)
            painter.drawRoundedRect(area, tokens.radius.bubble, tokens.radius.bubble)
            painter.setPen(tokens.text)
            painter.save()
            painter.translate(area.left() + _PAD, area.top() + _PAD * 0.7)
            laid.paint(painter, (), QRectF())
            painter.restore()
        painter.end()
        if self._unseen:
            self._unseen = False
            self.painted.emit()

    def _placed(self) -> list[tuple[Bubble, Laid, QRectF]]:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        wide, found = self.viewport().width(), []
        # What is said last stands at the bottom, as in the inbox.
        y = max(_GAP, self.viewport().height() - self._height()) - self.verticalScrollBar().value()
        for bubble, laid, width in self._laid:
            ends = (bubble.side is Side.AGENT) != mirrored
            high = laid.height + _PAD * 1.4
            area = QRectF(wide - width - 2 if ends else 2, y, width, high)
            found.append((bubble, laid, area))
            y += high + _GAP
        return found

    def _lay_out(self) -> None:
        wide = self.viewport().width()
        if wide != self._laid_for:
            self._laid_for = wide
            most = max(60.0, wide * _WIDEST - 2 * _PAD)
            self._laid = [self._bubble(one, most) for one in self.bubbles]
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(24)
        bar.setRange(0, max(0, round(self._height()) - self.viewport().height()))

    def _bubble(self, one: Bubble, most: float) -> tuple[Bubble, Laid, float]:
        kinds = self._tokens.type
        font = sized(kinds.base + (3 if one.point else 0), kinds.normal)
        laid = Laid(one.text, ((0, len(one.text)),), font, most, 1.2)
        boxes: Sequence[QRectF] = laid.boxes[0] or (QRectF(0, 0, 20, 1),)
        needed = max(box.width() for box in boxes) + 2
        if needed < most:
            laid = Laid(one.text, (), font, needed, 1.2)
        return one, laid, min(needed, most) + 2 * _PAD

    def _height(self) -> float:
        return sum(laid.height + _PAD * 1.4 + _GAP for _one, laid, _width in self._laid) + _GAP

    def _show_point(self) -> None:
        """The message's first line on screen, and as much before it as there is room for."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())
        for bubble, _laid, area in self._placed():
            if bubble.point and area.top() < 0:
                bar.setValue(round(bar.value() + area.top() - _GAP))

    def point_at(self) -> QPointF:
        """The middle of the message on the viewport."""
        return next((area.center() for bubble, _laid, area in self._placed() if bubble.point), QPointF())
