"""Who practised when, out of the tables: days, streaks, first days."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection, Text, func, select, type_coerce

from backend.storage.tables import training_practice
from domain.training.streak import streak, zone_of

_DAY_0 = date(1970, 1, 1)
_P = training_practice.c


class Habit(NamedTuple):
    """When one learner practised: the first day ever, when last, and how many days in a row until now."""

    first: date
    last: datetime
    streak: int


def habits(connection: Connection, now: datetime) -> dict[str, Habit]:
    """Of everybody who ever practised."""
    days = select(_P.agent_id, _P.day.label("begun"), _P.last_day.label("ended"), func.max(_P.last_at).label("last"))
    each = days.where(_P.attempts > 0).group_by(_P.agent_id, _P.day, _P.last_day).subquery()
    texts = [func.aggregate_strings(type_coerce(one, Text), ",") for one in (each.c.begun, each.c.ended)]
    query = select(each.c.agent_id, *texts, func.max(each.c.last)).group_by(each.c.agent_id)
    zones = _zones(connection)
    found: dict[str, Habit] = {}
    for agent_id, begun, ended, last in connection.execute(query).all():
        numbers = {int(day) for text in (begun, ended) for day in text.split(",")}
        today = now.astimezone(zone_of(zones.get(agent_id, ""))).date()
        found[agent_id] = Habit(_date(min(numbers)), last, streak({_date(day) for day in numbers}, today))
    return found


def _zones(connection: Connection) -> dict[str, str]:
    """In which each was when they practised last."""
    newest = select(_P.agent_id, func.max(_P.last_at).label("last")).group_by(_P.agent_id).subquery()
    same = (newest.c.agent_id == _P.agent_id) & (newest.c.last == _P.last_at)
    rows = connection.execute(select(_P.agent_id, _P.zone).join(newest, same))
    return {row.agent_id: row.zone for row in rows}


@cache
def _date(day: int) -> date:
    return _DAY_0 + timedelta(days=day)
