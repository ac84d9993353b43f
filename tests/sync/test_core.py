"""The pure core: what it begins after which events, and when it waits."""

import pytest

from app.errors import (
    AnswerLost,
    CannotCalculate,
    KnownError,
    Refused,
    SignedOut,
    StorageFull,
    Throttled,
    TooLarge,
    Unreachable,
)
from domain.ids import BlobHash, OperationId
from domain.operations import Outcome, Result
from domain.problems import Problem
from sync.steps import (
    BatchFailed,
    CloseStream,
    Effect,
    Failed,
    FindLanes,
    FindUploads,
    Guard,
    Guarded,
    Heard,
    Job,
    LanesFound,
    NothingToSubmit,
    OpenStream,
    Pull,
    Pulled,
    Restart,
    Restarted,
    RetryNow,
    Started,
    Stopped,
    StreamEnded,
    Submit,
    Submitted,
    Ticked,
    Upload,
    Uploaded,
    UploadFailed,
    UploadsFound,
    Withdraw,
    Withdrawn,
    Woken,
)
from tests.support.core_bench import DONE, LANE, ONE, TWO, Bench, applied


def test_only_a_pull_finds_out_whether_the_server_is_there() -> None:
    bench = Bench()
    assert bench.give(Started()) == [Pull()]
    assert bench.give(Woken()) == []
    assert not bench.core.contact.online


def test_after_the_first_answer_everything_begins_in_order() -> None:
    bench = Bench()
    bench.give(Started())
    assert bench.give(DONE) == [OpenStream(), FindUploads(), FindLanes()]
    assert bench.give(LanesFound(())) == [Submit(500)]


def test_replies_written_in_the_dark_wait_for_the_newest_state() -> None:
    bench = Bench()
    bench.give(Started())
    bench.give(Pulled("c1", has_more=True))
    assert bench.give(LanesFound([(LANE, 7)])) == []
    assert Guard() in bench.give(Pulled("c2", has_more=False))
    assert bench.give(Guarded()) == [Submit(500)]


def test_a_wake_up_sends_at_once_and_only_one_request_is_in_flight() -> None:
    bench = Bench().online()
    assert bench.give(Woken()) == [FindUploads(), Submit(500)]
    assert bench.give(Woken()) == []
    assert Submit(500) in bench.give(applied(ONE))
    bench.give(Woken())
    assert bench.give(NothingToSubmit()) == [Submit(500)], "what was enqueued meanwhile is looked for again"
    assert bench.give(NothingToSubmit()) == []


def test_when_a_reply_can_no_longer_be_called_back_it_is_looked_for_without_anybody_asking() -> None:
    bench = Bench()
    bench.online()
    bench.give(Woken())
    assert bench.give(NothingToSubmit(again_in=5.0)) == []
    tick = bench.core.next_tick(bench.now)
    assert tick is not None
    assert tick <= bench.now + 5.0
    assert bench.core.next_try(bench.now) is None, "nothing failed"
    bench.now += 4.9
    assert Submit(500) not in bench.give(Ticked())
    bench.now += 0.1
    assert Submit(500) in bench.give(Ticked())
    assert Submit(500) not in bench.give(Ticked()), "one at a time"
    bench.give(NothingToSubmit())
    assert Submit(500) not in bench.give(Ticked())


def test_a_nudge_pulls_and_one_about_a_known_state_does_not() -> None:
    bench = Bench().online()
    assert bench.give(Heard("c1")) == []
    assert bench.give(Heard("c2")) == [Pull()]
    assert bench.give(Heard("c3")) == []
    assert bench.give(Pulled("c2", has_more=False)) == [Pull()]
    bench.give(Heard("c4"))
    assert bench.give(Pulled("c4", has_more=False)) == [], "the page held what the nudge spoke of"


def test_pages_follow_each_other_until_there_are_no_more() -> None:
    bench = Bench()
    bench.give(Started())
    assert Pull() in bench.give(Pulled("a", has_more=True))
    assert bench.core.catching_up
    assert Pull() not in bench.give(Pulled("b", has_more=False))
    assert not bench.core.catching_up
    assert bench.core.synced_at == bench.now


