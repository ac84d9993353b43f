"""The files that go with a reply: a row of chips with thumbnail, name, size and a remove button."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.i18n import _
from domain.ids import BlobHash
from widgets.composer.values import FileLike
from widgets.icons import icon_pixmap, themed_icon
from widgets.images import ImageCache
from widgets.plain import PlainLabel
from widgets.thread_view.files import display_name, file_icon
from widgets.thread_view.words import file_size
from widgets.tokens import Tokens

THUMB = 36
NAME_WIDTH = 150
HEIGHT = 62


class FileChip(QFrame):
    """One file.

    Signals:
        removed(hash).
    """

    removed = Signal(str)

    def __init__(self, file: FileLike, tokens: Tokens, images: ImageCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file = file
        self._images = images
        self.setObjectName("fileChip")
        name = display_name(file.name, file.media_type)
        self._thumb = PlainLabel(parent=self)
        self._thumb.setFixedSize(THUMB, THUMB)
        self._thumb.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = PlainLabel(name, self, elide=Qt.TextElideMode.ElideMiddle)
        title.setProperty("tone", "name")
        title.setFixedWidth(NAME_WIDTH)
        self._remove = QToolButton(self)
        self._remove.setAccessibleName(_("Remove {name}").format(name=name))
        self._remove.clicked.connect(self._told)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(title)
        words.addWidget(PlainLabel(file_size(file.size), self))
        line = QHBoxLayout(self)
        line.setContentsMargins(5, 4, 4, 4)
        line.addWidget(self._thumb)
        line.addLayout(words)
        line.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme."""
        self._remove.setIcon(themed_icon("x", tokens.text2, size=14))
        self._show_thumb(tokens.text2)

    def _show_thumb(self, color: QColor) -> None:
        ratio = self.devicePixelRatioF()
        found: QPixmap | None = None
        if self.file.media_type.startswith("image/"):
            found = self._images.pixmap(self.file.hash, self._thumb_size(), self._image_ready)
        if found is None:
            self._thumb.setPixmap(icon_pixmap(file_icon(self.file.media_type), color, 22, ratio))
        else:
            self._take(found)

    def _image_ready(self, blob: str) -> None:
        found = self._images.pixmap(blob, self._thumb_size(), self._image_ready)
        if found is not None:
            self._take(found)

    def _take(self, pixmap: QPixmap) -> None:
        shown = QPixmap(pixmap)
        shown.setDevicePixelRatio(self.devicePixelRatioF())
        self._thumb.setPixmap(shown)

    def _thumb_size(self) -> QSize:
        side = round(THUMB * self.devicePixelRatioF())
        return QSize(side, side)

    def _told(self) -> None:
        self.removed.emit(self.file.hash)


class FileChips(QScrollArea):
    """The row; it hides when it is empty and scrolls sideways when it is long.

    Signals:
        removed(hash): the agent took one away.
    """

    removed = Signal(str)

    def __init__(self, tokens: Tokens, images: ImageCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens, self._images = tokens, images
        self._chips: list[FileChip] = []
        inside = QWidget(self)
        self._line = QHBoxLayout(inside)
        self._line.setContentsMargins(12, 8, 12, 0)
        self._line.setSpacing(8)
        self._line.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(HEIGHT)
        self.horizontalScrollBar().rangeChanged.connect(self._make_room)
        self.hide()

    @property
    def files(self) -> tuple[FileLike, ...]:
        """In order."""
        return tuple(chip.file for chip in self._chips)

    def add(self, file: FileLike) -> None:
        """One more at the end; the same file twice is one."""
        if any(chip.file.hash == file.hash for chip in self._chips):
            return
        chip = FileChip(file, self._tokens, self._images, self.widget())
        chip.removed.connect(self.removed)
        self._chips.append(chip)
        self._line.insertWidget(len(self._chips) - 1, chip)
        self.show()

    def remove(self, blob: BlobHash | str) -> bool:
        """Takes one away; whether it was there."""
        for chip in self._chips:
            if chip.file.hash == blob:
                self._chips.remove(chip)
                chip.hide()
                chip.deleteLater()
                self.setVisible(bool(self._chips))
                return True
        return False

    def _make_room(self, _least: int, most: int) -> None:
        """For the bar under the chips, while they are more than there is width for."""
        self.setFixedHeight(HEIGHT + (self.horizontalScrollBar().sizeHint().height() if most else 0))

    def clear(self) -> None:
        """Takes all away."""
        for file in self.files:
            self.remove(file.hash)

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme."""
        self._tokens = tokens
        for chip in self._chips:
            chip.set_tokens(tokens)
