"""What a compensation is worked out from, and what each role may offer alone; leads and admins change it (K-4, K-5)."""

from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.i18n import _
from app.services.compensation_values import Basis
from domain.agent import Role
from domain.compensation.figures import DEFAULTS, CompensationFigures, Fault, faults
from domain.money import IN_USD
from ui.number_field import NumberField
from ui.parts import label
from ui.ports import Services
from ui.settings.page_line import beyond_words, usual_words
from ui.settings.page_parts import across, delivered_button, end_column, field_grid, page_column
from ui.settings.shared_page import SharedPage
from widgets.controls import PlainChoice

MOST_UNITS, MOST_PERCENT = 1_000_000, 1_000
GAP = 12
ROLES = (Role.AGENT, Role.SENIOR, Role.LEAD, Role.ADMIN)


class CompensationPage(SharedPage):
    """Each figure counts at once, for everybody in the workspace."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._service = services.compensation
        self._basis = Basis()
        self._filling = False
        self.numbers: dict[str, NumberField] = {}
        self.limits: dict[Role, NumberField] = {}
        self.currency = PlainChoice()
        self.default = delivered_button(self._as_delivered)
        self._lay_out()
        self._allow(may=False)
        self.read()

    def fill(self, basis: Basis) -> None:
        """Shows what is in force."""
        self._basis, figures = basis, basis.figures
        self._filling = True
        codes = sorted({*IN_USD, *(basis.rates or {}), figures.currency})
        self.currency.clear()
        self.currency.addItems(codes)
        self.currency.setCurrentText(figures.currency)
        for name, field in self.numbers.items():
            field.set_value(getattr(figures, name))
        for role, field in self.limits.items():
            limit = figures.limits.get(role, 0)
            field.setText("" if limit is None else str(limit))
        self._filling = False
        self._allow(may=basis.may_change)
        self.words.stand(may_change=basis.may_change, unreadable=usual_words() if basis.broken else "")

    def _lay_out(self) -> None:
        column = page_column(self, _("Compensation"))
        # One grid, so that the fields of all three parts are in line.
        grid = QGridLayout()
        across(grid, label(_("By the size of the loss"), "heading"))
        self._sizes(grid)
        across(grid, label(_("By what went wrong, in percent"), "heading"), GAP)
        self._kinds(grid)
        across(grid, label(_("What each role may offer alone"), "heading"), GAP)
        across(grid, label(_("Above it a lead has to agree. An empty field is no limit."), "small", wrap=True))
        self._roles(grid)
        column.addLayout(grid)
        end_column(column, self.default)

    def _sizes(self, grid: QGridLayout) -> None:
        self.currency.setAccessibleName(_("Currency of these amounts"))
        # As wide as the fields above it.
        self.currency.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.currency.activated.connect(self._typed)
        self._fields(
            grid,
            {
                "small": (_("A loss is small below"), MOST_UNITS),
                "large": (_("A loss is large above"), MOST_UNITS),
                "small_share": (_("Small: percent of the loss"), MOST_PERCENT),
                "floor": (_("Large: percent of the price"), MOST_PERCENT),
                "least": (_("Between: least percent"), MOST_PERCENT),
                "most": (_("Between: most percent"), MOST_PERCENT),
                "aim": (_("Between: usual percent"), MOST_PERCENT),
            },
        )
        last = grid.rowCount() - 1
        grid.addWidget(label(_("Currency of these amounts")), last, 2)
        grid.addWidget(self.currency, last, 3)

    def _kinds(self, grid: QGridLayout) -> None:
        self._fields(
            grid,
            {
                "late_goods": (_("Late: of the goods"), MOST_PERCENT),
                "defect_coupon": (_("Defect: as a coupon"), MOST_PERCENT),
                "service": (_("Service error: of the loss"), MOST_PERCENT),
            },
        )

    def _fields(self, grid: QGridLayout, fields: dict[str, tuple[str, int]]) -> None:
        made = {name: NumberField(0, most) for name, (_text, most) in fields.items()}
        self.numbers |= made
        field_grid({fields[name][0]: field for name, field in made.items()}, self._typed, 2, grid)

    def _roles(self, grid: QGridLayout) -> None:
        names = {Role.AGENT: _("Agents"), Role.SENIOR: _("Seniors"), Role.LEAD: _("Leads"), Role.ADMIN: _("Admins")}
        for role in ROLES:
            field = self.limits[role] = NumberField(0, MOST_UNITS)
            field.setPlaceholderText(_("anything"))
        field_grid({names[role]: self.limits[role] for role in ROLES}, self._typed, 2, grid)

    def _typed(self, _index: int = 0) -> None:
        if self._filling or not self._basis.may_change:
            return
        figures = self._typed_figures()
        limits = (field for field in self.limits.values() if field.text())
        if beyond := beyond_words((*self.numbers.values(), *limits)):
            self.words.fault(beyond)
        elif found := faults(figures):
            self.words.fault(fault_words(found[0]))
        elif figures != self._basis.figures:
            self._keep(figures)
        else:
            self.words.well()

    def _typed_figures(self) -> CompensationFigures:
        limits = dict(self._basis.figures.limits)
        for role, field in self.limits.items():
            limits[role] = field.value() if field.text() else None
        numbers = {name: field.value() for name, field in self.numbers.items()}
        currency = self.currency.currentText()
        return replace(self._basis.figures, currency=currency, limits=limits, **numbers)

    def _as_delivered(self) -> None:
        self._keep(DEFAULTS)

    def _keep(self, figures: CompensationFigures) -> None:
        self.keep(self._service.keep(figures))

    def read(self) -> None:
        """What is in force."""
        self.background.run(self._service.basis(), self.fill, latest="basis")

    def _allow(self, *, may: bool) -> None:
        for part in (*self.numbers.values(), *self.limits.values(), self.currency, self.default):
            part.setEnabled(may)


def fault_words(fault: Fault) -> str:
    """What contradicts itself."""
    return {
        Fault.SIZES: _("A loss cannot be small and large at once: the first amount has to be below the second."),
        Fault.SHARES: _("The usual percent has to be between the least and the most."),
        Fault.LESS_THAN_LOST: _("Less than 100 percent would not make the loss good."),
    }[fault]
