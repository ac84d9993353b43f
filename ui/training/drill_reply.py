"""Reply choice: which reply is complete; afterwards each other one says what it lacks (Q-4, S-2)."""

from collections.abc import Sequence

from app.i18n import _
from domain.training.answering import Answer
from domain.training.item import COMPLETE
from domain.training.results import Attempt
from domain.training.task import Task
from ui import locale
from ui.training.drill_choice import ChoiceView
from ui.training.words import element_name, topic_words


class ReplyView(ChoiceView):
    """The message and replies to it."""

    def texts(self, task: Task) -> Sequence[str]:
        return [reply.text for reply in task.item.replies]

    def notes(self, task: Task) -> dict[int, str]:
        said = {}
        for own, reply in enumerate(task.item.replies):
            if reply.lacks:
                parts = _(", ").join(map(element_name, reply.lacks))
                said[own] = _("It lacks: {parts}").format(parts=parts)
        return said

    def question(self) -> str:
        return _("Which reply is complete?")

    def hint(self) -> str:
        last = locale.number(len(self.options.buttons))
        return _("One has all that a good answer needs.") + "\n" + _("1–{last}: choose").format(last=last)

    def review_words(self, answer: Answer, attempt: Attempt) -> str:
        topic = self.task.item.topic if self.task is not None else None
        if topic is None:
            return ""
        parts = _(", ").join(map(element_name, COMPLETE[topic]))
        return _("{topic}: a complete answer has {parts}").format(topic=topic_words(topic), parts=parts)
