"""A field for one whole number."""

from PySide6.QtCore import QRegularExpression, QSize
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QSizePolicy

from widgets.text_side import LineField

_DIGITS = QRegularExpression(r"\p{Nd}*")
_QT_LETTERS, _LEAST_DIGITS = 17, 7
"""What a line edit has room for by itself; what the shortest of ours has, so that those below each other are alike."""
_ROOM = 2
"""Digits more than the largest number has: one too many is told, not cut off."""


class NumberField(LineField):
    """A whole number that is typed, in the digits of any script; whoever asks for it says what is beyond its range.

    Attributes:
        least, most: the range.
    """

    def __init__(self, least: int, most: int) -> None:
        super().__init__()
        self.least, self.most = least, most
        self.setValidator(QRegularExpressionValidator(_DIGITS, self))
        self.setMaxLength(len(str(most)) + _ROOM)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.editingFinished.connect(self._done)

    @property
    def fits(self) -> bool:
        """Whether a number stands in it that is in the range."""
        return bool(self.text()) and self.least <= self.value() <= self.most

    def value(self) -> int:
        """The number as it was typed; 0 where none stands."""
        return int(self.text() or 0)

    def within(self) -> int:
        """The nearest number of the range."""
        return min(self.most, max(self.least, self.value()))

    def set_value(self, value: int) -> None:
        """Shows another one, unless somebody is typing in it."""
        if not (self.hasFocus() and self.isModified()):
            self.setText(str(value))

    def sizeHint(self) -> QSize:
        """Room for every number of the range, in whatever size people read."""
        held, metrics = super().sizeHint(), self.fontMetrics()
        digits = max(_LEAST_DIGITS, len(str(self.most))) + 1
        width = held.width() - _QT_LETTERS * metrics.horizontalAdvance("x") + digits * metrics.horizontalAdvance("0")
        return QSize(width, held.height())

    def minimumSizeHint(self) -> QSize:
        """No number is cut off."""
        return self.sizeHint()

    def _done(self) -> None:
        if self.fits:
            self.setModified(False)
