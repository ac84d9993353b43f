"""Who may do what to a complaint; server and client ask the same (K-2)."""

from domain.agent import Agent, Permission
from domain.complaint import Complaint
from domain.complaints.acts import ComplaintAct, LinkComplaint, OpenComplaint, OwnComplaint, RetierComplaint
from domain.complaints.ground import Ground
from domain.complaints.staff import rank
from domain.complaints.tiering import tier_of


def may(agent: Agent, act: ComplaintAct, held: Complaint | None, ground: Ground) -> bool:
    """Whether that person may do that.

    Leads may do everything. Others answer: they may open, amend, pause, resolve and follow up, and take a complaint
    themselves when their role is the one that its tier needs.

    Args:
        held: the complaint as it is, None when it is not there yet.
    """
    if not agent.may(Permission.ANSWER):
        return False
    if agent.may(Permission.LEAD_COMPLAINTS):
        return True
    match act:
        case RetierComplaint() | LinkComplaint():
            return False
        case OwnComplaint(_, owner_id):
            return owner_id == agent.id and held is not None and takes(agent, held, ground)
        case OpenComplaint(tier=None):
            return True
        case OpenComplaint():
            told, _ = tier_of(act.amount, act.currency, act.publicity, act.effect, ground.figures, ground.rates)
            return act.tier is not None and act.tier.rank >= told.rank
    return True


def takes(agent: Agent, held: Complaint, ground: Ground) -> bool:
    """Whether somebody's role is at least the one that the complaint's tier needs."""
    return rank(agent.role) >= rank(ground.figures.tiers[held.tier].role)
