"""Insights of the client: asked of the server, the last ones kept for when it cannot be reached (M)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.errors import AnswerLost, KnownError, Refused, Unreachable
from app.services.insight_values import MeasureRules
from app.services.insights import InsightsService
from app.services.operations import Operator
from app.services.report_cache import MOST, ReportCache, shape_of
from app.zone import zone_name
from domain.ids import SettingKey, ThreadId
from domain.measures.figures import DEFAULTS, figures_text
from domain.measures.report import Behind, Choice, Report, ThreadBehind
from domain.setting import Setting
from tests.fakes.demo import AGENTS, NOW
from tests.fakes.insights_demo import report_of

DAY = timedelta(days=1)
_SHAPE = shape_of(NOW - 7 * DAY, NOW, "Asia/Taipei", ("",) * 5, NOW)


class MemoryState:
    """Small facts in memory; refuses to keep more when it is full."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}
        self.full = False

    async def get(self, key: str) -> str | None:
        return self.held.get(key)

    async def put(self, key: str, value: str) -> None:
        if self.full:
            raise KnownError("storage_full")
        self.held[key] = value


class Server:
    """Answers like the server; `error` is raised instead."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, Any]] = []
        self.error: Exception | None = None
        self.answer: object = None

    async def request_json(self, method: str, path: str, body: object | None = None) -> object:
        self.asked.append((method, path, msgspec.json.decode(msgspec.json.encode(body))))
        if self.error is not None:
            raise self.error
        return msgspec.to_builtins(self.answer)


class OneDesk:
    """A desk with that state and that server."""

    account = None

    def __init__(self) -> None:
        self.state, self.server = MemoryState(), Server()
        self.set: dict[str, str] = {}

    @property
    def shelf(self) -> "OneDesk":
        return self

    async def settings(self) -> list[Setting]:
        return [Setting(SettingKey(key), value, 1) for key, value in self.set.items()]

    async def store(self) -> "OneDesk":
        return self

    def gateway(self) -> Server:
        return self.server


class Clock:
    """Stands at the demo's morning."""

    def now(self) -> datetime:
        return NOW


class Stage:
    """The service with everything around it."""

    def __init__(self) -> None:
        self.desk = OneDesk()
        desk: Any = self.desk
        clock: Any = Clock()
        nothing: Any = None
        self.service = InsightsService(desk, Operator(desk, nothing, clock), nothing, lambda: "Asia/Taipei")

    def answers(self, choice: Choice) -> Report:
        made = report_of(choice, AGENTS[:3], NOW)
        self.desk.server.answer, self.desk.server.error = made, None
        return made


def days(number: int, **filters: str) -> Choice:
    return Choice(NOW - number * DAY, NOW, "Asia/Taipei", **filters)


async def test_a_report_crosses_the_wire_whole() -> None:
    stage = Stage()
    wanted = stage.answers(days(7, channel="whatsapp"))
    held = await stage.service.report(days(7, channel="whatsapp"))
    assert (held.value, held.at, held.stale) == (wanted, NOW, False)
    [(method, path, body)] = stage.desk.server.asked
    assert (method, path, body["channel"], body["zone"]) == ("POST", "/v1/insights/report", "whatsapp", "Asia/Taipei")
    assert datetime.fromisoformat(body["since"]) == NOW - 7 * DAY


@pytest.mark.parametrize("error", [Unreachable(), AnswerLost()])
async def test_without_the_server_the_last_one_of_that_shape_is_shown_with_its_age(error: Exception) -> None:
    stage = Stage()
    wanted = stage.answers(days(7))
    await stage.service.report(days(7))
    stage.desk.server.error = error
    later = Choice(NOW - 7 * DAY + timedelta(hours=2), NOW + timedelta(hours=2), "Asia/Taipei")
    held = await stage.service.report(later)
    assert (held.value, held.at, held.stale) == (wanted, NOW, True)
    for other in (days(30), days(7, topic="refund"), Choice(NOW - 14 * DAY, NOW - 7 * DAY, "Asia/Taipei")):
        with pytest.raises(Unreachable):
            await stage.service.report(other)


