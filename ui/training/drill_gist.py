"""The gist drill: choose the summary that is right (S-2)."""

from collections.abc import Sequence

from app.i18n import _
from domain.training.answering import Answer
from domain.training.results import Attempt
from domain.training.task import Task
from ui import locale
from ui.training.drill_choice import ChoiceView


class GistView(ChoiceView):
    """The message and its summaries."""

    def texts(self, task: Task) -> Sequence[str]:
        return task.item.gists

    def question(self) -> str:
        return _("Which summary is right?")

    def hint(self) -> str:
        last = locale.number(len(self.options.buttons))
        return _("Read the message once, then choose.") + "\n" + _("1–{last}: choose").format(last=last)

    def review_words(self, answer: Answer, attempt: Attempt) -> str:
        return "" if attempt.right else _("The right summary has the tick.")
