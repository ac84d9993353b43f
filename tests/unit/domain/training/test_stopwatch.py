"""The stopwatch counts what could be read, and nothing else (S-1)."""

from domain.training.stopwatch import Stopwatch


def test_it_counts_from_the_first_showing() -> None:
    watch = Stopwatch()
    assert (watch.seconds(99.0), watch.away(99.0), watch.shown) == (0.0, 0.0, False)
    watch.show(100.0)
    assert (watch.seconds(108.5), watch.away(108.5), watch.shown) == (8.5, 0.0, True)


def test_it_stands_while_the_text_is_covered() -> None:
    watch = Stopwatch()
    watch.show(0.0)
    watch.hide(3.0)
    assert (watch.seconds(50.0), watch.away(50.0), watch.interruptions) == (3.0, 47.0, 1)
    watch.show(60.0)
    assert (watch.seconds(62.0), watch.away(62.0)) == (5.0, 57.0)
    watch.hide(63.0)
    watch.show(64.0)
    assert (watch.seconds(64.0), watch.away(64.0), watch.interruptions) == (6.0, 58.0, 2)


def test_what_is_said_twice_or_too_early_changes_nothing() -> None:
    watch = Stopwatch()
    watch.hide(1.0)
    assert watch.interruptions == 0
    watch.show(2.0)
    watch.show(5.0)
    assert watch.seconds(6.0) == 4.0
    watch.hide(6.0)
    watch.hide(9.0)
    assert (watch.seconds(10.0), watch.away(10.0), watch.interruptions) == (4.0, 4.0, 1)


def test_a_moment_before_the_last_takes_nothing_back() -> None:
    watch = Stopwatch()
    watch.show(10.0)
    assert watch.seconds(9.0) == 0.0
    watch.hide(9.0)
    assert (watch.seconds(20.0), watch.away(8.0)) == (0.0, 0.0)
