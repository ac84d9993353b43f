"""Asking for a certificate: what it takes, how far the learner is, and what came of asking (S-1, S-2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from domain.training.figures import TrainingFigures
from domain.training.report import Result
from ui.locale import number, percent
from ui.parts import button, label
from ui.training.progress_choice import choice, chosen, offer
from ui.training.progress_shown import NOTHING, part_of
from ui.training.words import seconds_words
from widgets.card import empty_layout

_HUNDRED = 100
_SHARES = 3
"""So many of the criteria are shares; they stand last."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is asked for: what, how much, how much there is; None for met where nothing is known."""

    name: str
    asked: str
    shown: str
    met: bool | None


def criteria(result: Result | None, figures: TrainingFigures) -> tuple[Criterion, ...]:
    """What it takes and how far somebody is; the server has the last word."""
    attempts = result.attempts if result is not None else None
    wanted = figures.certificate_attempts
    lines = [
        Criterion(
            _("Attempts in {days} days").format(days=number(figures.certificate_days)),
            _("{count} or more").format(count=number(wanted)),
            number(attempts) if attempts is not None else NOTHING,
            attempts >= wanted if attempts is not None else None,
        )
    ]
    median = result.median if result is not None and result.median else None
    asked = _("{time} or less").format(time=seconds_words(figures.goal))
    shown = seconds_words(median) if median is not None else NOTHING
    lines.append(Criterion(_("Median time"), asked, shown, median <= figures.goal if median is not None else None))
    shares = (
        (_("Keyword recall"), figures.certificate_recall, result.recall if result is not None else None),
        (_("Topics right"), figures.certificate_topics, part_of(result.topics) if result is not None else None),
        (_("Tiers right"), figures.certificate_tiers, part_of(result.tiers) if result is not None else None),
    )
    for name, least, share in shares:
        said = _("{share} or more").format(share=percent(least / _HUNDRED))
        met = share * _HUNDRED >= least if share is not None else None
        lines.append(Criterion(name, said, percent(share) if share is not None else NOTHING, met))
    return tuple(lines)


class CertificateAsk(QWidget):
    """Language, criteria, the question.

    Signals:
        language_chosen(str): how far they are with that language is wanted. asked(str): a certificate of it.

    Attributes:
        lines: what is shown.
    """

    language_chosen = Signal(str)
    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Criterion, ...] = ()
        self.language = choice(_("Language of the certificate"), [("", _("All languages"))])
        self.ask, self.state = button(_("Ask for the certificate")), label("", "small", wrap=True)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(14)
        self.grid.setVerticalSpacing(3)
        self.grid.setColumnStretch(0, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.language)
        foot.addStretch(1)
        foot.addWidget(self.ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(label(_("What it takes, and how far they are"), "heading"))
        column.addLayout(self.grid)
        column.addLayout(foot)
        column.addWidget(self.state)
        self.language.activated.connect(self._language)
        self.ask.clicked.connect(self._ask)
        self.ask.setEnabled(False)

    def offer_languages(self, languages: Sequence[tuple[str, str]]) -> None:
        """Those there are packs of."""
        offer(self.language, [("", _("All languages")), *languages], chosen(self.language))

    def show_result(self, result: Result | None, figures: TrainingFigures) -> None:
        """How far they are; None where nobody can say."""
        self.lines = criteria(result, figures)
        empty_layout(self.grid)
        for row, line in enumerate(self.lines):
            marks = {
                True: _("✓ reached"),
                False: _("✗ not yet"),
                None: _("never asked") if result is not None else _("not known"),
            }
            role = "" if line.met is not False else "second"
            for column, text in enumerate((line.name, line.shown, line.asked, marks[line.met])):
                self.grid.addWidget(label(text, role if column else ""), row, column)
        self._judge(result, figures)

    def _judge(self, result: Result | None, figures: TrainingFigures) -> None:
        """Whether asking makes sense, and why not."""
        # The server looks at the newest attempts only, these are all of the days: better ones of late may do.
        few = self.lines[0].met is False
        unasked = [line.met for line in self.lines[-_SHARES:]].count(None)
        self.ask.setEnabled(result is not None and not few and unasked < _SHARES)
        if result is None:
            self.say(_("Without a connection nobody knows how far they are."))
        elif few:
            self.say(_("There are too few attempts yet: the server would refuse it."))
        elif unasked == _SHARES:
            self.say(_("Keywords, topics or tiers must have been asked at least once: the server would refuse it."))
        elif any(line.met is False for line in self.lines):
            words = _(
                "Not everything is reached over these days. The server looks at the newest {count} attempts only."
            )
            self.say(words.format(count=number(figures.certificate_attempts)))
        elif unasked:
            self.say(_("What was never asked is not held against them, and the certificate leaves it out."))
        else:
            self.say(_("The server looks at its own figures and decides; what it says comes by itself."))

    def say(self, words: str) -> None:
        """How it went."""
        self.state.setText(words)
        self.state.setVisible(bool(words))

    def _language(self) -> None:
        self.language_chosen.emit(chosen(self.language))

    def _ask(self) -> None:
        self.ask.setEnabled(False)
        self.asked.emit(chosen(self.language))
