"""Fonts, measures and colours that a thread is laid out and painted with; one object a theme, font and direction."""

from dataclasses import dataclass

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QColor, QFont, QFontMetricsF

from widgets.thread_view.han import with_han
from widgets.tokens import Tokens

SIDE = 24
EDGE = 16
WIDEST = 640
NARROWEST = 120
SHARE = 0.64
PADDING = QMarginsF(12, 8, 12, 8)
GAP = 8
TIGHT_GAP = 3


@dataclass(frozen=True)
class Face:
    """A font with its measures."""

    font: QFont
    metrics: QFontMetricsF
    line: float

    def width(self, text: str) -> float:
        """Advance in pixels."""
        return self.metrics.horizontalAdvance(text)


class Style:
    """What laying out and painting need.

    Attributes:
        rtl: whether the frame is mirrored; a message keeps its own direction.

    Args:
        han: families to try for Han characters after the interface's own.
    """

    def __init__(self, tokens: Tokens, family: QFont, *, rtl: bool, han: tuple[str, ...] = ()) -> None:
        self.tokens = tokens
        self.rtl = rtl
        family = with_han(family, han)
        scale = tokens.type
        self.base = _face(family, scale.base, scale.normal, scale.line)
        self.bold = _face(family, scale.base, scale.strong, scale.line)
        self.small = _face(family, scale.small, scale.normal, scale.line)
        self.small_bold = _face(family, scale.small, scale.strong, scale.line)

    def color(self, name: str) -> QColor:
        """A token by its name."""
        found: QColor = getattr(self.tokens, name)
        return found

    def bubble_width(self, width: int) -> float:
        """The widest a bubble may be in a view of that width."""
        room = width - 2 * SIDE
        return float(max(NARROWEST, min(WIDEST, room * SHARE if room > 420 else room * 0.86)))


def _face(family: QFont, pixels: int, weight: int, line: float) -> Face:
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    metrics = QFontMetricsF(font)
    return Face(font, metrics, float(round(max(metrics.height(), pixels * line))))
