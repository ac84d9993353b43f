"""The pure core: what is tried again when, what ends a wait, and what the person is told meanwhile."""

import pytest

from app.errors import AnswerLost, CannotCalculate, SignedOut, StorageFull, Throttled, Unreachable
from domain.ids import BlobHash, OperationId, ThreadId
from domain.operations import Outcome, Result
from sync.core import SyncCore
from sync.steps import (
    BatchFailed,
    CloseStream,
    Event,
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
    RetryNow,
    Started,
    Stopped,
    StreamEnded,
    Submit,
    Submitted,
    Upload,
    Uploaded,
    UploadFailed,
    UploadsFound,
    Woken,
)
from tests.support.core_bench import DONE, LANE, ONE, Bench, applied

FILE = BlobHash("file")
FULL = StorageFull()
FULL_BATCH = applied(*(OperationId(str(number)) for number in range(500)))


def test_before_it_is_started_nothing_begins() -> None:
    for event in (Woken(), Stopped(), DONE):
        core = SyncCore(lambda: 1.0)
        assert core.handle(event, 5.0) == []
        assert core.next_tick(5.0) is None
        assert core.next_try(5.0) is None


def test_on_a_computer_that_was_switched_on_this_second_nothing_waits_without_a_failure() -> None:
    bench = Bench(now=0.0)
    assert bench.give(Started()) == [Pull()]
    assert bench.give(DONE) == [OpenStream(), FindUploads(), FindLanes()]
    assert bench.give(LanesFound(())) == [Submit(500)]
    assert Submit(500) in bench.give(applied(ONE))


@pytest.mark.parametrize(
    ("event", "again"),
    [
        (Failed(Job.GUARD, FULL), FindLanes()),
        (Failed(Job.UPLOAD, FULL), FindUploads()),
        (Failed(Job.SUBMIT, FULL), Submit(500)),
        (BatchFailed((ONE,), FULL), Submit(500)),
        (UploadFailed(FILE, FULL), FindUploads()),
        (Failed(Job.PULL, FULL), Pull()),
    ],
)
def test_what_failed_is_told_to_be_tried_again_and_is(event: Event, again: object) -> None:
    bench = Bench()
    bench.give(Started())
    bench.give(DONE)
    if not isinstance(event, Failed) or event.job is not Job.GUARD:
        bench.give(LanesFound(()))
    if isinstance(event, UploadFailed):
        bench.give(UploadsFound([FILE]))
    if isinstance(event, Failed) and event.job is Job.PULL:
        bench.give(Heard("c2"))
    bench.give(event)
    assert bench.wait() == 0.2
    assert bench.core.next_try(bench.now + 0.2) is None, "what is due now does not wait"
    assert again in bench.next_tick()
    assert bench.now == pytest.approx(100.2)


def test_a_stream_that_broke_is_told_to_be_opened_again() -> None:
    bench = Bench().online()
    bench.give(StreamEnded(AnswerLost()))
    assert bench.wait() == 0.2
    assert bench.next_tick() == [OpenStream()]


def test_after_a_success_the_waits_begin_from_the_shortest() -> None:
    bench = Bench().online()
    bench.give(Heard("c2"))
    for _ in range(3):
        bench.give(Failed(Job.PULL, FULL))
        bench.next_tick()
    bench.give(Pulled("c2", has_more=False))
    bench.give(Heard("c3"))
    bench.give(Failed(Job.PULL, FULL))
    assert bench.wait() == 0.2


def test_a_batch_that_got_through_makes_the_next_wait_short_again() -> None:
    bench = Bench().online()
    bench.give(Woken())
    bench.give(UploadsFound(()))
    for _ in range(4):
        bench.give(BatchFailed((ONE,), FULL))
        bench.next_tick()
    assert bench.give(applied(ONE)) == [FindUploads(), Submit(500)]
    bench.give(UploadsFound(()))
    bench.give(BatchFailed((ONE,), FULL))
    assert bench.wait() == 0.2


