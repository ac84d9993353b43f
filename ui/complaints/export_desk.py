"""Export…: what the board shows as CSV or XLSX, one complaint as PDF for an authority (S14)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.errors import KnownError, Refused
from app.i18n import _, ngettext
from app.services.complaint_values import BoardCard
from domain.customer import Identity
from domain.ids import ComplaintId
from ui import locale
from ui.complaints.export_pdf import Printing, Written, complaint_paper, over_at, workspace_name
from ui.complaints.export_table import board_table
from ui.file_door import FileDoor, Wish
from ui.paper import Paper
from ui.pdf import pdf
from ui.ports import Services
from widgets.controls import PlainMenu

MOST_MESSAGES = 5_000
"""Of one thread on paper; the newest ones when there are more."""


@dataclass(frozen=True, slots=True)
class _Board:
    """The board as it was when the export was asked for."""

    services: Services
    cards: tuple[BoardCard, ...]

    async def write(self, path: Path) -> None:
        """All of it."""
        table = board_table(self.cards, self.services.complaints.now())
        await self.services.exports.write(path, [table], locale.zone())


@dataclass(frozen=True, slots=True)
class _Document:
    """One complaint with everything that is known of it when it is written."""

    services: Services
    complaint_id: ComplaintId
    set_paper: Callable[[Paper], bytes]

    async def write(self, path: Path) -> None:
        """Reads it afresh, then makes the file."""
        page = await self.services.complaints.page(self.complaint_id)
        if page is None:
            raise Refused("thread_gone")
        card = await self.services.inbox.card(page.card.root_id)
        written = await _read(self.services, page.card, card.identities if card is not None else ())
        session = self.services.session.current
        server, name = (session.server, session.agent.name) if session is not None else ("", "")
        printing = Printing(workspace_name(server), name, self.services.complaints.now())
        await self.services.exports.make(path, partial(self.set_paper, complaint_paper(page, written, printing)))


async def _read(services: Services, card: BoardCard, identities: Sequence[Identity]) -> Written:
    """The thread from when the complaint was received to when it was over, page by page; what is missing is said."""
    window = await services.timeline.newest(card.root_id)
    held, since = window.entries, card.complaint.received_at
    more, missing = window.older or window.older_remote, False
    while more and held and held[0].message.at >= since and len(held) < MOST_MESSAGES:
        try:
            window = await services.timeline.older(card.root_id, held[0])
        except KnownError:
            missing = True
            break
        held = (*window.entries, *held)
        more = bool(window.entries) and (window.older or window.older_remote)
    until = over_at(card.complaint)
    fits = [entry for entry in held if since <= entry.message.at and (until is None or entry.message.at <= until)]
    return Written(fits, missing, identities)


class ExportDesk(QObject):
    """One for the place of complaints.

    Signals:
        ended(bool): a file was written, or could not be.

    Attributes:
        files: asks for the place and says how it went.
        menu: the choices, while they are open.
        set_paper: makes a file of a paper.
    """

    ended = Signal(bool)

    def __init__(self, services: Services, owner: QWidget, set_paper: Callable[[Paper], bytes] = pdf) -> None:
        super().__init__(owner)
        self._services, self._owner, self.set_paper = services, owner, set_paper
        self._cards: tuple[BoardCard, ...] = ()
        self._chosen: BoardCard | None = None
        self.files = FileDoor(services, owner)
        self.files.ended.connect(self.ended)
        self.menu: QMenu | None = None

    def open_menu(self, cards: Sequence[BoardCard], chosen: BoardCard | None, at: QWidget | None = None) -> QMenu:
        """Which file: of these cards, in their order, or of the chosen one."""
        self._cards, self._chosen = tuple(cards), chosen
        menu = PlainMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        count = len(self._cards)
        words = ngettext("{count} complaint as {kind}…", "{count} complaints as {kind}…", count)
        for kind, slot in (("CSV", self._csv), ("XLSX", self._xlsx)):
            menu.addAction(words.format(count=count, kind=kind)).triggered.connect(slot)
        menu.addSeparator()
        paper = menu.addAction(_("The chosen complaint as PDF…"))
        paper.setEnabled(chosen is not None)
        paper.triggered.connect(self._pdf)
        menu.destroyed.connect(self._closed)
        self.menu = menu
        menu.popup(_below(at) if at is not None else self._owner.mapToGlobal(QPoint(0, 0)))
        return menu

    def save_board(self, cards: Sequence[BoardCard], kind: str) -> None:
        """These as "CSV" or "XLSX"."""
        day = self._services.complaints.now().astimezone(locale.zone()).date().isoformat()
        title = _("Complaints {date}").format(date=day)
        self.files.ask(Wish(title, kind, _Board(self._services, tuple(cards)).write))

    def save_complaint(self, card: BoardCard) -> None:
        """That one as PDF."""
        title = _("Complaint {title}").format(title=card.complaint.title or card.complaint.id)
        self.files.ask(Wish(title, "PDF", _Document(self._services, card.complaint.id, self.set_paper).write))

    def _csv(self) -> None:
        self.save_board(self._cards, "CSV")

    def _xlsx(self) -> None:
        self.save_board(self._cards, "XLSX")

    def _pdf(self) -> None:
        if self._chosen is not None:
            self.save_complaint(self._chosen)

    def _closed(self) -> None:
        self.menu = None


def _below(widget: QWidget) -> QPoint:
    return widget.mapToGlobal(widget.rect().bottomLeft())
