"""After an answer: right or not, how fast, and what there was to see, in words; Space goes on."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from domain.training.figures import TrainingFigures
from domain.training.results import Attempt
from domain.training.scoring import Pace, pace_of
from ui import locale
from ui.parts import button, label
from ui.training.words import seconds_words
from widgets.drill.marks import paint_tick
from widgets.painting import paint_mark
from widgets.thread_view.accessibility import announce
from widgets.tokens import Tokens, load_tokens


class Verdict(QWidget):
    """A tick, a diamond or a dot: right, not right, not counted."""

    def __init__(self) -> None:
        super().__init__()
        self.right: bool | None = None
        self._tokens = load_tokens("light")

    def show_right(self, right: bool | None) -> None:
        """None for what does not count."""
        self.right = right
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = round(self._tokens.type.base * 1.5)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), self._tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre, size = QPointF(self.width() / 2, self.height() / 2), tokens.type.base * 1.2
        if self.right:
            paint_tick(painter, centre, size, tokens)
        else:
            shape, colour = ("dot", tokens.text3) if self.right is None else ("diamond", tokens.medium)
            paint_mark(painter, centre, size * 0.9, shape, colour)
        painter.end()


class ReviewBar(QWidget):
    """The words and the button that goes on.

    Signals:
        on_wanted: to the next one.
    """

    on_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.verdict = Verdict()
        self.heading, self.words = label("", "strong", wrap=True), label("", "second", wrap=True)
        self.on = button(_("Next (Space)"), "primary")
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(self.heading)
        text.addWidget(self.words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.verdict, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)
        row.addWidget(self.on, 0, Qt.AlignmentFlag.AlignTop)
        self.on.clicked.connect(self.on_wanted)

    def show_review(self, attempt: Attempt, figures: TrainingFigures, words: str) -> None:
        """Another answer."""
        self.verdict.show_right(attempt.right if attempt.counts else None)
        if attempt.counts:
            # What a wrong answer took is no achievement, however little it was.
            heading = _("Right") if attempt.right else _("Not right")
            time = _time(attempt, figures) if attempt.right else seconds_words(attempt.seconds)
            self.heading.setText(f"{heading} · {time}")
        else:
            self.heading.setText(_("This one does not count"))
            rule = ngettext(
                "It was interrupted for more than {count} second; nobody can say when it was read.",
                "It was interrupted for more than {count} seconds; nobody can say when it was read.",
                figures.pause,
            )
            words = rule.format(count=locale.number(figures.pause))
        self.words.setText(words)
        self.words.setVisible(bool(words))
        said = f"{self.heading.text()}. {words}"
        self.on.setAccessibleDescription(said)
        announce(self, said)


def _time(attempt: Attempt, figures: TrainingFigures) -> str:
    """Against those of S-1."""
    said = {
        Pace.FAST: _("{time}, faster than half the goal of {goal} s"),
        Pace.TRAINED: _("{time}, within the goal of {goal} s"),
        Pace.BETWEEN: _("{time}, goal {goal} s"),
        Pace.UNTRAINED: _("{time}, as slow as untrained ({untrained} s); goal {goal} s"),
    }[pace_of(attempt.seconds, figures)]
    goal, untrained = locale.number(figures.goal), locale.number(figures.untrained)
    return said.format(time=seconds_words(attempt.seconds), goal=goal, untrained=untrained)
