"""What handlers of training look things up by: the figures, the people, values on the shelf."""

from typing import TypeVar

from sqlalchemy import Connection, select

from backend.accounts import agents
from backend.insights.rows import setting_value
from backend.operations.scope import Rejected, Scope
from backend.shelf import keeping
from backend.storage.tables import shelf
from domain.agent import Agent
from domain.changes import Entity
from domain.ids import is_uuid
from domain.problems import Problem
from domain.training.figures import KEY, TrainingFigures, read_figures

V = TypeVar("V", bound=Entity)

_FIGURES = select(shelf.c.body).where(shelf.c.type == "setting", shelf.c.id == KEY)


def figures(connection: Connection) -> TrainingFigures:
    """As the workspace set them."""
    body = connection.execute(_FIGURES).scalar()
    return read_figures(setting_value(body) if body else "")


def value(connection: Connection, kind: str, id_: str, type_: type[V]) -> V | None:
    """What is on the shelf under that id."""
    row = keeping.held(connection, kind, id_)
    found = keeping.value_of(row) if row is not None else None
    return found if isinstance(found, type_) else None


def colleague(scope: Scope, id_: str) -> Agent:
    """Somebody of the team. Raises Rejected for whoever is not on it any more."""
    found = agents.find(scope.tx.connection, id_)
    if found is None or not found.active:
        raise Rejected(Problem.AGENT_GONE)
    return found


def in_lane(lane: str, wanted: str, *ids: str) -> None:
    """Raises Rejected for an operation in another lane than its own, and for ids that are none."""
    if lane != wanted or not all(map(is_uuid, ids)):
        raise Rejected(Problem.BAD_OPERATION)


def refuse_if(wrong: bool, why: Problem = Problem.BAD_OPERATION) -> None:
    """Raises Rejected."""
    if wrong:
        raise Rejected(why)
