"""What speed reading is measured against; whoever may change settings does so for everybody (S-1, S-2)."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from app.i18n import _
from domain.agent import Permission
from domain.training.figures import DEFAULTS, LIMITS, TrainingFigures
from ui.locale import number
from ui.number_field import NumberField
from ui.parts import label
from ui.ports import Services
from ui.settings.page_line import beyond_words, usual_words
from ui.settings.page_parts import delivered_button, end_column, page_column
from ui.settings.shared_page import SharedPage

_LETTERS = 44


class TrainingPage(SharedPage):
    """Each figure counts at once, for everybody in the workspace; others see what is in force."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._training, self._trainers = services.training, services.trainers
        session = services.session.current
        self.may_change = session is not None and session.agent.may(Permission.CHANGE_SETTINGS)
        self.figures = DEFAULTS
        self.numbers = {name: NumberField(*limits) for name, limits in LIMITS.items()}
        self.team = QCheckBox(_("Learners see how fast the others of the team are"))
        self.default = delivered_button(self._as_delivered)
        self._lay_out()
        self.team.clicked.connect(self._typed)
        for part in (self.team, self.default, *self.numbers.values()):
            part.setEnabled(self.may_change)
        self.fill(self.figures)
        self.read()

    def read(self) -> None:
        """What is in force."""
        self.background.run(self._read(), self._take, latest="figures")

    async def _read(self) -> tuple[TrainingFigures, bool]:
        return await self._training.figures(), await self._training.figures_lost()

    def _take(self, found: tuple[TrainingFigures, bool]) -> None:
        figures, lost = found
        self.fill(figures)
        self.words.stand(may_change=self.may_change, unreadable=usual_words() if lost else "")

    def fill(self, figures: TrainingFigures) -> None:
        """Shows that."""
        self.figures = figures
        for name, field in self.numbers.items():
            field.set_value(getattr(figures, name))
        self.team.setChecked(figures.team_table)

    def _lay_out(self) -> None:
        column = page_column(self, _("Speed reading"))
        for heading, texts in _sections():
            column.addWidget(label(heading, "heading"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(10)
            for row, (name, text) in enumerate(texts.items()):
                self._place(grid, row, name, text)
            grid.setColumnStretch(2, 1)
            column.addLayout(grid)
        column.addWidget(label(_("Team"), "heading"))
        column.addWidget(self.team)
        end_column(column, self.default)

    def _place(self, grid: QGridLayout, row: int, name: str, text: str) -> None:
        field = self.numbers[name]
        field.setAccessibleName(text)
        field.editingFinished.connect(self._typed)
        least, most = LIMITS[name]
        words = label(text, wrap=True)
        words.setBuddy(field)
        # The fields of all sections stand below each other.
        words.setFixedWidth(words.fontMetrics().averageCharWidth() * _LETTERS)
        grid.addWidget(words, row, 0)
        grid.addWidget(field, row, 1)
        limits = _("{least} to {most}").format(least=number(least), most=number(most))
        grid.addWidget(label(limits, "small"), row, 2)

    def _typed(self) -> None:
        if not self.may_change:
            return
        if fault := beyond_words(self.numbers.values()):
            self.words.fault(fault)
            return
        values = {name: field.value() for name, field in self.numbers.items()}
        if values["untrained"] <= values["goal"]:
            self.words.fault(_("An untrained reader needs longer than the goal."))
            return
        figures = replace(self.figures, team_table=self.team.isChecked(), **values)
        if figures != self.figures:
            self._keep(figures)
        else:
            self.words.well()

    def _as_delivered(self) -> None:
        self._keep(DEFAULTS)

    def _keep(self, figures: TrainingFigures) -> None:
        self.keep(self._trainers.keep_figures(figures))


def _sections() -> tuple[tuple[str, dict[str, str]], ...]:
    reading = {
        "goal": _("Goal: seconds to the point of a message"),
        "untrained": _("An untrained reader: seconds"),
        "minutes": _("Practice a day: minutes"),
        "tolerance": _("Words beside a keyword that count as the keyword"),
        "pause": _("Interrupted longer than this, an attempt does not count: seconds"),
    }
    packs = {"checkers": _("People who must agree on a key, beside its author")}
    certificate = {
        "certificate_attempts": _("The newest attempts that are looked at"),
        "certificate_days": _("Of so many last days"),
        "certificate_recall": _("Keyword recall: percent, at least"),
        "certificate_topics": _("Topics right: percent, at least"),
        "certificate_tiers": _("Tiers right: percent, at least"),
    }
    return (_("Reading"), reading), (_("Packs"), packs), (_("What a certificate takes"), certificate)