def test_a_cursor_that_nobody_knows_ends_in_a_fresh_snapshot() -> None:
    bench = Bench().online()
    bench.give(Heard("c2"))
    bench.give(Failed(Job.PULL, CannotCalculate()))
    assert Restart() in bench.later(0.3)
    assert bench.give(Restarted()) == [Pull()]
    assert bench.core.contact.online


@pytest.mark.parametrize("error", [Unreachable(), AnswerLost()])
def test_a_failed_pull_is_the_loss_of_contact(error: KnownError) -> None:
    bench = Bench().online()
    bench.give(Heard("c2"))
    assert bench.give(Failed(Job.PULL, error)) == []
    assert not bench.core.contact.online
    assert bench.core.contact.lost_at == bench.now
    assert bench.core.contact.error == error.code
    assert bench.give(Woken()) == [], "nothing else is tried before a pull got through"
    assert bench.later(0.25) == [Pull()]


def test_a_lost_answer_to_a_batch_is_asked_about_by_a_pull_and_sent_again() -> None:
    bench = Bench().online()
    bench.give(Woken())
    assert bench.give(BatchFailed((ONE,), AnswerLost())) == [Pull()]
    assert bench.core.contact.online
    assert Submit(500) in bench.later(0.25)


def test_a_refused_connection_for_a_batch_is_the_loss_of_contact() -> None:
    bench = Bench().online()
    bench.give(Woken())
    bench.give(BatchFailed((ONE,), Unreachable()))
    assert not bench.core.contact.online
    assert bench.later(0.25) == [Pull()]
    back = bench.give(DONE)
    assert FindLanes() in back
    assert Submit(500) not in back


def _waits(bench: Bench, error: Exception, count: int) -> list[float]:
    waits = []
    for _ in range(count):
        bench.give(Failed(Job.PULL, error))
        tick = bench.core.next_tick(bench.now)
        assert tick is not None
        waits.append(round(tick - bench.now, 3))
        assert bench.later(tick - bench.now + 0.001) == [Pull()]
    return waits


def test_waits_grow_to_thirty_seconds_and_a_person_can_cut_them_short() -> None:
    bench = Bench().online()
    bench.give(StreamEnded(AnswerLost()))
    waits = _waits(bench, AnswerLost(), 12)
    assert waits[:4] == [0.2, 0.4, 0.8, 1.6]
    assert waits[-1] == 30.0
    bench.give(Failed(Job.PULL, AnswerLost()))
    assert bench.give(RetryNow()) == [Pull()]


def test_for_two_minutes_a_server_that_nobody_reaches_is_tried_every_five_seconds() -> None:
    bench = Bench().online()
    bench.give(StreamEnded(AnswerLost()))
    waits = _waits(bench, Unreachable(), 40)
    assert waits[:6] == [0.2, 0.4, 0.8, 1.6, 3.2, 5.0]
    patient = waits.index(30.0)
    assert 120 <= sum(waits[:patient]) < 126
    assert set(waits[5:patient]) == {5.0}
    assert set(waits[patient:]) == {30.0}
    bench.give(DONE)
    bench.give(StreamEnded(AnswerLost()))
    assert _waits(bench, Unreachable(), 8)[-1] == 5.0


def test_a_server_that_asks_for_patience_gets_it_from_everybody() -> None:
    bench = Bench().online()
    bench.give(Woken())
    bench.give(BatchFailed((ONE,), Throttled(120)))
    assert bench.give(Heard("c9")) == []
    assert bench.give(RetryNow()) == []
    assert bench.core.next_try(bench.now) == bench.now + 120
    later = bench.later(120.1)
    assert Pull() in later
    assert Submit(500) in later


def test_patience_has_an_end() -> None:
    assert Throttled(10_000).retry_after == 300


def test_a_session_that_ended_stops_everything_and_a_new_one_starts_it() -> None:
    bench = Bench().online()
    bench.give(Woken())
    assert bench.give(BatchFailed((ONE,), SignedOut())) == [CloseStream()]
    assert bench.core.contact.signed_out
    assert bench.give(Woken()) == []
    assert bench.give(RetryNow()) == []
    assert bench.core.next_tick(bench.now) is None
    assert bench.give(Started()) == [Pull()]


