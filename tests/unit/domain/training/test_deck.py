"""What comes next: order, kinds, bounds, adaption, assignments, the pace of flashes (S-2)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest

from domain.ids import AssignmentId
from domain.training.answering import Timing, attempt
from domain.training.deck import LOOK, MIXED, Duty, Ground, Offered, PracticeDeck, drawn
from domain.training.item import DrillKind
from domain.training.learner import Learner
from domain.training.results import Attempt, Ending
from domain.training.task import Task, Wanted
from tests.unit.domain.training.simulated import FIGURES, PACK, START, answer, done, new_learner, offered

UTC = ZoneInfo("UTC")
TODAY = START.date()
POOL = offered(40)
ALL = Wanted(items=0)


def learner(*attempts: Attempt) -> Learner:
    made = new_learner()
    made.extend(attempts)
    return made


def deck(
    wanted: Wanted,
    of: Learner | None = None,
    pool: Sequence[Offered] = POOL,
    duties: Sequence[Duty] = (),
    seed: int = 1,
) -> PracticeDeck:
    return PracticeDeck(wanted, Ground("", pool, of or new_learner(), TODAY, UTC, duties), Random(seed))


def came(task: Task, *, right: bool = True, seconds: float = 6.0, **changes: object) -> Attempt:
    made = attempt(task, answer(task, right=True), Timing(seconds), START, FIGURES)
    return replace(made, right=right, **changes)  # type: ignore[arg-type]


def played(of: PracticeDeck, *, right: Iterable[bool] = (), most: int = 500) -> list[Task]:
    """All that it gives, answered as said and then right."""
    answers = iter(right)
    tasks: list[Task] = []
    while len(tasks) < most and (task := of.next()) is not None:
        tasks.append(task)
        of.done(came(task, right=next(answers, True)))
    return tasks


def wrong(numbers: Iterable[int], kind: DrillKind = DrillKind.GIST) -> list[Attempt]:
    """Went wrong three days ago."""
    at = START - timedelta(days=3)
    return [done(f"item-{number:03}", kind, right=False, at=at + timedelta(minutes=number)) for number in numbers]


def test_the_same_task_until_it_is_done() -> None:
    made = deck(ALL)
    first = made.next()
    assert first is not None
    assert made.next() is first
    made.done(came(first))
    assert made.next() not in (None, first)


def test_a_mixture_varies_its_kinds_and_leaves_pressure_out() -> None:
    tasks = played(deck(Wanted(items=25)))
    counts = Counter(task.kind for task in tasks)
    assert set(counts) == set(MIXED)
    assert max(counts.values()) - min(counts.values()) <= 1
    assert all(one.kind is not other.kind for one, other in pairwise(tasks))


def test_nothing_comes_twice_in_a_go_and_never_in_a_row() -> None:
    tasks = played(deck(ALL))
    assert len({task.item.id for task in tasks}) == len(tasks) == len(POOL)
    filled = played(deck(Wanted(seconds=100_000, items=0), pool=POOL[:3]))
    assert len(filled) == 3 * len(MIXED), "time is filled with the other kinds"
    assert all(one.item.id != other.item.id for one, other in pairwise(filled))
    assert len({(task.item.id, task.kind) for task in filled}) == len(filled)


def test_repetitions_come_first_and_between_others() -> None:
    tasks = played(deck(Wanted(items=12), learner(*wrong(range(4)))))
    assert [task.again for task in tasks] == [True, False, True, False, True, False, True, *[False] * 5]
    assert [task.item.id for task in tasks if task.again] == [f"item-{n:03}" for n in range(4)], "the oldest first"
    assert all(task.kind is DrillKind.GIST for task in tasks if task.again)


def test_only_repetitions_when_only_they_are_wanted() -> None:
    made = deck(Wanted(items=0, repeat=True), learner(*wrong(range(5))))
    assert made.size == 5
    tasks = played(made, right=[False, True])
    assert len(tasks) == 5, "what went wrong again comes tomorrow, not at once"
    assert all(task.again for task in tasks)


def test_what_waits_for_its_day_is_left_alone_while_there_is_other() -> None:
    """Ten wait for a day to come, ten others were always right; all were seen on the same days, none today."""
    history = [
        done(one.item.id, DrillKind.REPLY, right=ago < 20 or number >= 10, seconds=12.0, at=START - timedelta(days=ago))
        for ago in (20, 18, 14, 4)
        for number, one in enumerate(POOL[:20])
    ]
    waiting = learner(*history)
    assert len(waiting.repetition.recalls) == 10
    assert not waiting.repetition.due(TODAY, UTC)
    level_pool = [replace(one, level=2) for one in POOL[:20]]
    tasks = played(deck(Wanted(DrillKind.REPLY, items=10), waiting, level_pool))
    assert {task.item.id for task in tasks} == {one.item.id for one in POOL[10:20]}


def test_one_kind_one_pack_one_language() -> None:
    other = [replace(one, pack_id=type(PACK)("other")) for one in POOL[:5]]
    thai = [replace(one, item=replace(one.item, language="th")) for one in POOL[5:8]]
    made = deck(Wanted(DrillKind.REPLY, items=0), pool=[*other, *thai])
    assert made.size == 8
    assert {task.kind for task in played(made)} == {DrillKind.REPLY}
    empty = replace(POOL[0], item=replace(POOL[0].item, gists=()))
    assert deck(Wanted(DrillKind.GIST, items=0), pool=[empty]).next() is None
    assert deck(Wanted(DrillKind.GIST, items=0), pool=[empty]).size == 0


def test_languages_that_are_not_ones_own_come_only_when_asked_for() -> None:
    thai = [replace(one, item=replace(one.item, language="th"), at_home=False) for one in POOL[:20]]
    tasks = played(deck(Wanted(items=30), pool=[*thai, *POOL[20:]]))
    assert {task.item.language for task in tasks} == {"en"}
    asked = played(deck(Wanted(language="th", items=5), pool=thai))
    assert {task.item.language for task in asked} == {"th"}
    again = learner(*wrong(range(3)))
    again_tasks = played(deck(Wanted(items=6), again, pool=[*thai, *POOL[20:]]))
    assert sum(task.item.language == "th" for task in again_tasks) == 3, "what went wrong there comes back"


@pytest.mark.parametrize(("wanted", "size"), [(Wanted(), 20), (ALL, 40), (Wanted(items=99), 40), (Wanted(items=3), 3)])
def test_it_says_how_many_there_will_be(wanted: Wanted, size: int) -> None:
    made = deck(wanted)
    assert made.size == size
    played(made, most=2)
    assert made.size == size
    played(made)
    assert (made.next(), made.size) == (None, size)


def test_time_ends_it() -> None:
    made = deck(Wanted(seconds=120, items=0))
    assert made.size == 0
    tasks = played(made)
    assert abs(len(tasks) * (6.0 + LOOK) - 120) <= 10
    assert len(played(deck(Wanted(seconds=120, items=2)))) == 2, "whichever bound is met first"


def test_voids_take_time_and_say_nothing() -> None:
    made = deck(Wanted(items=3))
    for _number in range(3):
        task = made.next()
        assert task is not None
        made.done(came(task, ending=Ending.VOID, right=False))
    assert made.next() is None


def test_it_gets_harder_while_things_go_right_and_easier_while_they_do_not() -> None:
    pool = offered(300)
    good = played(deck(Wanted(DrillKind.TRIAGE, items=40), pool=pool))
    bad = played(deck(Wanted(DrillKind.TRIAGE, items=40), pool=pool), right=[False] * 40)
    levels = [sum(task.level for task in part) / 10 for part in (good[:10], good[-10:], bad[-10:])]
    assert levels[1] > levels[0] + 1
    assert levels[2] <= levels[0] < 2.5


def test_weak_topics_come_more_often() -> None:
    pool = offered(300)
    topic = POOL[0].item.topic
    weak = learner(
        *(
            done(topic=topic, right=n % 4 == 0, at=START - timedelta(days=2), kind=DrillKind.PRESSURE)
            for n in range(40)
        ),
        *(done(topic=POOL[1].item.topic, at=START - timedelta(days=2), kind=DrillKind.PRESSURE) for n in range(40)),
    )
    weak.repetition.recalls.clear()
    tasks = played(deck(Wanted(DrillKind.TRIAGE, items=20), weak, pool))
    share = sum(task.item.topic == topic for task in tasks)
    evenly = sum(task.item.topic == topic for task in played(deck(Wanted(DrillKind.TRIAGE, items=20), pool=pool)))
    assert share > max(10, evenly)


def test_what_was_never_seen_comes_before_what_was() -> None:
    before = START - timedelta(days=5)
    known = learner(*(done(one.item.id, DrillKind.GIST, at=before) for one in POOL[:30]))
    known.ratings = new_learner().ratings
    tasks = played(deck(Wanted(DrillKind.TRIAGE, items=8), known, [replace(one, level=2) for one in POOL]))
    assert {task.item.id for task in tasks} <= {one.item.id for one in POOL[30:]}


def test_options_are_shuffled_by_the_given_chance_alone() -> None:
    kind = Wanted(DrillKind.GIST, items=0)
    first, again, other = (played(deck(kind, seed=seed)) for seed in (1, 1, 2))
    assert first == again != other
    assert Counter(task.order.index(0) for task in first).keys() == {0, 1, 2, 3}, "the right one stands anywhere"
    assert all(sorted(task.order) == [0, 1, 2, 3] for task in first)
    replies = played(deck(Wanted(DrillKind.REPLY, items=5)))
    assert all(sorted(task.order) == [0, 1, 2] for task in replies)
    assert all(task.order == () for task in played(deck(Wanted(DrillKind.TRIAGE, items=5))))


def test_flashes_follow_the_learner_and_remember_them() -> None:
    made = deck(Wanted(DrillKind.FLASH, items=4))
    paces = []
    for right in (True, True, False, True):
        task = made.next()
        assert task is not None
        paces.append(task.pace)
        made.done(came(task, right=right, pace=task.pace))
    assert paces == pytest.approx([250, 275, 302.5, 272.25])
    later = learner(done(kind=DrillKind.FLASH, pace=300.0))
    [first] = played(deck(Wanted(DrillKind.FLASH, items=1), later))
    assert first.pace == pytest.approx(330)
    thai = learner(done(kind=DrillKind.FLASH, pace=300.0, language="th"))
    assert thai.pace("en") == 250, "each language has its own"
    assert thai.pace("zh-Hant") == 400, "characters a minute"
    assert learner(*[done(kind=DrillKind.FLASH, pace=5_000.0)] * 3).pace("en") <= 900
    assert all(task.pace == 0 for task in played(deck(Wanted(DrillKind.GIST, items=3))))


def duty(rounds: int = 2, kind: DrillKind | None = None, count: int = 3) -> Duty:
    return Duty(PACK, kind, {one.item.id: rounds for one in POOL[:count]})


def test_an_assignment_is_its_items_times_its_rounds() -> None:
    wanted = Wanted(assignment_id=AssignmentId("a"), pack_id=PACK, items=0)
    made = deck(wanted, duties=[duty()])
    assert made.size == 6
    tasks = played(made)
    assert Counter(task.item.id for task in tasks) == {one.item.id: 2 for one in POOL[:3]}
    assert len({task.item.id for task in tasks[:3]}) == 3, "one round after the other"
    assert all(one.item.id != other.item.id for one, other in pairwise(tasks))
    triage = played(deck(wanted, duties=[duty(kind=DrillKind.TRIAGE)]))
    assert [task.kind for task in triage] == [DrillKind.TRIAGE] * 6


def test_a_void_attempt_fulfils_nothing() -> None:
    made = deck(Wanted(assignment_id=AssignmentId("a"), pack_id=PACK, items=0), duties=[duty(1)])
    task = made.next()
    assert task is not None
    made.done(came(task, ending=Ending.VOID))
    assert made.size == 4
    assert task.item.id in {one.item.id for one in played(made)}


def test_assigned_items_come_into_the_mixture_before_others() -> None:
    tasks = played(deck(Wanted(items=10), learner(*wrong([30, 31])), duties=[duty(1)]))
    assigned = {one.item.id for one in POOL[:3]}
    assert [task.again for task in tasks[:4]] == [True, False, True, False]
    assert {tasks[1].item.id, tasks[3].item.id, tasks[4].item.id} == assigned


def test_an_inbox_is_drawn_at_once_each_item_once() -> None:
    ground = Ground("", POOL, new_learner(), TODAY, UTC)
    tasks = drawn(ground, Wanted(items=12), Random(1))
    assert len({task.item.id for task in tasks}) == len(tasks) == 12
    assert {task.kind for task in tasks} == {DrillKind.PRESSURE}
    assert len(drawn(ground, Wanted(items=0), Random(1))) == len(POOL)
    assert drawn(replace(ground, offered=()), Wanted(), Random(1)) == []
    assert all(sorted(task.order) == list(range(len(task.item.replies))) for task in tasks)
