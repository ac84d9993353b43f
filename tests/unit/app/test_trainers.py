"""What trainers give and see, on a real local database: durable at once, reports asked of the server (S-2)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.clock import make_ids
from app.errors import AnswerLost, Refused, Unreachable
from app.services.operations import Operator
from app.services.trainers import TrainerService
from app.wire import plain
from domain.agent import Role
from domain.ids import AgentId, PackId
from domain.problems import Problem
from domain.training.assigning import Assignment
from domain.training.figures import KEY, TrainingFigures, read_figures
from domain.training.item import DrillKind
from domain.training.report import Effect, LearnerLine, Result, TrainingChoice, TrainingReport
from tests.fakes import world
from tests.support.workspace import Workspace, offline

ME, ANN = world.ME.id, world.COLLEAGUE.id
PATH = "/v1/training/report"


class Room:
    """A workspace and its trainer service."""

    def __init__(self, made: Workspace) -> None:
        self.made = made
        operator = Operator(made.desk, make_ids(made.clock), made.clock)
        self.service = TrainerService(made.desk, operator, self._teams)

    async def _teams(self) -> dict[str, tuple[AgentId, ...]]:
        return {"Night": (ANN,)}

    def play(self, role: Role) -> "Room":
        account = self.made.desk.account
        assert account is not None
        account.agent = replace(account.agent, role=role)
        return self

    def assignment(self, **changes: Any) -> Assignment:
        id_ = self.service.new_assignment_id()
        span = (date(2026, 11, 23), date(2026, 11, 29))
        given = Assignment(id_, PackId("builtin-en"), DrillKind.GIST, (ANN,), ("Night",), *span, 2, "Go", ME)
        return replace(given, **changes)

    async def waiting(self) -> list[str]:
        store = await self.made.desk.store()
        return [row.operation.kind for row in await store.outbox.unsent()]


@asynccontextmanager
async def a_room(folder: Path) -> AsyncIterator[Room]:
    async with offline(folder) as made:
        yield Room(made).play(Role.TRAINER)


async def test_what_is_given_stands_at_once_also_offline(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        first, second = room.assignment(), room.assignment(note="Again", kind=None)
        await room.service.assign(first)
        await room.service.assign(second)
        await room.service.end(first.id)
        assert await room.service.assignments() == [second, replace(first, ended=True)]
        await room.service.coach(ANN, "  Read the end first.  ")
        await room.service.coach(ME, "not for Ann")
        [said] = await room.service.coachings(ANN)
        assert (said.text, said.author, said.seen_at) == ("Read the end first.", ME, None)
        await room.service.certify(ANN, "en")
        kinds = ["assign_training", "assign_training", "end_assignment", "coach", "coach", "issue_certificate"]
        assert await room.waiting() == kinds
        assert await room.service.certificates() == []


async def test_what_makes_no_sense_is_refused_before_it_waits(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        for wrong in ({"people": ()}, {"until": date(2026, 11, 22)}, {"rounds": 0}):
            with pytest.raises(Refused, match=Problem.BAD_OPERATION):
                await room.service.assign(room.assignment(**wrong))
        with pytest.raises(Refused, match=Problem.EMPTY_MESSAGE):
            await room.service.coach(ANN, " \n")
        assert await room.waiting() == []


async def test_only_those_who_may_train_give_anything(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        for role in (Role.AGENT, Role.SENIOR):
            room.play(role)
            for forbidden in (
                room.service.assign(room.assignment()),
                room.service.end(room.service.new_assignment_id()),
                room.service.coach(ANN, "hello"),
                room.service.certify(ANN, ""),
                room.service.keep_figures(TrainingFigures(goal=9)),
            ):
                with pytest.raises(Refused, match=Problem.NOT_ALLOWED):
                    await forbidden
        assert await room.waiting() == []


async def test_figures_are_the_workspaces_and_a_leads_to_set(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        wanted = TrainingFigures(goal=10, team_table=True)
        with pytest.raises(Refused, match=Problem.NOT_ALLOWED):
            await room.service.keep_figures(wanted)
        await room.play(Role.LEAD).service.keep_figures(wanted)
        settings = await (await room.made.desk.store()).shelf.settings()
        assert [read_figures(one.value) for one in settings if one.key == KEY] == [wanted]


async def test_packs_on_offer_and_people(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        offered = await room.service.offered()
        assert {"en", "zh-Hant", "ar", "th"} <= {language for pack in offered for language in pack.languages}
        assert {ME, ANN} <= {agent.id for agent in await room.service.people()}
        assert await room.service.teams() == {"Night": (ANN,)}


async def test_a_report_is_asked_for_and_the_last_one_shown_with_its_age(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        choice = week(room.service.now(), kind="gist")
        made = report(choice, room.service.now())
        room.made.gateway.go(True)
        room.made.gateway.answers[PATH] = plain(made)
        assert (await room.service.report(choice)).value == made
        await room.made.cut_off()
        later = week(room.service.now() + timedelta(minutes=5), kind="gist")
        held = await room.service.report(later)
        assert (held.value, held.at, held.stale) == (made, made.at, True)
        with pytest.raises(Unreachable):
            await room.service.report(week(room.service.now(), kind="triage"))


async def test_an_answer_that_is_no_report_is_not_shown(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        room.made.gateway.go(True)
        room.made.gateway.answers[PATH] = {"learners": 3}
        with pytest.raises(AnswerLost):
            await room.service.report(week(room.service.now()))


def week(until: datetime, **filters: str) -> TrainingChoice:
    return TrainingChoice(until - timedelta(days=7), until, "Europe/Rome", **filters)


def report(choice: TrainingChoice, at: datetime) -> TrainingReport:
    result = Result(attempts=40, median=9.4, recall=0.86)
    line = LearnerLine(ANN, 5, 1_500.0, 4, 3, at, result, Result())
    return TrainingReport(choice, at, result, Result(), (line,), (), (), (), (), Effect(28))
