"""People of the team and what their role lets them do (K: owners; S1-S6)."""

from dataclasses import dataclass
from enum import StrEnum

from domain.ids import AgentId


class Role(StrEnum):
    """What a person is on the team."""

    AGENT = "agent"
    SENIOR = "senior"
    LEAD = "lead"
    TRAINER = "trainer"
    ADMIN = "admin"


class Permission(StrEnum):
    """Something only some roles may do."""

    ANSWER = "answer"
    JOIN_CUSTOMERS = "join_customers"
    ASSIGN_OTHERS = "assign_others"
    MANAGE_CHANNELS = "manage_channels"
    MANAGE_PEOPLE = "manage_people"
    SHARE_REPLIES = "share_replies"
    CHANGE_SETTINGS = "change_settings"
    APPROVE_OFFERS = "approve_offers"
    LEAD_COMPLAINTS = "lead_complaints"
    SEE_INSIGHTS = "see_insights"
    TRAIN = "train"


_ANSWERING = frozenset({Permission.ANSWER, Permission.JOIN_CUSTOMERS})
_SENIOR = _ANSWERING | {Permission.ASSIGN_OTHERS, Permission.SHARE_REPLIES}
_LEADING = _SENIOR | {
    Permission.CHANGE_SETTINGS,
    Permission.APPROVE_OFFERS,
    Permission.LEAD_COMPLAINTS,
    Permission.SEE_INSIGHTS,
    Permission.TRAIN,
}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.AGENT: _ANSWERING,
    Role.SENIOR: _SENIOR,
    Role.LEAD: _LEADING,
    Role.TRAINER: frozenset({Permission.SHARE_REPLIES, Permission.SEE_INSIGHTS, Permission.TRAIN}),
    Role.ADMIN: frozenset(Permission),
}


@dataclass(frozen=True, slots=True)
class Agent:
    """A person who signs in."""

    id: AgentId
    name: str
    email: str
    role: Role
    active: bool
    version: int

    def may(self, permission: Permission) -> bool:
        """Whether this person's role allows it."""
        return self.active and permission in PERMISSIONS[self.role]
