"""What a dearer plan brings: the team's figures on the left, the return and the plans beside them (B-1, B-2)."""

from dataclasses import replace

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from domain.measures.budget import PLANS, fit, returns, smallest
from ui.centred import scrolling
from ui.insights.budget_values import MOST, BudgetFigures, budget_text, read_budget
from ui.insights.budget_words import columns, paid_words, plan_cells, plan_name, return_lines, usd
from ui.number_field import NumberField
from ui.paper import Facts, Grid, Heading, Paper, Words
from ui.paper_door import PaperDoor
from ui.parts import button, label, line
from ui.ports import Services
from widgets.card import empty_layout
from widgets.tokens import Tokens

TENTHS = ("people_tenths", "peak_tenths")


class BudgetDesk(QWidget):
    """The calculator; what is typed counts at once and is kept on this computer."""

    def __init__(self, services: Services, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("place")
        self._settings, self._tokens = services.settings, tokens
        self.figures = read_budget(services.settings.budget)
        self.fields: dict[str, NumberField] = {}
        self.net, self.verdict = label("", "display"), label("", "second", wrap=True)
        self.rows = QGridLayout()
        self.plans = QGridLayout()
        self.door = PaperDoor(services, self)
        self.reference = button(_("Reference case"))
        self.pdf, self.paper = button(_("Save as PDF…"), "primary"), button(_("Print…"))
        self.reference.clicked.connect(self._reference)
        self.pdf.clicked.connect(self._save)
        self.paper.clicked.connect(self._print)
        self._lay_out()
        self._fill()
        self._show()

    def lines(self) -> tuple[tuple[str, str], ...]:
        """What was worked out, a line each."""
        return return_lines(returns(self.figures.switch))

    def report(self) -> Paper:
        """What goes on paper: what was typed, what comes of it, the plans."""
        plans = [tuple(cells) for cells in zip(columns(), *self.plan_rows(), strict=True)]
        pieces = (
            Facts(self.typed()),
            Heading(_("What the other plan brings")),
            Facts(self.lines()),
            Words(self.verdict.text()),
            Heading(_("Plans for this team")),
            Grid(plans[0], plans[1:]),
        )
        return Paper(_("Return on investment"), (), pieces)

    def typed(self) -> tuple[tuple[str, str], ...]:
        """What it was worked out from: names of the fields and what stands in them."""
        return tuple((field.accessibleName(), field.text()) for field in self.fields.values())

    def plan_rows(self) -> list[tuple[str, ...]]:
        """The comparison, a plan a row."""
        return [plan_cells(plan, fit(plan, self.figures.need)) for plan in PLANS.values()]

    def _lay_out(self) -> None:
        column = scrolling(self, _("Budget"))
        column.setSpacing(14)
        halves = QHBoxLayout()
        halves.setSpacing(20)
        halves.addWidget(self._form(), 0, Qt.AlignmentFlag.AlignTop)
        beside = QVBoxLayout()
        beside.setSpacing(12)
        beside.addWidget(self._result())
        beside.addWidget(label(_("Plans for this team"), "heading"))
        beside.addWidget(self._table())
        beside.addStretch(1)
        halves.addLayout(beside, 1)
        column.addLayout(halves)
        column.addStretch(1)

    def _form(self) -> QWidget:
        card = _card()
        grid = QGridLayout(card)
        grid.setContentsMargins(16, 14, 16, 14)
        grid.setHorizontalSpacing(12)
        grid.addWidget(label(_("The team"), "heading"), 0, 0, 1, 2)
        team, money = _team_fields(), _money_fields()
        for number, (name, text) in enumerate(team.items(), start=1):
            self._field(grid, number, name, text)
        grid.addWidget(label(_("One plan instead of another, in USD"), "heading"), len(team) + 1, 0, 1, 2)
        for number, (name, text) in enumerate(money.items(), start=len(team) + 2):
            self._field(grid, number, name, text)
        grid.addWidget(self.reference, len(team) + len(money) + 2, 0, 1, 2)
        return card

    def _field(self, grid: QGridLayout, row: int, name: str, text: str) -> None:
        field = self.fields[name] = NumberField(0, MOST)
        if name in TENTHS:
            field.setValidator(QRegularExpressionValidator(QRegularExpression(r"[0-9]{0,4}([.,][0-9]?)?"), field))
        field.setAccessibleName(text)
        field.textEdited.connect(self._typed)
        words = label(text)
        words.setBuddy(field)
        grid.addWidget(words, row, 0)
        grid.addWidget(field, row, 1)

    def _result(self) -> QWidget:
        card = _card()
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 14, 16, 14)
        column.addWidget(label(_("Net, a year"), "heading"))
        column.addWidget(self.net)
        column.addWidget(self.verdict)
        column.addWidget(line())
        self.rows.setHorizontalSpacing(16)
        self.rows.setColumnStretch(0, 1)
        column.addLayout(self.rows)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.paper)
        foot.addWidget(self.pdf)
        column.addLayout(foot)
        return card

    def _table(self) -> QFrame:
        card = _card()
        card.setAccessibleName(_("Plans for this team"))
        self.plans.setContentsMargins(16, 12, 16, 12)
        self.plans.setHorizontalSpacing(16)
        card.setLayout(self.plans)
        return card

    def _fill(self) -> None:
        for name, field in self.fields.items():
            value = getattr(self.figures, name)
            field.setText(f"{value / 10:g}" if name in TENTHS else str(value))

    def _typed(self, _text: str) -> None:
        said = {name: _tenths(field.text()) if name in TENTHS else field.value() for name, field in self.fields.items()}
        self._take(replace(self.figures, **{name: min(value, MOST) for name, value in said.items()}))

    def _reference(self) -> None:
        self._take(BudgetFigures())
        self._fill()

    def _save(self) -> None:
        self.door.save(self.report())

    def _print(self) -> None:
        self.door.print(self.report())

    def _take(self, figures: BudgetFigures) -> None:
        self.figures = figures
        self._settings.budget = budget_text(figures)
        self._show()

    def _show(self) -> None:
        found, best = returns(self.figures.switch), smallest(self.figures.need)
        self.net.setText(usd(found.net))
        fits = _("For this team {plan} is enough.").format(plan=plan_name(best.name))
        pays = _("The switch has paid for itself {when}.").format(when=paid_words(found.months))
        self.verdict.setText(f"{pays} {fits}")
        self._show_lines()
        empty_layout(self.plans)
        for row, words in enumerate(columns()):
            self.plans.addWidget(label(words, "small" if row else "heading"), row, 0)
        for column, cells in enumerate(self.plan_rows(), start=1):
            for row, text in enumerate(cells):
                self.plans.addWidget(label(text, "" if row else "strong", wrap=True), row, column)
            self.plans.setColumnStretch(column, 1)

    def _show_lines(self) -> None:
        lines = self.lines()
        empty_layout(self.rows)
        for row, (name, value) in enumerate(lines):
            self.rows.addWidget(label(name), row, 0)
            words = label(value, "strong")
            words.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            self.rows.addWidget(words, row, 1)


def _team_fields() -> dict[str, str]:
    return {
        "messages": _("Messages a month"),
        "seats": _("People who answer"),
        "growth": _("Growth, percent a month"),
        "peak_tenths": _("The busiest month, times a usual one"),
    }


def _money_fields() -> dict[str, str]:
    return {
        "before": _("Price a month now"),
        "after": _("Price a month of the other plan"),
        "people_tenths": _("People saved"),
        "wage": _("One of them costs, a year"),
        "customers": _("Customers who stay are worth, a year"),
        "once": _("Set-up, once"),
        "yearly": _("More training and integration, a year"),
        "operating": _("Operating cost a month (0: not known)"),
    }


def _tenths(text: str) -> int:
    try:
        return round(float(text.replace(",", ".")) * 10)
    except ValueError:
        return 0


def _card() -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    return card
