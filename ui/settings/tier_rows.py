"""The three rows of table K: time of the first answer, role of the owner, time of the resolution."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy, QWidget

from app.i18n import _
from domain.agent import Role
from domain.complaints.figures import TierFigures
from domain.emotion.assessment import Tier
from ui.complaints.page_words import role_words
from ui.number_field import NumberField
from ui.parts import label
from widgets.assessment import tier_name
from widgets.banner import Mark
from widgets.board.words import whole_length
from widgets.controls import PlainChoice

ORDER = (Tier.HIGH, Tier.MEDIUM, Tier.LOW)
OWNERS = (Role.AGENT, Role.SENIOR, Role.LEAD, Role.ADMIN)
MOST_MINUTES = 365 * 24 * 60


class TierRows(QWidget):
    """A row a tier; lengths are said in words beside the minutes.

    Signals:
        changed: something else stands in it.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first: dict[Tier, NumberField] = {}
        self.resolve: dict[Tier, NumberField] = {}
        self.role: dict[Tier, QComboBox] = {}
        self._lengths = {tier: (label("", "faint"), label("", "faint")) for tier in ORDER}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        for column, text in ((2, _("First answer")), (4, _("Owner, at least")), (5, _("Resolved within"))):
            grid.addWidget(label(text, "small"), 0, column)
        for row, tier in enumerate(ORDER, 1):
            self._row(grid, row, tier)
        grid.setColumnStretch(7, 1)

    def fill(self, tiers: Mapping[Tier, TierFigures]) -> None:
        """Shows what is in force."""
        for tier, row in tiers.items():
            self.first[tier].set_value(row.first)
            self.resolve[tier].set_value(row.resolve)
            self.role[tier].setCurrentIndex(self.role[tier].findData(row.role.value))
        self._say_lengths()

    def tiers(self) -> Mapping[Tier, TierFigures]:
        """What stands in it."""
        return {
            tier: TierFigures(self.first[tier].value(), self.resolve[tier].value(), Role(self.role[tier].currentData()))
            for tier in ORDER
        }

    def fields(self) -> tuple[NumberField, ...]:
        """All that take a number."""
        return (*self.first.values(), *self.resolve.values())

    def _row(self, grid: QGridLayout, row: int, tier: Tier) -> None:
        name = tier_name(tier)
        mark = Mark(tier.value)
        mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        first, resolve, role = NumberField(1, MOST_MINUTES), NumberField(1, MOST_MINUTES), PlainChoice()
        first.setAccessibleName(_("{tier}: minutes until the first answer").format(tier=name))
        resolve.setAccessibleName(_("{tier}: minutes until it is resolved").format(tier=name))
        role.setAccessibleName(_("{tier}: who owns it at first, at least").format(tier=name))
        for one in OWNERS:
            role.addItem(role_words(one), one.value)
        self.first[tier], self.resolve[tier], self.role[tier] = first, resolve, role
        for field in (first, resolve):
            field.editingFinished.connect(self._typed)
            field.textChanged.connect(self._say_lengths)
        role.activated.connect(self._typed)
        parts = (mark, label(name), first, self._lengths[tier][0], role, resolve, self._lengths[tier][1])
        for column, part in enumerate(parts):
            grid.addWidget(part, row, column)

    def _typed(self, _what: object = None) -> None:
        self.changed.emit()

    def _say_lengths(self, _text: str = "") -> None:
        for tier, (first, resolve) in self._lengths.items():
            first.setText(whole_length(self.first[tier].value()))
            resolve.setText(whole_length(self.resolve[tier].value()))
