"""What trainers see and give, in memory."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING

from app.changes import ChangeSet
from app.errors import Refused, Unreachable
from app.ports import Session
from app.services.insight_values import Held
from app.training.builtin import builtin_pack
from domain.agent import Agent, Permission
from domain.alerts import Alert
from domain.clock import Clock
from domain.ids import AgentId, AssignmentId, CertificateId, CoachingId
from domain.problems import Problem
from domain.training.assigning import Assignment, Certificate, Coaching
from domain.training.figures import TrainingFigures
from domain.training.pack import Edition
from domain.training.report import TrainingChoice, TrainingReport
from tests.fakes import training_demo
from tests.fakes.demo import AGENTS

if TYPE_CHECKING:
    from tests.fakes.services.stepping import Gate


class FakeTrainers:
    """Keeps the promises of its port; a test sets what it holds, `offline`, `error` or `gate`, and looks at `calls`.

    Attributes:
        offline: reports that were seen before are stale then, others Unreachable.
        told: what the next reports are, instead of the demo's. effect: of the demo's.
        kept: is handed the figures that were kept.
    """

    def __init__(self, tell: Callable[[ChangeSet], None], session: Callable[[], Session | None], clock: Clock) -> None:
        self._tell, self._session, self._clock = tell, session, clock
        self._ids = count(1)
        self.offline = False
        self.error: Exception | None = None
        self.gate: Gate | None = None
        self.told: TrainingReport | None = None
        self.effect = training_demo.EFFECT
        self.agents: list[Agent] = list(AGENTS)
        self.held_teams: dict[str, tuple[AgentId, ...]] = dict(training_demo.TEAMS)
        self.languages: tuple[str, ...] = ("en", "th", "ar")
        self.editions: list[Edition] = []
        self.given: list[Assignment] = []
        self.said: list[Coaching] = []
        self.held_certificates: list[Certificate] = []
        self.asked_for: list[tuple[AgentId, str]] = []
        self.calls: list[tuple[object, ...]] = []
        self.kept: Callable[[TrainingFigures], None] = self.calls_keep
        self._reports: dict[TrainingChoice, Held[TrainingReport]] = {}

    async def people(self) -> Sequence[Agent]:
        return sorted((agent for agent in self.agents if agent.active), key=_name)

    async def teams(self) -> dict[str, tuple[AgentId, ...]]:
        return dict(self.held_teams)

    async def offered(self) -> Sequence[Edition]:
        return [*self.editions, *map(builtin_pack, self.languages)]

    async def assignments(self) -> Sequence[Assignment]:
        return list(reversed(self.given))

    async def assign(self, assignment: Assignment) -> None:
        self._allowed()
        if not assignment.people or assignment.until < assignment.since or assignment.rounds < 1:
            raise Refused(Problem.BAD_OPERATION)
        self.calls.append(("assign", assignment))
        held = [one.id for one in self.given]
        if assignment.id in held:
            self.given[held.index(assignment.id)] = assignment
        else:
            self.given.append(assignment)
        self._tell(ChangeSet(shelf=frozenset({"assignment"})))

    async def end(self, assignment_id: AssignmentId) -> None:
        self._allowed()
        self.calls.append(("end", assignment_id))
        self.given = [replace(one, ended=True) if one.id == assignment_id else one for one in self.given]
        self._tell(ChangeSet(shelf=frozenset({"assignment"})))

    def now(self) -> datetime:
        return self._clock.now()

    def new_assignment_id(self) -> AssignmentId:
        return AssignmentId(f"new-assignment-{next(self._ids)}")

    async def report(self, choice: TrainingChoice) -> Held[TrainingReport]:
        self.calls.append(("report", choice))
        if self.gate is not None:
            await self.gate
        self._fail()
        if self.offline:
            if choice not in self._reports:
                raise Unreachable
            return replace(self._reports[choice], stale=True)
        agents = [agent for agent in self.agents if agent.active]
        counted = self.told or training_demo.report(choice, agents, self.now(), self.effect, self.given)
        self._reports[choice] = Held(replace(counted, choice=choice), self.now())
        return self._reports[choice]

    async def coach(self, to: AgentId, text: str) -> None:
        self._allowed()
        if not text.strip():
            raise Refused(Problem.EMPTY_MESSAGE)
        id_, author = CoachingId(f"new-word-{next(self._ids)}"), self.agents[0].id
        self.said.insert(0, Coaching(id_, to, author, text.strip(), self.now()))
        self._tell(ChangeSet(shelf=frozenset({"coaching"})))

    async def coachings(self, to: AgentId) -> Sequence[Coaching]:
        return [one for one in self.said if one.to == to]

    async def certify(self, agent_id: AgentId, language: str) -> CertificateId:
        self._allowed()
        self.asked_for.append((agent_id, language))
        return CertificateId(f"certificate-{next(self._ids)}")

    async def certificates(self, agent_id: AgentId | None = None) -> Sequence[Certificate]:
        return [one for one in self.held_certificates if agent_id in (None, one.agent_id)]

    async def keep_figures(self, figures: TrainingFigures) -> None:
        session = self._session()
        self._fail()
        if session is None or not session.agent.may(Permission.CHANGE_SETTINGS):
            raise Refused(Problem.NOT_ALLOWED)
        self.kept(figures)
        self._tell(ChangeSet(shelf=frozenset({"setting"})))

    def calls_keep(self, figures: TrainingFigures) -> None:
        """Only written down, until somebody wants to know more."""
        self.calls.append(("figures", figures))

    def certified(self, certificate: Certificate) -> None:
        """The server's answer has come with the feed."""
        self.held_certificates.insert(0, certificate)
        self._tell(ChangeSet(shelf=frozenset({"certificate"})))

    def _allowed(self) -> None:
        self._fail()
        session = self._session()
        if session is None or not session.agent.may(Permission.TRAIN):
            raise Refused(Problem.NOT_ALLOWED)

    def _fail(self) -> None:
        if self.error is not None:
            error, self.error = self.error, None
            raise error


class FakeTrainingNews:
    """What a learner has to be told of."""

    def __init__(self, tell: Callable[[ChangeSet], None]) -> None:
        self._tell = tell
        self.found: list[Alert] = []

    async def news(self, now: datetime) -> Sequence[Alert]:
        return list(self.found)

    def came(self, *alerts: Alert) -> None:
        """These instead, with the feed."""
        self.found = list(alerts)
        self._tell(ChangeSet(shelf=frozenset({"assignment", "coaching"})))


def _name(agent: Agent) -> str:
    return agent.name
