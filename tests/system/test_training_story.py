"""From a pack to what came of it: a real server, trainers, a lead, and a learner who trains while it is down (S-2)."""

import random
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

from app.services.desk import Account
from app.services.packs import PackService
from app.services.trainers import TrainerService
from app.services.training import TrainingService
from app.services.training_values import Going
from domain.agent import Role
from domain.emotion.assessment import Tier, Topic
from domain.ids import AgentId, DrillItemId, PackId, PracticeId
from domain.training.answering import Answer, Timing, attempt
from domain.training.assigning import Assignment
from domain.training.item import DrillItem, DrillKind, Line, NextStep, Side
from domain.training.marking import read_marked
from domain.training.pack import PackSource
from domain.training.report import TrainingChoice, TrainingReport
from domain.training.task import Task, Wanted
from sync.braid.gateway import BraidGateway
from tests.support.house import House
from tests.support.seat import Seat as AtWork
from tests.support.seat import take_a_seat
from tests.support.team import a_team

DAY = timedelta(days=1)


class Seat(AtWork):
    """Somebody who trains, or trains others."""

    def __init__(self, house: House[BraidGateway], account: Account) -> None:
        super().__init__(house, account)
        self.training = TrainingService(self.operator, lambda: "Europe/Rome", lambda: "en", random.Random(1))
        self.packs = PackService(self.operator)
        self.trainers = TrainerService(self.desk, self.operator, _no_teams)

    async def report(self) -> TrainingReport:
        now = self.trainers.now()
        return (await self.trainers.report(TrainingChoice(now - DAY, now + DAY, "Europe/Rome"))).value


async def _no_teams() -> dict[str, tuple[AgentId, ...]]:
    return {}


async def test_from_a_pack_to_what_came_of_it(tmp_path: Path) -> None:
    async with a_team(tmp_path) as team, AsyncExitStack() as stack:
        author = await take_a_seat(stack, team, tmp_path, "Tara", Role.TRAINER, Seat)
        second = await take_a_seat(stack, team, tmp_path, "Uma", Role.TRAINER, Seat)
        lead = await take_a_seat(stack, team, tmp_path, "Cleo", Role.LEAD, Seat)
        learner = await take_a_seat(stack, team, tmp_path, "Ada", Role.AGENT, Seat)
        pack_id = await written_and_checked(author, second, lead)
        await offered(learner, pack_id)
        await given(author, learner, pack_id)

        await team.backend.stop()
        going = await practised(learner, pack_id)
        assert (await learner.training.today()).given[0].done == 2, "known here at once"
        await team.backend.start()
        for seat in (author, learner):
            seat.house.engine.retry_now()

        await counted(author, learner, going)
        await told(author, learner)


async def written_and_checked(author: Seat, second: Seat, lead: Seat) -> PackId:
    """Two people besides the author agree on the key of the first item; the other one stays out."""
    pack_id = await author.packs.name(None, "Returns in spring", "Short ones", PackSource.WRITTEN)
    await author.packs.put(pack_id, [item(1), item(2), item(3)])
    for seat in (second, lead):

        async def there(seat: Seat = seat) -> bool:
            pack = await seat.packs.pack(pack_id)
            return pack is not None and len(pack.entries) == 3

        await seat.house.until(there)
        for number in (1, 2):
            await seat.packs.check(pack_id, item(number), True, "")
    await lead.packs.check(pack_id, item(3), False, "The topic is wrong")

    async def checked() -> bool:
        pack = await author.packs.pack(pack_id)
        return pack is not None and [len(entry.checks) for entry in pack.entries] == [2, 2, 1]

    await author.house.until(checked)
    await author.packs.publish(pack_id)
    return pack_id


async def offered(learner: Seat, pack_id: PackId) -> None:
    """A learner sees the edition with what is agreed on, and nothing of the work."""

    async def there() -> bool:
        return any(card.id == pack_id for card in await learner.training.packs())

    await learner.house.until(there)
    card = next(card for card in await learner.training.packs() if card.id == pack_id)
    assert (card.title, card.items, card.edition) == ("Returns in spring", 2, 1)
    assert await learner.packs.packs() == []


