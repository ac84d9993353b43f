"""Chips: one or two words on a soft ground, with a tier's shape or a channel's dot before them."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _
from domain.channel import RULES, ChannelKind
from widgets.painting import paint_centred, paint_mark, paint_pill, pill_width
from widgets.tokens import Tokens, load_tokens

SHAPES = {"high": "triangle", "medium": "diamond", "low": "dot"}


class Chip(QWidget):
    """A word on a soft ground.

    Attributes:
        kind: "neutral", "accent", "low", "medium" or "high"; the last three come with their shape.
        dot: a channel whose colour stands before the word.
    """

    def __init__(
        self, text: str = "", kind: str = "neutral", dot: ChannelKind | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self.dot = dot
        self._text = text
        self._tokens = load_tokens("light")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def text(self) -> str:
        """Its word."""
        return self._text

    def say(self, text: str, kind: str | None = None) -> None:
        """Shows another word, and hides without one."""
        self._text, self.kind = text, kind or self.kind
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        shape = "dot" if self.dot is not None else SHAPES.get(self.kind, "")
        return QSize(round(pill_width(self._text, self._tokens, shape)) + 1, self._tokens.type.small + 8)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        self._paint(painter, QRectF(self.rect()))
        painter.end()

    def _paint(self, painter: QPainter, area: QRectF) -> None:
        if self.dot is None:
            shape = SHAPES.get(self.kind, "")
            paint_pill(painter, area, self._text, chip_colours(self.kind, self._tokens), self._tokens, shape)
            return
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        room, size = self._tokens.type.small, self._tokens.type.small * 0.72
        paint_pill(painter, area, "", chip_colours(self.kind, self._tokens), self._tokens)
        gap = self._tokens.space[1]
        x = area.right() - gap - size / 2 if mirrored else area.left() + gap + size / 2
        paint_mark(painter, QPointF(x, area.center().y()), size, "dot", self._tokens.channel(self.dot))
        painter.setPen(chip_colours(self.kind, self._tokens)[0])
        inner = area.adjusted(gap, 0, -gap - room, 0) if mirrored else area.adjusted(gap + room, 0, -gap, 0)
        paint_centred(painter, inner, self._text)


class ChannelChip(Chip):
    """A channel by its dot and its name."""

    def __init__(self, channel: ChannelKind, parent: QWidget | None = None) -> None:
        super().__init__(channel_name(channel), "neutral", channel, parent)


class TagChip(Chip):
    """A tag that goes away by its ×, by Delete or by Backspace.

    Signals:
        removed: the agent takes the tag off; carries the tag.
    """

    removed = Signal(str)

    def __init__(self, tag: str, kind: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(tag, kind, None, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Tag {tag}, Delete takes it off").format(tag=tag))

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + self._tokens.type.small, hint.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._cross().adjusted(-4, -4, 4, 4).contains(event.position()):
            self.removed.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit(self.text())
            return
        super().keyPressEvent(event)

    def _cross(self) -> QRectF:
        size = self._tokens.type.small * 0.5
        gap = self._tokens.space[1]
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = gap if mirrored else self.width() - gap - size
        return QRectF(x, (self.height() - size) / 2, size, size)

    def _paint(self, painter: QPainter, area: QRectF) -> None:
        ink, _ground = chip_colours(self.kind, self._tokens)
        paint_pill(painter, area, "", (ink, _ground), self._tokens)
        painter.setPen(ink)
        room = self._tokens.type.small
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        inner = area.adjusted(room, 0, 0, 0) if mirrored else area.adjusted(0, 0, -room, 0)
        paint_centred(painter, inner, self.text())
        cross = self._cross()
        painter.setPen(QPen(ink, 1.3))
        painter.drawLine(cross.topLeft(), cross.bottomRight())
        painter.drawLine(cross.topRight(), cross.bottomLeft())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._tokens.focus, 1.5))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), area.height() / 2, area.height() / 2)


def chip_colours(kind: str, tokens: Tokens) -> tuple[QColor, QColor]:
    """Ink and ground of a kind of chip."""
    return {
        "neutral": (tokens.text2, tokens.sunken),
        "accent": (tokens.accent, tokens.accent_soft),
        "low": (tokens.low, tokens.low_soft),
        "medium": (tokens.medium, tokens.medium_soft),
        "high": (tokens.high, tokens.high_soft),
        "alert": (tokens.on_high, tokens.high),
    }[kind]


def channel_name(channel: ChannelKind) -> str:
    """The channel's own name."""
    return RULES[channel].label or _("another channel")
