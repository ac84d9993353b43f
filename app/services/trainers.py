"""What trainers see and give: reports, assignments, words, certificates (S-2, S-3)."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from app.errors import AnswerLost, Refused, Throttled, Unreachable
from app.services.desk import Account, Desk
from app.services.insight_values import Held
from app.services.operations import Operator
from app.services.report_cache import ReportCache, shape_of
from app.training import builtin
from app.wire import plain, read
from domain.agent import Agent, Permission
from domain.ids import AgentId, AssignmentId, CertificateId, CoachingId
from domain.operations import ChangeSetting
from domain.problems import Problem
from domain.shelf import lane_of_setting
from domain.training import acts
from domain.training.assigning import Assignment, Certificate, Coaching
from domain.training.figures import KEY, TrainingFigures, write_figures
from domain.training.pack import Edition
from domain.training.report import TrainingChoice, TrainingReport

Teams = Callable[[], Awaitable[dict[str, tuple[AgentId, ...]]]]


class TrainerService:
    """Implements `ui.ports.TrainerPort`: reports are the server's; all else is read and done on this computer."""

    def __init__(self, desk: Desk, operator: Operator, teams: Teams) -> None:
        self.desk, self.operator, self._teams = desk, operator, teams
        self._cache = ReportCache("training.report", TrainingReport)

    async def people(self) -> Sequence[Agent]:
        """Everybody who may be assigned something, by name."""
        agents = await (await self.desk.store()).threads.agents()
        return [agent for agent in agents if agent.active]

    async def teams(self) -> dict[str, tuple[AgentId, ...]]:
        """The workspace's teams by name."""
        return await self._teams()

    async def offered(self) -> Sequence[Edition]:
        """What can be assigned: what was published and not retired, then the built-in packs."""
        published = await (await self.desk.store()).training.editions()
        return [*published, *await asyncio.to_thread(builtin_packs)]

    async def assignments(self) -> Sequence[Assignment]:
        """All of them, newest first."""
        return await (await self.desk.store()).training.assignments()

    async def assign(self, assignment: Assignment) -> None:
        """A new one, or another state of one. Raises Refused, StorageFull."""
        await self._trainer()
        if not assignment.people or assignment.until < assignment.since or assignment.rounds < 1:
            raise Refused(Problem.BAD_OPERATION)
        await self.operator.do(acts.lane_of_assignment(assignment.id), acts.Assign(assignment))

    async def end(self, assignment_id: AssignmentId) -> None:
        """Calls one off. Raises Refused, StorageFull."""
        await self._trainer()
        await self.operator.do(acts.lane_of_assignment(assignment_id), acts.EndAssignment(assignment_id))

    def new_assignment_id(self) -> AssignmentId:
        """For a new assignment."""
        return AssignmentId(self.operator.ids.new())

    def now(self) -> datetime:
        """The present, as operations are stamped with."""
        return self.operator.clock.now()

    async def report(self, choice: TrainingChoice) -> Held[TrainingReport]:
        """Counted now; without a connection the last one of that shape. Raises Unreachable, Refused."""
        state, now = (await self.desk.store()).state, self.now()
        filters = (choice.kind, choice.pack, choice.agent, choice.team, choice.language)
        shape = shape_of(choice.since, choice.until, choice.zone, filters, now)
        try:
            answer = await self.desk.gateway().request_json("POST", "/v1/training/report", plain(choice))
        except (Unreachable, AnswerLost, Throttled) as error:
            kept = await self._cache.find(state, shape)
            if kept is None:
                raise Unreachable from error
            return Held(kept, kept.at, stale=True)
        report = _read(answer)
        await self._cache.keep(state, shape, report)
        return Held(report, report.at)

    async def coach(self, to: AgentId, text: str) -> None:
        """A word to a learner. Raises Refused, StorageFull."""
        await self._trainer()
        if not text.strip():
            raise Refused(Problem.EMPTY_MESSAGE)
        await self.operator.do(acts.PRACTICE, acts.Coach(CoachingId(self.operator.ids.new()), to, text.strip()))

    async def coachings(self, to: AgentId) -> Sequence[Coaching]:
        """What was said to that learner, newest first."""
        return [one for one in await (await self.desk.store()).training.coachings() if one.to == to]

    async def certify(self, agent_id: AgentId, language: str) -> CertificateId:
        """Asks the server for a certificate. Raises Refused, StorageFull."""
        await self._trainer()
        certificate_id = CertificateId(self.operator.ids.new())
        await self.operator.do(acts.PRACTICE, acts.IssueCertificate(certificate_id, agent_id, language))
        return certificate_id

    async def certificates(self, agent_id: AgentId | None = None) -> Sequence[Certificate]:
        """That learner's or everybody's, newest first."""
        held = await (await self.desk.store()).training.certificates()
        return [one for one in held if agent_id in (None, one.agent_id)]

    async def keep_figures(self, figures: TrainingFigures) -> None:
        """Other figures for everybody. Raises Refused, StorageFull."""
        if not (await self.desk.opened()).agent.may(Permission.CHANGE_SETTINGS):
            raise Refused(Problem.NOT_ALLOWED)
        await self.operator.do(lane_of_setting(KEY), ChangeSetting(KEY, write_figures(figures)))

    async def _trainer(self) -> Account:
        account = await self.desk.opened()
        if not account.agent.may(Permission.TRAIN):
            raise Refused(Problem.NOT_ALLOWED)
        return account


def builtin_packs() -> list[Edition]:
    """Those that come with the program, by language."""
    return [builtin.builtin_pack(language) for language in builtin.languages()]


def _read(answer: object) -> TrainingReport:
    try:
        return read(answer, TrainingReport)
    except ValueError as error:
        raise AnswerLost("unreadable") from error
