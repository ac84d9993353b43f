"""The feed's rows, once each, whatever the order; joins and their undoing; what is told to the screens."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.agent import Agent, Role
from domain.changes import Change, Page
from domain.customer import EvidenceKind, Join, JoinState
from domain.ids import AgentId, ChannelAccountId, JoinId
from domain.inbox import Folder
from domain.message import Author, Delivery
from domain.operations import DeclineJoin, JoinThreads, MarkRead, Outcome, Payload, Resolve, Snooze, Tag
from domain.thread import ReadMark, ThreadStatus
from tests.fakes import world
from tests.storage.desk import ME, T2, Desk, T, open_desk


async def test_only_newer_versions_are_taken(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        message = desk.message(text="new")
        assert (await desk.feed(message)).timelines == {T}
        assert not await desk.feed(message)
        assert not await desk.feed(replace(message, text="old", version=message.version - 1))
        assert (await desk.shown())[-1] == "new"


async def test_a_tombstone_stays_when_an_older_copy_comes_late(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        message = desk.message(text="gone")
        await desk.feed(message)
        assert (await desk.gone("message", message.id)).timelines == {T}
        await desk.feed(message)
        await desk.store.feed.fill(T, [message], False)
        assert "gone" not in await desk.shown()


async def test_cursor_moves_with_its_rows(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        assert await desk.store.feed.cursor() == ""
        await desk.customer()
        assert await desk.store.feed.cursor() == "cursor-5"
        await desk.store.feed.restart()
        assert await desk.store.feed.cursor() == ""


async def test_unknown_types_are_passed_over(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        changes = await desk.store.feed.apply(Page((Change(9, "satisfaction", "x", None),), "c", False))
        assert not changes
        assert await desk.store.feed.cursor() == "c"


async def test_join_repoints_and_undo_takes_it_back(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        await desk.feed(desk.message(T, text="third"), desk.message(T2, text="fourth"))
        op = await desk.send("to the second", T2)
        joined = desk.thread(T2, merged_into=T)
        told = await desk.feed(joined)
        assert told.threads == {T, T2}
        assert told.timelines == {T, T2}
        assert await desk.shown(T) == ["text 5", "text 9", "third", "fourth", "to the second"]
        assert await desk.shown(T2) == await desk.shown(T)
        assert await desk.store.threads.row(T2) is None
        row = await desk.store.threads.row(T)
        assert row is not None
        assert (row[0].unread, row[0].waiting) == (4, 1)
        card = await desk.store.threads.card(T)
        assert card is not None
        assert {identity.thread_id for identity in card.identities} == {T, T2}
        told = await desk.feed(replace(joined, merged_into=None, version=desk.next()))
        assert told.timelines == {T, T2}
        assert await desk.shown(T) == ["text 5", "third"]
        assert await desk.shown(T2) == ["text 9", "fourth", "to the second"]
        assert op.lane == T2


@pytest.mark.parametrize("answer", [DeclineJoin(JoinId("j")), JoinThreads(T2)])
async def test_suggested_joins_stand_on_the_card_until_answered(tmp_path: Path, answer: Payload) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T)
        await desk.feed(desk.thread(T2), *desk.people(T2, "Anna"))
        join = Join(
            JoinId("j"), T, T2, JoinState.SUGGESTED, EvidenceKind.NAME, "Ann", None, desk.clock.now(), 0, desk.next()
        )
        assert (await desk.feed(join)).threads == {T, T2}
        here, there = await desk.store.threads.card(T), await desk.store.threads.card(T2)
        assert here is not None
        assert there is not None
        assert here.joins == ((join, "Anna"),)
        assert there.joins == ((join, "Ann"),)
        await desk.do(answer)
        for side in (T, T2):
            card = await desk.store.threads.card(side)
            assert card is not None
            assert card.joins == ()


async def test_a_reply_can_go_to_the_customers_identity_from_its_account(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T)
        await desk.feed(replace(world.ACCOUNT, id=ChannelAccountId("account"), version=desk.next()), world.ACCOUNT)
        threads = desk.store.threads
        card, recipients = await threads.card(T), await threads.recipients(T)
        assert card is not None
        assert recipients is not None
        assert [recipient.identity for recipient in recipients] == list(card.identities)
        assert [recipient.account.id for recipient in recipients if recipient.account] == ["account"]
        assert await threads.recipients(T2) is None


async def test_what_was_joined_is_reached_from_its_root_only(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T)
        await desk.feed(desk.thread(T2, merged_into=T), *desk.people(T2, "Anna"))
        threads = desk.store.threads
        card, recipients = await threads.card(T), await threads.recipients(T)
        assert card is not None
        assert recipients is not None
        assert len(recipients) == 2
        assert [recipient.identity for recipient in recipients] == list(card.identities)
        assert await threads.recipients(T2) is None


async def test_a_root_that_is_not_here_yet_takes_no_reply(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.feed(desk.thread(T2, merged_into=T), *desk.people(T2, "Anna"))
        assert await desk.store.threads.recipients(T) is None


async def test_an_account_that_is_not_here_leaves_a_recipient_without_one(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T)
        recipients = await desk.store.threads.recipients(T)
        assert recipients is not None
        assert [recipient.account for recipient in recipients] == [None]


async def test_unread_follows_the_mark_here_and_there(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        first, second = desk.message(), desk.message()
        await desk.feed(first, second, desk.message(author=Author.AGENT, delivery=Delivery.READ))
        row = await desk.store.threads.row(T)
        assert row is not None
        assert row[0].unread == 3
        await desk.do(MarkRead(first.position))
        assert (await desk.store.threads.row(T))[0].unread == 1  # type: ignore[index]
        await desk.feed(ReadMark(T, ME, first.position - 1, desk.next()))
        assert (await desk.store.threads.row(T))[0].unread == 1  # type: ignore[index]
        await desk.feed(ReadMark(T, ME, second.position, desk.next()))
        assert (await desk.store.threads.row(T))[0].unread == 0  # type: ignore[index]
        [waiting] = (await desk.frozen()).items
        await desk.answer(waiting[1], Outcome.APPLIED)
        await desk.store.use(AgentId("somebody else"))
        assert (await desk.store.threads.row(T))[0].unread == 3  # type: ignore[index]
        await desk.gone("message", first.id)
        assert (await desk.store.threads.row(T))[0].unread == 2  # type: ignore[index]


async def test_folders_and_their_order(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        now = desk.clock.now()
        facts = {
            "old-wait": {"waiting_since": now - timedelta(hours=2)},
            "new-wait": {"waiting_since": now - timedelta(hours=1)},
            "recent": {"last_at": now},
            "older": {"last_at": now - timedelta(days=1)},
            "empty": {"last_at": None},
            "mine": {"assignee_id": ME},
            "theirs": {"assignee_id": AgentId("other")},
            "snoozed": {"status": ThreadStatus.SNOOZED},
            "done": {"status": ThreadStatus.RESOLVED, "assignee_id": AgentId("other")},
        }
        await desk.feed(*(desk.thread(name, **changes) for name, changes in facts.items()))  # type: ignore[arg-type]
        queue = await desk.store.threads.rows(Folder.QUEUE, 10)
        assert [row.thread_id for row in queue] == ["old-wait", "new-wait", "recent", "older", "empty"]
        behind = await desk.store.threads.rows(Folder.QUEUE, 2, queue[1])
        assert [row.thread_id for row in behind] == ["recent", "older"]
        counts = await desk.store.threads.counts()
        assert (counts.mine, counts.queue, counts.snoozed, counts.done, counts.mine_unanswered) == (1, 5, 1, 1, 0)
        theirs = await desk.store.threads.row("theirs")  # type: ignore[arg-type]
        assert theirs is not None
        assert theirs[1] is None


async def test_find_by_name_number_and_tag(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T)
        await desk.feed(desk.thread(T2, tags=("VIP",)), *desk.people(T2, "Мария ÄRGER"))
        for text, expected in (
            ("мария", [T2]),
            ("ärger", [T2]),
            ("vip", [T2]),
            ("+49 (151) 123", [T2, T]),
            ("0151 12345", [T2, T]),
            ("nobody", []),
            ("  ", []),
            ("%", []),
        ):
            found = [row.thread_id for row in await desk.store.threads.find(text, 10)]
            assert sorted(found) == sorted(expected), text


async def test_local_state_shows_until_the_server_says_otherwise(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.do(Tag(("vip",)))
        await desk.do(Snooze(desk.clock.now() + timedelta(days=1), 2))
        row = await desk.store.threads.row(T)
        assert row is not None
        assert (row[1], row[0].tags) == (Folder.SNOOZED, ("vip",))
        await desk.do(Resolve(3))
        assert (await desk.store.threads.row(T))[1] is Folder.DONE  # type: ignore[index]
        await desk.send("one more thing")
        row = await desk.store.threads.row(T)
        assert row is not None
        assert (row[1], row[0].assignee_id, row[0].snippet) == (Folder.MINE, ME, "one more thing")


async def test_a_new_snapshot_keeps_outbox_and_drafts(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        acked, op = await desk.send("acked"), await desk.send("kept")
        await desk.freeze(limit=1)
        await desk.answer(acked, Outcome.APPLIED)
        assert (await desk.store.feed.restart()).reset
        await desk.feed(desk.thread(), desk.message(text="again"))
        await desk.feed()
        assert [q.operation.id for q in await desk.store.outbox.unsent()] == [op.id]
        assert await desk.shown() == ["again", "kept"]


async def test_people_are_told(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        assert (await desk.feed(Agent(ME, "Ada", "", Role.AGENT, True, desk.next()))).people
        assert [agent.name for agent in await desk.store.threads.agents()] == ["Ada"]
        assert await _customers_are_told(desk)


async def _customers_are_told(desk: Desk) -> bool:
    await desk.customer()
    customer, _ = desk.people(name="Renamed")
    told = await desk.feed(customer)
    row = await desk.store.threads.row(T)
    return told.threads == {T} and row is not None and row[0].name == "Renamed"
