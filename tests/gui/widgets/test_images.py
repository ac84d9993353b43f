"""Pictures: small, safe, capped, and told only to whoever is still there."""

import gc

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QObject, QSize, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.gui.widgets.conftest import settle
from widgets.images import ImageCache, decode_image, fitted


def png(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.green)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def ready(self, blob: str) -> None:
        self.told.append(blob)


BOX = QSize(100, 100)


def test_decodes_to_fit_and_never_enlarges(qtbot: QtBot) -> None:
    large, small = decode_image(png(800, 400), BOX), decode_image(png(20, 10), BOX)
    assert large is not None
    assert large.size() == QSize(100, 50)
    assert small is not None
    assert small.size() == QSize(20, 10)
    assert fitted(QSize(10_000, 3), BOX) == QSize(100, 1)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='file:///etc/passwd'/></svg>",
        b"\x89PNG\r\n\x1a\n broken",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x00\x00\x00\x01\x00\x00\x08\x02\x00\x00\x00\x00\x00\x00\x00",
    ],
    ids=["empty", "text", "drawing", "broken", "four billion pixels"],
)
def test_what_is_no_safe_picture_is_none(qtbot: QtBot, data: bytes) -> None:
    assert decode_image(data, BOX) is None


def test_asks_once_and_tells_everybody_who_waits(qtbot: QtBot) -> None:
    cache, one, two = ImageCache(), Receiver(), Receiver()
    wanted: list[str] = []
    cache.bytes_wanted.connect(wanted.append)
    assert cache.pixmap("b", BOX, one.ready) is None
    assert cache.pixmap("b", BOX, two.ready) is None
    assert wanted == ["b"]
    cache.deliver("b", png(10, 10))
    cache.wait()
    settle()
    assert (one.told, two.told) == (["b"], ["b"])
    assert cache.pixmap("b", BOX, one.ready) is not None


def test_a_receiver_that_is_gone_is_not_kept(qtbot: QtBot) -> None:
    cache, gone = ImageCache(), Receiver()
    cache.pixmap("b", BOX, gone.ready)
    del gone
    gc.collect(0)
    cache.deliver("b", png(10, 10))
    cache.wait()
    settle()


def test_missing_is_told_and_can_be_asked_again(qtbot: QtBot) -> None:
    cache, receiver = ImageCache(), Receiver()
    cache.pixmap("b", BOX, receiver.ready)
    cache.deliver("b", None)
    assert cache.broken("b")
    assert receiver.told == ["b"]
    cache.forget("b")
    with qtbot.waitSignal(cache.bytes_wanted):
        cache.pixmap("b", BOX, receiver.ready)


def test_memory_has_a_cap(qtbot: QtBot) -> None:
    cache, receiver = ImageCache(max_bytes=100_000), Receiver()
    for number in range(20):
        cache.pixmap(str(number), BOX, receiver.ready)
        cache.deliver(str(number), png(100, 100))
        cache.wait()
        settle()
    assert cache.held_bytes <= 100_000
    assert cache.pixmap("19", BOX, receiver.ready) is not None
