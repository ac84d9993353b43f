"""Encoded changes are kept for the next who asks: the newest of each entity, and not more than so many bytes."""

from backend.feed.encoded import EncodedChanges
from domain.changes import Change


def a_change(seq: int, id_: str) -> Change:
    return Change(seq, "shelf", id_, None)


def test_what_was_encoded_once_is_there_for_the_next() -> None:
    changes = EncodedChanges()
    encoded = changes.encode(a_change(1, "a"), keep=True)
    assert changes.get("shelf", "a", 1) == encoded
    assert changes.get("thread", "a", 1) is None


def test_what_is_for_some_people_only_is_not_kept() -> None:
    changes = EncodedChanges()
    changes.encode(a_change(1, "a"), keep=False)
    assert changes.get("shelf", "a", 1) is None
    assert changes.size == 0


def test_a_thread_that_changes_all_day_takes_the_place_of_one() -> None:
    changes = EncodedChanges()
    changes.encode(a_change(1000, "a"), keep=True)
    once = changes.size
    for seq in range(1001, 2000):
        changes.encode(a_change(seq, "a"), keep=True)
    assert changes.size == once
    assert changes.get("shelf", "a", 1999) is not None
    assert changes.get("shelf", "a", 1998) is None


def test_who_read_before_the_newest_was_committed_does_not_replace_it() -> None:
    changes = EncodedChanges()
    changes.encode(a_change(2, "a"), keep=True)
    changes.encode(a_change(1, "a"), keep=True)
    assert changes.get("shelf", "a", 2) is not None
    assert changes.get("shelf", "a", 1) is None


def test_however_many_come_their_bytes_are_bounded_and_the_newest_stay() -> None:
    changes = EncodedChanges(most=20_000)
    for seq in range(1, 1001):
        changes.encode(a_change(seq, f"{seq:06}"), keep=True)
        assert changes.size <= changes.most
    assert changes.get("shelf", f"{1000:06}", 1000) is not None
    assert changes.get("shelf", f"{1:06}", 1) is None
    assert changes.size > changes.most // 2


def test_one_that_is_larger_than_everything_that_may_be_kept_is_handed_out_all_the_same() -> None:
    changes = EncodedChanges(most=100)
    assert b'"a"' in changes.encode(a_change(1, "a"), keep=True)
    assert changes.size == 0
