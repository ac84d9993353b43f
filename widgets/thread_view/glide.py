"""Wheel notches as a short movement instead of a jump."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QScrollBar

FRAME_MS = 12


class Glide(QObject):
    """Moves a scroll bar by a distance in steps that get shorter; more distance can be added on the way.

    It moves by differences, so it does not mind when the content grows above.
    """

    def __init__(self, bar: QScrollBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._left = 0
        self._steps = 0
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self._step)

    def by(self, distance: int, length_ms: int) -> None:
        """That many pixels further within that time; at once when it is 0."""
        if length_ms < FRAME_MS:
            self._bar.setValue(self._bar.value() + distance)
            return
        turned = (distance < 0) != (self._left < 0)
        self._left = distance if turned else self._left + distance
        self._steps = max(1, length_ms // FRAME_MS)
        if not self._timer.isActive():
            self._timer.start()
            self._step()

    def stop(self) -> None:
        """Stays where it is."""
        self._timer.stop()
        self._left = 0

    def _step(self) -> None:
        part = self._left if self._steps <= 1 else round(self._left * 2 / (self._steps + 1))
        self._left -= part
        self._steps -= 1
        self._bar.setValue(self._bar.value() + part)
        if self._left == 0 or self._steps <= 0:
            self.stop()
