"""Whether customers are asked how it was after their thread was closed; leads and admins set it (M-2)."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from app.i18n import _
from app.services.surveys import SurveyBasis
from domain.surveys.figures import LIMITS, SurveyFigures
from ui.number_field import NumberField
from ui.parts import label
from ui.ports import Services
from ui.settings.page_line import beyond_words
from ui.settings.page_parts import field_grid, page_column
from ui.settings.shared_page import SharedPage


class SurveysPage(SharedPage):
    """Each choice counts at once, for everybody in the workspace."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._service = services.surveys
        self._basis = SurveyBasis()
        self._filling = False
        self.csat = QCheckBox(_("Ask how satisfied they are (1 to 5)"))
        self.nps = QCheckBox(_("Then ask whether they would recommend us (0 to 10)"))
        self.numbers = {name: NumberField(*limits) for name, limits in LIMITS.items()}
        self._lay_out()
        self.fill(self._basis)
        self.read()

    def fill(self, basis: SurveyBasis) -> None:
        """Shows what is in force."""
        self._basis, figures = basis, basis.figures
        self._filling = True
        self.csat.setChecked(figures.csat)
        self.nps.setChecked(figures.nps)
        for name, field in self.numbers.items():
            field.set_value(getattr(figures, name))
        self._filling = False
        for part in (self.csat, *self.numbers.values()):
            part.setEnabled(basis.may_change)
        self.nps.setEnabled(basis.may_change and figures.csat)
        nobody = _("What was set cannot be read: nobody is asked until it is set again.")
        self.words.stand(may_change=basis.may_change, unreadable=nobody if basis.broken else "")

    def _lay_out(self) -> None:
        about = _("After a thread was closed, its customer is asked in their language, on the channel they used last.")
        column = page_column(self, _("Surveys"), label(about, "second", wrap=True))
        for box in (self.csat, self.nps):
            column.addWidget(box)
            box.toggled.connect(self._chosen)
        column.addSpacing(8)
        fields = {text: self.numbers[name] for name, text in _texts().items()}
        column.addLayout(field_grid(fields, self._chosen))
        column.addStretch(1)

    def _chosen(self, _on: bool = False) -> None:
        if self._filling or not self._basis.may_change:
            return
        figures = self._said()
        if fault := beyond_words(self.numbers.values()):
            self.words.fault(fault)
        elif figures != self._basis.figures:
            self.keep(self._service.keep(figures))
        else:
            self.words.well()

    def _said(self) -> SurveyFigures:
        csat = self.csat.isChecked()
        numbers = {name: field.value() for name, field in self.numbers.items()}
        return replace(self._basis.figures, csat=csat, nps=csat and self.nps.isChecked(), **numbers)

    def read(self) -> None:
        """What is in force."""
        self.background.run(self._service.basis(), self.fill, latest="surveys")


def _texts() -> dict[str, str]:
    return {
        "delay": _("Minutes after it was closed"),
        "valid": _("Hours in which an answer counts"),
        "csat_days": _("Not again within so many days"),
        "nps_days": _("The second question not again within so many days"),
    }
