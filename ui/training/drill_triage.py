"""Triage: topic, tier, complaint or not, next step: four short questions, each answered by a digit (S-2, E, K)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout

from app.i18n import _
from domain.emotion.assessment import Tier
from domain.training.answering import NOTHING, Answer
from domain.training.item import DrillItem, NextStep
from domain.training.results import Attempt
from domain.training.task import Task
from ui.parts import label
from ui.training.drill_keywords import TOPICS, topic_options
from ui.training.drill_message import DrillMessage
from ui.training.message_view import MessageTask
from ui.training.words import step_name, tier_words, topic_words
from widgets.drill.keys import digit_of
from widgets.drill.options import Option, Options

if TYPE_CHECKING:
    from widgets.plain import PlainLabel

TIERS: Final = dict(enumerate(Tier, 1))
STEPS: Final = dict(enumerate(NextStep, 1))
COMPLAINT: Final = {1: True, 2: False}
ASKED: Final = ("topic", "tier", "complaint", "step")


class TriageView(MessageTask):
    """The message, and the four questions under it; the one that is asked now is in bold and takes the digits.

    Attributes:
        rows: the answers of each question. asked: which question it is, 4 when all are answered.
    """

    def __init__(self) -> None:
        super().__init__(DrillMessage())
        self._answer = NOTHING
        self.asked = 0
        names = (_("Topic"), _("Tier"), _("Complaint?"), _("Next step"))
        self.rows = tuple(Options(name) for name in names)
        self._names: list[PlainLabel] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for number, (name, row) in enumerate(zip(names, self.rows, strict=True)):
            made = label(name)
            made.setContentsMargins(0, 6, 0, 0)
            self._names.append(made)
            grid.addWidget(made, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(row, number, 1)
            row.setProperty("question", number)
            row.chosen.connect(self._chosen)
        self.column.addLayout(grid)

    def start(self, task: Task, words: Sequence[tuple[int, int]]) -> None:
        self.task, self._answer, self.asked = task, NOTHING, 0
        for row, options in zip(self.rows, _options(), strict=True):
            row.show_options(options)
        self.message.show_item(task.item, ())
        self._point()

    def show_review(self, answer: Answer, attempt: Attempt) -> None:
        if self.task is not None:
            for row, right, chosen in zip(self.rows, _digits(self.task.item), _digits(answer), strict=True):
                assert right is not None
                row.judge(right, chosen)

    def review_words(self, answer: Answer, attempt: Attempt) -> str:
        if self.task is None or attempt.right:
            return ""
        item = self.task.item
        said = {
            "topic": _("topic: {right}").format(right=topic_words(item.topic)),
            "tier": _("tier: {right}").format(right=tier_words(item.tier)),
            "complaint": _("it is a complaint") if item.complaint else _("it is no complaint"),
            "step": _("next step: {right}").format(right=step_name(item.step)),
        }
        wrong = [said[name] for name in ASKED if not getattr(attempt, f"{name}_right")]
        return " · ".join(wrong)

    def question(self) -> str:
        return _("What is it, and what comes first?")

    def hint(self) -> str:
        return _("Four short questions.") + "\n" + _("Digits: answer · Backspace: back to the question before")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = digit_of(event)
        if digit is not None and self.asked < len(ASKED) and self.rows[self.asked].choose(digit):
            return
        if event.key() == Qt.Key.Key_Backspace and 0 < self.asked < len(ASKED):
            self.asked -= 1
            self.rows[self.asked].clear()
            self._point()
            return
        event.ignore()

    def _chosen(self, digit: int) -> None:
        number: int = self.sender().property("question")
        said: dict[str, Any] = {ASKED[number]: (TOPICS, TIERS, COMPLAINT, STEPS)[number][digit]}
        self._answer = replace(self._answer, **said)
        if number == self.asked:
            # A click may have answered a later question already.
            given = [any(one.isChecked() for one in row.buttons.values()) for row in self.rows]
            self.asked = next((one for one, done in enumerate(given) if not done), len(ASKED))
            self._point()
        if self.asked == len(ASKED):
            self.answered.emit(self._answer)

    def _point(self) -> None:
        for number, name in enumerate(self._names):
            now = number == self.asked
            font = name.font()
            font.setBold(now)
            name.setFont(font)
            name.setEnabled(now)
        if self.asked < len(ASKED):
            self.message.text.setAccessibleName(
                _("Message. {question}").format(question=self._names[self.asked].text())
            )


def _options() -> tuple[tuple[Option, ...], ...]:
    return (
        topic_options(),
        tuple(Option(digit, tier_words(tier)) for digit, tier in TIERS.items()),
        (Option(1, _("Yes")), Option(2, _("No"))),
        tuple(Option(digit, step_name(step)) for digit, step in STEPS.items()),
    )


def _digits(said: DrillItem | Answer) -> tuple[int | None, ...]:
    """The digits of a key or of an answer; None for what was not answered."""
    return (
        _digit(TOPICS, said.topic),
        _digit(TIERS, said.tier),
        _digit(COMPLAINT, said.complaint),
        _digit(STEPS, said.step),
    )


def _digit(meant: Mapping[int, object], value: object) -> int | None:
    return next((digit for digit, one in meant.items() if one is value), None)
