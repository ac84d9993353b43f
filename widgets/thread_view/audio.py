"""A voice note in the bubble: play and pause, how far it is, how fast it speaks."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from app.i18n import _
from domain.files import media_family
from domain.message import Part, PartKind
from widgets.thread_view.part_blocks import PartChip, paint_icon
from widgets.thread_view.states import Action
from widgets.thread_view.style import Style

SPEEDS = (1.0, 1.5, 2.0)
LEAST_WIDTH = 230.0
ICON = 20.0
SPEED_WIDTH = 34.0
TRACK = 4.0
BESIDE = 10 + ICON + 10 + SPEED_WIDTH + 10
"""What stands on both sides of the track, with its margins."""


@dataclass(frozen=True, slots=True)
class Playing:
    """How far a voice note is.

    Attributes:
        blob: which one, "" for none. length: seconds, 0.0 while unknown.
        failed: it cannot be played.
    """

    blob: str = ""
    at: float = 0.0
    length: float = 0.0
    speed: float = 1.0
    playing: bool = False
    failed: bool = False

    @property
    def share(self) -> float:
        """What is behind, 0 to 1."""
        return min(1.0, self.at / self.length) if self.length > 0 else 0.0

    @property
    def next_speed(self) -> float:
        """What the speed button makes of it."""
        return SPEEDS[(SPEEDS.index(self.speed) + 1) % len(SPEEDS)] if self.speed in SPEEDS else SPEEDS[0]


IDLE = Playing()


def is_voice(part: Part) -> bool:
    """Whether it can be listened to."""
    return part.kind is PartKind.ATTACHMENT and bool(part.blob) and media_family(part.media_type) == "audio"


class VoiceChip(PartChip):
    """A chip with a button, a track and a speed; what it shows of the playing is handed in when it is painted."""

    def __init__(self, part: Part, style: Style, room: float) -> None:
        super().__init__(part, style, room)
        self.action = Action.PLAY
        self.title = _("Voice message")
        words = style.small.width(self.words(IDLE)) + 2
        self.width = min(room, max(words + BESIDE, LEAST_WIDTH))
        self._rtl = False

    def place(self, x: float, y: float, width: float, *, rtl: bool) -> None:
        """Where it stands in its row, at the start side."""
        super().place(x, y, width, rtl=rtl)
        self._rtl = rtl

    def action_at(self, point: QPointF) -> Action:
        """The speed at the end of the chip, the button everywhere else."""
        return Action.SPEED if self._speed_box().contains(point) else Action.PLAY

    def paint_playing(self, painter: QPainter, style: Style, now: Playing) -> None:
        """Draws it; `now` is IDLE unless it is this one that plays."""
        tokens = style.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.sunken)
        painter.drawRoundedRect(self.rect, 8, 8)
        start = self.rect.right() - 10 - ICON if self._rtl else self.rect.x() + 10
        name = "circle-alert" if now.failed else "pause" if now.playing else "play"
        paint_icon(painter, name, style, QRectF(start, self.rect.center().y() - ICON / 2, ICON, ICON))
        self._paint_track(painter, style, now)
        painter.setFont(style.small.font)
        painter.setPen(tokens.text2)
        side = Qt.AlignmentFlag.AlignRight if self._rtl else Qt.AlignmentFlag.AlignLeft
        flags = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        box = self._words_box()
        shown = style.small.metrics.elidedText(self.words(now), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, flags, shown)
        painter.setFont(style.small_bold.font)
        painter.setPen(tokens.accent)
        painter.drawText(self._speed_box(), int(Qt.AlignmentFlag.AlignCenter), speed_words(now.speed))

    def words(self, now: Playing) -> str:
        """What stands under the track."""
        if now.failed:
            return _("cannot be played here")
        if now.blob:
            return f"{clock_words(now.at)} / {clock_words(now.length)}" if now.length else clock_words(now.at)
        return " · ".join(text for text in (self.title, self.detail) if text)

    def _paint_track(self, painter: QPainter, style: Style, now: Playing) -> None:
        track = self._track()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.tokens.line)
        painter.drawRoundedRect(track, TRACK / 2, TRACK / 2)
        done = track.width() * now.share
        behind = QRectF(track.right() - done if self._rtl else track.x(), track.y(), done, TRACK)
        painter.setBrush(style.tokens.accent)
        painter.drawRoundedRect(behind, TRACK / 2, TRACK / 2)

    def _inner(self) -> QRectF:
        before, behind = 10 + ICON + 10, SPEED_WIDTH + 10
        return self.rect.adjusted(behind if self._rtl else before, 0, -(before if self._rtl else behind), 0)

    def _track(self) -> QRectF:
        inner = self._inner()
        return QRectF(inner.x(), inner.y() + inner.height() * 0.3 - TRACK / 2, inner.width(), TRACK)

    def _words_box(self) -> QRectF:
        inner = self._inner()
        return QRectF(inner.x(), inner.y() + inner.height() * 0.45, inner.width(), inner.height() * 0.5)

    def _speed_box(self) -> QRectF:
        x = self.rect.x() + 4 if self._rtl else self.rect.right() - SPEED_WIDTH - 4
        return QRectF(x, self.rect.y(), SPEED_WIDTH, self.rect.height())


def clock_words(seconds: float) -> str:
    """Minutes and seconds."""
    whole = int(seconds + 0.5)
    return f"{whole // 60}:{whole % 60:02}"


def speed_words(speed: float) -> str:
    """How fast, as a multiple."""
    # Kept in one piece, since the sign has no direction of its own.
    return f"\u2066{speed:g}×\u2069"
