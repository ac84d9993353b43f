"""How long what was just sent can still be called back."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.outbox import seconds_left

WRITTEN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(("passed", "left"), [(-0.4, 5), (0, 5), (0.02, 5), (1.2, 4), (4.2, 1), (4.9, 1)])
def test_the_countdown_never_says_more_than_was_chosen(passed: float, left: int) -> None:
    """The clock of the screen may be older than the reply, and the reply was held a moment after it was written."""
    leaves = WRITTEN + timedelta(seconds=5, milliseconds=3)
    assert seconds_left(leaves, WRITTEN, WRITTEN + timedelta(seconds=passed)) == left
