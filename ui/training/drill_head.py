"""Over a drill: seconds in the ring, what is asked, which message it is, and how much of the time is left."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from ui import locale
from ui.parts import label
from ui.training.drill_run import DrillRun, Phase
from ui.training.words import clock_words
from widgets.drill.ring import Ring
from widgets.meter import Meter, MeterValue


class DrillHead(QWidget):
    """Ring, question, hint, number.

    Attributes:
        ring, question, hint, number: its parts. meter: the share of the time that is gone, for a drill that time ends.
    """

    def __init__(self) -> None:
        super().__init__()
        self.ring, self.meter = Ring(), Meter()
        self.question, self.hint = label("", "title", wrap=True), label("", "second", wrap=True)
        self.above, self.number = label("", "small"), label("", "title")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self.question)
        words.addWidget(self.hint)
        words.addStretch(1)
        count = QVBoxLayout()
        count.setSpacing(0)
        count.addStretch(1)
        for one in (self.above, self.number):
            one.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            count.addWidget(one)
        count.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self.ring, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addLayout(count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self.meter)
        self.meter.hide()

    def show_task(self, run: DrillRun, question: str, hint: str) -> None:
        """Another task."""
        self.question.setText(question)
        self.hint.setText(hint)
        self.meter.setVisible(run.left is not None)
        self.show_time(run)
        if run.left is not None:
            # Said with each message only: a screen reader would otherwise be told of every second.
            self.meter.setAccessibleName(_("{time} left").format(time=clock_words(run.left)))

    def show_time(self, run: DrillRun) -> None:
        """As it is now."""
        self._show_seconds(run)
        done, size, left = len(run.attempts), run.opened.deck.size, run.left
        now = locale.number(done + (1 if run.phase is Phase.TASK else 0))
        again = " · " + _("again") if run.task is not None and run.task.again else ""
        if left is not None:
            self.above.setText(_("message {number}").format(number=now) + again)
            self.number.setText(_("{time} left").format(time=clock_words(left)))
            self.meter.show_value(MeterValue(1 - left / run.opened.wanted.seconds))
        else:
            self.above.setText(_("message") + again)
            whole = locale.number(size)
            self.number.setText(_("{number} of {size}").format(number=now, size=whole) if size else now)

    def _show_seconds(self, run: DrillRun) -> None:
        """The time of the task at hand; in words once it stands."""
        seconds, figures = run.item_seconds, run.figures
        shown, goal = locale.number(seconds, 1), locale.number(figures.goal)
        stands = _("{seconds} seconds, goal {goal}").format(seconds=shown, goal=goal)
        name = _("The clock runs, goal {goal} seconds").format(goal=goal) if run.running else stands
        self.ring.show_share(seconds / figures.goal, shown, name, most=figures.untrained / figures.goal)
