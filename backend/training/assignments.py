"""How far learners are with what they were assigned (S-2)."""

from collections.abc import Collection, Iterable
from datetime import date, tzinfo

from sqlalchemy import ColumnElement, Connection, func, or_, select

from backend.shelf import keeping
from backend.storage.tables import shelf, training_attempt, training_item, training_practice
from backend.training.builtin import Known, builtin_items
from backend.training.packs import EDITION, editions
from backend.training.standing import value
from domain.training.assigning import Assignment
from domain.training.counting import touches
from domain.training.pack import Edition
from domain.training.report import AssignmentLine, TrainingChoice
from domain.training.results import Ending

_DAY_0 = date(1970, 1, 1)
_A, _I, _P = training_attempt.c, training_item.c, training_practice.c
_JOINED = training_practice.join(training_attempt, _P.number == _A.practice).join(training_item, _I.number == _A.item)


def lines(
    connection: Connection, choice: TrainingChoice, zone: tzinfo, agents: Collection[str] | None
) -> tuple[AssignmentLine, ...]:
    """One for every meant learner of every assignment of which any day lies in the span; the newest first."""
    found: list[AssignmentLine] = []
    for assignment in sorted(_touched(connection, choice, zone), key=_age, reverse=True):
        found += _lines(connection, assignment, agents)
    return tuple(found)


def _touched(connection: Connection, choice: TrainingChoice, zone: tzinfo) -> list[Assignment]:
    values = [keeping.value_of(row) for row in connection.execute(select(shelf).where(shelf.c.type == "assignment"))]
    given = [one for one in values if isinstance(one, Assignment) and choice.pack in ("", one.pack_id)]
    return [one for one in given if touches(one, choice, zone)]


def _lines(connection: Connection, given: Assignment, agents: Collection[str] | None) -> Iterable[AssignmentLine]:
    items = [one.id for one in _items(connection, given.pack_id) if given.kind is None or given.kind in one.kinds]
    wanted = len(items) * given.rounds
    turn = func.row_number().over(partition_by=(_P.agent_id, _A.item), order_by=(_A.at, _A.practice, _A.n))
    rows = select(_P.agent_id, _A.at, turn.label("turn")).select_from(_JOINED)
    rows = rows.where(_is_for(given), _P.agent_id.in_(given.people), _A.ending != Ending.VOID.value)
    rows = rows.where(_I.pack_id == given.pack_id, _I.item_id.in_(items))
    if given.kind is not None:
        rows = rows.where(_A.kind == given.kind.value)
    every = rows.subquery()
    query = select(every.c.agent_id, func.count(), func.max(every.c.at)).where(every.c.turn <= given.rounds)
    done = {who: (count, last) for who, count, last in connection.execute(query.group_by(every.c.agent_id))}
    for who in given.people:
        if agents is None or who in agents:
            count, last = done.get(who, (0, None))
            yield AssignmentLine(given.id, who, count, wanted, last if 0 < wanted <= count else None)


def _is_for(given: Assignment) -> ColumnElement[bool]:
    """Goes for it, and on its days those for nothing in particular: like `domain.training.fulfilment`, for many."""
    since, until = ((day - _DAY_0).days for day in (given.since, given.until))
    by_itself = (_P.assignment_id == "") & (_P.attempts > 0) & (_P.day >= since) & (_P.last_day <= until)
    return or_(_P.assignment_id == given.id, by_itself)


def _items(connection: Connection, pack_id: str) -> Iterable[Known]:
    """Of what is offered now; of a retired pack, of what was offered last."""
    builtin = builtin_items(pack_id)
    if builtin:
        return builtin
    offered = value(connection, EDITION, pack_id, Edition) or next(iter(editions(connection, pack_id)), None)
    return [Known(item.id, item.kinds) for item in offered.items] if offered is not None else []


def _age(given: Assignment) -> tuple[str, str]:
    return given.since.isoformat(), given.id
