"""A learner's practice on a real local database: decks, what comes of them, today, the curve; offline (S-1, S-2)."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.errors import AnswerLost, Refused, Unreachable
from app.services.training_values import Mine
from app.training.builtin import builtin_pack, languages
from app.wire import plain
from domain.ids import AgentId, AssignmentId, CertificateId, CoachingId, PackId
from domain.training.assigning import Certificate, Coaching
from domain.training.figures import DEFAULTS
from domain.training.item import DrillKind
from domain.training.report import Standing
from domain.training.results import Ending
from domain.training.task import Task, Wanted
from tests.unit.app.training_room import ANN, EN, ME, MIXTURE, MONDAY, a_room, assignment, edition

ITEMS = builtin_pack("en").items[:3]


def never(_task: Task) -> bool:
    return False


async def test_five_minutes_of_the_learners_own_language(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        deck = await room.service.deck(MIXTURE)
        assert (deck.title, deck.size) == ("", 0)
        done = room.tried(deck)
        assert {task.item.language for task, _one in done} == {"en"}
        assert len({task.kind for task, _one in done}) == 5
        assert 33 <= len(done) <= 41, "of six seconds each, and a look at what came of it"


async def test_what_was_done_stands_at_once_and_waits_for_the_server(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        before = await room.service.today()
        assert (before.minutes, before.seconds, before.streak, before.due) == (5, 0, 0, 0)
        await room.practise(Wanted(DrillKind.GIST, items=4), right=lambda task: task.item.id == ITEMS[0].id)
        assert await room.waiting() == ["record_practice"]
        after = await room.service.today()
        assert (after.seconds, after.streak, after.due) == (40, 1, 0)
        store = await room.made.desk.store()
        [kept] = await store.training.practice()
        assert (kept.agent_id, kept.kind, kept.zone, kept.began) == (ME, DrillKind.GIST, "Europe/Rome", MONDAY)


async def test_what_went_wrong_is_due_tomorrow_and_comes_first(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        wrong = await room.practise(Wanted(DrillKind.GIST, items=3), right=never)
        assert (await room.service.today()).due == 0
        room.later(hours=15)  # midnight in Rome is 23:00 UTC
        assert (await room.service.today()).due == 3
        deck = await room.service.deck(Wanted(items=0, repeat=True))
        assert deck.size == 3
        assert {task.item.id for task, _one in room.tried(deck)} == {task.item.id for task, _one in wrong}
        mixed = room.tried(await room.service.deck(MIXTURE), most=6)
        assert [task.again for task, _one in mixed] == [True, False, True, False, True, False]


async def test_nothing_to_practise_is_refused(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        for wanted in (Wanted(repeat=True), Wanted(pack_id=PackId("gone")), Wanted(language="xx")):
            with pytest.raises(Refused, match="nothing_to_practise"):
                await room.service.deck(wanted)
        with pytest.raises(Refused, match="nothing_to_practise"):
            await room.service.inbox(Wanted(pack_id=PackId("gone")))


async def test_packs_of_ones_own_language_first_then_what_trainers_published(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        room.language = "ru"
        await room.feed(edition(ITEMS))
        others = [one for one in sorted(languages()) if one != "ru"]
        cards = await room.service.packs()
        assert [card.id for card in cards] == ["builtin-ru", *(f"builtin-{one}" for one in others), "pack-1"]
        assert (cards[-1].title, cards[-1].items, cards[-1].edition, cards[-1].languages) == ("Parcels", 3, 3, ("en",))
        assert cards[-1].kinds == frozenset(DrillKind)
        await room.practise(Wanted(DrillKind.REPLY, pack_id=PackId("pack-1"), items=2), right=never)
        room.later(days=1)
        cards = await room.service.packs()
        assert (cards[-1].seen, cards[-1].due, cards[0].seen, cards[0].due) == (2, 2, 0, 0)


async def test_one_pack_and_one_language_when_they_are_asked_for(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        deck = await room.service.deck(Wanted(DrillKind.TRIAGE, pack_id=PackId("builtin-th"), items=0))
        assert (deck.title, deck.size) == (builtin_pack("th").title, len(builtin_pack("th").items))
        arabic = room.tried(await room.service.deck(Wanted(language="ar", items=5)))
        assert {task.item.language for task, _one in arabic} == {"ar"}


async def test_a_foreign_language_is_harder_and_becomes_ones_own_by_practice(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:

        async def levels() -> dict[str, int]:
            tasks = await room.service.inbox(Wanted(language="it", items=0))
            return {task.item.id: task.level for task in tasks}

        foreign = await levels()
        italian = Wanted(DrillKind.TRIAGE, language="it", items=42)
        await room.practise(italian)
        own = await levels()
        assert all(own[item] <= foreign[item] for item in own)
        assert sum(own.values()) < sum(foreign.values()) - 30
        room.later(days=1)
        mixed = room.tried(await room.service.deck(MIXTURE))
        assert {task.item.language for task, _one in mixed} == {"en", "it"}


async def test_a_language_of_the_screens_without_a_pack_leaves_the_others(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        room.language = "fi"
        assert (await room.service.deck(MIXTURE)).next() is not None


async def test_assignments_as_their_learner_sees_them(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        pack = edition(ITEMS)
        mine = assignment(pack.id, rounds=2)
        soon = assignment(EN, "a-soon", since=date(2026, 3, 9), until=date(2026, 3, 10))
        far = assignment(EN, "a-far", since=date(2026, 3, 10), until=date(2026, 3, 20))
        others = assignment(EN, "a-other", people=(ANN,))
        ended = assignment(EN, "a-ended", ended=True)
        late = assignment(EN, "a-late", since=date(2026, 2, 20), until=date(2026, 2, 27))
        long_ago = assignment(EN, "a-ago", since=date(2026, 1, 1), until=date(2026, 1, 31))
        gone = assignment(PackId("gone"), "a-gone")
        await room.feed(pack, mine, soon, far, others, ended, late, long_ago, gone)
        given = (await room.service.today()).given
        assert [one.assignment.id for one in given] == ["a-late", mine.id, "a-gone", "a-soon"]
        assert [(one.days_left, one.starts) for one in given] == [(-3, 0), (4, 0), (4, 0), (8, 7)]
        assert (given[1].title, given[1].author, given[1].done, given[1].wanted) == ("Parcels", "Ann", 0, 6)
        assert (given[2].title, given[2].wanted) == ("", 0)


async def test_an_assignment_is_done_by_its_deck_and_by_the_mixture(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        pack = edition(ITEMS)
        mine = assignment(pack.id, rounds=2)
        await room.feed(pack, mine)
        wanted = Wanted(assignment_id=mine.id, pack_id=pack.id, items=0)
        deck = await room.service.deck(wanted)
        assert (deck.title, deck.size) == ("Parcels", 6)
        await room.practise(wanted, most=4)
        [given] = (await room.service.today()).given
        assert (given.done, given.wanted) == (4, 6)
        mixed = await room.practise(MIXTURE, most=4)
        assert sum(task.pack_id == pack.id for task, _one in mixed) >= 2
        [given] = (await room.service.today()).given
        assert given.done == 6
        again = await room.service.deck(wanted)
        assert again.size == 3, "what is done can be practised like any other pack"
        assert (await room.service.deck(Wanted(assignment_id=AssignmentId("gone"), pack_id=pack.id))).size == 3


async def test_an_inbox_is_mixed_and_the_pace_it_was_held_at_is_kept(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        tasks = await room.service.inbox(Wanted(items=12))
        assert len({task.item.id for task in tasks}) == 12
        assert {task.kind for task in tasks} == {DrillKind.PRESSURE}
        assert await room.service.held_pace() == 0
        for pace, right in ((4.0, True), (6.0, False)):
            held = [replace(room.attempt(task, right), pace=pace) for task in tasks]
            await room.service.finish(room.going(Wanted(DrillKind.PRESSURE), *held))
        assert await room.service.held_pace() == 4.0
        room.later(days=1)
        assert (await room.service.today()).due == 12, "what went wrong under pressure is repeated in peace"
        repeated = room.tried(await room.service.deck(Wanted(repeat=True, items=0)))
        assert {task.kind for task, _one in repeated} == {DrillKind.TRIAGE}


async def test_the_curve_beside_the_time_before(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        await room.practise(Wanted(DrillKind.GIST, items=5), seconds=16.0)
        room.later(days=7)
        await room.practise(Wanted(DrillKind.GIST, items=3), seconds=8.0)
        await room.practise(Wanted(DrillKind.TRIAGE, items=2), seconds=4.0, right=never)
        room.later(days=1)
        found = await room.service.progress(Mine(days=7))
        assert (found.sessions, found.seconds, found.streak, found.longest_streak) == (2, 50, 1, 1)
        assert (found.result.attempts, found.result.median) == (5, 8.0)
        assert (found.before.attempts, found.before.median) == (5, 16.0)
        assert [(point.day, point.result.attempts) for point in found.curve] == [(date(2026, 3, 9), 5)]
        assert found.due == (2, 0, 0, 0, 0, 0, 0)
        assert sum(line.result.attempts for line in found.topics) == 5
        gist = await room.service.progress(Mine(days=30, kind=DrillKind.GIST))
        assert (gist.sessions, gist.result.attempts, gist.before.attempts, gist.due[0]) == (2, 8, 0, 0)
        assert (await room.service.progress(Mine(language="th"))).result.attempts == 0
        assert (await room.service.progress(Mine(pack_id=EN))).result.attempts == 10


async def test_days_are_the_learners_own(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        room.zone = "Asia/Tokyo"
        room.later(hours=7)  # 01:00 on Tuesday there
        await room.practise(Wanted(items=2))
        [point] = (await room.service.progress(Mine())).curve
        assert point.day == date(2026, 3, 3)
        room.zone = "America/Lima"
        today = await room.service.today()
        assert (today.streak, today.seconds) == (1, 0), "practised on what is tomorrow here"


async def test_void_attempts_are_kept_and_count_in_nothing(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        deck = await room.service.deck(Wanted(items=1))
        task = deck.next()
        assert task is not None
        await room.service.finish(room.going(MIXTURE, replace(room.attempt(task, False), ending=Ending.VOID)))
        room.later(days=1)
        assert (await room.service.today()).due == 0
        found = await room.service.progress(Mine())
        assert (found.result.attempts, found.streak, found.curve) == (0, 0, ())


async def test_other_figures_are_the_workspaces(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        assert await room.service.figures() == DEFAULTS
        await room.practise(Wanted(DrillKind.GIST, items=3), seconds=15.0)
        await room.set(minutes=7, untrained=10)
        assert (await room.service.figures()).untrained == 10
        assert not await room.service.figures_lost()
        room.later(days=3)
        today = await room.service.today()
        assert (today.minutes, today.due) == (7, 3), "what was fast enough before is not any more"


async def test_what_trainers_said_and_what_was_read(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        said = Coaching(CoachingId("c-1"), ME, ANN, "Read the end first.", MONDAY)
        to_ann = Coaching(CoachingId("c-2"), ANN, ME, "Hello", MONDAY)
        stranger = Coaching(CoachingId("c-3"), ME, AgentId("gone"), "Bye", MONDAY)
        await room.feed(said, to_ann, stranger)
        assert [(word.coaching.id, word.author) for word in await room.service.words_to_me()] == [
            ("c-3", ""),
            ("c-1", "Ann"),
        ]
        await room.service.saw(said.id)
        await room.service.saw(said.id)
        await room.service.saw(to_ann.id)
        assert await room.waiting() == ["see_coaching"]
        assert [word.coaching.id for word in (await room.service.today()).words] == ["c-3"]


async def test_ones_own_certificates(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        span = (MONDAY - timedelta(days=30), MONDAY, 100, 7.5, 0.9, None, None, 8.0, ANN, MONDAY)
        mine, anns = (Certificate(CertificateId(f"x-{who}"), who, "", "", *span) for who in (ME, ANN))
        await room.feed(mine, anns)
        assert [one.agent_id for one in await room.service.certificates()] == [ME]


async def test_the_teams_table_only_where_the_workspace_allows_it(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        assert list(await room.service.team()) == [], "not even asked for"
        await room.set(team_table=True)
        with pytest.raises(Unreachable):
            await room.service.team()
        room.made.gateway.go(True)
        room.made.gateway.answers["/v1/training/team"] = plain([Standing(ANN, 40, 6.5)])
        assert list(await room.service.team()) == [Standing(ANN, 40, 6.5)]
        room.made.gateway.answers["/v1/training/team"] = {"not": "a table"}
        with pytest.raises(AnswerLost):
            await room.service.team()


async def test_words_of_a_text_and_moments(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        text = "订单#A-2217 😡 late"
        assert [text[start:end] for start, end in room.service.words(text)] == ["订单", "#A-2217", "late"]
        assert list(room.service.words("\ud800")) == []
        assert room.service.now() == MONDAY
        assert room.service.monotonic() <= room.service.monotonic()
        assert room.service.new_id() != room.service.new_id()


async def test_another_computers_practice_changes_what_is_known(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        await room.practise(Wanted(DrillKind.GIST, items=2), right=never)
        room.later(days=2)
        assert (await room.service.today()).due == 2
        store = await room.made.desk.store()
        [mine] = await store.training.practice()
        # Older than what was folded already: it is put where it belongs.
        began = MONDAY - timedelta(days=3)
        attempts = tuple(replace(one, kind=DrillKind.TRIAGE, at=began) for one in mine.attempts)
        await room.feed(replace(mine, id=room.service.new_id(), began=began, attempts=attempts))
        assert (await room.service.today()).due == 4
        assert (await room.new_service().today()).due == 4
