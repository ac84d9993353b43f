"""A complaint is the same as another one, which goes on in its place; it can be taken back (K-2)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.complaint_values import BoardCard
from domain.complaint import Complaint
from domain.complaints.acts import ComplaintAct, LinkComplaint
from domain.ids import ComplaintId
from ui.complaints.dialog_base import ActDialog
from ui.complaints.page_words import received_words, state_words
from ui.parts import label
from ui.ports import Services
from ui.theme import spread
from widgets.card import isolated
from widgets.item_list import Item, ItemList
from widgets.tokens import Tokens


class SameDialog(ActDialog):
    """A list of the customer's other complaints; Enter links."""

    def __init__(
        self, services: Services, complaint: Complaint, others: Sequence[BoardCard], tokens: Tokens, parent: QWidget
    ) -> None:
        title = _("Same as another one: {complaint}").format(complaint=complaint.title)
        super().__init__(services, complaint.thread_id, title, _("It is the same"), parent)
        self._complaint = complaint
        self.list = ItemList()
        self.list.setAccessibleName(_("Other complaints"))
        remark = _("This one closes and the other goes on; its history says so, and it can be taken back.")
        self.fields.addWidget(label(remark, "small", wrap=True))
        self.fields.addWidget(self.list)
        self.list.show_items([self._item(card) for card in others])
        self.list.pressed_key.connect(self._pressed)
        self.list.setVisible(bool(others))
        self.take.setEnabled(bool(others))
        if not others:
            self.say(_("There is no other complaint that could be the same."))
        self.list.setFocus()
        spread(self, tokens)

    def act(self) -> ComplaintAct | str:
        chosen = self.list.current
        if not chosen:
            return _("Choose the one that goes on.")
        return LinkComplaint(self._complaint.id, ComplaintId(chosen))

    def _pressed(self, key: int) -> None:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()

    def _item(self, card: BoardCard) -> Item:
        complaint = card.complaint
        received = received_words(complaint, self.services.complaints.now())
        second = " · ".join((isolated(card.customer), state_words(complaint)))
        return Item(complaint.id, complaint.title, second, received, complaint.tier.value)
