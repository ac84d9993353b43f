"""At the end: what came of it, against the learner's own last 30 days, and what comes back when (S-2)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from app.services.training_values import Progress
from domain.emotion.assessment import Topic
from domain.measures.report import Ratio
from domain.training.progress import result_of, topic_lines
from domain.training.report import Result
from domain.training.results import Attempt
from ui import locale
from ui.parts import button, label
from ui.training.words import length_words, messages_words, seconds_words, topic_words
from widgets.banner import Banner
from widgets.card import Card, empty_layout

NOTHING = "–"


class DrillSummary(QWidget):
    """Figures, comparison, buttons.

    Signals:
        again_wanted, failed_wanted, done_wanted: a button was pressed. keep_wanted: the result is to be kept at last.
    """

    again_wanted = Signal()
    failed_wanted = Signal()
    done_wanted = Signal()
    keep_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading = label("", "title", wrap=True)
        self.trouble = Banner("high")
        self.now, self.later = Card(_("Result")), Card(_("What comes back"))
        self.weak = label("", "second", wrap=True)
        self.again, self.failed, self.done = button(_("Again")), button(_("What went wrong again")), button(_("Done"))
        self.done.setProperty("kind", "primary")
        self._rows, self._due = QVBoxLayout(), label("", "second", wrap=True)
        self.now.body.addLayout(self._rows)
        self.later.body.addWidget(self._due)
        self.later.body.addWidget(self.weak)
        self.later.body.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for one in (self.done, self.again, self.failed):
            buttons.addWidget(one)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.trouble)
        column.addWidget(self.heading)
        column.addWidget(self.now)
        column.addWidget(self.later)
        column.addLayout(buttons)
        column.addStretch(1)
        self.trouble.acted.connect(self.keep_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.failed.clicked.connect(self.failed_wanted)
        self.done.clicked.connect(self.done_wanted)

    def show_result(self, attempts: Sequence[Attempt], seconds: float, before: Result, failed: int) -> None:
        """What came of it."""
        result = result_of(attempts)
        void = sum(1 for attempt in attempts if not attempt.counts)
        heading = _("{messages} in {time}").format(messages=messages_words(result.attempts), time=length_words(seconds))
        if void:
            left_out = ngettext("{count} does not count", "{count} do not count", void)
            heading += " · " + left_out.format(count=locale.number(void))
        self.heading.setText(heading)
        empty_layout(self._rows)
        for name, now, own in _lines(result, before):
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(label(name, "second"), 2)
            row.addWidget(label(now, "strong"), 1)
            row.addWidget(label(own, "second"), 2)
            self._rows.addLayout(row)
        self._show_weak(attempts)
        self._due.setText(_("Looking up what comes back…") if failed else _("Nothing went wrong."))
        self.failed.setVisible(bool(failed))

    def show_due(self, progress: Progress) -> None:
        """When what went wrong comes back."""
        said = [
            _("{day}: {count}").format(day=_day(number), count=messages_words(due))
            for number, due in enumerate(progress.due)
            if due
        ]
        self._due.setText(" · ".join(said) if said else _("Nothing is to be repeated in the next seven days."))

    def say(self, trouble: str) -> None:
        """Why the result is not kept yet; "" when it is."""
        self.trouble.say(trouble, _("Try again") if trouble else "")

    def _show_weak(self, attempts: Sequence[Attempt]) -> None:
        lines = [line for line in topic_lines(attempts) if line.result.right.part < line.result.right.whole]
        names = [topic_words(Topic(line.topic) if line.topic else None) for line in lines[:3]]
        words = _("Weakest now: {topics}").format(topics=_(", ").join(names)) if names else ""
        self.weak.setText(words)
        self.weak.setVisible(bool(words))


def _lines(now: Result, before: Result) -> tuple[tuple[str, str, str], ...]:
    """Name, this time, the last 30 days."""
    rows = [
        (_("Median time"), _time(now), _time(before)),
        (_("Right"), _ratio(now.right), _ratio(before.right)),
        (_("Topic right"), _ratio(now.topics), _ratio(before.topics)),
        (_("Keyword recall"), _part(now.recall), _part(before.recall)),
        (_("Keyword precision"), _part(now.precision), _part(before.precision)),
        (_("Tier right"), _ratio(now.tiers), _ratio(before.tiers)),
    ]
    said = _("last 30 days: {value}")
    return tuple((name, value, said.format(value=own)) for name, value, own in rows if value != NOTHING)


def _time(result: Result) -> str:
    return seconds_words(result.median) if result.right.part else NOTHING


def _part(part: float | None) -> str:
    return locale.percent(part) if part is not None else NOTHING


def _ratio(ratio: Ratio) -> str:
    return locale.percent(ratio.part / ratio.whole) if ratio.whole else NOTHING


def _day(number: int) -> str:
    if number < 2:
        return (_("Today"), _("Tomorrow"))[number]
    return ngettext("In {count} day", "In {count} days", number).format(count=locale.number(number))
