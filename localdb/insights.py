"""Reads warnings and the weekly review, with what was said of a conversation here and has not come back yet (M-1)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from domain.review import MarkReview, ReviewItem
from domain.warning import MeasureWarning
from localdb.context import Context
from localdb.database import Database
from localdb.outbox_rows import COLUMNS, LIVE, operation_of
from localdb.sql import literal, one_of
from localdb.tables import SHELF, outbox
from localdb.values import REVIEW, WARNING

_WARNINGS = select(SHELF["warning"].c.body)
_REVIEWS = select(SHELF["review"].c.body).where(
    func.json_extract(SHELF["review"].c.body, literal("$.week")) == bindparam("week")
)
_MARKS: Any = (
    select(*COLUMNS)
    .where(outbox.c.state != literal("done"), one_of(outbox.c.state, *LIVE), one_of(outbox.c.kind, "mark_review"))
    .order_by(outbox.c.local_order)
)


class SqlInsightReader:
    """Implements `app.ports.InsightReader`."""

    def __init__(self, database: Database, context: Context) -> None:
        self._database = database
        self._context = context

    async def warnings(self) -> Sequence[MeasureWarning]:
        """Those in force, newest first."""
        return await self._database.read(warnings)

    async def reviews(self, week: date) -> Sequence[ReviewItem]:
        """The conversations of the week that begins on that Monday, in the order in which they were drawn."""
        return await self._database.read(reviews, week, self._context)


def warnings(connection: Connection) -> list[MeasureWarning]:
    """As the server has them."""
    held: list[MeasureWarning] = [WARNING.value(body) for (body,) in connection.execute(_WARNINGS)]
    return sorted(held, key=_newest)


def reviews(connection: Connection, week: date, context: Context) -> list[ReviewItem]:
    """As they will be once everything here has left."""
    rows = connection.execute(_REVIEWS, {"week": week.isoformat()})
    held: list[ReviewItem] = [REVIEW.value(body) for (body,) in rows]
    found = {item.id: item for item in held}
    for row in connection.execute(_MARKS):
        operation = operation_of(row)
        said = operation.payload
        if isinstance(said, MarkReview) and said.review_id in found:
            found[said.review_id] = replace(
                found[said.review_id],
                verdict=said.verdict,
                comment=said.comment,
                training=said.training,
                vocabulary=said.vocabulary,
                reviewed_by=context.me,
                reviewed_at=operation.created_at,
            )
    return sorted(found.values(), key=_drawn)


def _newest(warning: MeasureWarning) -> tuple[float, str]:
    return -warning.since.timestamp(), warning.id


def _drawn(item: ReviewItem) -> tuple[str, str]:
    return item.stratum, item.id
