"""The pure core: a batch that is frozen ahead leaves at once or is freed, and pages wait while a long queue leaves."""

import pytest

from app.errors import CannotCalculate, SignedOut, StorageFull, Throttled, Unreachable
from domain.ids import OperationId
from domain.operations import Outcome, Result
from sync.backoff import Backoff
from sync.outbox import SubmitFlow
from sync.steps import (
    Failed,
    FindUploads,
    Guarded,
    Heard,
    Job,
    LanesFound,
    NothingToSubmit,
    Pull,
    Pulled,
    Release,
    Released,
    Restart,
    Restarted,
    Stopped,
    StreamEnded,
    Submit,
    Submitted,
    UploadsFound,
    Woken,
)
from tests.support.core_bench import LANE, ONE, Bench, applied

FULL_BATCH = applied(*(OperationId(str(number)) for number in range(500)))
FULL_AHEAD = Submitted(FULL_BATCH.results, ahead=True)


def test_what_was_frozen_ahead_leaves_at_once() -> None:
    bench = Bench().online()
    bench.give(Woken())
    bench.give(UploadsFound(()))
    assert bench.give(FULL_AHEAD) == [FindUploads(), Submit(500)]
    assert bench.give(applied(ONE)) == [Submit(500)]
    assert bench.give(NothingToSubmit()) == []


def test_what_was_frozen_ahead_is_freed_while_the_server_asks_for_patience() -> None:
    bench = Bench().online()
    bench.give(Woken())
    bench.give(StreamEnded(Throttled(30)))
    assert bench.give(FULL_AHEAD) == [Release()]
    assert bench.give(Released()) == []
    assert Submit(500) in bench.next_tick()
    assert bench.now == 130


def test_what_was_frozen_ahead_is_freed_for_the_guard_when_contact_was_lost_meanwhile() -> None:
    bench = Bench().online()
    bench.give(Woken())
    bench.give(Heard("c2"))
    bench.give(Failed(Job.PULL, Unreachable()))
    bench.give(FULL_AHEAD)
    assert not bench.core.submit.ahead
    assert bench.core.submit.busy, "until all of it is free"
    assert bench.give(Released()) == []
    bench.later(0.5)
    bench.give(Pulled("c2", has_more=False))
    assert Submit(500) not in bench.give(LanesFound(((LANE, 1),)))
    assert Submit(500) in bench.give(Guarded())


def test_what_was_frozen_ahead_is_freed_when_the_session_ended() -> None:
    bench = Bench().online()
    bench.give(Woken())
    bench.give(Heard("c2"))
    bench.give(Failed(Job.PULL, SignedOut()))
    assert bench.give(FULL_AHEAD) == [Release()]
    assert bench.give(Released()) == []


def test_freeing_it_is_tried_again_with_the_next_batch_when_the_disk_is_full() -> None:
    bench = Bench().online()
    bench.give(Woken())
    bench.give(StreamEnded(Throttled(1)))
    assert bench.give(FULL_AHEAD) == [Release()]
    bench.give(Failed(Job.SUBMIT, StorageFull()))
    assert Submit(500) in bench.later(2)


def test_after_the_end_nothing_is_begun_not_even_that() -> None:
    bench = Bench().online()
    bench.give(Woken())
    bench.give(Stopped())
    assert bench.give(FULL_AHEAD) == []


def test_what_was_frozen_by_somebody_who_could_see_does_not_leave_blind() -> None:
    flow = SubmitFlow(Backoff(lambda: 1.0))
    flow.submitted([Result(ONE, Outcome.APPLIED)], 0, ahead=True)
    assert flow.plan(0, blind=True) == []
    assert flow.release() == [Release()]
    assert flow.release() == []
    assert flow.plan(0, blind=True) == []
    flow.released()
    assert flow.plan(0, blind=True) == [Submit(500, blind=True)]


def test_pages_of_what_leaves_here_wait_like_the_first_one() -> None:
    bench = Bench().online()
    bench.give(Woken())
    assert bench.give(Heard("c2")) == [Pull()]
    bench.give(FULL_BATCH)
    bench.give(UploadsFound(()))
    assert bench.give(Pulled("c2", has_more=True)) == []
    assert bench.next_tick() == [Pull()]
    assert bench.now == 105


@pytest.mark.parametrize("trouble", [Unreachable(), CannotCalculate()])
def test_after_a_loss_all_pages_are_fetched_however_much_leaves(trouble: Exception) -> None:
    bench = Bench().online()
    bench.give(Woken())
    bench.give(Heard("c2"))
    bench.give(Failed(Job.PULL, trouble))
    if Restart() in bench.later(0.5):
        bench.give(Restarted())
    bench.give(FULL_BATCH)
    assert Pull() in bench.give(Pulled("c2", has_more=True))
