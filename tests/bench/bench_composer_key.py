"""A key pressed in the composer → painted, with a thread of 10,000 messages beside it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tests.bench.widgets_stage import application, milliseconds, page, percentile, settle
from tests.thread_samples import CONTEXT, conversation, window
from tools.figures import Figure, at_most
from widgets.composer.composer import Composer

NAME = "composer_key"
TYPED = "Good morning! Your parcel leaves tomorrow before 17:00. ขอบคุณครับ 謝謝您 " * 6


def run() -> list[Figure]:
    """Median and p95 over a reply of several lines."""
    application()
    host, view, composer = page()
    view.set_window(window(conversation(9_601, 10_000), older=True), CONTEXT)
    composer.focus_text()
    settle()
    times = [_typed(composer, character) for character in TYPED]
    host.close()
    return [
        at_most("composer_key, median", percentile(times, 0.5), "ms", 16),
        at_most("composer_key, p95", percentile(times, 0.95), "ms", 33),
    ]


def _typed(composer: Composer, character: str) -> float:
    key = Qt.Key.Key_Space if character == " " else Qt.Key.Key_A

    def press() -> None:
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(composer.edit, QKeyEvent(QEvent.Type.KeyPress, key, none, character))
        # The layout of the window if the text grew, and a paint of everything the key can have changed.
        QApplication.processEvents()
        composer.repaint()

    return milliseconds(press)
