"""The pilot report: seven days of trying something out beside the seven before, on screen and on paper (B-3)."""

from datetime import timedelta

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import KnownError
from app.i18n import _
from app.services.insight_values import Held
from domain.measures.pilot import PILOT_DAYS, PilotLine, compare, days
from domain.measures.report import Choice, Report
from ui.background import Background
from ui.centred import scrolling
from ui.date_fields import DayField
from ui.insights.pilot_words import honesty, row, verdict
from ui.insights.wanted import Days, Wanted
from ui.insights.words import days_words
from ui.locale import zone
from ui.paper import Facts, Grid, Paper, Words
from ui.paper_door import PaperDoor
from ui.parts import button, label, line, named
from ui.ports import Services
from ui.words import error_words
from widgets.card import empty_layout
from widgets.tokens import Tokens

Sides = tuple[Held[Report], Held[Report]]


class PilotDesk(QWidget):
    """One date is chosen: when the pilot began."""

    def __init__(self, services: Services, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("place")
        self._services, self._tokens = services, tokens
        self._background = Background(services.tasks, self, self._troubled)
        self.door = PaperDoor(services, self)
        today = self._today = services.clock.now().astimezone(zone()).date()
        self.start = DayField()
        self.start.bound(today)
        self.start.show_day(today - timedelta(days=PILOT_DAYS))
        self.verdict, self.trouble = label("", "strong", wrap=True), label("", "error", wrap=True)
        self.table = QGridLayout()
        self.pdf, self.paper = button(_("Save as PDF…"), "primary"), button(_("Print…"))
        self.lines: tuple[PilotLine, ...] = ()
        self._lay_out()
        self.start.dateChanged.connect(self._asked)
        self.pdf.clicked.connect(self._save)
        self.paper.clicked.connect(self._print)
        self._fill(())

    def enter(self) -> None:
        """It is on screen: counted again."""
        self._asked()
        self.start.setFocus()

    def report(self) -> Paper:
        """What goes on paper."""
        grid = Grid(_columns(), [row(one) for one in self.lines], shares=(34, 22, 22, 22))
        before, during = self._spans()
        facts = Facts(((_("Before"), days_words(before, self._today)), (_("Pilot"), days_words(during, self._today))))
        return Paper(_("Pilot report"), (), (facts, Words(verdict(self.lines)), grid, Words(honesty(), faint=True)))

    def _lay_out(self) -> None:
        column = scrolling(self, _("Pilot report"))
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(_("The pilot began on")))
        head.addWidget(named(self.start, _("The pilot began on")))
        head.addStretch(1)
        head.addWidget(self.paper)
        head.addWidget(self.pdf)
        column.addLayout(head)
        column.addWidget(self.trouble)
        self.trouble.hide()
        card = QFrame()
        card.setObjectName("card")
        body = QVBoxLayout(card)
        body.setContentsMargins(16, 14, 16, 14)
        body.addWidget(self.verdict)
        body.addWidget(line())
        self.table.setHorizontalSpacing(20)
        self.table.setVerticalSpacing(8)
        body.addLayout(self.table)
        column.addWidget(card)
        column.addWidget(label(honesty(), "small", wrap=True))
        column.addStretch(1)

    def _spans(self) -> tuple[Days, Days]:
        before, during = days(self.start.day())
        one = timedelta(days=1)
        return Days(before[0], before[1] - one), Days(during[0], during[1] - one)

    def _asked(self, _date: QDate | None = None) -> None:
        if not self.lines:
            self.trouble.hide()
            self.verdict.setText(_("Counting…"))
        before, during = (Wanted().choice(span, zone()) for span in self._spans())
        self._background.run(self._both(before, during), self._counted, latest="pilot")

    async def _both(self, before: Choice, during: Choice) -> Sides:
        insights = self._services.insights
        return await insights.report(before), await insights.report(during)

    def _counted(self, sides: Sides) -> None:
        self.trouble.hide()
        self._fill(compare(sides[0].value, sides[1].value))

    def _fill(self, lines: tuple[PilotLine, ...]) -> None:
        self.lines = lines
        empty_layout(self.table)
        self.verdict.setText(verdict(lines) if lines else _("Counting…"))
        for column, text in enumerate(_columns()):
            self.table.addWidget(label(text, "heading"), 0, column)
            self.table.setColumnStretch(column, 1)
        for number, one in enumerate(lines, start=1):
            for column, text in enumerate(row(one)):
                self.table.addWidget(label(text, _role(one, column), wrap=True), number, column)
        for part in (self.pdf, self.paper):
            part.setEnabled(bool(lines))

    def _save(self) -> None:
        self.door.save(self.report())

    def _print(self) -> None:
        self.door.print(self.report())

    def _troubled(self, error: KnownError) -> None:
        self._fill(())
        self.verdict.setText("")
        self.trouble.setText(error_words(error))
        self.trouble.show()


def _columns() -> tuple[str, str, str, str]:
    return _("Measure"), _("The week before"), _("The pilot"), _("Change")


def _role(one: PilotLine, column: int) -> str:
    if column < 3 or one.better is None:
        return "second" if column == 3 else ""
    return "low" if one.better else "medium"
