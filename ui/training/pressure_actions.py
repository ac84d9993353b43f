"""What can be done with the open dialogue: one of its replies, or tier, topic and next step, each by a digit."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from domain.emotion.assessment import Tier, Topic
from domain.training.item import NextStep
from domain.training.pressure_plan import answers
from domain.training.pressure_states import Dialogue
from ui.parts import button, label
from ui.training.words import step_name, topic_words
from widgets.assessment import tier_name
from widgets.drill.keys import digit_of
from widgets.drill.options import Option, Options

TIERS: Final = dict(enumerate((Tier.LOW, Tier.MEDIUM, Tier.HIGH), 1))
TOPICS: Final[dict[int, Topic | None]] = dict(enumerate((*Topic, None), 1))
_BESIDE = 7
STEPS: Final = dict(enumerate(NextStep, 1))


class Triage(QWidget):
    """Three questions, the one that is asked now in bold.

    Signals:
        judged(topic, tier, step): all are answered.

    Attributes:
        rows: the answers of each. asked: which it is.
    """

    judged = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self._names = tuple(label(name) for name in (_("Tier"), _("Topic"), _("Next step")))
        self.rows = tuple(Options(name.text()) for name in self._names)
        self._chosen = [0, 0, 0]
        self.asked = 0
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for number, row in enumerate(self.rows):
            # Beside the first line of answers, however many lines they need.
            self._names[number].setContentsMargins(0, _BESIDE, 0, 0)
            grid.addWidget(self._names[number], number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(row, number, 1)
            row.setProperty("question", number)
            row.chosen.connect(self._answered)
        self.rows[0].show_options([Option(digit, _capital(tier_name(tier))) for digit, tier in TIERS.items()])
        self.rows[1].show_options([Option(digit, topic_words(topic)) for digit, topic in TOPICS.items()])
        self.rows[2].show_options([Option(digit, step_name(step)) for digit, step in STEPS.items()])

    def begin(self) -> None:
        """Nothing is answered."""
        self._chosen, self.asked = [0, 0, 0], 0
        for row in self.rows:
            row.clear()
        self._point()

    def take(self, digit: int) -> bool:
        """Answers what is asked now."""
        return self.asked < len(self.rows) and self.rows[self.asked].choose(digit)

    def back(self) -> bool:
        """To the question before; False at the first."""
        if not 0 < self.asked < len(self.rows):
            return False
        self.asked -= 1
        self._chosen[self.asked] = 0
        self.rows[self.asked].clear()
        self._point()
        return True

    def _answered(self, digit: int) -> None:
        self._chosen[self.sender().property("question")] = digit
        self.asked = next((number for number, chosen in enumerate(self._chosen) if not chosen), len(self.rows))
        self._point()
        if self.asked == len(self.rows):
            tier, topic, step = self._chosen
            self.judged.emit(TOPICS[topic], TIERS[tier], STEPS[step])

    def _point(self) -> None:
        for number, name in enumerate(self._names):
            font = name.font()
            font.setBold(number == self.asked)
            name.setFont(font)


class PressureActions(QWidget):
    """Under the dialogue.

    Signals:
        answered(int): with that reply or summary, by its own index.
        triaged(topic, tier, step): passed on with that.
        snoozed: put off.

    Attributes:
        triaging: whether the three questions are asked.
    """

    answered = Signal(int)
    triaged = Signal(object, object, object)
    snoozed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._order: tuple[int, ...] = ()
        self._question = ""
        self.asked, self.options, self.triage = label("", "strong"), Options(_("Replies"), wide=True), Triage()
        self.to_triage, self.snooze = button(_("Triage (T)")), button(_("Snooze (S)"))
        self.triaging = False
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.asked, 1)
        head.addWidget(self.to_triage)
        head.addWidget(self.snooze)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.options)
        column.addWidget(self.triage)
        self.options.chosen.connect(self._option_chosen)
        self.triage.judged.connect(self.triaged)
        self.to_triage.clicked.connect(self.turn)
        self.snooze.clicked.connect(self.snoozed)

    def show_dialogue(self, one: Dialogue) -> None:
        """What can be done with that one."""
        texts = answers(one.arrival.task.item)
        self._order = one.arrival.order or tuple(range(len(texts)))
        self.options.show_options([Option(digit, texts[own]) for digit, own in enumerate(self._order, 1)])
        self._question = _("Choose the complete reply") if one.arrival.task.item.replies else _("Choose the summary")
        self.show_snooze(one)
        self._show_page(triage=not texts)

    def show_snooze(self, one: Dialogue) -> None:
        """Whether it can be put off (again)."""
        self.snooze.setEnabled(not one.snoozes)

    def turn(self) -> None:
        """From the replies to the triage or back."""
        self._show_page(triage=not self.triaging or not self._order)

    def take(self, event: QKeyEvent) -> bool:
        """A digit or Backspace; whether it meant something."""
        if event.key() == Qt.Key.Key_Backspace:
            return self.triaging and self.triage.back()
        digit = digit_of(event)
        if digit is None:
            return False
        return self.triage.take(digit) if self.triaging else self.options.choose(digit)

    def _show_page(self, *, triage: bool) -> None:
        self.triaging = triage
        self.asked.setText(_("Tier, topic, next step") if triage else self._question)
        self.to_triage.setText(_("Replies (T)") if triage else _("Triage (T)"))
        self.triage.begin()
        self.options.setVisible(not triage)
        self.triage.setVisible(triage)

    def _option_chosen(self, digit: int) -> None:
        self.answered.emit(self._order[digit - 1])


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
