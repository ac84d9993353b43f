"""Training on this computer: packs, assignments, practice and words as they will be once everything has left (S-2)."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from domain.changes import TYPE_OF, Change, Entity, Page
from domain.emotion.assessment import Tier
from domain.ids import AgentId, AssignmentId, CertificateId, CoachingId, DrillItemId, PackId, PracticeId, SettingKey
from domain.operations import Outcome
from domain.problems import Problem
from domain.setting import Setting
from domain.training import acts, figures
from domain.training.assigning import Assignment, Certificate, Coaching
from domain.training.item import DrillItem, DrillKind, Mark, NextStep
from domain.training.pack import Edition, Entry, KeyCheck, Pack, PackSource
from domain.training.results import Attempt, Practice
from tests.storage.desk import ME, Desk, open_desk

ANN = AgentId("agent-ann")
ID = PackId("pack-1")
LANE = acts.lane_of_pack(ID)
ITEM = DrillItem(
    DrillItemId("i-1"), "en", "where is my parcel", (Mark(12, 18),), None, Tier.LOW, False, NextStep.LOOK_UP
)
NAMED = acts.NamePack(ID, "Parcels", "", PackSource.WRITTEN)


def pack(desk: Desk, **changes: object) -> Pack:
    entry = Entry(ITEM, ANN, desk.clock.now())
    made = Pack(ID, "Parcels", "", PackSource.WRITTEN, (entry,), ANN, version=desk.next())
    return replace(made, **changes)  # type: ignore[arg-type]


def edition(desk: Desk, title: str = "Parcels", id_: PackId = ID) -> Edition:
    return Edition(id_, title, "", PackSource.WRITTEN, (ITEM,), 1, ANN, desk.clock.now(), desk.next())


def assignment(desk: Desk, name: str = "a-1") -> Assignment:
    days = (date(2026, 3, 2), date(2026, 3, 6))
    return Assignment(AssignmentId(name), ID, DrillKind.GIST, (ME,), (), *days, 2, "", ANN, version=desk.next())


def practice(desk: Desk, name: str = "p-1", agent_id: AgentId = ME) -> Practice:
    at = desk.clock.now()
    one = Attempt(ITEM.id, ID, 1, DrillKind.GIST, "en", None, Tier.LOW, 2, at, 6.5, True, recall=0.5)
    return Practice(PracticeId(name), agent_id, None, None, at, 60.0, "Asia/Bangkok", (one,))


def coaching(desk: Desk, name: str = "c-1") -> Coaching:
    return Coaching(CoachingId(name), ME, ANN, "Read the end first.", desk.clock.now(), version=desk.next())


async def test_a_pack_is_worked_on_at_once_and_what_would_be_refused_changes_nothing(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.do(NAMED, LANE)
        await desk.do(acts.PutItems(ID, (ITEM,)), LANE)
        await desk.do(acts.CheckKey(ID, replace(ITEM, text="another state"), True, ""), LANE)
        await desk.do(acts.CheckKey(ID, ITEM, True, ""), LANE)
        await desk.do(acts.PublishPack(ID), LANE)
        [held] = await desk.store.training.packs()
        [entry] = held.entries
        assert (held.title, held.author, entry.item, entry.author) == ("Parcels", ME, ITEM, ME)
        assert entry.checks == (), "nobody checks their own key"
        assert (held.edition, held.published_at) == (0, None)
        assert await desk.store.training.editions() == [], "only the server publishes"


async def test_how_many_must_agree_is_the_workspaces_to_say(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        checked = Entry(ITEM, ANN, desk.clock.now(), (KeyCheck(AgentId("x"), True, "", desk.clock.now()),))
        await desk.feed(pack(desk, entries=(checked,)))
        await desk.do(acts.PublishPack(ID), LANE)
        assert [one.edition for one in await desk.store.training.packs()] == [0]
        allowed = figures.write_figures(figures.TrainingFigures(checkers=1))
        await desk.feed(Setting(SettingKey(figures.KEY), allowed, desk.next()))
        assert [one.edition for one in await desk.store.training.packs()] == [1]


async def test_what_the_server_refuses_was_not_done(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.feed(pack(desk))
        step = await desk.do(acts.DropItem(ID, ITEM.id), LANE)
        assert [one.entries for one in await desk.store.training.packs()] == [()]
        await desk.frozen()
        told = await desk.answer(step, Outcome.REJECTED, code=Problem.NOT_ALLOWED)
        assert "pack" in told.shelf
        assert [len(one.entries) for one in await desk.store.training.packs()] == [1]


def agreed(desk: Desk, **changes: object) -> Pack:
    """A pack that can be published."""
    checks = tuple(KeyCheck(AgentId(who), True, "", desk.clock.now()) for who in ("x", "y"))
    return pack(desk, entries=(Entry(ITEM, ANN, desk.clock.now(), checks),), **changes)


async def numbers(desk: Desk) -> list[int]:
    return [one.edition for one in await desk.store.training.packs()]


async def test_what_the_server_took_counts_until_it_is_back_and_never_twice(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        first = agreed(desk)
        await desk.feed(first)
        step = await desk.do(acts.PublishPack(ID), LANE)
        assert await numbers(desk) == [1]
        await desk.frozen()
        await desk.answer(step, Outcome.APPLIED, current=first.version + 2)
        assert await numbers(desk) == [1], "the pull has not brought it"
        await desk.feed(replace(first, title="Before it was done", version=first.version + 1), more=True)
        assert await numbers(desk) == [1]
        desk.seq += 5
        back = replace(first, edition=1, published_at=desk.clock.now(), version=first.version + 2)
        await desk.feed(back)
        assert await numbers(desk) == [1], "once"


async def test_the_state_may_come_before_the_answer_and_be_newer(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        first = agreed(desk)
        await desk.feed(first)
        step = await desk.do(acts.PublishPack(ID), LANE)
        await desk.frozen()
        desk.seq += 5
        back = replace(first, edition=3, published_at=desk.clock.now(), title="Newer", version=first.version + 4)
        await desk.feed(back)
        await desk.answer(step, Outcome.APPLIED, current=first.version + 2)
        assert list(await desk.store.training.packs()) == [back]
        # What is done after that is not taken for done.
        await desk.do(acts.PublishPack(ID), LANE)
        assert await numbers(desk) == [4]


async def test_what_came_before_its_answer_counts_once_and_what_others_published_is_not_mine(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        first = agreed(desk, published_at=desk.clock.now(), edition=1)
        await desk.feed(first, edition(desk))
        desk.later(minutes=5)
        step = await desk.do(acts.PublishPack(ID), LANE)
        assert await numbers(desk) == [2], "what was published before is another edition"
        await desk.frozen()
        theirs = replace(first, edition=2, published_at=desk.clock.now(), version=desk.next())
        await desk.feed(theirs, replace(edition(desk), number=2))
        assert await numbers(desk) == [3], "Ann was first"
        desk.later(seconds=1)
        mine = replace(theirs, edition=3, published_at=desk.clock.now(), version=desk.next())
        await desk.feed(mine)
        assert await numbers(desk) == [3], "the pack came, its edition and the answer have not"
        await desk.feed(replace(edition(desk), number=3, published_by=ME))
        assert await numbers(desk) == [3], "once"
        await desk.answer(step, Outcome.APPLIED, current=mine.version)
        assert list(await desk.store.training.packs()) == [mine]


async def test_of_several_acts_those_are_applied_that_are_not_back(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        first, other = agreed(desk), agreed(desk, id=PackId("pack-2"))
        await desk.feed(first, other)
        named = await desk.do(acts.NamePack(ID, "Parcels and more", "", PackSource.WRITTEN), LANE)
        published = await desk.do(acts.PublishPack(ID), LANE)
        elsewhere = await desk.do(acts.PublishPack(other.id), acts.lane_of_pack(other.id))
        await desk.frozen()
        for step, version in ((named, 6), (published, 7), (elsewhere, 9)):
            await desk.answer(step, Outcome.APPLIED, current=version)
        desk.seq = 9
        # Somebody else has given it another name since.
        await desk.feed(replace(first, title="Somebody's", version=6))
        held = {one.id: (one.title, one.edition) for one in await desk.store.training.packs()}
        assert held == {ID: ("Somebody's", 1), other.id: ("Parcels", 1)}


async def test_an_answer_that_names_no_version_leaves_it_to_the_pull(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.feed(agreed(desk))
        step = await desk.do(acts.PublishPack(ID), LANE)
        await desk.frozen()
        await desk.answer(step, Outcome.APPLIED)
        assert await numbers(desk) == [1]


async def test_editions_by_title_and_gone_when_they_are_taken_away(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        other = PackId("pack-2")
        await desk.feed(edition(desk, "zebra"), edition(desk, "Apple", other))
        assert [one.title for one in await desk.store.training.editions()] == ["Apple", "zebra"]
        told = await desk.gone("edition", other)
        assert "edition" in told.shelf
        assert [one.title for one in await desk.store.training.editions()] == ["zebra"]


async def test_assignments_stand_at_once_and_are_called_off_at_once(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        old, new = assignment(desk), replace(assignment(desk, "a-2"), author=AgentId("nobody"))
        await desk.feed(old)
        await desk.do(acts.Assign(new), acts.lane_of_assignment(new.id))
        await desk.do(acts.EndAssignment(old.id), acts.lane_of_assignment(old.id))
        await desk.do(acts.EndAssignment(AssignmentId("a-0")), acts.lane_of_assignment(AssignmentId("a-0")))
        found = await desk.store.training.assignments()
        assert [(one.id, one.author, one.ended) for one in found] == [("a-2", ME, False), ("a-1", ANN, True)]


async def test_practice_is_mine_oldest_first_and_never_twice(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        first = practice(desk)
        desk.later(hours=1)
        second = practice(desk, "p-0", AgentId("whoever"))
        step = await desk.do(acts.RecordPractice(second), acts.PRACTICE)
        await desk.feed(replace(first, version=desk.next()))
        assert [(one.id, one.agent_id) for one in await desk.store.training.practice()] == [("p-1", ME), ("p-0", ME)]
        # The server's word comes before its answer to the operation: the same go is there on both ways.
        await desk.frozen()
        await desk.feed(replace(second, agent_id=ME, version=desk.next()))
        assert [one.id for one in await desk.store.training.practice()] == ["p-1", "p-0"]
        await desk.answer(step, Outcome.APPLIED)
        found = await desk.store.training.practice()
        assert [one.id for one in found] == ["p-1", "p-0"]
        assert found[1].attempts == second.attempts


async def test_words_and_whether_they_were_read(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        said = coaching(desk)
        await desk.feed(said)
        desk.later(minutes=5)
        await desk.do(acts.SeeCoaching(said.id), acts.PRACTICE)
        await desk.do(acts.Coach(CoachingId("c-2"), ANN, "hello"), acts.PRACTICE)
        newer, older = await desk.store.training.coachings()
        assert (newer.id, newer.to, newer.author, newer.seen_at) == ("c-2", ANN, ME, None)
        assert (older.text, older.seen_at) == (said.text, desk.clock.now())
        desk.later(minutes=5)
        await desk.do(acts.SeeCoaching(said.id), acts.PRACTICE)
        assert (await desk.store.training.coachings())[1].seen_at == older.seen_at, "once read is read"


async def test_certificates_newest_first(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        at = desk.clock.now()
        first, second = (
            Certificate(
                CertificateId(f"{n}"), ME, "Ada", "", at, at, 100, 7.5, 0.9, None, None, 8.0, ANN, at, desk.next()
            )
            for n in range(2)
        )
        await desk.feed(first, second)
        assert await desk.store.training.certificates() == [second, first]


async def test_a_fresh_snapshot_takes_away_what_it_does_not_bring_but_not_what_waits(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        kept, lost = practice(desk), practice(desk, "p-2")
        values: list[Entity] = [pack(desk), edition(desk), assignment(desk), coaching(desk)]
        await desk.feed(*values, replace(kept, version=desk.next()), replace(lost, version=desk.next()))
        await desk.do(acts.RecordPractice(practice(desk, "p-3")), acts.PRACTICE)
        await desk.store.feed.restart()
        back = replace(kept, version=desk.next())
        await desk.store.feed.apply(Page((Change(back.version, TYPE_OF[Practice], back.id, back),), "cursor", False))
        training = desk.store.training
        assert [one.id for one in await training.practice()] == ["p-1", "p-3"]
        assert [*await training.packs(), *await training.editions(), *await training.assignments()] == []
        assert list(await training.coachings()) == []


async def test_all_of_it_outlives_the_program(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        made = practice(desk)
        await desk.do(acts.RecordPractice(made), acts.PRACTICE)
        await desk.feed(edition(desk))
        await desk.store.close()
        await desk.open()
        assert await desk.store.training.practice() == [made]
        assert [one.items for one in await desk.store.training.editions()] == [(ITEM,)]
