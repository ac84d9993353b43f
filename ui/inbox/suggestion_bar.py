"""One line that proposes to join two threads, with what speaks for it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from domain.customer import Join, JoinState
from domain.inbox import Card
from ui.inbox.customer_panel import evidence_words
from ui.inbox.question_bar import QuestionBar

if TYPE_CHECKING:
    from domain.ids import ThreadId


class SuggestionBar(QuestionBar):
    """Hidden while there is nothing to propose.

    Signals:
        accepted(ThreadId): of the other customer. declined(Join)
    """

    accepted = Signal(object)
    declined = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._join: Join | None = None
        self._other: ThreadId | None = None
        self.yes = self.add_answer(_("Join"))
        self.no = self.add_answer(_("Not the same"))
        self.yes.clicked.connect(self._accept)
        self.no.clicked.connect(self._decline)

    def show_card(self, card: Card | None, *, may_join: bool) -> None:
        """The first proposal of the card, if this agent may decide it."""
        open_ = [pair for pair in card.joins if pair[0].state is JoinState.SUGGESTED] if card and may_join else []
        self._join = open_[0][0] if open_ else None
        text = ""
        if open_ and card is not None:
            join, name = open_[0]
            here = {identity.thread_id for identity in card.identities} | {card.thread.id}
            self._other = join.joined_thread_id if join.kept_thread_id in here else join.kept_thread_id
            text = _("Looks like the same person as {name} ({evidence})")
            text = text.format(name=name, evidence=evidence_words(join))
        self.put(text, asks=True)

    def _accept(self) -> None:
        if self._join is not None:
            self.accepted.emit(self._other)

    def _decline(self) -> None:
        if self._join is not None:
            self.declined.emit(self._join)
