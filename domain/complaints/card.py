"""A complaint with what boards and lists show beside it."""

from dataclasses import dataclass

from domain.agent import Role
from domain.complaint import Complaint
from domain.emotion.assessment import Tier
from domain.ids import ThreadId


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One complaint with what the board shows beside it.

    Attributes:
        root_id: the thread to open. customer: their name. owner: the owner's name, "" for nobody.
        emotion: tier of what waits in the thread now, None when nobody waits.
        pending: whether something that was done to it has not left this computer.
    """

    complaint: Complaint
    root_id: ThreadId
    customer: str
    owner: str
    owner_role: Role | None
    emotion: Tier | None
    pending: bool = False
