"""What is done to a complaint from the board: by key, and by carrying its card to another column or lane (K-2)."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.errors import KnownError
from app.i18n import _
from app.services.complaint_values import BoardCard
from domain.agent import Agent
from domain.complaint import Complaint, ComplaintState
from domain.complaints.acts import ComplaintAct, OwnComplaint, PauseComplaint, ReopenComplaint, RetierComplaint
from domain.complaints.rights import may
from domain.emotion.assessment import Tier
from domain.ids import AgentId, ComplaintId
from ui.background import Background
from ui.complaints.board_book import Book
from ui.complaints.board_columns import NOBODY, lane_of
from ui.complaints.dialog_owner import OwnerDialog
from ui.complaints.dialog_reason import reopen_dialog, resolve_dialog
from ui.complaints.dialog_tier import TierDialog
from ui.ports import Services
from ui.words import error_words
from widgets.card import isolated
from widgets.tokens import Tokens


class Deeds(QObject):
    """Acts on one card at a time; says why when it cannot be.

    Signals:
        said(words): what went wrong, or why it cannot be done; "" when a deed begins.

    Attributes:
        card: what it acts on, None for nothing.
    """

    said = Signal(str)

    def __init__(self, services: Services, book: Book, tokens: Tokens, owner: QWidget) -> None:
        super().__init__(owner)
        self.card: BoardCard | None = None
        self.tokens = tokens
        self._services, self._service, self._book, self._owner = services, services.complaints, book, owner
        self._background = Background(services.tasks, self, self._troubled)
        self._give_after: tuple[Complaint, AgentId] | None = None

    def act_on(self, card: BoardCard | None) -> None:
        """That one from now on."""
        self.card = card

    def take(self) -> None:
        """It is mine from now on."""
        complaint, me = self._complaint(), self._me()
        if complaint is None or me is None:
            return
        if complaint.owner_id == me.id:
            self.said.emit(_("It is yours already."))
        elif not may(me, OwnComplaint(complaint.id, me.id), complaint, self._book.ground):
            self.said.emit(_("Its tier needs a higher role than yours."))
        else:
            self._do(complaint, OwnComplaint(complaint.id, me.id))

    def give(self) -> None:
        """Asks who has it from now on."""
        if self._complaint() is not None and self._leads(_("Only leads and admins give a complaint to somebody.")):
            self._background.run(self._service.people(), self._give, latest="people")

    def retier(self, tier: Tier) -> None:
        """Asks why it is of that tier."""
        complaint = self._complaint()
        if complaint is None or not self._leads(_("Only leads and admins change the tier.")):
            return
        if complaint.tier is tier:
            self.said.emit(_("It has that tier already."))
        else:
            self._ask_tier(complaint, tier)

    def pause(self) -> None:
        """It waits for the customer, or goes on."""
        complaint = self._open()
        if complaint is not None:
            self._do(complaint, PauseComplaint(complaint.id, complaint.state is not ComplaintState.PAUSED))

    def resolve(self) -> None:
        """Asks what was done."""
        complaint = self._open()
        if complaint is not None:
            resolve_dialog(self._services, complaint, self._owner).open()

    def reopen(self) -> None:
        """Asks why it is not good after all."""
        complaint = self._complaint()
        me = self._me()
        if complaint is None or me is None:
            return
        if complaint.is_open or not may(me, ReopenComplaint(complaint.id, ""), complaint, self._book.ground):
            self.said.emit(
                _("This complaint is open already.") if complaint.is_open else _("You may not open it again.")
            )
        else:
            reopen_dialog(self._services, complaint, self._owner).open()

    def verdict(self, key: str, column: str, lane: str) -> str:
        """Whether a card may be carried there: "" for yes, else why not."""
        entry, me = self._book.entries.get(ComplaintId(key)), self._me()
        if entry is None or me is None:
            return _("It is not open any more.")
        complaint, ground = entry.complaint, self._book.ground
        if complaint.tier != column and not may(me, RetierComplaint(complaint.id, Tier(column), ""), complaint, ground):
            return _("Only leads and admins change the tier.")
        if not lane or lane == lane_of(complaint.owner_id):
            return ""
        if lane == NOBODY:
            return _("Somebody has to own it.")
        if not may(me, OwnComplaint(complaint.id, AgentId(lane)), complaint, ground):
            return _("Only leads and admins give a complaint to somebody.")
        return ""

    def move(self, key: str, column: str, lane: str) -> None:
        """Does what a card that was carried there asks for; another tier asks for its reason."""
        entry = self._book.entries.get(ComplaintId(key))
        if entry is None:
            return
        self.said.emit("")
        complaint = entry.complaint
        self._give_after = None
        if lane and lane not in (NOBODY, lane_of(complaint.owner_id)):
            self._give_after = (complaint, AgentId(lane))
        if complaint.tier != column:
            self._ask_tier(complaint, Tier(column))
        else:
            self._give_now()

    def _ask_tier(self, complaint: Complaint, tier: Tier) -> None:
        dialog = TierDialog(self._services, complaint, self._book.ground.figures, self.tokens, self._owner)
        dialog.choices[tier].setChecked(True)
        dialog.reason.setFocus()
        dialog.kept.connect(self._give_now)
        dialog.open()

    def _give_now(self, _act: object = None) -> None:
        if self._give_after is not None:
            (complaint, owner_id), self._give_after = self._give_after, None
            self._do(complaint, OwnComplaint(complaint.id, owner_id))

    def _give(self, people: Sequence[Agent]) -> None:
        complaint = self._complaint()
        if complaint is not None:
            OwnerDialog(self._services, complaint, people, self._owner).open()

    def _do(self, complaint: Complaint, act: ComplaintAct) -> None:
        self.said.emit("")
        self._background.run(self._service.do(complaint.thread_id, act))

    def _complaint(self) -> Complaint | None:
        return self.card.complaint if self.card is not None else None

    def _open(self) -> Complaint | None:
        complaint = self._complaint()
        if complaint is not None and not complaint.is_open:
            self.said.emit(_("{complaint} is not open any more.").format(complaint=isolated(complaint.title)))
            return None
        return complaint

    def _leads(self, otherwise: str) -> bool:
        """Whether this agent may; says why not."""
        if not self._service.may_lead():
            self.said.emit(otherwise)
            return False
        return True

    def _me(self) -> Agent | None:
        session = self._services.session.current
        return session.agent if session is not None else None

    def _troubled(self, error: KnownError) -> None:
        self.said.emit(error_words(error))
