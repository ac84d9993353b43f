"""Who was asked for a profile: three times each, and not everybody who ever wrote is remembered."""

from backend.channels.profiles import Asked


def test_nobody_is_asked_for_more_than_three_times() -> None:
    asked = Asked()
    for _ in range(3):
        assert not asked.is_enough(("account", "ana"))
        asked.again(("account", "ana"))
    assert asked.is_enough(("account", "ana"))
    assert not asked.is_enough(("another", "ana"))


def test_who_is_known_is_not_asked_for_again() -> None:
    asked = Asked()
    asked.again(("account", "ana"))
    asked.answered(("account", "ana"))
    assert asked.is_enough(("account", "ana"))


def test_of_many_the_first_are_forgotten() -> None:
    asked = Asked(most=10)
    for number in range(11):
        asked.again(("account", f"{number}"))
        asked.answered(("account", f"{number}"))
    assert [asked.is_enough(("account", f"{number}")) for number in range(11)] == [False] + [True] * 10
