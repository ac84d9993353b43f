"""Draws a week's sample, and keeps what a lead says of each conversation (M-1)."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from backend.operations.scope import Op, Rejected, Scope
from backend.reviews import conversations
from backend.reviews.conversations import Conversation
from backend.shelf import keeping
from backend.storage.database import Database
from backend.storage.tables import shelf
from backend.threads.work import Work
from domain.agent import Permission
from domain.clock import Clock
from domain.ids import AgentId, ReviewId, ThreadId
from domain.measures.sampling import draw
from domain.measures.turning import turns, waited
from domain.problems import Problem
from domain.review import LONGEST_COMMENT, MarkReview, ReviewItem

KIND = "review"
_NAMES = uuid.UUID("0f6a3f0c-6f0e-5b5b-9b56-7a1f4c8f2d10")
_WEEK = timedelta(days=7)


class Reviews:
    """The service behind POST /v1/reviews."""

    def __init__(self, database: Database, clock: Clock, new_id: Callable[[], str]) -> None:
        self._database, self._clock, self._new_id = database, clock, new_id

    def draw(self, week: date, zone: ZoneInfo, size: int, seed: int) -> int:
        """Samples the week that begins on that Monday; returns how many conversations it has.

        What was drawn before and nobody has said anything of makes room; what was marked stays, also what is marked
        while this reads.
        """
        since = datetime.combine(week, time(), zone)
        while True:
            with self._database.read() as connection:
                found = conversations.of_week(connection, since, since + _WEEK)
                kept = _marked(_held(connection, week))
                fresh = {one.thread_id: one for one in found if one.thread_id not in kept}
                drawn = draw([one.candidate for one in fresh.values()], max(0, size - len(kept)), seed)
                items = [_item(connection, week, seed, fresh[one.thread_id], one.stratum) for one in drawn]
            if self._keep(week, kept, items):
                return len(items) + len(kept)

    def _keep(self, week: date, kept: set[ThreadId], items: list[ReviewItem]) -> bool:
        """False when others are marked by now than those that the items were drawn beside."""
        with self._database.write() as tx:
            held = _held(tx.connection, week)
            if _marked(held) != kept:
                return False
            work = Work(tx, self._clock.now(), self._new_id)
            wanted = {item.id for item in items}
            for old in held:
                row = keeping.held(tx.connection, KIND, old.id)
                if row is not None and old.reviewed_at is None and old.id not in wanted:
                    keeping.remove(work, row)
            for item in items:
                _store(work, item)
        return True


def mark(scope: Scope, op: Op, payload: MarkReview) -> None:
    """What a lead says of a sampled conversation; the last one stands, every one is remembered."""
    scope.need(Permission.SEE_INSIGHTS)
    row = keeping.held(scope.tx.connection, KIND, payload.review_id)
    held = keeping.value_of(row) if row is not None else None
    if not isinstance(held, ReviewItem):
        raise Rejected(Problem.REVIEW_GONE)
    if len(payload.comment) > LONGEST_COMMENT:
        raise Rejected(Problem.TEXT_TOO_LONG)
    said = replace(
        held,
        verdict=payload.verdict,
        comment=payload.comment,
        training=payload.training,
        vocabulary=payload.vocabulary,
        reviewed_by=AgentId(scope.agent.id),
        reviewed_at=scope.work.now,
    )
    version, body = _store(scope.work, said)
    keeping.remember(scope.work, KIND, held.id, version, body, scope.agent.id)


def _store(work: Work, item: ReviewItem) -> tuple[int, str]:
    stored = replace(item, version=keeping.next_version(work.tx, KIND, item.id, ""))
    return stored.version, keeping.put(work, KIND, item.id, stored, owner=item.thread_id)


def _held(connection: Connection, week: date) -> list[ReviewItem]:
    rows = connection.execute(select(shelf).where(shelf.c.type == KIND))
    values = (keeping.value_of(row) for row in rows)
    return [value for value in values if isinstance(value, ReviewItem) and value.week == week]


def _marked(items: list[ReviewItem]) -> set[ThreadId]:
    """The threads of those of which a lead has said something."""
    return {item.thread_id for item in items if item.reviewed_at is not None}


def _item(connection: Connection, week: date, seed: int, found: Conversation, stratum: str) -> ReviewItem:
    return ReviewItem(
        id=review_id(week, found.thread_id),
        week=week,
        seed=seed,
        thread_id=found.thread_id,
        customer_name=conversations.name_of(connection, found.thread_id),
        channel=found.channel,
        stratum=stratum,
        agent_id=found.agents.most_common(1)[0][0] if found.agents else None,
        tier=found.worst,
        topic=found.topic,
        complaint=found.complaint,
        messages=len(found.said),
        waited=waited(found.said),
        turns=turns(found.said, conversations.offers_of(connection, found.thread_id)),
    )


def review_id(week: date, thread_id: ThreadId) -> ReviewId:
    """The same for the same week and thread, whoever draws it and how often."""
    return ReviewId(str(uuid.uuid5(_NAMES, f"{week.isoformat()}:{thread_id}")))
