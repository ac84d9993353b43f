"""Facts of measures: whatever happens in a week, they are what the messages say."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.insights.recount import disagreements
from tests.fakes.clock import FakeClock
from tests.support.backend import BackendRig
from tests.support.busy_week import BusyWeek


def wrong(server: BackendRig) -> list[str]:
    with server.services.database.read() as connection:
        return disagreements(connection)


@pytest.mark.parametrize("seed", [1, 2])
def test_facts_are_what_the_messages_say_whatever_happens(tmp_path: Path, seed: int) -> None:
    server = BackendRig(tmp_path, FakeClock(datetime(2026, 3, 26, 7, tzinfo=UTC)))
    week = BusyWeek(server, seed)
    for _ in range(4):
        week.play(75)
        assert wrong(server) == []
    happened = {"send", "resolve", "join", "undo_join", "discard", "correct_assessment", "note", "count_replies"}
    assert happened <= week.applied.keys()
    waiting = server.rows(
        "SELECT id, waiting_since FROM thread WHERE waiting_since IS NOT NULL AND merged_into IS NULL"
    )
    assert dict(server.rows("SELECT root_id, began FROM insight_wait WHERE ending = ''")) == dict(waiting)
    server.services.database.close()
