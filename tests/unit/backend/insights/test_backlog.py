"""An older database is counted beside everything else; working hours that change are taken over (M)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.cli.commands import run
from backend.insights import backlog as backlog_module
from backend.insights.backlog import ALL, InsightsBacklog
from backend.insights.recount import disagreements
from tests.fakes.clock import FakeClock
from tests.support.backend import BackendRig
from tests.support.busy_week import BusyWeek

THURSDAY = datetime(2026, 3, 26, 7, tzinfo=UTC)
MORNINGS = '{"zone": "UTC", "days": {"thu": [["08:00", "10:00"]], "fri": [["08:00", "10:00"]]}}'


@pytest.fixture
def week(tmp_path: Path) -> Iterator[BusyWeek]:
    server = BackendRig(tmp_path, FakeClock(THURSDAY))
    made = BusyWeek(server, 5)
    made.play(70)
    yield made
    server.services.database.close()


def forget(server: BackendRig) -> None:
    """As after the update of an older version."""
    with server.services.database.write() as tx:
        for table in ("insight_slot", "insight_day", "insight_wait", "insight_case"):
            tx.connection.exec_driver_sql(f"DELETE FROM {table}")
        tx.connection.exec_driver_sql(
            "UPDATE insight_progress SET root = '', next = (SELECT max(position) FROM message)"
        )


def wrong(server: BackendRig) -> list[str]:
    with server.services.database.read() as connection:
        return disagreements(connection)


def working(server: BackendRig) -> list[int]:
    return [row[0] for row in server.rows("SELECT working_ms FROM insight_wait ORDER BY position")]


def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, size in (("MESSAGES", 11), ("ROOTS", 2), ("WAITS", 9)):
        monkeypatch.setattr(backlog_module, name, size)


def test_an_older_database_is_counted_while_people_go_on_writing(
    week: BusyWeek, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_steps(monkeypatch)
    forget(week.server)
    assert wrong(week.server) != []
    backlog, steps = InsightsBacklog(week.server.services.database), 0
    while backlog.step():
        week.play(2)
        steps += 1
        if steps % 5 == 0:
            # As after a restart.
            backlog = InsightsBacklog(week.server.services.database)
    assert steps > 8
    assert wrong(week.server) == []
    assert week.server.rows("SELECT next, root FROM insight_progress") == [(0, ALL)]


def test_the_command_says_whether_everything_agrees(
    week: BusyWeek, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["recount", "--data-dir", str(tmp_path)]) == 0
    assert "Every measure" in capsys.readouterr().out
    with week.server.services.database.write() as tx:
        tx.connection.exec_driver_sql("UPDATE insight_wait SET messages = messages + 1 WHERE position = 1")
    assert run(["recount", "--data-dir", str(tmp_path)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0] for line in told] == ["wait missing", "wait too much"]


def test_a_new_database_has_nothing_to_catch_up(tmp_path: Path) -> None:
    server = BackendRig(tmp_path, FakeClock())
    assert not InsightsBacklog(server.services.database).step()
    server.services.database.close()


def test_other_working_hours_measure_every_response_again(week: BusyWeek, monkeypatch: pytest.MonkeyPatch) -> None:
    small_steps(monkeypatch)
    backlog = InsightsBacklog(week.server.services.database)
    before = working(week.server)
    week.set("hours", MORNINGS)
    assert wrong(week.server) != []
    while backlog.step():
        pass
    assert wrong(week.server) == []
    after = working(week.server)
    assert sum(after) < sum(before)
    week.set("hours", "")
    while backlog.step():
        pass
    assert working(week.server) == before


def test_hours_that_make_no_sense_are_round_the_clock(week: BusyWeek) -> None:
    before = working(week.server)
    week.set("hours", '{"zone": "Nowhere"}')
    backlog = InsightsBacklog(week.server.services.database)
    while backlog.step():
        pass
    assert working(week.server) == before