async def given(author: Seat, learner: Seat, pack_id: PackId) -> None:
    today = author.trainers.now().date()
    id_ = author.trainers.new_assignment_id()
    who = ((learner.me.id,), ())
    await author.trainers.assign(
        Assignment(id_, pack_id, DrillKind.TRIAGE, *who, today, today + DAY, 2, "Before Monday", author.me.id)
    )

    async def there() -> bool:
        return bool((await learner.training.today()).given)

    await learner.house.until(there)
    [one] = (await learner.training.today()).given
    assert (one.title, one.author, one.done, one.wanted) == ("Returns in spring", "Tara", 0, 4)


async def practised(learner: Seat, pack_id: PackId) -> Going:
    """One right, one wrong; nothing of it needs the server."""
    [one] = (await learner.training.today()).given
    wanted = Wanted(DrillKind.TRIAGE, pack_id, one.assignment.id, items=2)
    deck = await learner.training.deck(wanted)
    figures, began = await learner.training.figures(), learner.training.now()
    going = Going(PracticeId(learner.training.new_id()), wanted, began, 0.0, ())
    for number in (0, 1):
        task = deck.next()
        assert task is not None
        came = attempt(task, right(task) if number == 0 else Answer(), Timing(6.0 + number), began, figures)
        deck.done(came)
        going = Going(going.id, wanted, began, going.seconds + came.seconds, (*going.attempts, came))
        await learner.training.note(going)
    await learner.training.finish(going)
    assert [one.right for one in going.attempts] == [True, False]
    return going


async def counted(author: Seat, learner: Seat, going: Going) -> None:
    """Told to the server once, whatever was cut; the trainer sees it, and a certificate has to be earned."""

    async def back() -> bool:
        held = await learner.house.store.training.practice()
        return [(one.id, one.version > 0) for one in held] == [(going.id, True)]

    await learner.house.until(back)
    report = await author.report()
    [line] = [line for line in report.learners if line.agent_id == learner.me.id]
    assert (line.sessions, line.seconds, line.days, line.streak) == (1, 13.0, 1, 1)
    assert (line.result.attempts, line.result.median, line.result.right.part) == (2, 6.0, 1)
    [progress] = report.assignments
    assert (progress.agent_id, progress.done, progress.wanted) == (learner.me.id, 2, 4)

    await author.trainers.certify(learner.me.id, "en")
    await author.house.drained()
    assert await author.trainers.certificates() == []


async def told(author: Seat, learner: Seat) -> None:
    """A word reaches the learner, and that it was read reaches the trainer."""
    await author.trainers.coach(learner.me.id, "Well begun")

    async def arrived() -> bool:
        return bool((await learner.training.today()).words)

    await learner.house.until(arrived)
    [word] = (await learner.training.today()).words
    assert (word.author, word.coaching.text) == ("Tara", "Well begun")
    await learner.training.saw(word.coaching.id)

    async def seen() -> bool:
        said = await author.trainers.coachings(learner.me.id)
        return [one.seen_at is not None for one in said] == [True]

    await author.house.until(seen)


def item(number: int) -> DrillItem:
    """A message about a return, with everything that there is to know about it."""
    text, marks = read_marked(f"Hi, the [[shoes]] of order [[#B-{number}]] are too small, [[can I send them back]]?")
    return DrillItem(
        DrillItemId(f"01900000-0000-7000-8000-{number:012}"),
        "en",
        text,
        marks,
        Topic.REFUND,
        Tier.LOW,
        False,
        NextStep.ANSWER,
        gists=("Wants to return shoes", "Wants larger shoes"),
        before=(Line(Side.CUSTOMER, "Hello"),),
    )


def right(task: Task) -> Answer:
    """What a trained reader says."""
    asked = task.item
    return Answer(topic=asked.topic, tier=asked.tier, complaint=asked.complaint, step=asked.step)
