"""A lead says what a complaint really is; the reason is kept in its history (K-2)."""

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _
from domain.complaint import Complaint
from domain.complaints.acts import ComplaintAct, RetierComplaint
from domain.complaints.figures import ComplaintFigures
from domain.emotion.assessment import Tier
from ui.complaints.dialog_base import ActDialog, NoteField
from ui.complaints.page_words import rule_words
from ui.parts import buddy
from ui.ports import Services
from ui.theme import spread
from widgets.assessment import tier_name
from widgets.banner import Mark
from widgets.tokens import Tokens

ORDER = (Tier.HIGH, Tier.MEDIUM, Tier.LOW)


class TierDialog(ActDialog):
    """Three tiers with what each means, and why."""

    def __init__(
        self, services: Services, complaint: Complaint, figures: ComplaintFigures, tokens: Tokens, parent: QWidget
    ) -> None:
        title = _("Tier of: {complaint}").format(complaint=complaint.title)
        super().__init__(services, complaint.thread_id, title, _("Change tier"), parent)
        self._complaint = complaint
        self._group = QButtonGroup(self)
        self.choices: dict[Tier, QRadioButton] = {}
        choices = QVBoxLayout()
        for tier in ORDER:
            choices.addLayout(self._choice(tier, figures))
        self.reason = NoteField(_("Reason"), 2)
        self.fields.addLayout(choices)
        self.fields.addWidget(buddy(_("Why? The history keeps it."), self.reason))
        self.fields.addWidget(self.reason)
        self.reason.submitted.connect(self.submit)
        self.choices[complaint.tier].setChecked(True)
        self.choices[complaint.tier].setFocus()
        spread(self, tokens)

    def act(self) -> ComplaintAct | str:
        tier = next(tier for tier, choice in self.choices.items() if choice.isChecked())
        if tier is self._complaint.tier:
            self.choices[tier].setFocus()
            return _("It has that tier already: choose another one.")
        reason = self.reason.value()
        if not reason:
            self.reason.setFocus()
            return _("Say why: nobody can see it later otherwise.")
        return RetierComplaint(self._complaint.id, tier, reason)

    def _choice(self, tier: Tier, figures: ComplaintFigures) -> QHBoxLayout:
        words = _("{tier}: {rule}").format(tier=tier_name(tier), rule=rule_words(figures.tiers[tier]))
        choice = self.choices[tier] = QRadioButton(words)
        self._group.addButton(choice)
        row = QHBoxLayout()
        row.setSpacing(8)
        mark = Mark(tier.value)
        mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(mark)
        row.addWidget(choice, 1)
        return row
