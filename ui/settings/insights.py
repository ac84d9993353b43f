"""What measures should reach and when they warn; leads and admins set it for everybody (M, E-3, R-1, A-4)."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.insight_values import MeasureRules
from domain.measures.figures import DEFAULTS, LIMITS, InsightFigures, peak_text, typed_peak
from ui.number_field import NumberField
from ui.parts import label
from ui.ports import Services
from ui.settings.page_line import beyond_words, usual_words
from ui.settings.page_parts import delivered_button, end_column, field_grid, page_column
from ui.settings.shared_page import SharedPage
from widgets.text_side import LineField


class InsightsPage(SharedPage):
    """Each figure counts at once, for everybody in the workspace."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._service = services.insights
        self._rules = MeasureRules()
        self.numbers = {name: NumberField(*limits) for name, limits in LIMITS.items()}
        self.peak = LineField()
        self.default = delivered_button(self._as_delivered)
        self._lay_out()
        self.fill(self._rules)
        self.read()

    def fill(self, rules: MeasureRules) -> None:
        """Shows what is in force."""
        self._rules = rules
        self.peak.setText(peak_text(rules.figures.peak))
        for name, field in self.numbers.items():
            field.set_value(getattr(rules.figures, name))
        for part in (self.peak, self.default, *self.numbers.values()):
            part.setEnabled(rules.may_change)
        self.words.stand(may_change=rules.may_change, unreadable=usual_words() if rules.unreadable else "")

    def _lay_out(self) -> None:
        column = page_column(self, _("Measures"))
        for heading, texts in _sections():
            column.addWidget(label(heading, "heading"))
            fields = {text: self.peak if name == "peak" else self.numbers[name] for name, text in texts.items()}
            column.addLayout(field_grid(fields, self._typed))
        end_column(column, self.default)

    def _typed(self) -> None:
        if not self._rules.may_change:
            return
        try:
            figures = self._said()
        except ValueError:
            self.words.fault(_("Peak hours look like 10:00-12:00, 15:00-16:30: within a day, one after the other."))
            return
        if fault := beyond_words(self.numbers.values()):
            self.words.fault(fault)
        elif figures != self._rules.figures:
            self._keep(figures)
        else:
            self.words.well()

    def _said(self) -> InsightFigures:
        numbers = {name: field.value() for name, field in self.numbers.items()}
        return replace(self._rules.figures, peak=typed_peak(self.peak.text()), **numbers)

    def _as_delivered(self) -> None:
        self._keep(DEFAULTS)

    def _keep(self, figures: InsightFigures) -> None:
        self.keep(self._service.keep_figures(figures))

    def read(self) -> None:
        """What is in force."""
        self.background.run(self._service.rules(), self.fill, latest="rules")


def _sections() -> tuple[tuple[str, dict[str, str]], ...]:
    goals = {
        "response": _("Average response: seconds, at most"),
        "first_contact": _("Resolved at first contact: percent, at least"),
        "csat": _("CSAT: tenths of a star, at least (35 is 3.5)"),
        "unanswered": _("Threads of one agent that wait, at most"),
        "hit_rate": _("A quick reply sent as it is: percent, at least"),
    }
    peaks = {
        "peak": _("Peak hours of each day"),
        "immediately": _("At once, in peak hours: seconds"),
        "peak_share": _("Answered at once in peak hours: percent, at least"),
        "off_peak": _("In time, outside them: seconds"),
    }
    counting = {
        "gap_hours": _("One contact: hours between two messages, at most"),
        "again_hours": _("Did not write again: hours after it was resolved"),
        "least": _("Fewer cases than this do not warn"),
        "window": _("Warnings look back over so many hours"),
    }
    return (_("Goals"), goals), (_("Peak hours"), peaks), (_("How it is counted"), counting)
