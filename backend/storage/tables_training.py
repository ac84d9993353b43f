"""Tables of training: every attempt that anybody told of, for the reports; learners have their own on the shelf."""

from sqlalchemy import Column, Index, LargeBinary, Table
from sqlalchemy import text as sql

from backend.storage.columns import WholeNumber
from backend.storage.tables_base import STRICT, flag, metadata, moment, number, text


def _asked(name: str) -> Column[int | None]:
    """A figure that is NULL where it was not asked for."""
    return Column(name, WholeNumber, nullable=True)


training_practice = Table(
    "training_practice",
    metadata,
    Column("number", WholeNumber, primary_key=True),
    text("id"),
    text("agent_id"),
    text("kind"),
    text("assignment_id"),
    moment("began"),
    moment("last_at"),
    number("ms"),
    text("zone"),
    number("day"),
    number("last_day"),
    number("attempts"),
    flag("shelved"),
    Index("training_practice_id", "id", unique=True),
    Index("training_practice_last", "last_at"),
    Index("training_practice_agent", "agent_id", "began"),
    Index("training_practice_assignment", "assignment_id", sqlite_where=sql("assignment_id <> ''")),
    Index("training_practice_shelved", "agent_id", "began", sqlite_where=sql("shelved = 1")),
    **STRICT,
)
"""One go of practice; `last_at` is its newest attempt's time, `attempts` how many count, `day` and `last_day` those of
the first and the last of them, since 1970, by its learner's calendar, `shelved` whether their devices hold it."""

training_item = Table(
    "training_item",
    metadata,
    Column("number", WholeNumber, primary_key=True),
    text("pack_id"),
    text("item_id"),
    Index("training_item_id", "pack_id", "item_id", unique=True),
    **STRICT,
)
"""The items that were ever practised: attempts name them by a number."""

training_attempt = Table(
    "training_attempt",
    metadata,
    Column("practice", WholeNumber, primary_key=True, autoincrement=False),
    Column("n", WholeNumber, primary_key=True, autoincrement=False),
    number("item"),
    number("edition"),
    text("kind"),
    text("language"),
    text("topic"),
    text("tier"),
    number("level"),
    moment("at"),
    number("ms"),
    text("ending"),
    flag("correct"),
    _asked("recall"),
    _asked("exactness"),
    _asked("topic_right"),
    _asked("tier_right"),
    _asked("complaint_right"),
    _asked("step_right"),
    _asked("pace"),
    number("interruptions"),
    sqlite_with_rowid=False,
    **STRICT,
)
"""One item, once. Rows lie by practice, and practice by time, more or less. Shares are in
millionths, the pace in thousandths."""

training_packed = Table(
    "training_packed",
    metadata,
    Column("practice", WholeNumber, primary_key=True, autoincrement=False),
    text("languages"),
    Column("attempts", LargeBinary, nullable=False),
    **STRICT,
)
"""The attempts of a go that count, once more, as reports read them (`backend.training.packed`): `languages` is a JSON
list, of which each attempt names one by its place."""
