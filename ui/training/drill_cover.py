"""What stands in the place of the text while nothing is counted: paused, or asked whether to end."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from ui import locale
from ui.parts import button, label


class DrillCover(QWidget):
    """Words and two buttons.

    Signals:
        on_wanted, end_wanted: a button was pressed.
    """

    on_wanted = Signal()
    end_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading, self.words = label("", "title"), label("", "second", wrap=True)
        self.on, self.end = button(_("Go on (Space)"), "primary"), button(_("End the drill (Esc)"))
        self.asks = False
        for one in (self.heading, self.words):
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        row.addWidget(self.on)
        row.addWidget(self.end)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self.heading)
        column.addWidget(self.words)
        column.addLayout(row)
        column.addStretch(2)
        self.on.clicked.connect(self.on_wanted)
        self.end.clicked.connect(self.end_wanted)

    def say_paused(self, pause: int) -> None:
        """It rests."""
        self.asks = False
        self.heading.setText(_("Paused"))
        rule = ngettext(
            "The text is covered and no time is counted. After {count} second this message does not count any more.",
            "The text is covered and no time is counted. After {count} seconds this message does not count any more.",
            pause,
        )
        self.words.setText(rule.format(count=locale.number(pause)))
        self._name()

    def ask_end(self, done: int) -> None:
        """Whether to end."""
        self.asks = True
        self.heading.setText(_("End this drill?"))
        kept = ngettext("The {count} message you did is kept.", "The {count} messages you did are kept.", done)
        self.words.setText(kept.format(count=locale.number(done)) if done else _("Nothing was answered yet."))
        self._name()

    def _name(self) -> None:
        said = f"{self.heading.text()}. {self.words.text()}"
        self.setAccessibleName(said)
        self.on.setAccessibleDescription(said)
