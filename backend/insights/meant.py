"""What a choice means in this database: its span, its people, the workspace's figures, and the conditions they make."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Table, select, type_coerce

from backend.insights.rows import setting_value
from backend.log import logger
from backend.storage.columns import WholeNumber
from backend.storage.tables import shelf
from domain import teams, working_time
from domain.compensation import figures as compensation
from domain.complaints import figures as complaints
from domain.ids import AgentId, SettingKey
from domain.measures import figures
from domain.measures.points import EPOCH, LONGEST, widened
from domain.measures.report import Choice
from domain.templates import facts

T = TypeVar("T")


class NotCounted(Exception):
    """A choice that makes no sense; the text says why."""


class Meant:
    """One choice at work.

    Attributes:
        choice: its span goes out to whole quarters of an hour. zone: of its days.
        agents: ids of those who are meant, None for everybody.
        peak_zone: the workspace's, in which the peak hours are meant.
    """

    def __init__(self, connection: Connection, choice: Choice, now: datetime) -> None:
        self.connection, self.now = connection, now
        since, until = widened(*_sound(choice))
        self.choice = replace(choice, since=since, until=until)
        self.zone = _zone(choice.zone)
        self.figures = self.setting(figures.KEY, figures.read_figures, figures.DEFAULTS)
        self.hours = self.setting(working_time.KEY, working_time.read_hours, working_time.ALWAYS)
        self.peak_zone = ZoneInfo(self.hours.zone)
        self.agents = self._agents()

    def rates(self) -> dict[str, float]:
        """The workspace's own worth of currencies in USD."""
        found = self.setting(facts.KEY, facts.read_facts, None)
        return dict(found.rates) if found is not None else {}

    def complaint_figures(self) -> complaints.ComplaintFigures:
        """Table K as it is set."""
        return self.setting(complaints.KEY, complaints.read_figures, complaints.DEFAULTS)

    def currency(self) -> str:
        """In which the workspace counts money."""
        return self.setting(compensation.KEY, compensation.read_compensation, compensation.DEFAULTS).currency

    def setting(self, key: SettingKey, reader: Callable[[str], T], usual: T) -> T:
        """A setting of the workspace; one that makes no sense has its default."""
        query = select(shelf.c.body).where(shelf.c.type == "setting", shelf.c.id == key)
        body = self.connection.execute(query).scalar()
        try:
            return reader(setting_value(body)) if body else usual
        except (ValueError, TypeError, AttributeError, KeyError, OverflowError, RecursionError) as error:
            logger.warning("a setting makes no sense", key=key, error=str(error))
            return usual

    def named(self, table: Table, agent: str = "agent_id") -> list[ColumnElement[bool]]:
        """What the filters ask of a table's columns; of those it does not have, nothing."""
        asked = [("channel", self.choice.channel), ("language", self.choice.language), ("topic", self.choice.topic)]
        found = [table.c[name] == wanted for name, wanted in asked if wanted and name in table.c]
        if self.agents is not None and agent:
            found.append(table.c[agent].in_(sorted(self.agents)))
        return found

    def within(self, column: Any) -> list[ColumnElement[bool]]:
        """That a time lies in the span."""
        return [column >= self.choice.since, column < self.choice.until]

    @property
    def by_nature(self) -> bool:
        """Whether only some languages or topics are meant."""
        return bool(self.choice.language or self.choice.topic)

    def _agents(self) -> frozenset[str] | None:
        meant: frozenset[str] | None = None
        if self.choice.team:
            nobody: dict[str, tuple[AgentId, ...]] = {}
            held = self.setting(teams.KEY, teams.read_teams, nobody)
            meant = frozenset(held.get(self.choice.team, ()))
        if self.choice.agent:
            meant = frozenset({self.choice.agent}) if meant is None else meant & {self.choice.agent}
        return meant


def microseconds(column: Any) -> Any:
    """A time as it is kept."""
    return type_coerce(column, WholeNumber)


def as_kept(at: datetime) -> int:
    """The same of a value."""
    return (at - EPOCH) // timedelta(microseconds=1)


def _sound(choice: Choice) -> tuple[datetime, datetime]:
    if choice.since.tzinfo is None or choice.until.tzinfo is None:
        raise NotCounted("Times need their offset.")
    try:
        if not choice.since < choice.until or choice.until - choice.since > LONGEST or choice.since < EPOCH:
            raise NotCounted("The span has to end after it begins, and to be at most three years long.")
        return choice.since, choice.until
    except OverflowError as error:
        raise NotCounted("There is no such time.") from error


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError) as error:
        raise NotCounted("There is no such time zone.") from error
