"""What is asked for at the ends of a thread: once, near an end, and again only when the agent pulls or it came."""

from tests.thread_samples import conversation, window
from widgets.thread_view.ends import Ends
from widgets.thread_view.loaded import Loaded

SCREEN = 600
FAR = 10 * SCREEN


def holding(**sides: bool) -> Loaded:
    loaded = Loaded()
    loaded.replace(window(conversation(5, 10), **sides))  # type: ignore[arg-type]
    return loaded


def test_each_end_is_asked_for_once_and_only_near_it() -> None:
    ends, loaded = Ends(), holding(older=True, newer=True)
    assert not ends.wants_older(loaded, FAR, SCREEN)
    assert not ends.wants_newer(loaded, FAR, SCREEN)
    assert [ends.wants_older(loaded, 0, SCREEN) for _time in range(2)] == [True, False]
    assert [ends.wants_newer(loaded, 0, SCREEN) for _time in range(2)] == [True, False]
    ends.older_came(3)
    ends.newer_came()
    assert ends.wants_older(loaded, 0, SCREEN)
    assert ends.wants_newer(loaded, 0, SCREEN)


def test_where_there_is_nothing_more_nothing_is_asked() -> None:
    ends = Ends()
    assert not ends.wants_older(holding(), 0, SCREEN)
    assert not ends.wants_newer(holding(), 0, SCREEN)


def test_what_could_not_be_had_is_asked_for_again_when_the_agent_pulls() -> None:
    ends, loaded = Ends(), holding(older=True)
    assert not ends.pulled()
    assert ends.wants_older(loaded, 0, SCREEN)
    ends.older_came(0)
    assert ends.stalled
    assert not ends.wants_older(loaded, 0, SCREEN)
    assert ends.pulled()
    assert ends.wants_older(loaded, 0, SCREEN)
    ends.begin()
    assert ends.wants_older(loaded, 0, SCREEN)
