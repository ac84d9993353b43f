"""The keyword drill: mark the words that carry the point, then choose the topic (S-1, S-2)."""

from collections.abc import Sequence

from app.i18n import _, ngettext
from domain.emotion.assessment import Topic
from domain.training.answering import UNSET, Answer
from domain.training.results import Attempt
from domain.training.scoring import keyword_score
from domain.training.task import Task
from ui import locale
from ui.training.drill_message import DrillMessage
from ui.training.message_view import MessageView
from ui.training.words import topic_words
from widgets.drill.marks import TextReview
from widgets.drill.options import Option, Options

TOPICS: dict[int, Topic | None] = {**dict(enumerate(Topic, 1)), 0: None}
"""Which digit means which topic."""


def topic_options() -> tuple[Option, ...]:
    """They in words."""
    return tuple(Option(digit, topic_words(topic)) for digit, topic in TOPICS.items())


def digit_of_topic(topic: Topic | None) -> int:
    """The inverse of `TOPICS`."""
    return next(digit for digit, one in TOPICS.items() if one is topic)


class KeywordView(MessageView):
    """The text whose words are marked, and the topics under it."""

    def __init__(self) -> None:
        super().__init__(DrillMessage(markable=True), Options(_("Topic")))
        self._words: Sequence[tuple[int, int]] = ()
        self._warned = False
        self.message.text.marked.connect(self._marked)

    def start(self, task: Task, words: Sequence[tuple[int, int]]) -> None:
        self.task, self._words, self._warned = task, words, False
        self.options.show_options(topic_options())
        self.message.show_item(task.item, words)

    def show_review(self, answer: Answer, attempt: Attempt) -> None:
        if self.task is None:
            return
        item = self.task.item
        score = keyword_score(self._words, answer.chosen, item.marks, self.figures.tolerance)
        spans = {number: (mark.start, mark.end) for number, mark in enumerate(item.marks)}
        found, missed = ([spans[one] for one in sorted(some)] for some in (score.found, score.missed))
        fine = [spans[number] for number, mark in enumerate(item.marks) if not mark.needed]
        self.message.text.show_review(TextReview(found, missed, fine, score.stray))
        chosen = digit_of_topic(answer.topic) if answer.topic is not UNSET else None
        self.options.judge(digit_of_topic(item.topic), chosen)

    def review_words(self, answer: Answer, attempt: Attempt) -> str:
        if self.task is None:
            return ""
        item = self.task.item
        score = keyword_score(self._words, answer.chosen, item.marks, self.figures.tolerance)
        needed = len(score.found) + len(score.missed)
        found = ngettext("{found} of {count} keyword found", "{found} of {count} keywords found", needed)
        said = [found.format(found=locale.number(len(score.found)), count=locale.number(needed))]
        if score.missed:
            missed = [_quoted(item.text[mark.start : mark.end]) for mark in map(item.marks.__getitem__, score.missed)]
            said.append(_("underlined: missed ({words})").format(words=_listed(missed)))
        if score.stray:
            said.append(_("struck through: says nothing of the point"))
        if not attempt.topic_right:
            said.append(_("the topic is: {topic}").format(topic=topic_words(item.topic)))
        return " · ".join(said)

    def question(self) -> str:
        return _("What is the point of this message?")

    def hint(self) -> str:
        if self._warned:
            return _("No word is marked yet. The same digit again goes on without.")
        aim = _("Mark the keywords, then choose the topic. Goal {goal} s, untrained {untrained} s.")
        keys = _("Arrows: word · Space: mark · Shift+arrows: several · 1–5, 0: topic")
        goal, untrained = locale.number(self.figures.goal), locale.number(self.figures.untrained)
        return aim.format(goal=goal, untrained=untrained) + "\n" + keys

    def _marked(self) -> None:
        if self._warned:
            self._warned = False
            self.hint_changed.emit()

    def answer_with(self, digit: int) -> None:
        chosen = self.message.text.chosen
        if not chosen and not self._warned:
            # A digit too early would end the task with nothing found.
            self._warned = True
            self.options.clear()
            self.hint_changed.emit()
            return
        self.answered.emit(Answer(chosen=chosen, topic=TOPICS[digit]))


def _quoted(words: str) -> str:
    return _("“{words}”").format(words=f"\u2068{' '.join(words.split())}\u2069")


def _listed(words: Sequence[str]) -> str:
    return _(", ").join(words)
