"""Rows of surveys: whom to ask next, which question is out, what was answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from backend.log import logger
from backend.shelf import keeping
from backend.storage.tables import rating, survey_due
from backend.storage.upsert import upsert
from backend.threads.work import Work
from domain.setting import Setting
from domain.surveys.answers import Score
from domain.surveys.figures import DEFAULTS, KEY, Question, SurveyFigures, read_surveys

_PUT = upsert(survey_due)
_PLAN = _PUT.on_conflict_do_update(
    index_elements=["thread_id"], set_={name: _PUT.excluded[name] for name in ("kind", "due_at", "agent_id")}
)


@dataclass(frozen=True, slots=True)
class Due:
    """A question whose time has come."""

    thread_id: str
    question: Question
    agent_id: str


@dataclass(frozen=True, slots=True)
class Out:
    """A question that was asked and not answered yet."""

    id: str
    question: Question
    agent_id: str


def figures(connection: Connection) -> SurveyFigures:
    """What is in force; nobody is asked anything by figures that cannot be read."""
    row = keeping.held(connection, "setting", KEY)
    setting = keeping.value_of(row) if row is not None else None
    if not isinstance(setting, Setting):
        return DEFAULTS
    try:
        return read_surveys(setting.value)
    except (ValueError, TypeError, RecursionError):
        logger.warning("survey_figures_unreadable")
        return DEFAULTS


def plan(work: Work, due: Due, at: datetime) -> None:
    """That question is the thread's next one."""
    row = {"thread_id": due.thread_id, "kind": due.question.value, "due_at": at}
    work.tx.connection.execute(_PLAN, {**row, "agent_id": due.agent_id})


def due(connection: Connection, now: datetime, limit: int) -> list[Due]:
    """Those whose time has come, the oldest first."""
    query = select(survey_due).where(survey_due.c.due_at <= now).order_by(survey_due.c.due_at).limit(limit)
    rows = connection.execute(query)
    return [Due(row.thread_id, Question(row.kind), row.agent_id) for row in rows]


def done(work: Work, thread_id: str) -> None:
    """Nothing is to be asked there any more."""
    work.tx.connection.execute(delete(survey_due).where(survey_due.c.thread_id == thread_id))


def asked_lately(connection: Connection, customer_id: str, question: Question, since: datetime) -> bool:
    """Whether the customer was asked the same since then."""
    c = rating.c
    query = select(c.id).where(c.customer_id == customer_id, c.kind == question.value, c.asked_at > since).limit(1)
    return connection.execute(query).first() is not None


def out_in(connection: Connection, thread_id: str, since: datetime) -> Out | None:
    """The newest question of a thread that waits for its answer, asked since then."""
    c = rating.c
    query = select(rating).where(c.thread_id == thread_id, c.asked_at > since).order_by(c.asked_at.desc()).limit(1)
    row = connection.execute(query).first()
    if row is None or row.answered_at is not None:
        return None
    return Out(row.id, Question(row.kind), row.agent_id)


def put_out(work: Work, asked: Due, values: dict[str, Any]) -> None:
    """The question was asked."""
    row = {"id": work.new_id(), "thread_id": asked.thread_id, "kind": asked.question.value, "asked_at": work.now}
    work.tx.connection.execute(insert(rating), {**row, "agent_id": asked.agent_id, **values})


def answered(work: Work, out: Out, score: Score, at: datetime) -> None:
    """The customer answered."""
    values = {"score": score.score, "answered_at": at, "comment": score.comment}
    work.tx.connection.execute(update(rating).where(rating.c.id == out.id).values(**values))


def days(count: int) -> timedelta:
    """So many days."""
    return timedelta(days=count)
