"""The deadline that comes next: words, and how much of its time is gone as a bar."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.complaint.values import ClockLine
from widgets.dress import dress
from widgets.meter import Meter, MeterValue
from widgets.plain import PlainLabel


class Clock(QWidget):
    """The words over the bar; hidden while no clock runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.bar = PlainLabel(), Meter()
        self.words.setProperty("role", "strong")
        self.words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(4)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        self.hide()

    def show_clock(self, clock: ClockLine | None) -> None:
        """The time as it is now."""
        self.setVisible(clock is not None)
        if clock is None:
            return
        dress(self.words, clock.tone or "strong")
        self.words.setText(clock.text)
        self.bar.show_value(MeterValue(clock.percent / 100, clock.tone or "accent"))
