"""Reads what is wanted, and again when it may have changed: at most once a minute, and never older than five (M)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import KnownError
from app.i18n import _
from app.services.insight_values import Held, MeasureRules
from domain.agent import Agent
from domain.ids import AgentId
from domain.measures.report import Choice, Report
from domain.warning import MeasureWarning
from ui.background import Background
from ui.insights.seen import Seen
from ui.insights.wanted import Days, Wanted
from ui.insights.words import days_words
from ui.locale import zone
from ui.ports import Services

SOONEST, OLDEST = 60, 240
"""Seconds: not sooner again, not older; the server needs some of the five minutes, too."""
TICK_MS = 10_000


class Loader(QObject):
    """One report at a time, with what it is compared with.

    Signals:
        shown: `seen` is another one, or its age has changed.
        failed(KnownError): there is nothing to show for what is wanted.
        named: agents or teams are other ones.

    Attributes:
        wanted: what is asked for. seen: what there is, None before the first answer and after a failure.
        stale: whether the server could not count afresh. busy: whether an answer is out.
        teams: by name.
    """

    shown = Signal()
    failed = Signal(object)
    named = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._background = Background(services.tasks, self, self._troubled)
        self.wanted = Wanted()
        self.seen: Seen | None = None
        self.held: Held[Report] | None = None
        self.busy = False
        self.agents: tuple[Agent, ...] = ()
        self.teams: dict[str, tuple[AgentId, ...]] = {}
        self.warnings: tuple[MeasureWarning, ...] = ()
        self.rules = MeasureRules()
        self._before: dict[Choice, tuple[float, Report]] = {}
        self._asked: float | None = None
        self._arrived = 0.0
        self._dirty = False
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def stale(self) -> bool:
        """Whether this is what was counted earlier."""
        return self.held is not None and self.held.stale

    @property
    def age(self) -> float:
        """Seconds since it came, however the clock was set meanwhile."""
        return self._services.clock.monotonic() - self._arrived

    @property
    def today(self) -> date:
        """The day it is here."""
        return self._services.clock.now().astimezone(zone()).date()

    def enter(self) -> None:
        """It is on screen."""
        if self._timer.isActive():
            return
        self._timer.start()
        self._background.run(self._services.inbox.agents(), self._take_agents, latest="agents")
        self._background.run(self._services.insights.teams(), self._take_teams, self._ignore, latest="teams")
        self._background.run(self._services.insights.rules(), self._take_rules, self._ignore, latest="rules")
        self._read_warnings()
        if self._asked is None or self._since_asked() >= SOONEST or self.seen is None:
            self.load()
        else:
            self.shown.emit()

    def leave(self) -> None:
        """It is not."""
        self._timer.stop()

    def want(self, wanted: Wanted) -> None:
        """Something else is asked for; what was shown stays until the answer is there."""
        self.wanted = wanted
        self.load()

    def load(self) -> None:
        """Asks now."""
        self._asked = self._services.clock.monotonic()
        self._dirty, self.busy = False, True
        days = self.wanted.days(self.today)
        choice = self.wanted.choice(days, zone())
        self._background.run(self._services.insights.report(choice), self._take, self._failed, latest="report")
        self._read_before()
        self.shown.emit()

    def forget(self) -> None:
        """Another person, or everything anew: nothing of before is shown."""
        self.seen = self.held = self._asked = None
        self._before, self.warnings = {}, ()
        for name in ("report", "before", "warnings"):
            self._background.forget(name)
        if self._timer.isActive():
            self.leave()
            self.enter()

    def changed(self, *, warnings: bool = False, people: bool = False) -> None:
        """Something in the local database is other: the report probably, too."""
        self._dirty = True
        if warnings and self._timer.isActive():
            self._read_warnings()
        if people and self._timer.isActive():
            self._background.run(self._services.inbox.agents(), self._take_agents, latest="agents")

    def tick(self) -> None:
        """A moment has passed: asks again when it is time."""
        if self._asked is None or self.busy or not self._timer.isActive():
            return
        since = self._since_asked()
        worth = self._dirty or self.seen is None or self.stale
        if since >= OLDEST or (worth and since >= SOONEST):
            self.load()
        else:
            self.shown.emit()

    def _since_asked(self) -> float:
        return self._services.clock.monotonic() - (self._asked or 0.0)

    def _read_before(self) -> None:
        """With what it is compared: asked beside the report; what is past hardly changes."""
        choice = self._choice_before()
        self._background.forget("before")
        if choice is None:
            return
        kept = self._before.get(choice)
        if kept is None or self._services.clock.monotonic() - kept[0] >= OLDEST:
            work = self._services.insights.report(choice)
            self._background.run(work, self._take_before, self._ignore, latest="before")

    def _choice_before(self) -> Choice | None:
        days = self.wanted.days_before(self.today)
        return self.wanted.choice(days, zone()) if days is not None else None

    def _take(self, held: Held[Report]) -> None:
        self.held, self.busy, self._arrived = held, False, self._services.clock.monotonic()
        self._see()

    def _take_before(self, held: Held[Report]) -> None:
        self._before = {held.value.choice: (self._services.clock.monotonic(), held.value)}
        if not self.busy and self.held is not None:
            self._see()

    def _see(self) -> None:
        """All that is known, as the pages show it."""
        if self.held is None:
            return
        choice, days = self._choice_before(), self.wanted.days_before(self.today)
        report, asked = self.held.value, self.wanted.days(self.today)
        shown = _days_of(report.choice)
        # What is kept may be of other days ("today" of yesterday): nothing is compared with those.
        before = self._before.get(choice) if choice is not None and shown == asked else None
        self.seen = Seen(
            report,
            zone(),
            self.today,
            before[1] if before is not None else None,
            {agent.id: agent.name for agent in self.agents},
            self.warnings,
            self.rules.figures,
            _zone(self.rules.zone),
            words=days_words(shown, self.today),
            before_words=_("before: {days}").format(days=days_words(days, self.today)) if days is not None else "",
        )
        self.shown.emit()

    def _failed(self, error: KnownError) -> None:
        self.busy, self.held, self.seen = False, None, None
        self.failed.emit(error)

    def _read_warnings(self) -> None:
        self._background.run(self._services.insights.warnings(), self._take_warnings, self._ignore, latest="warnings")

    def _take_warnings(self, warnings: Sequence[MeasureWarning]) -> None:
        self.warnings = tuple(warnings)
        self._renew()

    def _take_agents(self, agents: Sequence[Agent]) -> None:
        self.agents = tuple(agents)
        self.named.emit()
        self._renew()

    def _take_teams(self, teams: dict[str, tuple[AgentId, ...]]) -> None:
        self.teams = teams
        self.named.emit()

    def _take_rules(self, rules: MeasureRules) -> None:
        self.rules = rules
        self._renew()

    def _renew(self) -> None:
        """Names or warnings are other ones; the numbers are the same."""
        if self.seen is not None and not self.busy:
            names: dict[str, str] = {agent.id: agent.name for agent in self.agents}
            figures, there = self.rules.figures, _zone(self.rules.zone)
            self.seen = replace(self.seen, names=names, warnings=self.warnings, goals=figures, peak_zone=there)
        self.shown.emit()

    def _ignore(self, _error: KnownError) -> None:
        """What only helps may be missing."""

    def _troubled(self, _error: KnownError) -> None:
        """The same: without names, ids are shown."""


def _days_of(choice: Choice) -> Days:
    """The days of a report, here."""
    first, last = choice.since.astimezone(zone()), (choice.until - timedelta(seconds=1)).astimezone(zone())
    return Days(first.date(), last.date())


def _zone(name: str) -> tzinfo:
    """A zone by its name, UTC for one that this computer does not know."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