async def test_a_refusal_is_no_reason_for_an_old_report() -> None:
    stage = Stage()
    stage.answers(days(7))
    await stage.service.report(days(7))
    stage.desk.server.error = Refused("not_allowed")
    with pytest.raises(Refused):
        await stage.service.report(days(7))


async def test_an_answer_that_cannot_be_read_is_lost() -> None:
    stage = Stage()
    stage.desk.server.answer = {"choice": "?"}
    with pytest.raises(AnswerLost):
        await stage.service.report(days(7))


async def test_twenty_reports_are_kept_and_the_oldest_goes_first() -> None:
    stage = Stage()
    for number in range(1, MOST + 2):
        stage.answers(days(number))
        await stage.service.report(days(number))
    assert len(stage.desk.state.held) == MOST + 1
    stage.desk.server.error = Unreachable()
    with pytest.raises(Unreachable):
        await stage.service.report(days(1))
    for number in range(2, MOST + 2):
        assert (await stage.service.report(days(number))).value.choice.since == NOW - number * DAY


async def test_a_full_disk_and_a_damaged_cache_cost_the_keeping_only() -> None:
    stage = Stage()
    stage.desk.state.full = True
    stage.answers(days(7))
    assert not (await stage.service.report(days(7))).stale
    stage.desk.state.full = False
    await stage.service.report(days(7))
    state: Any = stage.desk.state
    assert await ReportCache("insights", Report).find(state, _SHAPE) is not None
    for wrong in ("[1]", "{", '{"x": "y"}'):
        stage.desk.state.held["insights"] = wrong
        assert await ReportCache("insights", Report).find(state, _SHAPE) is None
    await stage.service.report(days(7))
    stage.desk.state.held["insights.0"] = "{}"
    assert await ReportCache("insights", Report).find(state, _SHAPE) is None


async def test_threads_behind_a_number_and_a_drawn_week() -> None:
    stage = Stage()
    found = [ThreadBehind(ThreadId("t"), "Ann", "whatsapp", NOW, 61.5)]
    stage.desk.server.answer = found
    assert await stage.service.behind(days(7), Behind.PEAK, "x") == found
    await stage.service.draw(datetime(2026, 11, 16, tzinfo=UTC).date(), 60, 7)
    first, second = stage.desk.server.asked
    assert (first[2]["number"], first[2]["what"], first[2]["choice"]["agent"]) == ("peak", "x", "")
    assert second[1:] == ("/v1/reviews", {"week": "2026-11-16", "zone": "Asia/Taipei", "size": 60, "seed": 7})


def test_the_zone_of_this_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "zoneinfo" / "Asia" / "Taipei"
    place.parent.mkdir(parents=True)
    place.touch()
    (tmp_path / "localtime").symlink_to(place)
    monkeypatch.setenv("TZ", ":Europe/Berlin")
    assert zone_name(tmp_path / "localtime") == "Europe/Berlin"
    monkeypatch.setenv("TZ", "nonsense")
    assert zone_name(tmp_path / "localtime") == "Asia/Taipei"
    assert zone_name(tmp_path / "missing") == "UTC"


async def test_what_measures_should_reach_is_read_from_the_settings() -> None:
    stage = Stage()
    assert await stage.service.rules() == MeasureRules()
    stage.desk.set = {"insights": figures_text(replace(DEFAULTS, response=120)), "hours": '{"zone": "Asia/Bangkok"}'}
    assert await stage.service.rules() == MeasureRules(replace(DEFAULTS, response=120), "Asia/Bangkok")


@pytest.mark.parametrize("text", ["", "[]", '{"response": "soon"}', "[" * 10_000])
async def test_settings_that_make_no_sense_leave_the_defaults(text: str) -> None:
    stage = Stage()
    stage.desk.set = {"insights": text, "hours": text}
    assert await stage.service.rules() == MeasureRules(unreadable=bool(text))
