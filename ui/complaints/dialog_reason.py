"""A deed that needs some words: why, or what was done (K-2, K-6)."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.i18n import _
from domain.complaint import Complaint, FollowUpOutcome
from domain.complaints.acts import ComplaintAct, FollowUpComplaint, ReopenComplaint, ResolveComplaint
from domain.ids import ThreadId
from ui.complaints.dialog_base import ActDialog, NoteField
from ui.parts import buddy, label
from ui.ports import Services


@dataclass(frozen=True, slots=True)
class Asked:
    """What the dialog says.

    Attributes:
        missing: said when the field is empty, "" when it may be.
    """

    title: str
    deed: str
    question: str
    missing: str = ""
    remark: str = ""


class ReasonDialog(ActDialog):
    """One field of words."""

    def __init__(
        self,
        services: Services,
        thread_id: ThreadId,
        asked: Asked,
        make: Callable[[str], ComplaintAct],
        parent: QWidget,
    ) -> None:
        super().__init__(services, thread_id, asked.title, asked.deed, parent)
        self._asked, self._make = asked, make
        self.field = NoteField(asked.question)
        self.fields.addWidget(buddy(asked.question, self.field))
        self.fields.addWidget(self.field)
        if asked.remark:
            self.fields.addWidget(label(asked.remark, "small", wrap=True))
        self.field.submitted.connect(self.submit)
        self.field.setFocus()

    def act(self) -> ComplaintAct | str:
        said = self.field.value()
        if not said and self._asked.missing:
            self.field.setFocus()
            return self._asked.missing
        return self._make(said)


def resolve_dialog(services: Services, complaint: Complaint, parent: QWidget) -> ReasonDialog:
    """It was made good: in which words."""

    def made(said: str) -> ComplaintAct:
        return ResolveComplaint(complaint.id, said)

    asked = Asked(
        _("Resolve: {complaint}").format(complaint=complaint.title),
        _("Resolve"),
        _("What was done?"),
        _("Say what was done: the follow-up message names it."),
        _("Be specific: what was replaced or refunded, with numbers. Enter resolves, Shift+Enter begins a new line."),
    )
    return ReasonDialog(services, complaint.thread_id, asked, made, parent)


def reopen_dialog(services: Services, complaint: Complaint, parent: QWidget) -> ReasonDialog:
    """It is not good after all: why."""

    def made(said: str) -> ComplaintAct:
        return ReopenComplaint(complaint.id, said)

    asked = Asked(
        _("Open again: {complaint}").format(complaint=complaint.title),
        _("Open again"),
        _("Why is it not good yet?"),
        _("Say why: the history keeps it."),
    )
    return ReasonDialog(services, complaint.thread_id, asked, made, parent)


def outcome_dialog(services: Services, complaint: Complaint, outcome: FollowUpOutcome, parent: QWidget) -> ReasonDialog:
    """What the customer said when they were asked how it is (K-6)."""

    def made(said: str) -> ComplaintAct:
        return FollowUpComplaint(complaint.id, outcome, said)

    title, deed, question, missing = {
        FollowUpOutcome.WELL: (_("It is well"), _("Keep: it is well"), _("What did they say? (may stay empty)"), ""),
        FollowUpOutcome.NOT_WELL: (
            _("It is not well: the complaint opens again"),
            _("Open again"),
            _("What is not well?"),
            _("Say what is not well: the complaint opens again with it."),
        ),
        FollowUpOutcome.NO_ANSWER: (
            _("The customer does not answer"),
            _("Keep: no answer"),
            _("How were they asked? (may stay empty)"),
            "",
        ),
    }[outcome]
    asked = Asked(f"{title}: {complaint.title}", deed, question, missing)
    return ReasonDialog(services, complaint.thread_id, asked, made, parent)
