"""The slice held: bounded, in the server's order, and honest about what is missing on either side."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.ids import MessageId
from domain.outbox import OutboxState
from tests.thread_samples import conversation, local, message, theirs, window
from widgets.thread_view.loaded import MOST, Loaded


def holding(first: int, last: int, **sides: bool) -> Loaded:
    loaded = Loaded()
    loaded.replace(window(conversation(first, last), **sides))  # type: ignore[arg-type]
    return loaded


def positions(loaded: Loaded) -> list[int]:
    return [entry.message.position for entry in loaded.entries]


def test_what_was_placed_takes_the_place_of_its_echo() -> None:
    loaded = holding(1, 3)
    echo = local(1, "mine", sending=OutboxState.QUEUED)
    assert loaded.update(window([*conversation(3, 3), echo]), at_end=True) == [echo]
    placed = replace(echo, message=message(5, "mine", id=MessageId("local1")), sending=None, local_order=0)
    assert loaded.update(window([*conversation(3, 4), placed]), at_end=True) == conversation(4, 4)
    assert positions(loaded) == [1, 2, 3, 4, 5]


def test_what_came_is_new_even_when_something_of_ours_waits_behind_it() -> None:
    loaded = holding(1, 3)
    echo = local(1, "mine", sending=OutboxState.QUEUED)
    loaded.update(window([*conversation(3, 3), echo]), at_end=True)
    fresh = loaded.update(window([*conversation(3, 4), echo]), at_end=True)
    assert [entry.message.position for entry in fresh] == [4]
    assert loaded.entries[-1] == echo


def test_a_refresh_that_ends_early_keeps_what_lies_behind_it() -> None:
    loaded = holding(1, 10)
    loaded.update(window([theirs(2, "changed"), *conversation(3, 4)], newer=True), at_end=False)
    assert positions(loaded) == list(range(1, 11))
    assert loaded.entries[1].message.text == "changed"
    assert not loaded.newer


def test_a_refresh_to_the_end_removes_what_is_gone() -> None:
    loaded = holding(1, 10)
    loaded.update(window(conversation(5, 8)), at_end=False)
    assert positions(loaded) == list(range(1, 9))


def test_an_empty_thread_is_empty() -> None:
    loaded = Loaded()
    loaded.replace(window([local(1, "only one", sending=OutboxState.HELD)]))
    loaded.update(window([]), at_end=True)
    assert loaded.entries == []


def test_growing_at_the_end_drops_the_oldest_and_says_so() -> None:
    loaded = holding(1, MOST)
    loaded.update(window(conversation(MOST, MOST + 20)), at_end=True)
    assert len(loaded.entries) == MOST
    assert positions(loaded)[0] == 21
    assert loaded.older


@given(st.lists(st.tuples(st.sampled_from(["older", "newer", "refresh"]), st.integers(1, 60)), max_size=20))
def test_whatever_comes_it_is_a_bounded_slice_without_holes(steps: list[tuple[str, int]]) -> None:
    loaded = holding(5_000, 5_100, older=True, newer=True)
    for kind, count in steps:
        first, last = positions(loaded)[0], positions(loaded)[-1]
        if kind == "older":
            loaded.prepend(window(conversation(first - count, first - 1), older=True))
        elif kind == "newer":
            loaded.append(window(conversation(last + 1, last + count), newer=True), at_end=False)
        else:
            loaded.update(window(conversation(first, first + count), newer=True), at_end=False)
        held = positions(loaded)
        assert held == list(range(held[0], held[-1] + 1))
        assert len(held) <= MOST


def test_what_an_undone_join_takes_away_goes_also_before_the_window() -> None:
    loaded = holding(1, 10)
    loaded.update(window(conversation(4, 10), older=True), at_end=True, since=loaded.entries[0])
    assert positions(loaded) == list(range(4, 11))
    assert loaded.older
    loaded.update(window([], older=True), at_end=True, since=loaded.entries[0])
    assert positions(loaded) == []


def test_what_came_before_the_window_while_it_was_read_stays() -> None:
    loaded = holding(5, 10)
    asked = loaded.entries[0]
    loaded.prepend(window(conversation(1, 4)))
    loaded.update(window(conversation(7, 10), older=True), at_end=True, since=asked)
    assert positions(loaded) == [1, 2, 3, 4, 7, 8, 9, 10]
    assert not loaded.older
