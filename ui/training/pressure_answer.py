"""One message that went wrong under pressure: what was said, what was done, what would have been right."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from domain.emotion.assessment import Tier, Topic
from domain.training.answering import Answer
from domain.training.item import DrillItem
from domain.training.pressure_plan import answers
from domain.training.pressure_states import Dialogue
from domain.training.results import Attempt
from ui.parts import label
from ui.training.pressure_rows import bubbles
from ui.training.pressure_words import key_words, lacking
from ui.training.snug_scroll import SnugScroll
from ui.training.words import step_name, tier_words, topic_words
from widgets.card import Card
from widgets.drill.inbox_dialogue import InboxDialogue
from widgets.drill.options import Option, Options

_LEAST = 84


class RightAnswer(QWidget):
    """The dialogue, its answers with the right one ticked, and its key."""

    def __init__(self) -> None:
        super().__init__()
        self.dialogue, self.options = InboxDialogue(), Options(_("Replies"), wide=True)
        self.done, self.key = label("", wrap=True), label("", wrap=True)
        card = Card(_("What was right"))
        card.body.addWidget(self.done)
        card.body.addWidget(self.key)
        under = QWidget()
        inner = QVBoxLayout(under)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(10)
        inner.addWidget(self.options)
        inner.addWidget(card)
        self.dialogue.setMinimumHeight(_LEAST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.dialogue, 1)
        column.addWidget(SnugScroll(under, _LEAST))

    def show_one(self, one: Dialogue, attempt: Attempt) -> None:
        """That message."""
        item, texts = one.arrival.task.item, answers(one.arrival.task.item)
        order = one.arrival.order or tuple(range(len(texts)))
        self.dialogue.show_bubbles(bubbles(one))
        self.options.show_options([Option(digit, texts[own]) for digit, own in enumerate(order, 1)])
        if texts:
            chosen = one.answer.option
            notes = {digit: words for digit, own in enumerate(order, 1) if (words := lacking(item, own))}
            self.options.judge(order.index(0) + 1, None if chosen is None else order.index(chosen) + 1, notes)
        self.done.setText(_triaged(item, one.answer, attempt))
        self.done.setVisible(bool(self.done.text()))
        self.key.setText(key_words(item))


def _triaged(item: DrillItem, answer: Answer, attempt: Attempt) -> str:
    """What was judged wrong, and how; "" when nothing was triaged."""
    found = []
    if attempt.tier_right is False and isinstance(answer.tier, Tier):
        found.append(_("Tier: you said {said}.").format(said=tier_words(answer.tier)))
    if attempt.topic_right is False and (answer.topic is None or isinstance(answer.topic, Topic)):
        found.append(_("Topic: you said {said}.").format(said=topic_words(answer.topic)))
    if attempt.step_right is False and answer.step is not None:
        found.append(_("Next step: you said {said}.").format(said=step_name(answer.step)))
    return " ".join(found)
