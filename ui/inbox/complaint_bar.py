"""One line that proposes to open a complaint, and takes its dismissal back for some seconds (E-1, K-2)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.i18n import _
from app.services.complaint_values import Suggestion
from domain.complaints.tiering import TierReason
from ui.complaints.page_words import reason_words
from ui.inbox.question_bar import QuestionBar
from ui.parts import label
from widgets.assessment import tier_name
from widgets.banner import Mark
from widgets.card import isolated
from widgets.plain import plain_tip
from widgets.tokens import Tokens


class ComplaintBar(QuestionBar):
    """Hidden while there is nothing to propose.

    Attributes:
        tokens: those in force. tier: what table K says of it, and why; the customer's words give way to it.

    Signals:
        confirmed, edited, dismissed: what the agent says to the proposal.
        recalled: the dismissal was a slip.
    """

    confirmed = Signal()
    edited = Signal()
    dismissed = Signal()
    recalled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = Mark("medium")
        self.tier = label("", "strong")
        self.row.insertWidget(0, self.mark)
        self.row.addWidget(self.tier)
        self.yes, self.edit = self.add_answer(_("Confirm")), self.add_answer(_("Edit…"))
        self.no = self.add_answer(_("Dismiss"))
        # Not an answer to the proposal: it stands there when there is none any more.
        self.undo = self.add_answer(_("Undo"))
        self.yes.clicked.connect(self.confirmed)
        self.edit.clicked.connect(self.edited)
        self.no.clicked.connect(self.dismissed)
        self.undo.clicked.connect(self.recalled)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours; dialogs made later take them, too."""
        super().set_tokens(tokens)
        self.tokens = tokens

    def propose(self, suggestion: Suggestion | None, reasons: tuple[TierReason, ...] = ()) -> None:
        """What could be opened; hides for None."""
        self.put(_words(suggestion) if suggestion is not None else "", asks=True)
        self.tier.setText(_tier_words(suggestion, reasons) if suggestion is not None else "")
        self.tier.setVisible(suggestion is not None)
        self.undo.hide()
        if suggestion is not None:
            self.mark.kind = suggestion.tier.value
            self.mark.update()
        self.mark.setVisible(suggestion is not None)
        self.fit()
        self.setToolTip(plain_tip(suggestion.words if suggestion is not None else ""))

    def say_dismissed(self) -> None:
        """It counts as none in some seconds; until then that can be taken back."""
        self.put(_("No complaint: the engine learns from that."), asks=False)
        self.tier.hide()
        self.mark.hide()
        self.undo.show()
        self.fit()

    def set_keys(self, confirm: str, form: str, dismiss: str) -> None:
        """Which keys do the same."""
        for button, keys in ((self.yes, confirm), (self.edit, form), (self.no, dismiss), (self.undo, dismiss)):
            _name_keys(button, keys)


def _name_keys(button: QPushButton, keys: str) -> None:
    button.setToolTip(plain_tip(keys))
    button.setAccessibleDescription(keys)


def _words(suggestion: Suggestion) -> str:
    return _("Complaint? “{words}”").format(words=isolated(suggestion.words))


def _tier_words(suggestion: Suggestion, reasons: tuple[TierReason, ...]) -> str:
    why = _(", ").join(reason_words(reason) for reason in reasons)
    tier = tier_name(suggestion.tier)
    return _("{tier}: {why}").format(tier=tier, why=why) if why else tier
