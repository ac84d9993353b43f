"""What can be done to one complaint, and why not otherwise (K-2)."""

from collections.abc import Mapping
from enum import StrEnum

from app.i18n import _
from domain.complaint import Complaint, ComplaintState


class Deed(StrEnum):
    """One thing to do, in the order of the buttons."""

    THREAD = "thread"
    RESOLVE = "resolve"
    REOPEN = "reopen"
    PAUSE = "pause"
    TIER = "tier"
    OWNER = "owner"
    AMEND = "amend"
    SAME = "same"


LEADS = frozenset({Deed.TIER, Deed.OWNER, Deed.SAME})
"""What only leads and admins do."""


def deed_words(deed: Deed, complaint: Complaint) -> str:
    """The button's words, as the complaint stands."""
    paused, linked = complaint.state is ComplaintState.PAUSED, complaint.duplicate_of is not None
    return {
        Deed.THREAD: _("Open thread"),
        Deed.RESOLVE: _("Resolve…"),
        Deed.REOPEN: _("Open again…"),
        Deed.PAUSE: _("Go on") if paused else _("Wait for the customer"),
        Deed.TIER: _("Change tier…"),
        Deed.OWNER: _("Give to…"),
        Deed.AMEND: _("Amend…"),
        Deed.SAME: _("Not the same after all") if linked else _("Same as…"),
    }[deed]


def hindrances(complaint: Complaint, *, may_lead: bool) -> Mapping[Deed, str]:
    """Of each deed why it cannot be done now, "" when it can."""
    open_, linked = complaint.is_open, complaint.duplicate_of is not None
    ended = _("It is the same as another one: open that one.") if linked else _("It is not open any more.")
    found = dict.fromkeys(Deed, "")
    if not open_:
        found |= dict.fromkeys((Deed.RESOLVE, Deed.PAUSE, Deed.TIER), ended)
    if complaint.state is ComplaintState.CLOSED:
        found |= dict.fromkeys((Deed.OWNER, Deed.AMEND), ended)
    if open_:
        found[Deed.REOPEN] = _("It is open.")
    elif linked:
        found[Deed.REOPEN] = _("It is the same as another one: say first that it is not.")
    if not may_lead:
        found |= dict.fromkeys(LEADS, _("Leads and admins do that."))
    return found