def test_a_file_that_got_through_makes_the_next_wait_short_again() -> None:
    bench = Bench().online()
    bench.give(Woken())
    bench.give(NothingToSubmit())
    for _ in range(4):
        assert bench.give(UploadsFound([FILE])) == [Upload(FILE)]
        bench.give(UploadFailed(FILE, FULL))
        assert FindUploads() in bench.next_tick()
    bench.give(UploadsFound([FILE]))
    bench.give(Uploaded(FILE))
    bench.give(NothingToSubmit())
    bench.give(UploadFailed(FILE, FULL))
    assert bench.wait() == 0.2


@pytest.mark.parametrize("lanes", [(), ((LANE, 7),)])
def test_a_guard_that_succeeded_has_nothing_to_complain_about_and_forgets_its_failures(
    lanes: tuple[tuple[ThreadId, int], ...],
) -> None:
    bench = Bench()
    bench.give(Started())
    bench.give(DONE)
    for _ in range(3):
        bench.give(Failed(Job.GUARD, FULL))
        assert bench.core.contact.error == "storage_full"
        assert FindLanes() in bench.next_tick()
    began = bench.give(LanesFound(lanes))
    if lanes:
        assert began == [Guard()]
        assert bench.core.contact.error == "storage_full", "found is not checked"
        began = bench.give(Guarded())
    assert began == [Submit(500)]
    assert bench.core.contact.error == ""
    bench.give(Failed(Job.GUARD, FULL))
    assert bench.wait() == 0.2


@pytest.mark.parametrize(
    ("trouble", "well"),
    [
        (BatchFailed((ONE,), FULL), NothingToSubmit()),
        (BatchFailed((ONE,), FULL), applied(ONE)),
        (Failed(Job.UPLOAD, FULL), UploadsFound(())),
        (UploadFailed(FILE, FULL), Uploaded(FILE)),
        (StreamEnded(Throttled(1)), Heard("")),
    ],
)
def test_what_went_well_again_is_no_trouble_any_more(trouble: Event, well: Event) -> None:
    bench = Bench().online()
    bench.give(Woken())
    bench.give(trouble)
    assert bench.core.contact.error != ""
    bench.later(5)
    bench.give(well)
    assert bench.core.contact.error == ""


def test_how_a_stream_ended_counts() -> None:
    ended = Bench().online()
    ended.give(StreamEnded())
    assert ended.core.contact.error == ""
    out = Bench().online()
    assert CloseStream() not in out.give(StreamEnded(SignedOut()))
    assert out.core.contact.signed_out
    gone = Bench().online()
    gone.give(StreamEnded(Unreachable()))
    assert not gone.core.contact.online


def test_a_poll_comes_at_the_very_moment_that_was_named() -> None:
    bench = Bench().online()
    assert bench.next_tick() == [Pull()]
    assert bench.now == 118


def test_a_stream_that_pinged_is_trusted_for_two_seconds_more_than_its_pings_are_apart() -> None:
    bench = Bench().online()
    bench.later(10)
    bench.give(Heard(""))
    assert bench.next_tick() == [Pull()]
    assert bench.now == 127


def test_forty_seconds_of_silence_end_a_stream_without_anything_else_happening() -> None:
    bench = Bench().online()
    closed = False
    while not closed:
        begun = bench.next_tick()
        closed = CloseStream() in begun
        if Pull() in begun:
            bench.give(DONE)
    assert 140 < bench.now < 140.5


def test_the_first_word_of_a_stream_asks_what_came_before_it_and_a_ping_does_not() -> None:
    bench = Bench()
    bench.give(Started())
    bench.give(DONE)
    assert bench.give(Heard("")) == [Pull()]
    bench.give(DONE)
    assert bench.give(Heard("")) == []


def test_a_stream_that_often_broke_while_up_is_back_within_a_second() -> None:
    bench = Bench().online()
    for _ in range(6):
        bench.give(StreamEnded(AnswerLost()))
        bench.give(DONE)
        assert OpenStream() in bench.later(0.81)
        bench.give(Heard("c1"))


