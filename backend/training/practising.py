"""RecordPractice: kept in tables for reports, and on the shelf for its learner's own devices (S-1, S-2)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from backend.operations.scope import Scope
from backend.shelf import keeping
from backend.storage.tables import training_attempt, training_item, training_practice
from backend.storage.upsert import upsert
from backend.threads.work import Work
from backend.training import packed
from backend.training.bounds import is_plausible
from backend.training.standing import in_lane, refuse_if
from domain.ids import AgentId
from domain.problems import Problem
from domain.training.acts import PRACTICE, RecordPractice
from domain.training.results import Attempt, Practice
from domain.training.streak import day_of, zone_of

KIND = "practice"
KEPT = timedelta(days=400)
"""So old practice is on its learner's devices; the tables keep it for good."""

_MOST_AT_ONCE = 200
_DAY_0 = date(1970, 1, 1)
_MILLIONTHS, _THOUSANDTHS = 1_000_000, 1_000

_P = training_practice.c
_HELD = select(_P.agent_id).where(_P.id == bindparam("practice"))
_OLD = (
    select(_P.number, _P.id)
    .where(_P.agent_id == bindparam("who"), _P.began < bindparam("since"), _P.shelved)
    .limit(_MOST_AT_ONCE)
)
_ITEMS = select(training_item).where(
    training_item.c.pack_id.in_(bindparam("packs", expanding=True)),
    training_item.c.item_id.in_(bindparam("items", expanding=True)),
)
_NEW_ITEM = upsert(training_item).on_conflict_do_nothing(index_elements=["pack_id", "item_id"])


def record(scope: Scope, lane: str, act: RecordPractice) -> None:
    """Once, whoever tells of it how often; whose it is, is whoever tells of it."""
    in_lane(lane, PRACTICE)
    told = act.practice
    refuse_if(not is_plausible(told, scope.work.now))
    owner = scope.tx.connection.execute(_HELD, {"practice": told.id}).scalar()
    if owner is not None:
        refuse_if(owner != scope.agent.id, Problem.NOT_ALLOWED)
        return
    keep(scope.work, replace(told, agent_id=AgentId(scope.agent.id)))


def keep(work: Work, practice: Practice) -> None:
    """In the tables and on the shelf, which what is too old leaves."""
    held_from = work.now - KEPT
    shelved = practice.began >= held_from
    _tabulate(work.tx.connection, practice, shelved=shelved)
    if shelved:
        known = practice.zone if str(zone_of(practice.zone)) == practice.zone else "UTC"
        version = keeping.next_version(work.tx, KIND, practice.id, practice.agent_id)
        stored = replace(practice, zone=known, version=version)
        keeping.put(work, KIND, practice.id, stored, owner=practice.agent_id, audience=practice.agent_id)
    old = work.tx.connection.execute(_OLD, {"who": practice.agent_id, "since": held_from}).all()
    for gone in old:
        row = keeping.held(work.tx.connection, KIND, gone.id)
        if row is not None:
            keeping.remove(work, row)
    if old:
        numbers = [gone.number for gone in old]
        work.tx.connection.execute(update(training_practice).where(_P.number.in_(numbers)).values(shelved=False))


def _tabulate(connection: Connection, practice: Practice, *, shelved: bool) -> None:
    zone = zone_of(practice.zone)
    counting = [attempt for attempt in practice.attempts if attempt.counts]
    days = [(day_of(attempt.at, zone) - _DAY_0).days for attempt in counting] or [0]
    made = connection.execute(
        insert(training_practice).values(
            id=practice.id,
            agent_id=practice.agent_id,
            kind=practice.kind or "",
            assignment_id=practice.assignment_id or "",
            began=practice.began,
            last_at=max((attempt.at for attempt in practice.attempts), default=practice.began),
            ms=round(practice.seconds * _THOUSANDTHS),
            zone=practice.zone,
            day=min(days),
            last_day=max(days),
            attempts=len(counting),
            shelved=shelved,
        )
    )
    if practice.attempts:
        [number] = made.inserted_primary_key or (0,)
        items = _numbers(connection, {(one.pack_id, one.item_id) for one in practice.attempts})
        rows = [_row(number, n, one, items) for n, one in enumerate(practice.attempts)]
        connection.execute(insert(training_attempt), rows)
        packed.keep(connection, number, practice.attempts, items)


def _numbers(connection: Connection, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The number of each item, by its pack and itself."""
    pairs = sorted(wanted)
    connection.execute(_NEW_ITEM, [{"pack_id": pack, "item_id": item} for pack, item in pairs])
    asked = {"packs": [pack for pack, _ in pairs], "items": [item for _, item in pairs]}
    return {(row.pack_id, row.item_id): row.number for row in connection.execute(_ITEMS, asked)}


def _row(practice: int, n: int, attempt: Attempt, items: dict[tuple[str, str], int]) -> dict[str, Any]:
    return {
        "practice": practice,
        "n": n,
        "item": items[attempt.pack_id, attempt.item_id],
        "edition": attempt.edition,
        "kind": attempt.kind.value,
        "language": attempt.language,
        "topic": attempt.topic.value if attempt.topic else "",
        "tier": attempt.tier.value,
        "level": attempt.level,
        "at": attempt.at,
        "ms": round(attempt.seconds * _THOUSANDTHS),
        "ending": attempt.ending.value,
        "correct": attempt.right,
        "recall": _scaled(attempt.recall, _MILLIONTHS),
        "exactness": _scaled(attempt.precision, _MILLIONTHS),
        "topic_right": _scaled(attempt.topic_right, 1),
        "tier_right": _scaled(attempt.tier_right, 1),
        "complaint_right": _scaled(attempt.complaint_right, 1),
        "step_right": _scaled(attempt.step_right, 1),
        "pace": _scaled(attempt.pace, _THOUSANDTHS),
        "interruptions": attempt.interruptions,
    }


def _scaled(figure: float | None, by: int) -> int | None:
    return None if figure is None else round(figure * by)
