"""R14, R15, R17, R20 in small: what the claims under tests/faults measure holds with a few replies in virtual time."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.faults import fault_clock, fault_lanes, fault_session
from tests.support.virtual.running import in_virtual_time
from tools.figures import Figure

Claim = Callable[[Path], Awaitable[list[Figure]]]
CLAIMS: dict[str, Claim] = {
    "a poisoned lane": lambda folder: fault_lanes.poisoned(folder, 1, 8),
    "an unseen refusal": lambda folder: fault_lanes.unseen(folder, 1),
    "sessions that end": lambda folder: fault_session.drained(folder, 1, 60),
    "another user": lambda folder: fault_session.another(folder, 1),
}


@pytest.mark.parametrize("name", CLAIMS)
def test_the_claim_holds(name: str) -> None:
    assert [figure for figure in in_virtual_time(CLAIMS[name]) if not figure.ok] == []


@pytest.mark.parametrize("of_server", [False, True])
def test_wrong_clocks_change_nothing(of_server: bool) -> None:
    years = timedelta(days=3652)
    right = in_virtual_time(lambda folder: fault_clock.sent(folder, 1, 40, ()))
    wrong = in_virtual_time(lambda folder: fault_clock.sent(folder, 1, 40, (years, -years), of_server=of_server))
    assert len(right) == 40
    if of_server:
        assert len(set(wrong)) == 40
    else:
        assert wrong == right
