"""Certificates of one learner, each to be saved as a PDF (S-2)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from domain.training.assigning import Certificate
from ui import locale
from ui.parts import button, label
from ui.training.certificate_words import language_words, shown_words
from ui.training.progress_card import LineCard
from widgets.thread_view.when import written_date


class CertificateCard(LineCard):
    """A line each, newest first.

    Signals:
        wanted(Certificate): as a PDF.
    """

    wanted = Signal(object)

    def __init__(self, name: str = "", nothing: str = "") -> None:
        super().__init__(name or _("Your certificates"))
        self._without = nothing or _("None yet. A trainer asks for one when your figures reach what it takes.")
        self._held: tuple[Certificate, ...] = ()
        self.clear(self._without)

    def show_certificates(self, certificates: Sequence[Certificate]) -> None:
        """These."""
        self._held = tuple(certificates)
        self.clear("" if certificates else self._without)
        for one in certificates:
            self.add(self._row(one))

    def _row(self, one: Certificate) -> QWidget:
        made = QWidget()
        row, column = QHBoxLayout(made), QVBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        day = written_date(one.at.astimezone(locale.zone()).date(), locale.tag())
        head = _("{language}, {day}").format(language=language_words(one.language), day=day)
        column.addWidget(label(head, "strong"))
        column.addWidget(label(shown_words(one), "small", wrap=True))
        save = button(_("Save as PDF…"), name=_("Save as PDF: {what}").format(what=head))
        save.setProperty("id", one.id)
        save.clicked.connect(self._wanted)
        row.addLayout(column, 1)
        row.addWidget(save)
        return made

    def _wanted(self) -> None:
        wanted = self.sender().property("id")
        self.wanted.emit(next(one for one in self._held if one.id == wanted))
