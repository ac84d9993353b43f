"""Line icons: one-colour SVGs, tinted by the theme and kept as pixmaps."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from widgets.tokens import RESOURCES


def icon_pixmap(name: str, color: QColor, size: int = 18, ratio: float = 1.0) -> QPixmap:
    """An icon of resources/icons by its file name ("paperclip"), `size` logical pixels square.

    Raises FileNotFoundError when there is no such icon: a typo of ours.
    """
    return _pixmap(name, color.rgba(), size, ratio)


def themed_icon(name: str, color: QColor, disabled: QColor | None = None, size: int = 18) -> QIcon:
    """The same as a QIcon for buttons and menus, sharp at 1x and 2x."""
    icon = QIcon()
    for ratio in (1.0, 2.0):
        icon.addPixmap(icon_pixmap(name, color, size, ratio))
        if disabled is not None:
            icon.addPixmap(icon_pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
    return icon


@lru_cache(maxsize=64)
def _drawing(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def _pixmap(name: str, rgba: int, size: int, ratio: float) -> QPixmap:
    color = QColor.fromRgba(rgba)
    # Lucide draws 2 units wide on 24; 1.75 looks like the text beside it at 18 px.
    drawing = _drawing(name).replace("currentColor", color.name()).replace('stroke-width="2"', 'stroke-width="1.75"')
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(color.alphaF())
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
