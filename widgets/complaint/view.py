"""One complaint as the board shows it on the right: title, clock, path, owner, facts, similar ones, history (K-2)."""

from unicodedata import east_asian_width

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _
from widgets.card import Card, empty_layout, isolated
from widgets.chips import Chip
from widgets.complaint.clock import Clock
from widgets.complaint.history import HistoryCard
from widgets.complaint.path import PathList
from widgets.complaint.similar import SimilarCard
from widgets.complaint.values import ComplaintValue
from widgets.dress import dress
from widgets.flow import FlowLayout
from widgets.plain import PlainLabel

LONG = 64


class ComplaintView(QWidget):
    """All cards of one complaint.

    Attributes:
        deeds: where whoever shows it puts the buttons.

    Signals:
        similar_chosen(str): another complaint is wanted.
    """

    similar_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value: ComplaintValue | None = None
        self.title, self.customer = _wrapped("title"), _wrapped("second")
        self.tier, self.state = Chip("", "low"), Chip("", "neutral")
        self.clock, self.path = Clock(), PathList()
        self.owner, self.role = _wrapped(""), Chip("", "accent")
        self.owner_notes, self.pending = _wrapped("small"), _wrapped("small")
        self.similar, self.history = SimilarCard(), HistoryCard()
        self.deeds = QVBoxLayout()
        self.about = FactsCard()
        self.similar.chosen.connect(self.similar_chosen)
        self._arrange()

    def show_value(self, value: ComplaintValue) -> None:
        """Another complaint, its new state, or only later."""
        if value == self.value:
            return
        self.value = value
        self.title.setText(value.title)
        # A long one in large letters would leave no room for what matters.
        dress(self.title, "title" if _width(value.title) <= LONG else "strong")
        _say(self.customer, isolated(value.customer))
        self.tier.say(value.tier_words, value.tier)
        self.state.say(value.state)
        self.clock.show_clock(value.clock)
        self.path.show_lines(value.path)
        self.owner.setText(isolated(value.owner))
        self.role.say(value.role)
        _say(self.owner_notes, "\n".join(value.owner_notes))
        _say(self.pending, value.pending)
        self.about.show_facts(value.facts)
        self.similar.show_lines(value.similar)
        self.history.show_lines(value.history)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QVBoxLayout()
        head.setSpacing(4)
        chips = QWidget()
        flow = FlowLayout(chips)
        flow.addWidget(self.tier)
        flow.addWidget(self.state)
        for part in (self.title, self.customer, chips, self.clock, self.pending):
            head.addWidget(part)
        path, owner = Card(_("Path")), Card(_("Owner"))
        path.body.addWidget(self.path)
        line = QHBoxLayout()
        line.addWidget(self.owner, 1)
        line.addWidget(self.role)
        owner.body.addLayout(line)
        owner.body.addWidget(self.owner_notes)
        column.addLayout(head)
        column.addWidget(path)
        column.addWidget(owner)
        column.addLayout(self.deeds)
        for card in (self.about, self.similar, self.history):
            column.addWidget(card)
        column.addStretch(1)


def _width(text: str) -> int:
    """Letters, those of Han and their like twice."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


class FactsCard(Card):
    """Names and values; hidden without any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("About"), parent)
        self._facts: tuple[tuple[str, str], ...] = ()
        self.hide()

    def show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        """Other ones; the heading stays."""
        self.setVisible(bool(facts))
        if facts == self._facts:
            return
        self._facts = facts
        while self.body.count() > 1:
            item = self.body.takeAt(1)
            if item is not None and (row := item.layout()) is not None:
                empty_layout(row)
        for name, text in facts:
            self.add_pair(name, text)


def _wrapped(role: str) -> PlainLabel:
    made = PlainLabel()
    if role:
        made.setProperty("role", role)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made


def _say(label: PlainLabel, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))
