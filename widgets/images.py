"""Pictures from bytes: decoded small and safely, kept under a byte cap, told to whoever still waits."""

import weakref
from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

MAX_BYTES = 48 * 1024 * 1024
DECODE_LIMIT_MB = 96
MAX_PIXELS = 60_000_000
FORMATS = frozenset({b"jpeg", b"png", b"webp", b"gif", b"bmp"})

ImageReady = Callable[[str], None]


def decode_image(data: bytes, within: QSize) -> QImage | None:
    """The picture scaled to fit `within` (device pixels), never larger than it is; None when it is none we show (S10).

    The type comes from the content; drawings (SVG) and pictures of more than 60 million pixels are refused.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    if reader.format().data() not in FORMATS:
        return None
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MAX_PIXELS:
        return None
    reader.setScaledSize(fitted(size, within))
    image = reader.read()
    return None if image.isNull() else image


def fitted(size: QSize, within: QSize) -> QSize:
    """`size` made smaller, not larger, to fit; at least one pixel each way."""
    if size.width() <= within.width() and size.height() <= within.height():
        return size
    scaled = size.scaled(within, Qt.AspectRatioMode.KeepAspectRatio)
    return scaled.expandedTo(QSize(1, 1))


class _Decoded(QObject):
    done = Signal(str, QSize, object)


class _Decoding(QRunnable):
    def __init__(self, blob: str, data: bytes, within: QSize, outcome: _Decoded) -> None:
        super().__init__()
        self._blob, self._data, self._within, self._outcome = blob, data, within, outcome

    def run(self) -> None:
        self._outcome.done.emit(self._blob, self._within, decode_image(self._data, self._within))


class ImageCache(QObject):
    """Pixmaps by blob and size. One for the whole window.

    Signals:
        bytes_wanted(blob): somebody wants to show it; answer with `deliver`.
    """

    bytes_wanted = Signal(str)

    def __init__(self, parent: QObject | None = None, max_bytes: int = MAX_BYTES) -> None:
        super().__init__(parent)
        # Qt's own limit is 256 MB a picture; a hostile one would push everything else out of memory.
        QImageReader.setAllocationLimit(DECODE_LIMIT_MB)
        self._max_bytes = max_bytes
        self._held: OrderedDict[tuple[str, int, int], QPixmap] = OrderedDict()
        self._bytes = 0
        self._broken: set[str] = set()
        self._wanted: dict[str, set[tuple[int, int]]] = {}
        self._waiting: dict[str, list[weakref.WeakMethod[ImageReady]]] = {}
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._outcome = _Decoded(self)
        self._outcome.done.connect(self._keep)

    @property
    def held_bytes(self) -> int:
        """Memory of the pixmaps held now."""
        return self._bytes

    def broken(self, blob: str) -> bool:
        """Whether its bytes are not here or are no picture."""
        return blob in self._broken

    def pixmap(self, blob: str, within: QSize, ready: ImageReady) -> QPixmap | None:
        """The picture fitted into `within` device pixels, or None and a later call of the bound method `ready(blob)`.

        The receiver is held weakly: whoever is gone by then is not told.
        """
        key = (blob, within.width(), within.height())
        if (found := self._held.get(key)) is not None:
            self._held.move_to_end(key)
            return found
        if blob not in self._broken:
            self._ask(blob, within, ready)
        return None

    def deliver(self, blob: str, data: bytes | None) -> None:
        """Its bytes, or None when they cannot be had now (asked again after `forget`)."""
        sizes = self._wanted.pop(blob, set())
        if data is None:
            self._broken.add(blob)
            self._tell(blob)
            return
        for width, height in sizes:
            self._pool.start(_Decoding(blob, data, QSize(width, height), self._outcome))

    def forget(self, blob: str = "") -> None:
        """Lets a picture that was missing be asked for again; all of them without an argument."""
        if blob:
            self._broken.discard(blob)
        else:
            self._broken.clear()

    def wait(self) -> None:
        """Until what is being decoded is done (shutdown, tests)."""
        self._pool.waitForDone()

    def _ask(self, blob: str, within: QSize, ready: ImageReady) -> None:
        waiting = self._waiting.setdefault(blob, [])
        receiver = weakref.WeakMethod(ready)
        if receiver not in waiting:
            waiting.append(receiver)
        size = (within.width(), within.height())
        first = blob not in self._wanted
        self._wanted.setdefault(blob, set()).add(size)
        if first:
            self.bytes_wanted.emit(blob)

    def _keep(self, blob: str, within: QSize, image: QImage | None) -> None:
        if image is None:
            self._broken.add(blob)
        else:
            self._held[(blob, within.width(), within.height())] = QPixmap.fromImage(image)
            self._bytes += image.sizeInBytes()
            self._shed()
        self._tell(blob)

    def _shed(self) -> None:
        while self._bytes > self._max_bytes and len(self._held) > 1:
            _, dropped = self._held.popitem(last=False)
            self._bytes -= dropped.width() * dropped.height() * dropped.depth() // 8

    def _tell(self, blob: str) -> None:
        for receiver in self._waiting.pop(blob, []):
            if (method := receiver()) is not None:
                method(blob)
