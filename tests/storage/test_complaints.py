"""Complaints on this computer: read with what boards show, foretold while something waits, named in changes (K-2)."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from domain.agent import Agent, Role
from domain.complaint import Complaint, ComplaintState, Effect, FollowUpOutcome, Origin, StepKind
from domain.complaints.acts import (
    FollowUpComplaint,
    LinkComplaint,
    OpenComplaint,
    OwnComplaint,
    PauseComplaint,
    ReopenComplaint,
    ResolveComplaint,
    RetierComplaint,
    SeeComplaint,
)
from domain.complaints.figures import KEY, ComplaintFigures, figures_text
from domain.complaints.ground import Ground, Source
from domain.complaints.moves import apply
from domain.complaints.staff import Colleague
from domain.emotion.assessment import Tier
from domain.ids import AgentId, ComplaintId, MessageId, ThreadId
from domain.message import Author
from domain.offer import LossKind
from domain.operations import Outcome
from domain.problems import Problem
from domain.setting import Setting
from domain.working_time import KEY as HOURS_KEY
from tests.storage.desk import ME, T2, Desk, T, open_desk

LEAD = AgentId("agent-lead")
ONE, TWO, THREE = (ComplaintId(f"01900000-0000-7000-8000-00000000000{number}") for number in (1, 2, 3))
STAFF = (Colleague(ME, Role.AGENT), Colleague(LEAD, Role.LEAD))
GROUND = Ground(staff=STAFF)


def act(id_: ComplaintId = ONE, message_id: MessageId | None = None, title: str = "Broken") -> OpenComplaint:
    origin = Origin.MESSAGE if message_id else Origin.PERSON
    return OpenComplaint(id_, message_id, title, 0, "", False, Effect.TECHNICAL, LossKind.DEFECT, origin)


def held(desk: Desk, id_: ComplaintId = ONE, thread: ThreadId = T, title: str = "Broken") -> Complaint:
    """As the server would have it."""
    now = desk.clock.now()
    one = apply(None, act(id_, title=title), ME, now, GROUND, source=Source(thread, "whatsapp", "en", now))
    return replace(one, version=desk.next())


async def team(desk: Desk, *threads: ThreadId) -> None:
    await desk.customer(*threads)
    await desk.feed(Agent(LEAD, "Cleo", "", Role.LEAD, True, desk.next()))


async def state(desk: Desk, id_: ComplaintId = ONE) -> ComplaintState | None:
    found = await desk.store.complaints.cards([id_])
    return found[id_].complaint.state if id_ in found else None


async def test_a_card_shows_customer_owner_and_mood_of_the_thread_that_is_on_screen(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await team(desk, T, T2)
        upset = desk.thread(T, tier=Tier.HIGH, complaint=True, waiting_since=desk.clock.now())
        await desk.feed(upset, replace(held(desk, thread=T2), owner_id=LEAD), desk.thread(T2, merged_into=T))
        (card,) = await desk.store.complaints.open_cards()
        assert (card.root_id, card.customer, card.owner, card.owner_role) == (T, "Ann", "Cleo", Role.LEAD)
        assert (card.emotion, card.pending, card.complaint.thread_id) == (Tier.HIGH, False, T2)
        assert [one.complaint.id for one in await desk.store.complaints.of_thread(T)] == [ONE]


async def test_one_whose_thread_is_not_here_yet_is_shown_all_the_same(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.feed(replace(held(desk, thread=ThreadId("unknown")), owner_id=AgentId("nobody")))
        (card,) = await desk.store.complaints.open_cards()
        assert (card.root_id, card.customer, card.owner, card.owner_role, card.emotion) == (
            "unknown",
            "",
            "",
            None,
            None,
        )


async def test_lists_know_what_is_open_what_is_over_and_whom_to_ask(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await team(desk)
        now = desk.clock.now()
        solved = [apply(held(desk, id_), ResolveComplaint(id_, "Done"), ME, now, GROUND) for id_ in (TWO, THREE)]
        early = replace(solved[1], follow_up_due=now, title="Śrubka", version=desk.next())
        await desk.feed(held(desk), replace(solved[0], version=desk.next()), early)
        store = desk.store.complaints
        assert [card.complaint.id for card in await store.open_cards()] == [ONE]
        assert [card.complaint.id for card in await store.ended(5)] == [THREE, TWO]
        assert [card.complaint.id for card in await store.ended(1)] == [THREE]
        assert [card.complaint.id for card in await store.ended(5, "SRUB")] == [THREE]
        assert [card.complaint.id for card in await store.ended(5, "ann")] == [THREE, TWO]
        assert [card.complaint.id for card in await store.follow_ups()] == [THREE, TWO]
        assert [card.complaint.id for card in await store.recent(2)] == [THREE, TWO]
        assert [card.complaint.id for card in await store.of_thread(T)] == [ONE, THREE, TWO]
        await desk.gone("complaint", THREE)
        assert [card.complaint.id for card in await store.ended(5)] == [TWO]


async def test_what_is_done_here_is_shown_at_once_and_marked_until_it_has_left(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await team(desk)
        await desk.feed(held(desk))
        paused = await desk.do(PauseComplaint(ONE, True))
        assert await state(desk) is ComplaintState.PAUSED
        assert (await desk.store.complaints.open_cards())[0].pending
        await desk.frozen()
        told = await desk.answer(paused, Outcome.APPLIED)
        assert told.complaints == {ONE}
        assert not (await desk.store.complaints.open_cards())[0].pending
        assert await state(desk) is ComplaintState.PAUSED


async def test_looking_at_one_is_not_worth_a_mark(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await team(desk)
        await desk.feed(replace(held(desk), seen_at=None))
        await desk.do(SeeComplaint(ONE))
        (card,) = await desk.store.complaints.open_cards()
        assert (card.pending, card.complaint.seen_at) == (False, desk.clock.now())


async def test_one_that_is_opened_here_has_its_tier_clocks_and_owner_at_once(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await team(desk)
        said = desk.message(T, "said", at=desk.clock.now() - timedelta(minutes=4))
        await desk.feed(said)
        await desk.do(replace(act(message_id=said.id), publicity=True))
        (card,) = await desk.store.complaints.open_cards()
        one = card.complaint
        assert (one.tier, one.owner_id, one.channel, one.language) == (Tier.HIGH, LEAD, "whatsapp", "en")
        assert (one.first_due, one.thread_id) == (said.at + timedelta(minutes=10), T)
        assert (card.customer, card.owner, card.pending) == ("Ann", "Cleo", True)
        assert [found.complaint.id for found in await desk.store.complaints.of_thread(T)] == [ONE]


async def test_an_answer_that_was_given_before_stops_its_first_clocks(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await team(desk)
        said = desk.message(T, "said", at=desk.clock.now() - timedelta(hours=3))
        note = desk.message(T, "note", author=Author.SYSTEM, at=said.at)
        reply = desk.message(T, "reply", author=Author.AGENT, agent_id=LEAD, at=said.at + timedelta(minutes=2))
        await desk.feed(said, note, reply)
        await desk.do(act(message_id=said.id))
        (card,) = await desk.store.complaints.open_cards()
        assert (card.complaint.answered_at, card.complaint.breached) == (reply.at, ())


async def test_what_the_server_refuses_did_not_happen(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await team(desk)
        await desk.feed(held(desk))
        step = await desk.do(RetierComplaint(ONE, Tier.HIGH, "press"))
        opened = await desk.do(act(TWO))
        assert len(await desk.store.complaints.open_cards()) == 2
        await desk.frozen()
        told = await desk.answer(step, Outcome.REJECTED, code=Problem.NOT_ALLOWED)
        assert told.complaints == {ONE}
        told = await desk.answer(opened, Outcome.REJECTED, code=Problem.NOT_ALLOWED)
        assert TWO in told.complaints
        (card,) = await desk.store.complaints.open_cards()
        assert card.complaint.tier is Tier.LOW


async def test_what_is_given_up_before_it_left_is_told_too(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await team(desk)
        opened = await desk.do(act())
        told = await desk.store.outbox.discard(opened.id)
        assert told.complaints == {ONE}
        assert await desk.store.complaints.open_cards() == []


async def test_changes_name_the_complaints_that_they_are_about(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await team(desk, T, T2)
        assert (await desk.feed(held(desk), held(desk, TWO, T2))).complaints == {ONE, TWO}
        told = await desk.store.outbox.enqueue([desk.operation(PauseComplaint(ONE, True))])
        assert told is not None
        assert told.complaints == {ONE}
        assert told.shelf == {"complaint"}
        assert (await desk.feed(desk.message(T2))).complaints == {TWO}, "the mood on its card may be another one"
        assert (await desk.gone("complaint", TWO)).complaints == {TWO}
        assert (await desk.feed(desk.message(T2))).complaints == set()


async def test_several_steps_are_foretold_in_order_and_impossible_ones_not_at_all(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await team(desk)
        await desk.do(act())
        await desk.do(ReopenComplaint(ONE, "too early"))
        await desk.do(ResolveComplaint(ONE, "Replaced"))
        assert await desk.store.complaints.open_cards() == []
        (card,) = await desk.store.complaints.follow_ups()
        assert [step.kind for step in card.complaint.steps] == [StepKind.OPENED, StepKind.RESOLVED]
        await desk.do(FollowUpComplaint(ONE, FollowUpOutcome.WELL))
        assert await desk.store.complaints.follow_ups() == []
        assert [one.complaint.state for one in await desk.store.complaints.ended(9)] == [ComplaintState.CLOSED]


async def test_copies_follow_when_their_own_is_linked(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await team(desk, T, T2)
        now = desk.clock.now()
        first, third = held(desk), held(desk, THREE, T2)
        copy = apply(held(desk, TWO), LinkComplaint(TWO, ONE), LEAD, now, GROUND, other=first)
        await desk.feed(first, replace(copy, version=desk.next()), third)
        await desk.do(LinkComplaint(ONE, THREE))
        found = await desk.store.complaints.cards([ONE, TWO, THREE])
        assert [found[id_].complaint.duplicate_of for id_ in (ONE, TWO, THREE)] == [THREE, THREE, None]
        assert not found[TWO].pending


async def test_what_the_feed_has_brought_back_is_not_done_again_over_what_came_after(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await team(desk)
        first = held(desk)
        await desk.feed(first)
        step = await desk.do(ResolveComplaint(ONE, "Replaced"))
        await desk.frozen()
        await desk.answer(step, Outcome.APPLIED)
        desk.clock.advance(1)
        done = apply(first, ResolveComplaint(ONE, "Replaced"), ME, desk.clock.now(), GROUND)
        again = apply(done, ReopenComplaint(ONE, "Broke"), LEAD, desk.clock.now(), GROUND)
        await desk.feed(replace(again, version=desk.next()))
        assert await state(desk) is ComplaintState.OPEN


async def test_the_servers_answer_says_from_which_version_on_it_has_been_done(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await team(desk)
        first = held(desk)
        await desk.feed(first)
        paused = await desk.do(PauseComplaint(ONE, True))
        await desk.frozen()
        await desk.answer(paused, Outcome.APPLIED, current=first.version + 2)
        await desk.feed(replace(first, title="Seen before it was done", version=first.version + 1))
        assert await state(desk) is ComplaintState.PAUSED
        desk.seq += 5
        await desk.feed(replace(first, title="The customer has written", version=first.version + 3))
        assert await state(desk) is ComplaintState.OPEN


async def test_the_rules_stand_on_the_workspaces_settings_and_on_who_has_how_much(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await team(desk)
        figures = ComplaintFigures(currency="THB", rule=7, working_hours=True)
        await desk.feed(Setting(KEY, figures_text(figures), desk.next()))
        await desk.feed(Setting(HOURS_KEY, "nonsense", desk.next()))
        await desk.feed(held(desk), held(desk, TWO))
        ground = await desk.store.complaints.ground()
        assert (ground.figures, ground.hours.always) == (figures, True)
        assert {one.id: (one.role, one.open) for one in ground.staff} == {ME: (Role.AGENT, 2), LEAD: (Role.LEAD, 0)}


async def test_it_outlives_the_program(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await team(desk)
        await desk.feed(held(desk))
        await desk.do(OwnComplaint(ONE, LEAD))
        await desk.store.close()
        await desk.open()
        (card,) = await desk.store.complaints.open_cards()
        assert (card.owner, card.pending) == ("Cleo", True)
