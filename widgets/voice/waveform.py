"""The loudness of a recording as bars, with what was listened to in another colour."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets.tokens import Tokens, load_tokens

BAR, GAP = 2.0, 2.0
HEIGHT = 30
LEAST = 2.0


class Waveform(QWidget):
    """Bars from the start side; a longer recording shows its last seconds while it grows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = load_tokens("light")
        self._peaks: Sequence[float] = ()
        self._share = 0.0
        self.setMinimumSize(80, HEIGHT)

    @property
    def bars(self) -> int:
        """How many there is room for."""
        return max(1, int(self.width() // (BAR + GAP)))

    def show_peaks(self, peaks: Sequence[float], share: float = 0.0) -> None:
        """The loudness of each stretch, 0 to 1; `share` is what was listened to."""
        self._peaks, self._share = tuple(peaks)[-self.bars :], share
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours."""
        self._tokens = tokens
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        top = max((*self._peaks, 0.05))
        for number, peak in enumerate(self._peaks):
            # The ear hears loudness by its root: quiet speech would else be a flat line.
            high = max(LEAST, (peak / top) ** 0.5 * (self.height() - 4))
            x = number * (BAR + GAP)
            if self.isRightToLeft():
                x = self.width() - x - BAR
            heard = number < self._share * len(self._peaks)
            painter.setBrush(self._tokens.accent if heard else self._tokens.text3)
            painter.drawRoundedRect(QRectF(x, (self.height() - high) / 2, BAR, high), 1, 1)
        painter.end()
