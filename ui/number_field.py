"""A field for one whole number."""

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit


class NumberField(QLineEdit):
    """A whole number that is typed; what is out of its range is not taken."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__()
        self.setValidator(QIntValidator(least, most, self))
        self.setMaxLength(len(str(most)))
        self.setMaximumWidth(80)

    def value(self) -> int:
        """The number."""
        return int(self.text() or 0)

    def set_value(self, value: int) -> None:
        """Shows another one."""
        self.setText(str(value))
