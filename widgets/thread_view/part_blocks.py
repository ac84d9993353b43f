"""What hangs on a message: thumbnails, file and fact chips, the quoted line."""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap

from app.i18n import _
from domain.message import Part, PartKind
from widgets.icons import icon_pixmap
from widgets.images import ImageCache, ImageReady
from widgets.thread_view.files import display_name, file_detail, part_icon, shows_as_picture
from widgets.thread_view.plain_text import is_rtl
from widgets.thread_view.states import Action
from widgets.thread_view.style import Face, Style
from widgets.thread_view.words import part_detail, part_title

PICTURE = QSizeF(280, 220)
CHIP_EDGE = 4.0
CHIP_ICON = 20
BAR = 3.0
_ELIDE = Qt.TextElideMode.ElideMiddle


def picture_size(part: Part, room: float) -> QSizeF:
    """On screen, in logical pixels: as it is if it fits, a square-ish box while its size is unknown."""
    within = QSizeF(min(PICTURE.width(), room), PICTURE.height())
    if part.width <= 0 or part.height <= 0:
        return QSizeF(within.width() * 0.7, 140)
    size = QSizeF(part.width, part.height)
    if size.width() > within.width() or size.height() > within.height():
        size.scale(within, Qt.AspectRatioMode.KeepAspectRatio)
    return size.expandedTo(QSizeF(48, 32)).boundedTo(within)


class PictureBlock:
    """A thumbnail; grey with an icon until its pixels are there."""

    def __init__(self, part: Part, room: float) -> None:
        self.part = part
        self.action = Action.IMAGE
        size = picture_size(part, room)
        self.width, self.height = size.width(), size.height()
        self.rect = QRectF()

    def place(self, x: float, y: float, width: float, *, rtl: bool) -> None:
        """Where it stands in its row, at the start side."""
        self.rect = QRectF(x + width - self.width if rtl else x, y, self.width, self.height)

    def paint(self, painter: QPainter, style: Style, images: ImageCache, ready: ImageReady, ratio: float) -> None:
        """Draws it, asking for the pixels at that device pixel ratio."""
        within = QSize(round(PICTURE.width() * ratio), round(PICTURE.height() * ratio))
        pixmap = images.pixmap(self.part.blob, within, ready)
        shape = QPainterPath()
        shape.addRoundedRect(self.rect, 8, 8)
        if pixmap is None:
            painter.fillPath(shape, style.tokens.sunken)
            name = "circle-alert" if images.broken(self.part.blob) else "image"
            paint_icon(painter, name, style, QRectF(self.rect.center() - QPointF(10, 10), QSizeF(20, 20)))
            return
        painter.save()
        painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self.rect, pixmap, _filling(pixmap, self.rect))
        painter.restore()


class PartChip:
    """Icon, name and one line of facts: a file, a place, a contact, a pressed button, something unknown."""

    def __init__(self, part: Part, style: Style, room: float) -> None:
        self.part = part
        is_file = part.kind is PartKind.ATTACHMENT
        self.action = Action.ATTACHMENT if is_file and part.blob else None
        self.icon = part_icon(part)
        self.title = display_name(part.name, part.media_type) if is_file else part_title(part)
        self.detail = file_detail(part) if is_file else part_detail(part)
        self._faces = (style.base, style.small)
        inner = max(style.base.width(self.title), style.small.width(self.detail))
        self.width = min(room, inner + CHIP_ICON + 34)
        self.height = 2 * CHIP_EDGE + style.base.line + (style.small.line if self.detail else 4.0)
        self.rect = QRectF()

    def place(self, x: float, y: float, width: float, *, rtl: bool) -> None:
        """Where it stands in its row, at the start side."""
        self.rect = QRectF(x + width - self.width if rtl else x, y, self.width, self.height)

    def paint(self, painter: QPainter, style: Style) -> None:
        """Draws it."""
        painter.setPen(style.tokens.line)
        painter.setBrush(style.tokens.surface)
        painter.drawRoundedRect(self.rect.adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        left = self.rect.right() - 10 - CHIP_ICON if style.rtl else self.rect.left() + 10
        middle = self.rect.center().y() - CHIP_ICON / 2
        paint_icon(painter, self.icon, style, QRectF(left, middle, CHIP_ICON, CHIP_ICON))
        inner = self.rect.adjusted(12, 0, -CHIP_ICON - 20, 0) if style.rtl else self.rect.adjusted(40, 0, -12, 0)
        title, detail = self._faces
        top = QRectF(inner.left(), inner.top() + CHIP_EDGE, inner.width(), title.line)
        if not self.detail:
            top = inner
        _paint_line(painter, title, self.title, top, style, "text")
        if self.detail:
            below = QRectF(inner.left(), top.bottom(), inner.width(), detail.line)
            _paint_line(painter, detail, self.detail, below, style, "text2")


class QuoteBlock:
    """One line of the message that this one answers."""

    def __init__(self, line: str, style: Style, room: float) -> None:
        self.line = line
        self.face = style.small
        self.width = min(room, self.face.width(line) + BAR + 10)
        self.height = self.face.line + 8
        self.rect = QRectF()

    def place(self, x: float, y: float, width: float, *, rtl: bool) -> None:
        """Over the whole width of the bubble."""
        self.rect = QRectF(x, y, width, self.face.line + 2)

    def paint(self, painter: QPainter, style: Style) -> None:
        """Draws it."""
        left = self.rect.right() - BAR if style.rtl else self.rect.left()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.tokens.accent)
        painter.drawRoundedRect(QRectF(left, self.rect.top(), BAR, self.rect.height()), 1.5, 1.5)
        room = self.rect.adjusted(0, 0, -BAR - 7, 0) if style.rtl else self.rect.adjusted(BAR + 7, 0, 0, 0)
        _paint_line(painter, self.face, self.line, room, style, "text2")


def make_part(part: Part, style: Style, room: float) -> PictureBlock | PartChip:
    """The block for a part of any kind but FACT."""
    return PictureBlock(part, room) if shows_as_picture(part) else PartChip(part, style, room)


def spoken_part(part: Part) -> str:
    """A part for the screen reader and the clipboard."""
    if part.kind is PartKind.ATTACHMENT:
        words = _("attachment {name}").format(name=display_name(part.name, part.media_type))
        return f"{words}, {file_detail(part)}" if file_detail(part) else words
    detail = part_detail(part)
    return f"{part_title(part)}, {detail}" if detail else part_title(part)


def paint_icon(painter: QPainter, name: str, style: Style, rect: QRectF) -> None:
    """A line icon in the second text colour."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(rect.toRect().topLeft(), icon_pixmap(name, style.tokens.text2, round(rect.width()), ratio))


def _paint_line(painter: QPainter, face: Face, text: str, rect: QRectF, style: Style, color: str) -> None:
    painter.setFont(face.font)
    painter.setPen(style.color(color))
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_rtl(text) else Qt.LayoutDirection.LeftToRight)
    side = Qt.AlignmentFlag.AlignRight if style.rtl else Qt.AlignmentFlag.AlignLeft
    flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    shown = face.metrics.elidedText(text, _ELIDE, rect.width())
    painter.drawText(rect, int(flags) | int(Qt.TextFlag.TextSingleLine), shown)


def _filling(pixmap: QPixmap, rect: QRectF) -> QRectF:
    """The middle of the picture with the proportions of the rectangle, so that nothing is stretched."""
    size = QSizeF(pixmap.size())
    wanted = rect.size().scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
    return QRectF(QPointF((size.width() - wanted.width()) / 2, (size.height() - wanted.height()) / 2), wanted)
