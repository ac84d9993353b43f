"""Somebody else has to act on a complaint from now on (K-2)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.i18n import _
from domain.agent import Agent
from domain.complaint import Complaint
from domain.complaints.acts import ComplaintAct, OwnComplaint
from domain.ids import AgentId
from ui.complaints.dialog_base import ActDialog, NoteField
from ui.complaints.page_words import role_words
from ui.parts import buddy
from ui.ports import Services
from widgets.controls import PlainChoice


class OwnerDialog(ActDialog):
    """People with their roles; typing letters finds a name."""

    def __init__(self, services: Services, complaint: Complaint, people: Sequence[Agent], parent: QWidget) -> None:
        title = _("Give to somebody: {complaint}").format(complaint=complaint.title)
        super().__init__(services, complaint.thread_id, title, _("Give"), parent)
        self._complaint = complaint
        self.people = PlainChoice()
        for agent in people:
            if agent.active and agent.id != complaint.owner_id:
                name = _("{name} · {role}").format(name=agent.name, role=role_words(agent.role))
                self.people.addItem(name, agent.id)
        self.reason = NoteField(_("Reason"), 2)
        self.fields.addWidget(buddy(_("Who acts from now on?"), self.people))
        self.fields.addWidget(self.people)
        self.fields.addWidget(buddy(_("Why? (may stay empty)"), self.reason))
        self.fields.addWidget(self.reason)
        self.reason.submitted.connect(self.submit)
        self.people.setFocus()

    def act(self) -> ComplaintAct | str:
        chosen = self.people.currentData()
        if chosen is None:
            return _("Nobody else is on the team.")
        return OwnComplaint(self._complaint.id, AgentId(chosen), self.reason.value())
