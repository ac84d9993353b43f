"""What drills have in common in which one of several texts is chosen."""

from collections.abc import Sequence

from domain.training.answering import Answer
from domain.training.results import Attempt
from domain.training.task import Task
from ui.training.drill_message import DrillMessage
from ui.training.message_view import MessageView
from widgets.drill.options import Option, Options


class ChoiceView(MessageView):
    """The message, and texts under it of which one is right."""

    name = ""

    def __init__(self) -> None:
        super().__init__(DrillMessage(), Options(self.question(), wide=True))
        self._order: tuple[int, ...] = ()

    def texts(self, task: Task) -> Sequence[str]:
        """The item's own, the right one first."""
        raise NotImplementedError

    def notes(self, task: Task) -> dict[int, str]:
        """What is said of each afterwards, by its index among the item's own."""
        return {}

    def start(self, task: Task, words: Sequence[tuple[int, int]]) -> None:
        texts = self.texts(task)
        self.task, self._order = task, task.order or tuple(range(len(texts)))
        self.options.show_options([Option(digit, texts[own]) for digit, own in enumerate(self._order, 1)])
        self.message.show_item(task.item, ())

    def show_review(self, answer: Answer, attempt: Attempt) -> None:
        if self.task is not None:
            notes = self.notes(self.task)
            told = {digit: notes[own] for digit, own in enumerate(self._order, 1) if own in notes}
            chosen = self._digit(answer.option) if answer.option is not None else None
            self.options.judge(self._digit(0), chosen, told)

    def answer_with(self, digit: int) -> None:
        self.answered.emit(Answer(option=self._order[digit - 1]))

    def _digit(self, own: int) -> int:
        return self._order.index(own) + 1
