"""Complaints that nobody looks after: their owner left the team, or nobody of the right role was there (K-2)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, or_, select

from backend.complaints import keeping, rows
from backend.complaints.standing import Standing, standing
from backend.storage.tables import agent, complaint
from backend.threads.work import Work
from domain.complaint import ComplaintState
from domain.complaints.changing import handed
from domain.complaints.clocks import due
from domain.complaints.staff import first_owner
from domain.emotion.assessment import Tier

_LEFT = select(agent.c.id).where(~agent.c.active)
_FORSAKEN: Any = (
    select(complaint.c.id, complaint.c.tier)
    .where(complaint.c.state.in_((*rows.OPEN, ComplaintState.RESOLVED.value)))
    .where(or_(complaint.c.owner_id.is_(None), complaint.c.owner_id.in_(_LEFT)))
)


def forsaken(connection: Connection, most: int) -> Sequence[str]:
    """Those that somebody could take over, at most so many; costs next to nothing when there are none."""
    found = connection.execute(_FORSAKEN).all()
    if not found:
        return ()
    ground = Standing(connection).ground()
    able = {tier for tier in Tier if first_owner(ground.staff, ground.figures.tiers[tier].role) is not None}
    return [row.id for row in found if Tier(row.tier) in able][:most]


def pass_on(work: Work, ids: Sequence[str]) -> None:
    """Each goes to whoever is of the tier's role and has least to do."""
    for value in rows.load(work.tx.connection, ids):
        ground = standing(work.tx).ground()
        role = ground.figures.tiers[value.tier].role
        served = any(one.id == value.owner_id and one.active for one in ground.staff)
        owner_id = None if served else first_owner(ground.staff, role)
        if owner_id is not None:
            now = due(value, work.now, ground)
            keeping.keep(work, value, handed(now, owner_id, "", None, work.now), None)
