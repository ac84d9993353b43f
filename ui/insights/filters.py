"""What counts: comparison, channel, team, agent, language, topic; own days where they are wanted."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from app.i18n import _
from domain.agent import Agent
from domain.emotion.assessment import Topic
from domain.measures.report import Report
from ui.date_fields import DayField
from ui.insights.wanted import Against, Days, Span, Wanted
from ui.insights.words import against_words, channel_words, language_words, topic_words
from ui.parts import button, label, named
from widgets.controls import PlainChoice
from widgets.flow import FlowLayout

Option = tuple[str, str]


class Filters(QWidget):
    """A line of small fields.

    Signals:
        wanted_changed(Wanted): other choices.
    """

    wanted_changed = Signal(object)

    def __init__(self, wanted: Wanted, today: date) -> None:
        super().__init__()
        self._wanted, self._showing = wanted, False
        self._languages: set[str] = set()
        self._channels: set[str] = set()
        self.against = _combo(_("Compare with"))
        self.fields = {
            "channel": _combo(_("Channel")),
            "team": _combo(_("Team")),
            "agent": _combo(_("Agent")),
            "language": _combo(_("Language")),
            "topic": _combo(_("Topic")),
        }
        self.first, self.last = _day(_("First day"), today - timedelta(days=6)), _day(_("Last day"), today)
        self.before = _day(_("Compared from"), today - timedelta(days=13))
        self.all_button: QPushButton = button(_("Everything"), "link")
        self._own = _row(label(_("from"), "small"), self.first, label(_("to"), "small"), self.last)
        self._own_before = _row(label(_("from"), "small"), self.before)
        line = FlowLayout(self, 8)
        for one in (self._own, self.against, self._own_before, *self.fields.values(), self.all_button):
            line.addWidget(one)
        self._fill()
        self._connect()
        self.show_wanted(wanted)

    def show_wanted(self, wanted: Wanted) -> None:
        """These choices."""
        self._wanted, self._showing = wanted, True
        _choose(self.against, wanted.against.value)
        for name, field in self.fields.items():
            _choose(field, getattr(wanted, name))
        if wanted.own is not None:
            self.first.show_day(wanted.own.first)
            self.last.show_day(wanted.own.last)
        if wanted.own_before is not None:
            self.before.show_day(wanted.own_before)
        self._own.setVisible(wanted.span is Span.OWN)
        self._own_before.setVisible(wanted.against is Against.OWN)
        self.all_button.setVisible(wanted.filtered)
        self._showing = False

    def own_days(self) -> Days:
        """What stands in the fields for own days."""
        first, last = self.first.day(), self.last.day()
        return Days(min(first, last), max(first, last))

    def offer_people(self, agents: Iterable[Agent], teams: Iterable[str]) -> None:
        """Whom one can choose."""
        people = sorted((agent.name, agent.id) for agent in agents if agent.active)
        self._options("agent", _("All agents"), [(id_, name) for name, id_ in people])
        self._options("team", _("All teams"), [(name, name) for name in sorted(teams)])

    def offer_found(self, report: Report) -> None:
        """Channels and languages there are; they stay when a filter hides them."""
        self._channels |= {one.name for one in report.channels if one.name}
        self._languages |= {one.name for one in report.languages if one.name}
        channels = sorted((channel_words(name), name) for name in self._channels)
        languages = sorted((language_words(name), name) for name in self._languages)
        self._options("channel", _("All channels"), [(name, words) for words, name in channels])
        self._options("language", _("All languages"), [(name, words) for words, name in languages])

    def _fill(self) -> None:
        for against in Against:
            self.against.addItem(against_words(against), against.value)
        self._options("channel", _("All channels"), ())
        self._options("language", _("All languages"), ())
        self._options("topic", _("All topics"), [(topic.value, topic_words(topic.value)) for topic in Topic])
        self.offer_people((), ())
        self.fields["team"].hide()

    def _connect(self) -> None:
        for field in (self.against, *self.fields.values()):
            field.activated.connect(self._changed)
        for day in (self.first, self.last, self.before):
            day.dateChanged.connect(self._changed)
        self.all_button.clicked.connect(self._everything)

    def _options(self, name: str, everything: str, options: Sequence[Option]) -> None:
        """Other entries; what is chosen stays, also when it is not among them."""
        field, chosen = self.fields[name], getattr(self._wanted, name)
        wanted = [("", everything), *options]
        if chosen and chosen not in {value for value, _words in options}:
            wanted.append((chosen, chosen))
        there = [(str(field.itemData(place)), field.itemText(place)) for place in range(field.count())]
        if there != wanted:
            field.clear()
            for value, words in wanted:
                field.addItem(words, value)
        _choose(field, chosen)
        if name == "team":
            field.setVisible(len(wanted) > 1)

    def _changed(self) -> None:
        if self._showing:
            return
        against = Against(self.against.currentData())
        values: dict[str, Any] = {name: str(field.currentData() or "") for name, field in self.fields.items()}
        wanted = replace(self._wanted, against=against, own_before=self.before.day(), **values)
        if wanted.span is Span.OWN:
            wanted = replace(wanted, own=self.own_days())
        if wanted != self._wanted:
            self.show_wanted(wanted)
            self.wanted_changed.emit(wanted)

    def _everything(self) -> None:
        self.show_wanted(self._wanted.unfiltered())
        self.against.setFocus()
        self.wanted_changed.emit(self._wanted)


def _combo(name: str) -> QComboBox:
    made = PlainChoice()
    made.setProperty("kind", "small")
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    named(made, name)
    return made


def _choose(field: QComboBox, value: str) -> None:
    field.setCurrentIndex(max(0, field.findData(value)))


def _day(name: str, at: date) -> DayField:
    made = DayField()
    made.show_day(at)
    made.setProperty("kind", "small")
    # Typing a year passes through others: asked only when somebody leaves the field or chooses in the calendar.
    made.setKeyboardTracking(False)
    named(made, name)
    return made


def _row(*widgets: QWidget) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(6)
    for widget in widgets:
        line.addWidget(widget)
    return made
