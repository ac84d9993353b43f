"""Before the inbox under pressure: how fast, how long, in which language, with which pack; Enter starts."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.services.training_values import PackCard
from domain.ids import PackId
from domain.training.item import DrillKind
from domain.training.pressure_plan import LENGTHS, Pace, Setting, most
from domain.training.task import Wanted
from ui import locale
from ui.parts import button, label
from ui.tab_row import TabRow
from ui.training.pressure_words import pace_meaning, pace_name
from ui.training.words import length_words
from widgets.card import Card

_WIDEST, _FIELD = 620, 220


class PressureSetup(QWidget):
    """The choices, kept from one drill to the next.

    Signals:
        started: Enter, or the button.
    """

    started = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._cards: Sequence[PackCard] = ()
        self._asked = Wanted(DrillKind.PRESSURE)
        self._chosen_for: Wanted | None = None
        self._pace, self._length = Pace.NORMAL, LENGTHS[1]
        self.paces = TabRow(_("Pace"), [(pace.value, pace_name(pace)) for pace in Pace])
        self.lengths = TabRow(_("Length"), [(str(length), length_words(length)) for length in LENGTHS])
        self.languages, self.packs = QComboBox(), QComboBox()
        self.meaning, self.trouble = label("", "second", wrap=True), label("", "error", wrap=True)
        self.start = button(_("Start (Enter)"), "primary")
        self.nothing = label(
            _("There is nothing to practise with yet: no pack is offered to you."), "strong", wrap=True
        )
        self.nothing.hide()
        self.trouble.hide()
        self._lay_out()
        self.paces.show_chosen(self._pace.value)
        self.lengths.show_chosen(str(self._length))
        self.paces.chosen.connect(self._pace_chosen)
        self.lengths.chosen.connect(self._length_chosen)
        self.languages.currentIndexChanged.connect(self._language_chosen)
        self.start.clicked.connect(self.started)
        self._say()

    @property
    def setting(self) -> Setting:
        """As it is chosen."""
        return Setting(self._pace, self._length)

    @property
    def wanted(self) -> Wanted:
        """What it is to be filled with."""
        pack = PackId(self.packs.currentData()) if self.packs.currentData() else None
        asked = self._asked.assignment_id if pack == self._asked.pack_id else None
        return Wanted(
            DrillKind.PRESSURE,
            pack,
            asked,
            language=self.languages.currentData() or "",
            seconds=self._length,
            items=most(self.setting),
        )

    def choose(self, wanted: Wanted) -> None:
        """That language and that pack, for what they were assigned for."""
        self._asked = wanted
        self._choose_asked()

    def offer(self, cards: Sequence[PackCard]) -> None:
        """These packs; what was chosen stays where it is still there."""
        self._cards = [card for card in cards if DrillKind.PRESSURE in card.kinds]
        found = tuple(dict.fromkeys(language for card in self._cards for language in card.languages))
        entries = [(locale.language_name(language), language) for language in found]
        if len(entries) > 1:
            entries.append((_("All languages"), ""))
        _fill(self.languages, entries)
        self._offer_packs()
        self._choose_asked()
        self.start.setEnabled(bool(self._cards))
        self.nothing.setVisible(not self._cards)

    def entry(self) -> QWidget:
        """What takes the keys."""
        return self.start if self.start.isEnabled() else self.paces.buttons[self._pace.value]

    def say_trouble(self, words: str) -> None:
        """Why it can not start; "" for nothing."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            if self.start.isEnabled():
                self.started.emit()
            return
        event.ignore()

    def _offer_packs(self) -> None:
        language = self.languages.currentData() or ""
        entries = [(_("All packs"), "")]
        entries += [(card.title, card.id) for card in self._cards if not language or language in card.languages]
        _fill(self.packs, entries)

    def _choose_asked(self) -> None:
        """Once it is offered; what is chosen by hand afterwards stays."""
        asked = self._asked
        card = next((card for card in self._cards if card.id == asked.pack_id), None)
        language = asked.language or (card.languages[0] if card is not None and len(card.languages) == 1 else "")
        if self._chosen_for is asked or (asked.pack_id is not None and card is None):
            return
        self._chosen_for = asked if self._cards else None
        if language or card is not None:
            self.languages.setCurrentIndex(max(0, self.languages.findData(language)))
            self.packs.setCurrentIndex(max(0, self.packs.findData(asked.pack_id or "")))

    def _pace_chosen(self, id_: str) -> None:
        self._pace = Pace(id_)
        self._say()

    def _length_chosen(self, id_: str) -> None:
        self._length = int(id_)
        self._say()

    def _language_chosen(self, _index: int) -> None:
        self.say_trouble("")
        self._offer_packs()

    def _say(self) -> None:
        self.meaning.setText(pace_meaning(self.setting))

    def _lay_out(self) -> None:
        card = Card(_("The inbox under pressure"))
        card.body.setContentsMargins(20, 16, 20, 20)
        card.body.setSpacing(12)
        rules = _(
            "Dialogues come in faster and faster. Open one and choose the reply that is complete, or triage it, "
            "or snooze it once, before its clock runs out. You see how long each has waited; its tier, and so how "
            "long it may wait, you judge yourself. Colleagues, your lead and the phone interrupt."
        )
        card.body.addWidget(label(rules, "second", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        names = (_("Pace"), _("Length"), _("Language"), _("Pack"))
        for place, (name, field) in enumerate(
            zip(names, (self.paces, self.lengths, self.languages, self.packs), strict=True)
        ):
            said = label(name)
            said.setBuddy(field)
            field.setAccessibleName(name)
            if isinstance(field, QComboBox):
                field.setMinimumWidth(_FIELD)
                field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            grid.addWidget(said, place, 0)
            grid.addWidget(field, place, 1, Qt.AlignmentFlag.AlignLeading)
        card.body.addLayout(grid)
        card.body.addWidget(self.meaning)
        card.body.addWidget(self.nothing)
        card.body.addWidget(self.trouble)
        foot = QHBoxLayout()
        foot.addWidget(self.start)
        foot.addStretch(1)
        card.body.addLayout(foot)
        card.setMaximumWidth(_WIDEST)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 8)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addLayout(row)
        column.addStretch(1)


def _fill(box: QComboBox, entries: Sequence[tuple[str, str]]) -> None:
    """Other entries, without a word to anybody; the chosen one stays if it is among them."""
    held = box.currentData()
    box.blockSignals(True)
    box.clear()
    for words, data in entries:
        box.addItem(words, data)
    box.setCurrentIndex(max(0, box.findData(held)))
    box.blockSignals(False)
