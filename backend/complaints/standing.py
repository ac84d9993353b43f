"""What the rules of complaints stand on in one transaction: settings, people, and how many complaints each has."""

from collections import Counter
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, func, select

from backend.complaints.rows import OPEN
from backend.log import logger
from backend.shelf.keeping import value_of
from backend.storage.tables import agent, complaint, shelf
from backend.storage.transaction import Transaction
from domain.agent import Role
from domain.complaint import Complaint
from domain.complaints import figures
from domain.complaints.ground import Ground, ground_of
from domain.complaints.staff import Colleague
from domain.guidance.lexicon import Overlay, read_overlay
from domain.guidance.rules import words_key
from domain.ids import AgentId, SettingKey
from domain.setting import Setting
from domain.templates import facts
from domain.working_time import KEY as HOURS_KEY

_OWNED = (
    select(complaint.c.owner_id, func.count().label("owned"))
    .where(complaint.c.state.in_(OPEN), complaint.c.owner_id.is_not(None))
    .group_by(complaint.c.owner_id)
)


class Standing:
    """Read once in a transaction; who was given a complaint in it has one more for the next."""

    def __init__(self, connection: Connection) -> None:
        self._settings = settings(connection, figures.KEY, HOURS_KEY, facts.KEY)
        people = connection.execute(select(agent.c.id, agent.c.role, agent.c.active).order_by(agent.c.id))
        self._people = [(AgentId(row.id), Role(row.role), row.active) for row in people]
        self._owned = Counter({row.owner_id: row.owned for row in connection.execute(_OWNED)})
        self._ground: Ground | None = None

    def ground(self) -> Ground:
        """As it is now."""
        if self._ground is None:
            staff = tuple(Colleague(id_, role, active, self._owned[id_]) for id_, role, active in self._people)
            self._ground = ground_of(self._settings, staff, self._complain)
        return self._ground

    def moved(self, before: Complaint | None, after: Complaint) -> None:
        """A complaint has another owner, or is not open any more."""
        had, has = (one.owner_id if one is not None and one.is_open else None for one in (before, after))
        if had != has:
            self._owned.update({owner: step for owner, step in ((had, -1), (has, 1)) if owner is not None})
            self._ground = None

    def _complain(self, key: SettingKey, error: Exception) -> None:
        _say_once(key, self._settings[key], type(error).__name__)


def standing(tx: Transaction) -> Standing:
    """That of this transaction."""
    if Standing not in tx.memo:
        tx.memo[Standing] = Standing(tx.connection)
    found: Standing = tx.memo[Standing]
    return found


def overlay(connection: Connection, language: str) -> Overlay | None:
    """The workspace's changes to the word lists of a language; None for none, or for none that can be read."""
    key = words_key(language)
    text = settings(connection, key).get(key) if language else None
    return _overlay(text) if text else None


def settings(connection: Connection, *keys: SettingKey) -> dict[SettingKey, str]:
    """The JSON of those that were set."""
    query: Any = select(shelf.c.type, shelf.c.body).where(shelf.c.type == "setting", shelf.c.id.in_(keys))
    found = [value_of(row) for row in connection.execute(query)]
    return {one.key: one.value for one in found if isinstance(one, Setting)}


@lru_cache(maxsize=16)
def _overlay(text: str) -> Overlay | None:
    try:
        return read_overlay(text)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        logger.warning("setting_unreadable", kind="words", error_type=type(error).__name__)
        return None


@lru_cache(maxsize=16)
def _say_once(key: SettingKey, text: str, error: str) -> None:
    """One line for a text, however often it is read; the text itself is not logged."""
    logger.warning("setting_unreadable", kind=key, error_type=error)
