"""What tests of alerts have in common: a stage on which nothing is told yet, and complaints to tell of."""

from collections.abc import Iterator

import pytest

from domain.complaint import Complaint
from tests.fakes.complaints_demo import demo_complaints
from tests.fakes.demo import tid
from tests.fakes.stage import Stage


@pytest.fixture
def stage(stage: Stage) -> Iterator[Stage]:
    stage.services.insights.in_force = []
    yield stage
    stage.window.alerts.panel.hide()


def complaint(stage: Stage, short: str) -> Complaint:
    """Of the demo; nothing of it is on the stage before `put`. A deadline of "wang" comes near."""
    return next(one for one in demo_complaints(stage.services.world) if one.thread_id == tid(short))


def put(stage: Stage, *complaints: Complaint | str) -> None:
    """These, or those of the demo's threads of these names."""
    known = [complaint(stage, one) if isinstance(one, str) else one for one in complaints]
    stage.services.complaints.keep_all(known)
    stage.settle()
