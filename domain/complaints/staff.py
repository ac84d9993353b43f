"""Who owns a complaint: at first, and after a breach (table K, K-2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from domain.agent import Role
from domain.ids import AgentId

_RANKS: Mapping[Role, int] = MappingProxyType({Role.AGENT: 0, Role.SENIOR: 1, Role.LEAD: 2, Role.ADMIN: 3})
_NO_RANK = -1


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who could own a complaint.

    Attributes:
        open: how many complaints they own that are open or paused.
    """

    id: AgentId
    role: Role
    active: bool = True
    open: int = 0


def rank(role: Role) -> int:
    """Where a role stands among those who own complaints; -1 for one that owns none."""
    return _RANKS.get(role, _NO_RANK)


def first_owner(staff: Iterable[Colleague], role: Role, near: AgentId | None = None) -> AgentId | None:
    """Who owns a complaint that needs that role: whoever is near if they can, else the lowest role that may.

    Args:
        near: who has the customer's thread in hand.
    """
    able = [one for one in staff if one.active and rank(one.role) >= max(rank(role), 0)]
    if any(one.id == near for one in able):
        return near
    return _least_busy(able)


def next_owner(staff: Iterable[Colleague], owner_id: AgentId | None, role: Role) -> AgentId | None:
    """Who has it after a breach: the next higher role's least busy; None when nobody stands higher.

    Args:
        role: what the complaint needs when nobody owns it.
    """
    people = list(staff)
    owner = next((one for one in people if one.id == owner_id), None)
    if owner is None:
        return first_owner(people, role)
    return _least_busy([one for one in people if one.active and rank(one.role) > rank(owner.role)])


def serves(staff: Iterable[Colleague], owner_id: AgentId | None, role: Role) -> bool:
    """Whether that owner is active and of that role at least."""
    return any(one.id == owner_id and one.active and rank(one.role) >= rank(role) for one in staff)


def _least_busy(people: Iterable[Colleague]) -> AgentId | None:
    chosen = min(people, key=_burden, default=None)
    return chosen.id if chosen is not None else None


def _burden(one: Colleague) -> tuple[int, int, str]:
    return rank(one.role), one.open, one.id