def test_too_large_is_halved_down_to_the_culprit_about_which_the_server_is_asked() -> None:
    bench = Bench().online()
    bench.give(Woken())
    assert bench.give(BatchFailed((ONE, TWO), TooLarge())) == [Submit(1)]
    assert bench.give(BatchFailed((ONE,), TooLarge())) == [Withdraw((ONE,), "too_large")]
    assert bench.give(Withdrawn()) == []
    assert Submit(1) in bench.later(0.25)
    assert Submit(2) in bench.give(Submitted([Result(ONE, Outcome.APPLIED)]))


def test_where_nothing_gets_through_the_question_is_put_less_and_less_often() -> None:
    bench = Bench().online()
    bench.give(Woken())
    for longest in (0.2, 0.4, 0.8):
        assert bench.give(BatchFailed((ONE,), Refused("http_403"))) == [Withdraw((ONE,), "http_403")]
        assert bench.give(Withdrawn()) == []
        assert bench.core.next_try(bench.now) == pytest.approx(bench.now + longest)
        assert Submit(500) in bench.later(longest + 0.01)
    assert bench.core.contact.error == "http_403", "until something gets through"
    bench.give(Submitted([Result(ONE, Outcome.REUSED, "op_reused")]))
    assert bench.core.contact.error == ""


def test_a_whole_batch_refused_does_not_block_more_than_its_culprit() -> None:
    bench = Bench().online()
    bench.give(Woken())
    bench.give(BatchFailed(tuple(OperationId(str(n)) for n in range(500)), Refused("bad_operation")))
    assert bench.core.submit.limit == 250


@pytest.mark.parametrize("outcome", [Outcome.IN_PROGRESS, Outcome.BEHIND, Outcome.GAP])
def test_answers_without_progress_do_not_spin(outcome: Outcome) -> None:
    bench = Bench().online()
    bench.give(Woken())
    assert Submit(500) not in bench.give(Submitted([Result(ONE, outcome)]))
    assert Submit(500) in bench.later(0.25)


def test_a_missing_file_is_looked_for_again() -> None:
    bench = Bench().online()
    bench.give(Woken())
    bench.give(UploadsFound(()))
    assert FindUploads() in bench.give(Submitted([Result(ONE, Outcome.REJECTED, Problem.BLOB_MISSING)]))


def test_two_files_at_a_time() -> None:
    bench = Bench().online()
    bench.give(Woken())
    bench.give(NothingToSubmit())
    blobs = [BlobHash(str(number)) for number in range(4)]
    assert bench.give(UploadsFound(blobs)) == [Upload(blobs[0]), Upload(blobs[1])]
    assert bench.give(Uploaded(blobs[0])) == [Upload(blobs[2]), Submit(500)]
    bench.give(NothingToSubmit())
    assert bench.give(UploadFailed(blobs[1], AnswerLost())) == [Pull()]
    again = bench.later(0.25)
    assert FindUploads() in again
    assert Upload(blobs[3]) in again


def test_a_silent_stream_is_dead_and_opened_again() -> None:
    bench = Bench().online()
    assert bench.later(39) == [Pull()]
    bench.give(DONE)
    assert bench.core.next_tick(bench.now) is not None
    assert bench.later(1.5) == [CloseStream()]
    assert bench.give(StreamEnded(AnswerLost("silent"))) == [Pull()]
    assert OpenStream() in bench.later(0.25)


def test_a_ping_keeps_the_stream_alive_and_pulls_nothing() -> None:
    bench = Bench().online()
    for _ in range(4):
        assert bench.later(15) == []
        assert bench.give(Heard("")) == []


def test_a_clean_end_is_a_drop() -> None:
    bench = Bench().online()
    assert bench.give(StreamEnded()) == [Pull()]
    assert bench.core.contact.online


def test_a_stream_that_flaps_comes_back_soon_every_time() -> None:
    bench = Bench().online()
    for _ in range(50):
        bench.give(StreamEnded(AnswerLost()))
        bench.give(Pulled("c1", has_more=False))
        assert OpenStream() in bench.later(2.0)
        bench.give(Heard("c1"))


