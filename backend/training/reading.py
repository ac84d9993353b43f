"""Attempts of one learner, out of the tables as values."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from backend.storage.tables import training_attempt, training_item, training_practice
from domain.emotion.assessment import Tier, Topic
from domain.ids import DrillItemId, PackId
from domain.training.item import DrillKind
from domain.training.results import Attempt, Ending

_A, _I, _P = training_attempt.c, training_item.c, training_practice.c
_MILLIONTHS, _THOUSANDTHS = 1_000_000, 1_000
_COLUMNS = (_I.item_id, _I.pack_id, _A.edition, _A.kind, _A.language, _A.topic, _A.tier, _A.level, _A.at, _A.ms)
_SAID = (_A.ending, _A.correct, _A.recall, _A.exactness, _A.topic_right, _A.tier_right, _A.complaint_right)
_JOINED = training_attempt.join(training_practice, _P.number == _A.practice).join(training_item, _I.number == _A.item)
_NEWEST = (
    select(*_COLUMNS, *_SAID, _A.step_right, _A.pace, _A.interruptions)
    .select_from(_JOINED)
    .order_by(_A.at.desc(), _A.practice.desc(), _A.n.desc())
)


def newest(
    connection: Connection, agent_id: str, since: datetime, until: datetime, language: str, most: int
) -> Sequence[Attempt]:
    """The last ones of that learner that count, from `since` on and until then; language "" for all."""
    query = _NEWEST.where(_P.agent_id == agent_id, _P.last_at >= since, _A.at >= since, _A.at <= until)
    query = query.where(_A.ending != Ending.VOID.value)
    if language:
        query = query.where(_A.language == language)
    return [attempt_of(row) for row in connection.execute(query.limit(most)).all()]


def attempt_of(row: Any) -> Attempt:
    """The attempt of a row."""
    return Attempt(
        item_id=DrillItemId(row.item_id),
        pack_id=PackId(row.pack_id),
        edition=row.edition,
        kind=DrillKind(row.kind),
        language=row.language,
        topic=Topic(row.topic) if row.topic else None,
        tier=Tier(row.tier),
        level=row.level,
        at=row.at,
        seconds=row.ms / _THOUSANDTHS,
        right=row.correct,
        ending=Ending(row.ending),
        recall=_share(row.recall, _MILLIONTHS),
        precision=_share(row.exactness, _MILLIONTHS),
        topic_right=_yes(row.topic_right),
        tier_right=_yes(row.tier_right),
        complaint_right=_yes(row.complaint_right),
        step_right=_yes(row.step_right),
        pace=_share(row.pace, _THOUSANDTHS),
        interruptions=row.interruptions,
    )


def _share(kept: int | None, of: int) -> float | None:
    return None if kept is None else kept / of


def _yes(kept: int | None) -> bool | None:
    return None if kept is None else bool(kept)
