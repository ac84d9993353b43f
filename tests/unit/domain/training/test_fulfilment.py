"""How far somebody is with an assignment: what counts, and when it is done (S-2)."""

from dataclasses import replace
from datetime import date, timedelta

from domain.ids import AgentId, AssignmentId, DrillItemId, PackId
from domain.training.assigning import Assignment
from domain.training.fulfilment import fulfilment
from domain.training.item import DrillKind
from domain.training.results import Ending
from tests.unit.domain.training.simulated import PACK, START, done, practice

ITEMS = [DrillItemId(f"item-{number}") for number in range(3)]
SINCE = date(2026, 3, 2)
GIVEN = Assignment(
    AssignmentId("a"), PACK, None, (AgentId("me"),), (), SINCE, SINCE + timedelta(days=2), 2, "", AgentId("trainer")
)


def test_items_times_rounds() -> None:
    practices = [practice(1, done("item-0"), done("item-0", kind=DrillKind.TRIAGE), done("item-1"))]
    found = fulfilment(GIVEN, ITEMS, practices)
    assert (found.done, found.wanted, found.finished_at) == (3, 6, None)
    assert found.left == {"item-1": 1, "item-2": 2}


def test_more_than_the_rounds_is_no_more() -> None:
    found = fulfilment(GIVEN, ITEMS, [practice(1, *[done("item-0")] * 5)])
    assert (found.done, found.left) == (2, {"item-1": 2, "item-2": 2})


def test_it_is_finished_when_the_last_of_them_was_done() -> None:
    practices = [practice(day, *(done(item) for item in ITEMS)) for day in (2, 1, 3)]
    found = fulfilment(GIVEN, ITEMS, practices)
    assert (found.done, found.left, found.finished_at) == (6, {}, START + timedelta(days=2))


def test_what_does_not_count() -> None:
    other = replace(done("item-0"), pack_id=PackId("other"))
    void = done("item-0", ending=Ending.VOID)
    wrong = done("item-1", right=False)
    found = fulfilment(GIVEN, ITEMS, [practice(1, other, void, done("elsewhere"), wrong)])
    assert (found.done, found.left[ITEMS[1]]) == (1, 1), "wrong is done, too: it is practice"
    gist = replace(GIVEN, kind=DrillKind.GIST)
    assert fulfilment(gist, ITEMS, [practice(1, done("item-0", kind=DrillKind.REPLY))]).done == 0


def test_only_its_days_count_each_in_the_learners_zone() -> None:
    for day, hours, zone, counted in (
        (0, 0.0, "UTC", 0),
        (0, 14.9, "UTC", 0),
        (0, 15.0, "UTC", 1),
        (0, 6.0, "Asia/Tokyo", 1),
        (4, 2.0, "America/Lima", 0),
        (3, 19.0, "America/Lima", 1),
        (4, 0.0, "UTC", 0),
    ):
        found = fulfilment(GIVEN, ITEMS, [practice(day, done("item-0"), hours=hours, zone=zone)])
        assert found.done == counted, (day, hours, zone)


def test_what_was_done_for_it_counts_whenever_it_was_and_what_was_for_another_never() -> None:
    late, other = practice(30, done("item-0")), practice(1, done("item-0"))
    assert fulfilment(GIVEN, ITEMS, [late]).done == 0
    assert fulfilment(GIVEN, ITEMS, [replace(late, assignment_id=GIVEN.id)]).done == 1
    assert fulfilment(GIVEN, ITEMS, [replace(other, assignment_id=AssignmentId("b"))]).done == 0


def test_a_go_that_went_on_past_its_last_day_is_none_of_it() -> None:
    [go] = [practice(3, done("item-0"), done("item-1"))]
    past = replace(go.attempts[1], at=go.began + timedelta(hours=20))
    assert fulfilment(GIVEN, ITEMS, [replace(go, attempts=(go.attempts[0], past))]).done == 0


def test_a_pack_that_is_not_here_wants_nothing() -> None:
    assert fulfilment(GIVEN, [], [practice(1)]).wanted == 0