def test_a_person_who_asks_makes_it_look_at_everything() -> None:
    bench = Bench().online()
    assert bench.give(RetryNow()) == [Pull(), FindUploads(), Submit(500)]


def test_back_in_contact_everything_is_looked_for_although_nobody_asked() -> None:
    bench = Bench().online()
    bench.give(Heard("c2"))
    bench.give(Failed(Job.PULL, Unreachable()))
    assert bench.next_tick() == [Pull()]
    assert bench.give(DONE) == [FindUploads(), FindLanes()]
    assert bench.give(LanesFound(())) == [Submit(500)]


def test_back_in_contact_what_failed_often_is_tried_within_a_second() -> None:
    bench = Bench().online()
    bench.give(Woken())
    for _ in range(9):
        bench.give(BatchFailed((ONE,), FULL))
        if Pull() in bench.later(bench.wait()):
            bench.give(DONE)
    bench.give(BatchFailed((ONE,), Unreachable()))
    assert Pull() in bench.next_tick()
    bench.give(DONE)
    assert bench.give(LanesFound(())) == []
    assert Submit(500) in bench.later(1.0)


@pytest.mark.parametrize("answer", [applied(ONE), Uploaded(FILE), Heard("")])
def test_any_answer_is_contact_and_the_guard_still_waits_for_the_newest_state(answer: Event) -> None:
    bench = Bench().online()
    bench.give(Woken())
    bench.give(Heard("c2"))
    bench.give(Failed(Job.PULL, Unreachable()))
    assert not bench.core.contact.online
    assert FindLanes() in bench.give(answer)
    assert bench.core.contact.online
    assert bench.give(LanesFound([(LANE, 7)])) == []
    assert bench.later(0.3) == [Pull()]
    assert Guard() in bench.give(Pulled("c2", has_more=False))


def test_an_answer_of_a_guard_from_before_does_not_let_replies_leave() -> None:
    bench = Bench().online()
    bench.give(Heard("c2"))
    bench.give(Failed(Job.PULL, Unreachable()))
    bench.later(0.3)
    bench.give(Pulled("c2", has_more=False))
    assert Submit(500) not in bench.give(Guarded())


def test_patience_ends_at_the_second_that_the_server_named() -> None:
    bench = Bench().online()
    bench.give(Woken())
    bench.give(BatchFailed((ONE,), Throttled(30)))
    assert bench.wait() == 30
    assert bench.core.next_try(bench.now + 30) is None
    assert Submit(500) in bench.next_tick()
    assert bench.now == 130


def test_while_a_long_queue_leaves_the_news_are_asked_for_every_five_seconds() -> None:
    bench = Bench().online()
    bench.later(0.5)
    bench.give(Woken())
    bench.give(UploadsFound(()))
    bench.give(FULL_BATCH)
    bench.give(UploadsFound(()))
    assert bench.core.next_try(bench.now) is None, "nothing failed"
    assert bench.give(Heard("c2")) == []
    assert bench.next_tick() == [Pull()]
    assert bench.now == 105
    assert bench.give(Pulled("c2", has_more=True)) == [Pull()], "it goes on to its end"


def test_after_a_batch_that_was_not_full_the_news_come_at_once() -> None:
    bench = Bench().online()
    bench.give(Woken())
    bench.give(Submitted([Result(OperationId(str(number)), Outcome.APPLIED) for number in range(499)]))
    assert bench.give(Heard("c2")) == [Pull()]


def test_a_forgotten_cursor_is_told_as_catching_up() -> None:
    bench = Bench().online()
    bench.give(Heard("c2"))
    bench.give(Failed(Job.PULL, CannotCalculate()))
    assert bench.core.catching_up


def test_contact_that_a_batch_lost_waits_before_it_asks() -> None:
    bench = Bench().online()
    bench.give(Woken())
    assert bench.give(BatchFailed((ONE,), Unreachable())) == []
    assert bench.wait() == 0.2
    assert bench.next_tick() == [Pull()]
