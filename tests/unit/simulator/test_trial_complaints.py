"""The trial's board is alive at once: every tier and state, in several languages (K)."""

from pathlib import Path

import pytest
from sqlalchemy import select

from backend.clock import SystemClock
from backend.complaints import rows
from backend.services import Services, build
from backend.settings import Settings
from backend.simulator import trial
from backend.simulator.many_complaints import many
from backend.simulator.people import EVERYBODY
from backend.storage.tables import complaint
from domain.complaint import Complaint, ComplaintState, Deadline
from domain.complaints.clocks import due
from domain.complaints.ground import Ground
from domain.emotion.assessment import Tier


def complaints(services: Services) -> list[Complaint]:
    with services.database.read() as connection:
        return rows.load(connection, connection.execute(select(complaint.c.id)).scalars())


def prepared(folder: Path) -> Services:
    services = build(Settings(data_dir=folder), SystemClock())
    trial.prepare(services, "http://127.0.0.1:9", EVERYBODY, trial.SEED)
    services.complaint_clock.catch_up()
    return services


def test_the_board_is_alive(tmp_path: Path) -> None:
    services = prepared(tmp_path)
    found = complaints(services)
    services.database.close()
    assert {one.tier for one in found if one.is_open} == set(Tier)
    assert {one.state for one in found} == set(ComplaintState)
    assert {"zh-Hans", "th", "ar"} <= {one.language for one in found if one.is_open}
    assert any(Deadline.FIRST in one.breached and one.level for one in found if one.is_open)
    assert any(Deadline.FOLLOW_UP in one.breached for one in found)
    assert any("apology" in one.answer_parts for one in found if one.message_id is not None)
    taken = [step.words for one in found for step in one.steps if step.kind == "taken"]
    assert taken == ["2", "1"]
    assert all(one.owner_id for one in found)
    for one in found:
        times = [step.at for step in one.steps]
        assert times == sorted(times)


def test_many_are_spread_over_tiers_and_states_and_the_clock_has_seen_them(tmp_path: Path) -> None:
    services = prepared(tmp_path)
    before = {one.id for one in complaints(services)}
    many(services, 120, over=0.4)
    services.complaint_clock.catch_up()
    found = [one for one in complaints(services) if one.id not in before]
    now = services.clock.now()
    services.database.close()
    assert len(found) == 120
    assert {one.tier for one in found} == set(Tier)
    assert {one.state for one in found} == {ComplaintState.OPEN, ComplaintState.PAUSED, ComplaintState.RESOLVED}
    for one in found:
        assert due(one, now, Ground()).steps == one.steps


def test_nobody_complains_in_an_empty_workspace(tmp_path: Path) -> None:
    services = build(Settings(data_dir=tmp_path), SystemClock())
    with pytest.raises(ValueError, match="nobody"):
        many(services, 1)
    services.database.close()
