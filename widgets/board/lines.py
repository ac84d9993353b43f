"""Lines of text that are shaped once: shortened, in the layout's direction, kept from frame to frame."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QStaticText, QTextOption, QTransform

from widgets.painting import shortened

MOST_KEPT = 2_000
"""So many lines are kept."""

Kept = tuple[QStaticText, float, float]


class Lines:
    """Paints lines in a few fonts."""

    def __init__(self, *fonts: QFont) -> None:
        self._metrics = {id(font): QFontMetricsF(font) for font in fonts}
        self._kept: dict[tuple[str, int, int, bool], Kept] = {}
        # Their ids stand for them: they have to live as long.
        self._fonts = fonts

    def paint(
        self, painter: QPainter, area: QRectF, text: str, font: QFont, colour: QColor, *, at_right: bool, mirrored: bool
    ) -> float:
        """One line, cut where it does not fit; returns its width.

        Args:
            at_right: at which side it stands. mirrored: whether it runs from right to left as a whole.
        """
        room = area.width()
        if not text or room < 1:
            return 0.0
        line, width, height = self._line(text, font, int(room), mirrored)
        x = area.x() + room - width if at_right else area.x()
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawStaticText(QPointF(x, area.y() + (area.height() - height) / 2), line)
        return width

    def _line(self, text: str, font: QFont, room: int, mirrored: bool) -> Kept:
        key = (text, id(font), room, mirrored)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = self._shaped(text, font, room, mirrored)
        return found

    def _shaped(self, text: str, font: QFont, room: int, mirrored: bool) -> Kept:
        shown = shortened(self._metrics[id(font)], text.replace("\n", " "), room)
        line = QStaticText(shown)
        line.setTextFormat(Qt.TextFormat.PlainText)
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        line.setTextOption(option)
        line.prepare(QTransform(), font)
        return line, line.size().width(), line.size().height()