def test_while_a_long_queue_leaves_the_feed_is_looked_at_every_five_seconds() -> None:
    bench = Bench().online()
    bench.give(Woken())
    looks = [effect for _ in range(19) for effect in _a_full_batch_of_a_quarter_second(bench)]
    assert Pull() not in looks
    assert Pull() in _a_full_batch_of_a_quarter_second(bench)
    bench.give(Pulled("c9", has_more=True))
    assert bench.core.pull.busy, "what was begun goes on to its end"
    bench.give(Pulled("c10", has_more=False))
    bench.give(Heard("c11"))
    assert bench.give(NothingToSubmit()) == [Pull()], "the queue is empty: nothing to spare any more"


def _a_full_batch_of_a_quarter_second(bench: Bench) -> list[Effect]:
    begun = bench.later(0.25)
    begun += bench.give(applied(*(OperationId(f"{bench.now} {number}") for number in range(500))))
    return begun + bench.give(Heard(f"state at {bench.now}"))


def test_without_a_stream_changes_are_polled() -> None:
    bench = Bench()
    bench.give(Started())
    bench.give(DONE)
    bench.core.stream.backoff.failures = 9
    assert bench.give(StreamEnded(AnswerLost())) == [Pull()]
    bench.give(DONE)
    assert bench.later(17.9) == []
    assert bench.later(0.2) == [Pull()]


def test_a_stream_that_falls_silent_is_no_reason_not_to_look() -> None:
    bench = Bench().online()
    assert bench.later(17.9) == []
    assert bench.core.next_tick(bench.now) == pytest.approx(bench.now + 0.1)
    assert bench.later(0.2) == [Pull()]
    bench.give(DONE)
    assert bench.later(17.9) == []
    assert bench.later(0.2) == [Pull()]
    assert bench.later(4.0) == [CloseStream()]


def test_a_stream_that_never_speaks_does_not_stop_the_polling() -> None:
    bench = Bench()
    bench.give(Started())
    bench.give(DONE)
    assert Pull() in bench.later(20.5)


def test_a_stream_that_lives_and_tells_of_nothing_is_not_believed_for_ever() -> None:
    bench = Bench().online()
    for _ping in range(29):
        assert bench.later(10) == []
        assert bench.give(Heard("")) == []
    assert bench.later(9.9) == []
    assert bench.later(0.2) == [Pull()], "five minutes after the last look"
    bench.give(DONE)
    bench.give(Heard(""))
    assert bench.later(10) == []


@pytest.mark.parametrize("error", [StorageFull(), ValueError("a bug")])
def test_this_computers_own_trouble_is_not_the_networks(error: Exception) -> None:
    bench = Bench().online()
    bench.give(Heard("c2"))
    bench.give(Failed(Job.PULL, error))
    assert bench.core.contact.online
    assert bench.core.contact.error in {"storage_full", "bug"}
    assert bench.later(0.25) == [Pull()]
    bench.give(Pulled("c2", has_more=False))
    assert bench.core.contact.error == ""


def test_a_guard_that_failed_is_repeated_before_anything_leaves() -> None:
    bench = Bench()
    bench.give(Started())
    bench.give(DONE)
    assert Submit(500) not in bench.give(Failed(Job.GUARD, StorageFull()))
    assert FindLanes() in bench.later(0.25)


def test_a_second_spell_makes_the_first_check_worthless() -> None:
    bench = Bench()
    bench.give(Started())
    bench.give(DONE)
    bench.give(LanesFound([(LANE, 7)]))
    bench.give(Heard("c2"))
    bench.give(Failed(Job.PULL, Unreachable()))
    bench.later(0.5)
    bench.give(Pulled("c2", has_more=False))
    assert Submit(500) not in bench.give(Guarded())


def test_stopped_is_stopped() -> None:
    bench = Bench().online()
    assert bench.give(Stopped()) == [CloseStream()]
    assert bench.give(Woken()) == []
    assert bench.core.next_tick(bench.now) is None
