"""What the rules of complaints stand on: figures, hours, rates and people; and what a complaint is opened from."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from domain.complaints import figures as figures_setting
from domain.complaints.figures import ComplaintFigures, read_figures
from domain.complaints.staff import Colleague
from domain.ids import AgentId, SettingKey, ThreadId
from domain.problems import Problem
from domain.templates import facts as facts_setting
from domain.templates.facts import read_facts
from domain.working_time import ALWAYS, WorkingHours, read_hours
from domain.working_time import KEY as HOURS_KEY

T = TypeVar("T")


class MoveRefused(Exception):
    """That cannot be done to a complaint.

    Attributes:
        problem: why.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Ground:
    """What is in force, and who is there.

    Attributes:
        rates: the workspace's own worth of currencies in USD.
        staff: everybody, also those who are not active any more.
        unreadable: settings whose value makes no sense; their defaults hold.
    """

    figures: ComplaintFigures = figures_setting.DEFAULTS
    hours: WorkingHours = ALWAYS
    rates: Mapping[str, float] = field(default_factory=dict)
    staff: tuple[Colleague, ...] = ()
    unreadable: tuple[SettingKey, ...] = ()

    @property
    def resolving(self) -> WorkingHours:
        """The hours in which the clocks of resolution go on."""
        return self.hours if self.figures.working_hours else ALWAYS


@dataclass(frozen=True, slots=True)
class Source:
    """What a complaint is opened from.

    Attributes:
        thread_id: home thread of the message, or the lane when there is none.
        channel: value of `ChannelKind`. language: what the customer writes, "" when nobody knows.
        received_at: when the message arrived; None without one: then the complaint begins now.
        assignee_id: who has the thread in hand.
        answered_at, answered_by, answer_parts: the first answer, if it was given before the complaint was opened.
    """

    thread_id: ThreadId
    channel: str = ""
    language: str = ""
    received_at: datetime | None = None
    assignee_id: AgentId | None = None
    answered_at: datetime | None = None
    answered_by: AgentId | None = None
    answer_parts: tuple[str, ...] = ()


def ground_of(
    settings: Mapping[SettingKey, str],
    staff: tuple[Colleague, ...],
    report: Callable[[SettingKey, Exception], None] | None = None,
) -> Ground:
    """From the workspace's settings; one that makes no sense is told to `report`, and its default holds."""

    unreadable: list[SettingKey] = []

    def read(key: SettingKey, reader: Callable[[str], T], usual: T) -> T:
        text = settings.get(key, "")
        if not text:
            return usual
        try:
            return reader(text)
        except (ValueError, TypeError, AttributeError, OverflowError, RecursionError) as error:
            unreadable.append(key)
            if report is not None:
                report(key, error)
            return usual

    figures = read(figures_setting.KEY, read_figures, figures_setting.DEFAULTS)
    hours = read(HOURS_KEY, read_hours, ALWAYS)
    rates: Mapping[str, float] = read(facts_setting.KEY, _rates, {})
    return Ground(figures, hours, rates, staff, tuple(unreadable))


def _rates(text: str) -> Mapping[str, float]:
    facts = read_facts(text)
    if facts is None:
        raise json.JSONDecodeError("not the workspace's facts", text[:40], 0)
    return facts.rates
