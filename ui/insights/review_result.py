"""The result of a week's review on screen, as PDF, on paper and as CSV (M-1)."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import KnownError
from app.i18n import _
from domain.offer import Offer
from domain.review import ReviewItem
from ui.background import Background
from ui.file_door import Wish
from ui.insights.paper_view import PaperView
from ui.insights.review_page import ReviewPage
from ui.insights.review_reader import offers_of
from ui.insights.review_report import Told, file_title, report, table
from ui.locale import zone
from ui.notice import Notice
from ui.paper_door import PaperDoor
from ui.parts import button
from ui.ports import Services


class ReviewResult(QWidget):
    """What the page of conversations holds, told as a whole."""

    def __init__(self, services: Services, page: ReviewPage) -> None:
        super().__init__()
        self._services, self._page = services, page
        self._background = Background(services.tasks, self, self._ignore)
        self._offers: Mapping[str, Offer] = {}
        self.door = PaperDoor(services, self)
        self.view, self.notice = PaperView(), Notice()
        self.pdf, self.paper = button(_("Save as PDF…"), "primary"), button(_("Print…"))
        self.csv = button(_("Save as CSV…"))
        self._stack = QStackedWidget()
        self._lay_out()
        self.pdf.clicked.connect(self._save)
        self.paper.clicked.connect(self._print)
        self.csv.clicked.connect(self._write)
        page.changed.connect(self._renew)

    def enter(self) -> None:
        """It is on screen: with the offers that softened somebody."""
        self._show()
        self._background.run(self._read(self._page.items), self._take, latest="offers")

    def told(self) -> Told:
        """What the report is made of now."""
        page = self._page
        return Told(page.bar.week, page.today, zone(), page.items, page.names, self._offers)

    async def _read(self, items: tuple[ReviewItem, ...]) -> Mapping[str, Offer]:
        found: dict[str, Offer] = {}
        for item in items:
            found |= await offers_of(self._services, item)
        return found

    def _take(self, offers: Mapping[str, Offer]) -> None:
        self._offers = offers
        self._show()

    def _show(self) -> None:
        there = bool(self._page.items)
        for part in (self.pdf, self.paper, self.csv):
            part.setEnabled(there)
        if there:
            self.view.show_paper(report(self.told()))
        else:
            self.notice.say(_("Nothing to report yet"), _("Draw the week's conversations and look through them first."))
        self._stack.setCurrentWidget(self.view if there else self.notice)
        self.setFocusProxy(self.pdf if there else self._stack)

    def _renew(self) -> None:
        if self.isVisible():
            self._show()

    def _save(self) -> None:
        self.door.save(report(self.told()), file_title(self._page.bar.week))

    def _print(self) -> None:
        self.door.print(report(self.told()))

    def _write(self) -> None:
        self.door.files.ask(Wish(file_title(self._page.bar.week), "CSV", self._write_table))

    async def _write_table(self, path: Path) -> None:
        await self._services.exports.write(path, [table(self.told())], zone())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 0)
        head.setSpacing(8)
        head.addStretch(1)
        for part in (self.csv, self.paper, self.pdf):
            head.addWidget(part)
        for shown in (self.notice, self.view):
            self._stack.addWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def _ignore(self, _error: KnownError) -> None:
        """Without the offers the report says where to look."""
