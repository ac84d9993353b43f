"""What stands in a page's place: it is being counted, nothing is there, or it could not be had."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts import button, label


class Notice(QWidget):
    """A few words and what can be done.

    Signals:
        acted(str): what is to be done.
    """

    acted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("place")
        self._deed = ""
        self.heading, self.words = label("", "title", wrap=True), label("", "second", wrap=True)
        self.button = button("")
        self.button.clicked.connect(self._clicked)
        for one in (self.heading, self.words):
            one.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(self.heading)
        column.addWidget(self.words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, heading: str, words: str = "", action: str = "", deed: str = "") -> None:
        """These words; `deed` is what a click on the action tells."""
        self._deed = deed
        self.heading.setText(heading)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.button.setText(action)
        self.button.setVisible(bool(action))

    def _clicked(self) -> None:
        self.acted.emit(self._deed)
