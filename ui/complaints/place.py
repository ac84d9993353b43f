"""The place where complaints are led: board, table, follow-ups, and the chosen complaint beside them (K-2)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.changes import ChangeSet
from app.errors import KnownError
from app.ports import SyncStatus
from app.services.complaint_values import BoardCard
from domain.ids import AgentId, ComplaintId
from ui.background import Background
from ui.commands import Context, Need
from ui.complaints.board_columns import columns
from ui.complaints.board_entry import Entry
from ui.complaints.board_head import BOARD, ENDED, FOLLOW_UPS, TABLE, TABS
from ui.complaints.export_desk import ExportDesk
from ui.complaints.filters_values import arranged, passing, read_views, views_text
from ui.complaints.place_frame import PlaceFrame
from ui.complaints.table_view import TableView
from ui.ports import Services
from ui.words import error_words
from widgets.board.board import Board
from widgets.tokens import Tokens

MOST_ENDED = 2_000
"""So many that have ended are read for the figures and the table."""

TICK_MS = 15_000


class ComplaintsPlace(PlaceFrame):
    """Everything about complaints.

    Attributes:
        tab: which of TABS is on screen. shown: what it shows, in order.
    """

    def __init__(self, services: Services, tokens: Tokens) -> None:
        super().__init__(services, tokens)
        self._services, self._service = services, services.complaints
        self.tab = BOARD
        self.shown: list[Entry] = []
        self._ended: Sequence[Entry] | None = None
        self._chosen, self._wanted, self._trouble, self._ended_trouble = "", "", "", ""
        self._stale = True
        self.exporting = ExportDesk(services, self)
        self._background = Background(services.tasks, self, self._ended_failed)
        self._restore()
        self._connect()
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self.tick)
        self._stop = services.waiting.on_status(self._status_changed)

    @property
    def card(self) -> BoardCard | None:
        """The chosen complaint."""
        return self.deeds.card

    def enter(self) -> None:
        if self._stale:
            self._read()
        self.tick()
        self.focus_entry()

    def apply(self, changes: ChangeSet) -> None:
        if changes.reset:
            # Perhaps it is somebody else now: what the other one had open is none of their business.
            self.page.hide()
            self.page.show_complaint(None)
            self._choose("")
            self._ended = None
        if not self.isVisible():
            # Nobody looks: it is read when somebody comes, not at every change meanwhile.
            self._stale = self._stale or changes.reset or bool(changes.complaints or changes.people or changes.shelf)
            return
        self.book.apply(changes)
        if changes.reset:
            self._read_ended()

    def look_at(self, key: str) -> None:
        self.show_tab(BOARD)
        self._open(key)
        self._wanted = key
        self._take_wanted()

    def panes(self) -> tuple[tuple[QWidget, QWidget], ...]:
        first = next((made for made in self.page.buttons.buttons.values() if made.isEnabled()), self.page)
        entry = self.follow_ups.list if self.tab == FOLLOW_UPS else self.pages.entry()
        return ((self.bar, self.bar.field), (self.stack, entry), (self.page, first))

    def focus_entry(self) -> None:
        """The keys to what is on screen."""
        if self.tab == FOLLOW_UPS:
            self.follow_ups.focus_list()
        else:
            self.pages.entry().setFocus()

    def escape(self) -> bool:
        if self.pages.board.carrying:
            self.pages.board.cancel()
        elif self.bar.field.hasFocus():
            self.bar.field.clear()
            self.focus_entry()
        elif self.trouble.isVisible():
            self.trouble.say("")
        elif self.page.isVisible():
            self.page.hide()
            self.focus_entry()
        else:
            return False
        return True

    def needs(self) -> frozenset[Need]:
        return frozenset({Need.COMPLAINTS} | ({Need.COMPLAINT} if self.card is not None else set()))

    def letters(self) -> Mapping[Context, QWidget]:
        return {Context.BOARD: self.pages}

    def close_place(self) -> None:
        self._clock.stop()
        self._stop()

    def show_tab(self, name: str) -> None:
        """Another way to look at them."""
        self.tab = name
        self.trouble.say("")
        self.head.show_tab(name)
        self.bar.setVisible(name != FOLLOW_UPS)
        self.stack.setCurrentWidget(self.follow_ups if name == FOLLOW_UPS else self.pages)
        self._show()
        if self.page.isVisible():
            self._follow_up_chosen(self.follow_ups.current)
        self.focus_entry()

    def step_tab(self, by: int) -> None:
        """The next one, or the one before."""
        self.show_tab(TABS[(TABS.index(self.tab) + by) % len(TABS)])

    def open_thread(self) -> None:
        """The chosen complaint's thread, in the inbox."""
        if self.card is not None:
            self.thread_wanted.emit(self.card.root_id)

    def export(self) -> None:
        """What is on screen, or the chosen one."""
        self.exporting.open_menu([entry.card for entry in self.shown], self.card, self.head.export)

    def tick(self) -> None:
        """Some time has gone by."""
        now = self._service.now()
        for shown in (self.pages.board, self.pages.table, self.pages.ended):
            shown.set_now(now)
        self.head.show_age(self._services.waiting.status, now)
        if self.bar.view.filter.late:
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def _read(self) -> None:
        self._stale = False
        self.book.load()
        self._read_ended()

    def _read_ended(self) -> None:
        self._background.run(self._service.ended(MOST_ENDED), self._ended_read, latest="ended")

    def _ended_read(self, cards: Sequence[BoardCard]) -> None:
        self._ended_trouble = ""
        self._ended = [Entry(card, self.book.ground) for card in cards]
        self._show_figures()
        if self.tab == ENDED:
            self._show()

    def _ended_failed(self, error: KnownError) -> None:
        self._ended_trouble = error_words(error)
        if self._ended is not None:
            self.trouble.say(self._ended_trouble)
        elif self.tab == ENDED:
            self._show()

    def _book_changed(self) -> None:
        self._trouble = ""
        self.bar.offer((entry.complaint.channel for entry in self.book.entries.values()), self.book.people)
        self._show()
        self._show_figures()
        self._take_wanted()

    def _show_figures(self) -> None:
        if not self.book.ready or self._ended is None:
            return
        open_ = [entry.complaint for entry in self.book.entries.values()]
        known = [*open_, *(entry.complaint for entry in self._ended or ())]
        self.tiles.show_figures(known, self.book.ground.figures, self._service.now())

    def _show(self) -> None:
        """What passes the filter, on the page that is on screen."""
        view, now, me = self.bar.view, self._service.now(), self._me()
        read = self.book.ready and (self.tab != ENDED or self._ended is not None)
        held = (self._ended or ()) if self.tab == ENDED else tuple(self.book.entries.values())
        if self.tab == ENDED:
            self.shown = passing(held, view.filter, now, me)
            self.pages.ended.show_entries(self.shown)
            self.pages.ended.choose(self._chosen)
        else:
            self.shown = arranged(held, view, now, me)
        if self.tab == TABLE:
            self.pages.table.show_entries(self.shown)
            self.pages.table.choose(self._chosen)
        elif self.tab == BOARD:
            made = columns(self.shown, self.book.ground.figures, me, lanes=view.lanes)
            self.pages.board.show_board(made)
        all_ = len(self.book.entries)
        if self.book.ready:
            self.head.show_count(len(self.shown) if self.tab in (BOARD, TABLE) else all_, all_)
        if self.tab != FOLLOW_UPS:
            trouble = "" if read else self._trouble or (self._ended_trouble if self.tab == ENDED else "")
            self.pages.show_page(self.tab, shown=len(self.shown), held=len(held), read=read, trouble=trouble)
        self._follow_chosen()

    def _filter_changed(self) -> None:
        view = self.bar.view
        text = views_text([replace(view, filter=replace(view.filter, text=""))])
        if text != self._services.settings.complaint_view:
            self._services.settings.complaint_view = text
        self._show()

    def _restore(self) -> None:
        """The view that was in force last."""
        kept = read_views(self._services.settings.complaint_view)
        if kept:
            self.bar.show_view(kept[0])

    def _follow_chosen(self) -> None:
        """The chosen complaint is the current one in every way to look at them."""
        shown = self.pages.currentWidget()
        if self._chosen and isinstance(shown, Board | TableView) and shown.current != self._chosen:
            shown.choose(self._chosen)
        entry = self._entry(self._chosen)
        if (entry.card if entry is not None else None) is not self.deeds.card:
            self._choose(self._chosen if entry is not None else "")

    def _choose(self, key: str) -> None:
        entry, self._wanted = self._entry(key), ""
        self._chosen = key if entry is not None else ""
        self.deeds.act_on(entry.card if entry is not None else None)
        if self.page.isVisible() and self._chosen and self.page.complaint_id != self._chosen:
            self.page.show_complaint(ComplaintId(self._chosen))
        self.allowed_changed.emit()

    def _open(self, key: str) -> None:
        """With all of it, beside the board."""
        self._choose(key)
        self.page.show()
        self.page.show_complaint(ComplaintId(key))

    def _follow_up_chosen(self, key: str) -> None:
        """What is read while nobody looks is not a choice."""
        if key and self.follow_ups.isVisible():
            self._open(key)

    def _take_wanted(self) -> None:
        """What a link led to, as soon as it is read."""
        if self._wanted and self.pages.board.choose(self._wanted):
            self._choose(self._wanted)

    def _entry(self, key: str) -> Entry | None:
        found = self.book.entries.get(ComplaintId(key))
        return found or next((entry for entry in self._ended or () if entry.complaint.id == key), None)

    def _me(self) -> AgentId | None:
        session = self._services.session.current
        return session.agent.id if session is not None else None

    def _status_changed(self, status: SyncStatus) -> None:
        self.head.show_age(status, self._service.now())

    def _troubled(self, error: KnownError) -> None:
        self._trouble = error_words(error)
        if self.book.ready:
            self.trouble.say(self._trouble)
        else:
            self._show()

    def _connect(self) -> None:
        board, pages = self.pages.board, self.pages
        board.verdict = self.deeds.verdict
        board.dropped.connect(self.deeds.move)
        board.refused.connect(self.trouble.say)
        for shown in (board, pages.table, pages.ended):
            shown.chosen.connect(self._choose)
            shown.opened.connect(self._open)
        self.follow_ups.chosen.connect(self._follow_up_chosen)
        self.follow_ups.thread_wanted.connect(self.thread_wanted)
        self.follow_ups.count_changed.connect(self.head.show_follow_ups)
        self.follow_ups.step_wanted.connect(self.step_tab)
        self.book.changed.connect(self._book_changed)
        self.book.ended.connect(self._read_ended)
        self.book.failed.connect(self._troubled)
        self.bar.changed.connect(self._filter_changed)
        self.bar.left.connect(self._to_first)
        self.deeds.said.connect(self.trouble.say)
        self.head.tab_wanted.connect(self.show_tab)
        self.head.export_wanted.connect(self.export)
        pages.retry_wanted.connect(self._read)
        pages.all_wanted.connect(self.bar.show_all)
        self.page.thread_wanted.connect(self.thread_wanted)
        self.page.chosen.connect(self._choose)
        self.page.closed.connect(self.page.hide)

    def _to_first(self) -> None:
        """From the filter's field to what it found."""
        self.focus_entry()
        if not self._chosen and self.shown:
            self._choose(self.shown[0].complaint.id)
            self._follow_chosen()
