"""Small things that several widgets paint: pills, dots, discs with initials, text that keeps its own direction."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QApplication

from widgets.tokens import Tokens

_RTL = {"R", "AL"}
_STRONG = {"L", *_RTL}
_ISOLATES = {"LRI", "RLI", "FSI"}
_LTR_PART, _RTL_PART, _OPENING, _CLOSED = "\u2066", "\u2067", "\u2066\u2067\u2068", "\u2069"
# Put together once: flags are slow to join, and lists paint hundreds of words.
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
_AT_LEFT, _AT_RIGHT = Qt.AlignmentFlag.AlignLeft | _MIDDLE, Qt.AlignmentFlag.AlignRight | _MIDDLE


def sized(pixels: int, weight: int) -> QFont:
    """The program's font in another size and weight."""
    font = QFont(QApplication.font())
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    return font


def leading() -> Qt.AlignmentFlag:
    """Where lines begin in this layout. QLabel goes by its text instead, and so mixes both sides in one panel."""
    mirrored = QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


def is_rtl(text: str, *, otherwise: bool = False) -> bool:
    """Whether its first strong character outside of isolated names runs from right to left, or else the first inside.

    Args:
        otherwise: what holds for a text without any (figures, phone numbers, emoji).
    """
    from unicodedata import bidirectional

    depth, found, inside = 0, False, otherwise
    for character in text:
        kind = bidirectional(character)
        if kind in _STRONG:
            if not depth:
                return kind in _RTL
            if not found:
                found, inside = True, kind in _RTL
        elif kind in _ISOLATES:
            depth += 1
        elif kind == "PDI" and depth:
            depth -= 1
    return inside


def as_written(text: str, *, mirrored: bool) -> str:
    """Text for Qt to draw that runs as its first strong character says, in a `mirrored` place or in one that is not."""
    rtl = is_rtl(text)
    return text if not text or rtl == mirrored else f"{_RTL_PART if rtl else _LTR_PART}{text}{_CLOSED}"


def shortened(metrics: QFontMetrics | QFontMetricsF, text: str, room: float) -> str:
    """Text for a line that runs as the screen does: dots where it does not fit, at the end at which it goes on."""
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room))
    if shown == text:
        return text
    # Cut inside of a name that is isolated, the dots are in there as well; what closes it was cut too.
    still_open = sum(shown.count(one) for one in _OPENING) - shown.count(_CLOSED)
    if still_open > 0:
        return shown + _CLOSED * still_open
    return f"{_RTL_PART if is_rtl(text) else _LTR_PART}{shown}{_CLOSED}"


def initials(name: str) -> str:
    """One or two letters that stand for a name; one for names in Han, Hangul, Arabic and their like."""
    words = [word for word in name.replace("@", " ").split() if word[0].isalpha()]
    if not words:
        return name[:1].upper() or "?"
    first = words[0][0]
    if first.upper() == first.lower() or len(words) == 1:
        return first.upper()
    return (first + words[-1][0]).upper()


def paint_avatar(painter: QPainter, area: QRectF, key: str, name: str, tokens: Tokens) -> None:
    """A disc with initials; its colour is always the same for the same key."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.avatar(key))
    painter.drawEllipse(area)
    painter.setPen(tokens.on_avatar)
    painter.setFont(sized(max(8, round(area.height() * 0.38)), tokens.type.strong))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, initials(name))


def paint_badge(painter: QPainter, area: QRectF, colour: QColor, ring: QColor) -> None:
    """A channel's dot on the avatar's edge, cut out of it by a ring."""
    size = area.width() * 14 / 34
    left = area.left() - 3 if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft else area.right() + 3 - size
    spot = QRectF(left, area.bottom() + 2 - size, size, size)
    painter.setPen(QPen(ring, 2))
    painter.setBrush(colour)
    painter.drawEllipse(spot)


def paint_mark(painter: QPainter, centre: QPointF, size: float, shape: str, colour: QColor) -> None:
    """A tier by its shape: "triangle", "diamond" or "dot"."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    half = size / 2
    if shape == "dot":
        painter.drawEllipse(centre, half, half)
        return
    points = {
        "triangle": [QPointF(0, -half), QPointF(half, half), QPointF(-half, half)],
        "diamond": [QPointF(0, -half), QPointF(half, 0), QPointF(0, half), QPointF(-half, 0)],
    }[shape]
    painter.drawPolygon(QPolygonF([centre + point for point in points]))


def paint_focus(painter: QPainter, area: QRectF, tokens: Tokens) -> None:
    """A ring around the line that has the keys; the others are chosen only."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(tokens.focus, 1.5))
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 4, 4)


def pill_width(text: str, tokens: Tokens, shape: str = "") -> float:
    """How much room `paint_pill` needs."""
    metrics = QFontMetricsF(sized(tokens.type.small, tokens.type.strong))
    mark = tokens.type.small if shape else 0
    return metrics.horizontalAdvance(text) + mark + 2 * tokens.space[1]


def paint_pill(
    painter: QPainter, area: QRectF, text: str, colours: tuple[QColor, QColor], tokens: Tokens, shape: str = ""
) -> None:
    """A rounded chip: (text colour, background), optionally with a tier's shape before its word."""
    ink, ground = colours
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
    inner = area.adjusted(tokens.space[1], 0, -tokens.space[1], 0)
    if shape:
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        size = tokens.type.small * 0.72
        x = inner.right() - size / 2 if mirrored else inner.left() + size / 2
        paint_mark(painter, QPointF(x, area.center().y()), size, shape, ink)
        room = tokens.type.small
        inner = inner.adjusted(0, 0, -room, 0) if mirrored else inner.adjusted(room, 0, 0, 0)
    painter.setPen(ink)
    painter.setFont(sized(tokens.type.small, tokens.type.strong))
    paint_centred(painter, inner, text)


def paint_centred(painter: QPainter, area: QRectF, text: str) -> None:
    """A word in the middle, running as its own first strong character says ("1 h 02" stays so in a mirrored window)."""
    before = painter.layoutDirection()
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_rtl(text) else Qt.LayoutDirection.LeftToRight)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
    painter.setLayoutDirection(before)


def paint_line(
    painter: QPainter, area: QRectF, text: str, font: QFont, colour: QColor, *, at_right: bool | None = None
) -> None:
    """One line, cut with dots, that runs as its own first strong character says.

    Args:
        at_right: at which side it stands; by itself at the one where it begins.
    """
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    # What tells which way it runs may be behind the cut.
    paint_cut(painter, area, shown, font, colour, at_right=at_right, rtl=is_rtl(text))


def paint_cut(
    painter: QPainter,
    area: QRectF,
    shown: str,
    font: QFont,
    colour: QColor,
    *,
    at_right: bool | None = None,
    rtl: bool | None = None,
) -> None:
    """The same for a text that fits already; `rtl` tells how it runs where that is known."""
    rtl = is_rtl(shown) if rtl is None else rtl
    painter.save()
    painter.setFont(font)
    painter.setPen(colour)
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    painter.drawText(area, _AT_RIGHT if (rtl if at_right is None else at_right) else _AT_LEFT, shown)
    painter.restore()
