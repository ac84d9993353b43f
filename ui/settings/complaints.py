"""Table K and what goes with it: tiers, times, roles, follow-ups, working hours; leads change it (K-1, K-2)."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from app.i18n import _
from domain.agent import Permission
from domain.complaints.figures import DEFAULTS, KEY, ComplaintFigures
from domain.complaints.ground import Ground
from domain.emotion.assessment import Tier
from domain.money import IN_USD
from domain.working_time import ALWAYS, WorkingHours
from domain.working_time import KEY as HOURS_KEY
from ui.number_field import NumberField
from ui.parts import label
from ui.ports import Services
from ui.settings.page_line import beyond_words, usual_words
from ui.settings.page_parts import delivered_button, end_column, field_grid, page_column
from ui.settings.shared_page import SharedPage
from ui.settings.tier_rows import TierRows
from ui.settings.working_hours import HoursEditor
from widgets.assessment import tier_name
from widgets.controls import PlainChoice

MOST_AMOUNT = 1_000_000_000
NUMBERS: Mapping[str, tuple[int, int]] = {
    "medium_from": (0, MOST_AMOUNT),
    "high_above": (0, MOST_AMOUNT),
    "rule": (1, 525_600),
    "warn": (0, 90),
    "repeat": (1, 1_440),
    "follow_up_days": (1, 90),
}


class ComplaintsPage(SharedPage):
    """Each figure counts at once, for everybody in the workspace.

    Attributes:
        rows: the tiers. numbers: the other figures by name. hours: when the workspace works.
    """

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._services, self._service = services, services.complaints
        self._figures, self._may, self._filling = DEFAULTS, False, True
        self.rows, self.hours = TierRows(), HoursEditor()
        self.numbers: dict[str, NumberField] = {}
        self.currency, self.auto_open = PlainChoice(), PlainChoice()
        self.pause = QCheckBox(_("The clock of the resolution stands while a complaint waits for the customer"))
        self.working = QCheckBox(_("The clock of the resolution goes on in working hours only"))
        self.default = delivered_button(self._as_delivered)
        self._lay_out()
        self._connect()
        self._allow(may=False)
        self.read()

    def fill(self, ground: Ground) -> None:
        """Shows what is in force."""
        session = self._services.session.current
        self._may = session is not None and session.agent.may(Permission.CHANGE_SETTINGS)
        self._figures, figures = ground.figures, ground.figures
        self._filling = True
        self.rows.fill(figures.tiers)
        for name, field in self.numbers.items():
            field.set_value(getattr(figures, name))
        self.currency.clear()
        self.currency.addItems(sorted({*IN_USD, *ground.rates, figures.currency}))
        self.currency.setCurrentText(figures.currency)
        self.pause.setChecked(figures.pause)
        self.working.setChecked(figures.working_hours)
        self.auto_open.setCurrentIndex(self.auto_open.findData(figures.auto_open.value if figures.auto_open else ""))
        self.hours.fill(ground.hours)
        self._filling = False
        self._allow(may=self._may)
        self.words.stand(may_change=self._may, unreadable=unreadable_words(ground))

    def _lay_out(self) -> None:
        column = page_column(self, _("Complaints"))
        column.addWidget(label(_("Tiers: times in minutes"), "heading"))
        column.addWidget(self.rows)
        column.addWidget(label(_("What makes a tier"), "heading"))
        column.addWidget(
            label(_("Public, or threatening to be: always high. An affected experience: medium at least."), "small")
        )
        column.addLayout(self._amounts())
        column.addWidget(label(_("Times"), "heading"))
        column.addLayout(self._times())
        column.addWidget(self.pause)
        column.addLayout(self._auto())
        column.addWidget(label(_("Working hours"), "heading"))
        column.addWidget(self.working)
        column.addWidget(self.hours)
        end_column(column, self.default)

    def _amounts(self) -> QGridLayout:
        self.currency.setAccessibleName(_("Currency of these amounts"))
        grid = self._grid({"medium_from": _("Medium from"), "high_above": _("High above")}, 2)
        grid.addWidget(label(_("Currency of these amounts")), 1, 0)
        grid.addWidget(self.currency, 1, 1)
        return grid

    def _times(self) -> QGridLayout:
        return self._grid(
            {
                "rule": _("Every complaint is answered within, minutes"),
                "warn": _("Warn when so much time is left, percent"),
                "repeat": _("Tell again after, minutes"),
                "follow_up_days": _("Follow-up after, days"),
            },
            1,
        )

    def _auto(self) -> QHBoxLayout:
        words = {
            "": _("never"),
            Tier.HIGH.value: _("when it is {tier}").format(tier=tier_name(Tier.HIGH)),
            Tier.MEDIUM.value: _("when it is {tier} or more").format(tier=tier_name(Tier.MEDIUM)),
            Tier.LOW.value: _("always"),
        }
        for key, text in words.items():
            self.auto_open.addItem(text, key)
        name = _("What the engine takes for a complaint opens by itself")
        self.auto_open.setAccessibleName(name)
        row = QHBoxLayout()
        row.addWidget(label(name))
        row.addWidget(self.auto_open)
        row.addStretch(1)
        return row

    def _grid(self, fields: Mapping[str, str], columns: int) -> QGridLayout:
        made = {name: NumberField(*NUMBERS[name]) for name in fields}
        self.numbers |= made
        return field_grid({fields[name]: field for name, field in made.items()}, self._typed, columns)

    def _connect(self) -> None:
        self.rows.changed.connect(self._typed)
        self.currency.activated.connect(self._typed)
        self.auto_open.activated.connect(self._typed)
        self.pause.clicked.connect(self._typed)
        self.working.clicked.connect(self._typed)
        self.hours.changed.connect(self._hours_typed)
        self.hours.faulty.connect(self._hours_faulty)

    def _typed(self, _what: object = None) -> None:
        if self._filling or not self._may:
            return
        figures = self._typed_figures()
        if fault := beyond_words((*self.rows.fields(), *self.numbers.values())) or fault_words(figures):
            self.words.fault(fault)
        elif figures != self._figures:
            self.keep(self._service.keep(figures))
        else:
            self.words.well()

    def _typed_figures(self) -> ComplaintFigures:
        chosen = self.auto_open.currentData()
        return replace(
            self._figures,
            currency=self.currency.currentText(),
            tiers=self.rows.tiers(),
            pause=self.pause.isChecked(),
            working_hours=self.working.isChecked(),
            auto_open=Tier(chosen) if chosen else None,
            **{name: field.value() for name, field in self.numbers.items()},
        )

    def _hours_typed(self, hours: WorkingHours) -> None:
        if not self._filling and self._may:
            self.keep(self._service.keep_hours(hours))

    def _hours_faulty(self, words: str) -> None:
        if words:
            self.words.fault(words, "hours")
        else:
            self.words.well("hours")

    def _as_delivered(self) -> None:
        self.keep(self._both())

    async def _both(self) -> None:
        await self._service.keep(DEFAULTS)
        await self._service.keep_hours(ALWAYS)

    def read(self) -> None:
        """What is in force."""
        self.background.run(self._service.ground(), self.fill, latest="ground")

    def _allow(self, *, may: bool) -> None:
        parts = (self.rows, self.hours, *self.numbers.values(), self.currency, self.auto_open)
        for part in (*parts, self.pause, self.working, self.default):
            part.setEnabled(may)


def fault_words(figures: ComplaintFigures) -> str:
    """What contradicts itself, "" for nothing."""
    if figures.medium_from > figures.high_above:
        return _("Medium begins below high: the first amount has to be the smaller one.")
    for tier, row in figures.tiers.items():
        if row.first > row.resolve:
            return _("{tier}: the first answer comes before the resolution.").format(tier=tier_name(tier))
    return ""


def unreadable_words(ground: Ground) -> str:
    """What of the two settings cannot be read, and what holds meanwhile; "" for nothing."""
    figures, hours = KEY in ground.unreadable, HOURS_KEY in ground.unreadable
    if hours and not figures:
        return _("The working hours that were set cannot be read: every hour counts until they are set again.")
    return usual_words() if figures else ""
