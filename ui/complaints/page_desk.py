"""One complaint with everything that can be done to it, live: the right side of the board (K-2, K-6)."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.changes import ChangeSet
from app.errors import KnownError
from app.i18n import _
from app.services.complaint_values import BoardCard, ComplaintPage
from domain.agent import Agent
from domain.complaint import Complaint, ComplaintState
from domain.complaints.acts import ComplaintAct, LinkComplaint, OwnComplaint, PauseComplaint, SeeComplaint
from domain.complaints.ground import Ground
from domain.ids import ComplaintId
from ui.background import Background
from ui.complaints.dialog_form import amend_dialog
from ui.complaints.dialog_owner import OwnerDialog
from ui.complaints.dialog_reason import reopen_dialog, resolve_dialog
from ui.complaints.dialog_same import SameDialog
from ui.complaints.dialog_tier import TierDialog
from ui.complaints.page_buttons import DeedButtons
from ui.complaints.page_deeds import Deed, Hand
from ui.complaints.page_path import Look
from ui.complaints.page_seen import Seen
from ui.complaints.page_values import complaint_value
from ui.parts import label
from ui.ports import Services
from ui.theme import spread
from ui.words import error_words
from widgets.banner import Banner
from widgets.complaint.view import ComplaintView
from widgets.tokens import Tokens

SECOND_MS = 1_000
_WATCHED = frozenset({"complaint", "offer", "setting"})


class PageDesk(QWidget):
    """Shows one complaint and does what is asked of it.

    Attributes:
        page: what is on screen, None while nothing is. buttons: what can be done. trouble: what went wrong.

    Signals:
        thread_wanted(str): the complaint's thread is wanted.
        chosen(str): another complaint is shown, by a link on the page.
        closed: the complaint is gone.
    """

    thread_wanted = Signal(str)
    chosen = Signal(str)
    closed = Signal()

    def __init__(self, services: Services, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sideBody")
        self.page: ComplaintPage | None = None
        self.complaint_id: ComplaintId | None = None
        self._services, self._service, self._tokens = services, services.complaints, tokens
        self._ground, self._stale = Ground(), False
        self.view, self.buttons, self.trouble = ComplaintView(), DeedButtons(), Banner("high", dismissable=True)
        self._empty = label("", "second", wrap=True)
        self._pages = QStackedWidget()
        self._seen = Seen(services)
        self._background = Background(services.tasks, self, self._troubled)
        self._lay_out()
        self.buttons.wanted.connect(self.do)
        self.view.similar_chosen.connect(self._look_at)
        self._clock = QTimer(self)
        self._clock.setInterval(SECOND_MS)
        self._clock.timeout.connect(self.tick)
        self._stop = services.hub.subscribe(self._changed)
        self.destroyed.connect(self._stop)
        self.show_complaint(None)

    def show_complaint(self, complaint_id: ComplaintId | None) -> None:
        """Another one; None for none."""
        if complaint_id != self.complaint_id:
            self.trouble.say("")
        self.complaint_id = complaint_id
        if complaint_id is None:
            self.page = None
            self._background.forget("page")
            self._say_empty(_("Choose a complaint: it is shown here with all that was done."))
            return
        self._read()

    def set_tokens(self, tokens: Tokens) -> None:
        """Dialogs made later take them, too."""
        self._tokens = tokens

    def tick(self) -> None:
        """A second has gone by."""
        if self.page is not None:
            self.view.show_value(complaint_value(self.page, Look(self._service.now(), self._ground)))

    def focus_first(self) -> None:
        """The keys go to the first thing that can be done."""
        first = next((made for made in self.buttons.buttons.values() if made.isEnabled()), None)
        if first is not None:
            first.setFocus()

    def may(self, deed: Deed) -> bool:
        """Whether that can be done to what is on screen."""
        return self.page is not None and self.buttons.may(deed)

    def do(self, deed: Deed) -> None:
        """By button or by key; says why when it cannot be."""
        if self.page is None:
            return
        if not self.buttons.may(deed):
            self.trouble.say(self.buttons.why_not(deed))
            return
        self.trouble.say("")
        card = self.page.card
        complaint = card.complaint
        if deed is Deed.THREAD:
            self.thread_wanted.emit(card.root_id)
        elif deed is Deed.PAUSE:
            self._act(PauseComplaint(complaint.id, complaint.state is not ComplaintState.PAUSED))
        elif deed is Deed.SAME and complaint.duplicate_of is not None:
            self._act(LinkComplaint(complaint.id, None))
        elif deed is Deed.OWNER and (hand := self._hand()).agent is not None and hand.takes(complaint):
            self._act(OwnComplaint(complaint.id, hand.agent.id))
        elif deed is Deed.OWNER:
            self._background.run(self._service.people(), self._give, latest="people")
        elif deed is Deed.SAME:
            self._background.run(self._others(self.page), self._link, latest="others")
        else:
            self._dialog(deed, complaint).open()

    def _hand(self) -> Hand:
        session = self._services.session.current
        return Hand(session.agent if session is not None else None, self._ground)

    def _dialog(self, deed: Deed, complaint: Complaint) -> QDialog:
        if deed is Deed.RESOLVE:
            return resolve_dialog(self._services, complaint, self)
        if deed is Deed.REOPEN:
            return reopen_dialog(self._services, complaint, self)
        if deed is Deed.AMEND:
            return amend_dialog(self._services, complaint, self._tokens, self)
        return TierDialog(self._services, complaint, self._ground.figures, self._tokens, self)

    def _give(self, people: Sequence[Agent]) -> None:
        if self.page is not None:
            OwnerDialog(self._services, self.page.card.complaint, people, self).open()

    async def _others(self, page: ComplaintPage) -> Sequence[BoardCard]:
        """What could be the same: those of the thread, then those of the customer and alike; no copies."""
        here = await self._service.of_thread(page.card.root_id)
        found = {card.complaint.id: card for card in (*here, *page.similar)}
        found.pop(page.card.complaint.id, None)
        return [card for card in found.values() if card.complaint.duplicate_of is None]

    def _link(self, others: Sequence[BoardCard]) -> None:
        if self.page is not None:
            SameDialog(self._services, self.page.card.complaint, others, self._tokens, self).open()

    def _act(self, act: ComplaintAct) -> None:
        if self.page is not None:
            self._background.run(self._service.do(self.page.card.complaint.thread_id, act))

    def _look_at(self, key: str) -> None:
        self.show_complaint(ComplaintId(key))
        self.chosen.emit(key)

    def _read(self) -> None:
        self._stale = False
        if self.complaint_id is not None:
            self._background.run(self._both(self.complaint_id), self._known, latest="page")

    async def _both(self, complaint_id: ComplaintId) -> tuple[ComplaintPage | None, Ground]:
        return await self._service.page(complaint_id), await self._service.ground()

    def _known(self, answer: tuple[ComplaintPage | None, Ground]) -> None:
        page, self._ground = answer
        self.page = page
        if page is None:
            self._say_empty(_("This complaint does not exist any more."))
            self.closed.emit()
            return
        self._pages.setCurrentIndex(1)
        self.buttons.show_complaint(page.card.complaint, self._hand())
        self.tick()
        spread(self, self._tokens)
        self._look()

    def _look(self) -> None:
        """Its owner has it in front of them: it need not be told again."""
        if self.page is not None and self.isVisible() and self._seen.new(self.page.card.complaint):
            self._act(SeeComplaint(self.page.card.complaint.id))

    def _changed(self, changes: ChangeSet) -> None:
        if self.complaint_id is None or not (changes.reset or changes.complaints or changes.shelf & _WATCHED):
            return
        # Nobody looks: it is read when somebody comes, not at every change meanwhile.
        self._stale = not self.isVisible()
        if not self._stale:
            self._read()

    def _say_empty(self, words: str) -> None:
        self._empty.setText(words)
        self._pages.setCurrentIndex(0)

    def _lay_out(self) -> None:
        body = QWidget()
        body.setObjectName("sideBody")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(14, 14, 14, 14)
        inner.addWidget(self.view)
        self.view.deeds.addWidget(self.buttons)
        area = QScrollArea()
        area.setObjectName("side")
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setAccessibleName(_("The complaint"))
        self._empty.setContentsMargins(24, 24, 24, 24)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.trouble)
        column.addWidget(self._pages, 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()
        if self._stale:
            self._read()
        self.tick()
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def _troubled(self, error: KnownError) -> None:
        self.trouble.say(error_words(error))
