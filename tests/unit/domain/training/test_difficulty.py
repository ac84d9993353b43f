"""Levels of items, and ratings that find a learner within twenty attempts and stay with them (S-2)."""

from dataclasses import replace
from math import exp
from random import Random
from statistics import fmean

import pytest

from app.training.builtin import builtin_pack, languages
from domain.emotion.assessment import Tier
from domain.training.difficulty import OFTEN, START, TARGET, Rating, Ratings, level, own_languages
from domain.training.item import DrillKind, Line, Mark, Side
from domain.training.results import Ending
from tests.unit.domain.training.simulated import items, month_of_one

ITEM = replace(items(20)[12], tier=Tier.LOW)
LONG = replace(ITEM, text=f"{ITEM.text} {'and so on ' * 20}")


@pytest.mark.parametrize(
    ("harder", "easier"),
    [
        (LONG, ITEM),
        (replace(ITEM, text=f"{ITEM.text} and by the way {'my aunt sings well ' * 6}"), ITEM),
        (replace(ITEM, tier=Tier.HIGH), ITEM),
        (replace(ITEM, language="th", text="ยังไม่ได้รับสินค้าเลยค่ะ" * 12, marks=(Mark(0, 4),)), ITEM),
        (replace(ITEM, language="zh-Hans", text="我的订单到现在还没有收到" * 8, marks=(Mark(0, 2),)), ITEM),
        (
            replace(ITEM, tier=Tier.HIGH, text=ITEM.text.upper() + " 😡😡 WHAT?!! WHY?!!"),
            replace(ITEM, tier=Tier.MEDIUM),
        ),
    ],
)
def test_what_makes_an_item_hard(harder: object, easier: object) -> None:
    assert level(harder) > level(easier)  # type: ignore[arg-type]


def test_what_was_said_before_makes_it_no_easier() -> None:
    before = replace(LONG, before=(Line(Side.AGENT, "hello"),))
    assert level(before) >= level(LONG)


def test_a_language_that_is_not_ones_own_is_a_level_harder() -> None:
    assert level(ITEM, {"en"}) == level(ITEM) == level(ITEM, {"en", "th"})
    assert level(ITEM, {"th"}) == level(ITEM) + 1
    assert level(replace(LONG, tier=Tier.HIGH, text="x " * 400), {"th"}) == 5, "and none is harder than the hardest"


def test_every_built_in_pack_has_easy_and_hard_items() -> None:
    for language in languages():
        levels = {level(item) for item in builtin_pack(language).items}
        assert {1, 2, 3, 4} <= levels <= {1, 2, 3, 4, 5}, language


def test_ones_own_languages_are_that_of_the_screens_and_those_practised_often() -> None:
    assert own_languages({"th": OFTEN, "it": OFTEN - 1}, "en") == {"en", "th"}
    assert own_languages({}) == frozenset()


def attempts(skill: float, count: int, seed: int) -> list[bool]:
    """What somebody of that skill gets right when they are given what their rating asks for."""
    random, rating, rights = Random(seed), Rating(), []
    for _number in range(count):
        given = min(5, max(1, round(rating.wanted)))
        rights.append(random.random() < 1 / (1 + exp(given - skill)))
        rating = rating.after(given, rights[-1])
    return rights


def rating_of(skill: float, count: int, seed: int) -> Rating:
    random, rating = Random(seed), Rating()
    for _number in range(count):
        given = min(5, max(1, round(rating.wanted)))
        rating = rating.after(given, random.random() < 1 / (1 + exp(given - skill)))
    return rating


@pytest.mark.parametrize("skill", [1.0, 2.5, 4.0, 4.8])
def test_twenty_attempts_find_somebody_within_a_level(skill: float) -> None:
    found = [rating_of(skill, 20, seed).skill for seed in range(200)]
    assert abs(fmean(found) - skill) < 0.6
    assert sum(abs(one - skill) < 1.2 for one in found) > 170, "and nearly everybody, not only on average"


@pytest.mark.parametrize("skill", [2.5, 4.0, 5.5])
def test_it_stays_with_them_afterwards(skill: float) -> None:
    for seed in range(20):
        random, rating = Random(seed), rating_of(skill, 200, seed)
        path = []
        for _number in range(100):
            given = min(5, max(1, round(rating.wanted)))
            rating = rating.after(given, random.random() < 1 / (1 + exp(given - skill)))
            path.append(rating.skill)
        assert abs(fmean(path) - skill) < 0.8
        assert max(path) - min(path) < 2.6


def test_what_they_are_given_goes_right_four_times_in_five() -> None:
    rights = [right for seed in range(60) for right in attempts(3.7, 80, seed)[20:]]
    assert abs(fmean(rights) - TARGET) < 0.04


def test_a_surprise_moves_a_rating_further_while_little_is_known() -> None:
    early, late = Rating(), rating_of(3.0, 100, 1)
    assert early.after(2, False).skill - early.skill < late.after(2, False).skill - late.skill < 0
    assert early.after(2, True).skill > early.skill
    assert early.after(5, True).skill - early.skill > early.after(1, True).skill - early.skill


def test_a_new_language_begins_as_the_kind_goes_elsewhere() -> None:
    ratings = Ratings()
    for one in month_of_one(DrillKind.GIST, right=True, count=30):
        ratings.add(one)
    good = ratings.of(DrillKind.GIST, "en").skill
    assert good > START
    assert ratings.of(DrillKind.GIST, "it").skill == good
    assert ratings.of(DrillKind.TRIAGE, "en").skill == START
    assert ratings.of(DrillKind.GIST, "it").variance == Rating().variance


def test_void_attempts_say_nothing_and_a_copy_moves_alone() -> None:
    ratings, [one] = Ratings(), month_of_one(DrillKind.GIST, right=True, count=1)
    ratings.add(replace(one, ending=Ending.VOID))
    assert ratings.of(DrillKind.GIST, "en") == Rating()
    ratings.copy().add(one)
    assert ratings.of(DrillKind.GIST, "en") == Rating()
