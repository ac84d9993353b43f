"""What can be done to one complaint, and why not otherwise (K-2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.i18n import _
from domain.agent import Agent, Permission
from domain.complaint import Complaint, ComplaintState
from domain.complaints.ground import Ground
from domain.complaints.rights import takes


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


@dataclass(frozen=True, slots=True)
class Hand:
    """Who would do it.

    Attributes:
        agent: None while nobody is signed in. ground: what the rules stand on.
    """

    agent: Agent | None
    ground: Ground

    @property
    def leads(self) -> bool:
        """Whether they may do everything."""
        return self.agent is not None and self.agent.may(Permission.LEAD_COMPLAINTS)

    def takes(self, complaint: Complaint) -> bool:
        """Whether they may make it their own, and no more."""
        return self.agent is not None and not self.leads and takes(self.agent, complaint, self.ground)


def deed_words(deed: Deed, complaint: Complaint, hand: Hand) -> str:
    """The button's words, as the complaint stands."""
    paused, linked = complaint.state is ComplaintState.PAUSED, complaint.duplicate_of is not None
    return {
        Deed.THREAD: _("Open thread"),
        Deed.RESOLVE: _("Resolve…"),
        Deed.REOPEN: _("Open again…"),
        Deed.PAUSE: _("Go on") if paused else _("Wait for the customer"),
        Deed.TIER: _("Change tier…"),
        Deed.OWNER: _("Take it myself") if hand.takes(complaint) else _("Give to…"),
        Deed.AMEND: _("Amend…"),
        Deed.SAME: _("Not the same after all") if linked else _("Same as…"),
    }[deed]


def hindrances(complaint: Complaint, hand: Hand) -> Mapping[Deed, str]:
    """Of each deed why it cannot be done now, "" when it can."""
    open_, linked = complaint.is_open, complaint.duplicate_of is not None
    ended = _("It is the same as another one: open that one.") if linked else _("It is not open any more.")
    found = dict.fromkeys(Deed, "")
    if not open_:
        found |= dict.fromkeys((Deed.RESOLVE, Deed.PAUSE, Deed.TIER), ended)
    if complaint.state is ComplaintState.CLOSED:
        found |= dict.fromkeys((Deed.OWNER, Deed.AMEND), ended)
    if open_:
        found[Deed.REOPEN] = _("This complaint is open already.")
    elif linked:
        found[Deed.REOPEN] = _("It is the same as another one: say first that it is not.")
    if not hand.leads:
        found |= dict.fromkeys((Deed.TIER, Deed.SAME), _("Leads and admins do that."))
        found[Deed.OWNER] = found[Deed.OWNER] or _why_not_mine(complaint, hand)
    return found


def _why_not_mine(complaint: Complaint, hand: Hand) -> str:
    if not hand.takes(complaint):
        return _("Leads and admins give it to somebody; its tier needs another role than yours.")
    mine = hand.agent is not None and complaint.owner_id == hand.agent.id
    return _("It is yours already; leads and admins give it to somebody else.") if mine else ""
