"""The shelf and assessments on this computer: from the feed, changed here, corrected here."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from domain.emotion.assessment import Assessment, Cue, Reason, Tier, Topic
from domain.ids import CustomerId, OrderId, QuickReplyId, SettingKey
from domain.operations import ChangeSetting, CorrectAssessment, Outcome, RemoveQuickReply, SaveQuickReply
from domain.order import Order, OrderStatus
from domain.problems import Problem
from domain.search import SearchQuery
from domain.setting import Setting
from domain.shelf import lane_of_reply, lane_of_setting
from domain.templates.reply import QuickReply, Scope, Wording
from tests.storage.desk import Desk, T, open_desk

ID = QuickReplyId("01900000-0000-7000-8000-0000000000aa")
KEY = SettingKey("guide.checks")
UPSET = Assessment(Tier.MEDIUM, True, Topic.REFUND, "en", (Reason(Cue.REPETITION, "again\x00😀"),), 80, "fake 1")


def reply(version: int = 1, title: str = "On its way") -> QuickReply:
    wording = Wording("th", "กำลังไปครับ {{ customer.name }}", Tier.HIGH)
    return QuickReply(ID, "way", title, (wording,), Topic.LOGISTICS, scope=Scope.WORKSPACE, version=version)


async def titles(desk: Desk) -> list[str]:
    return [one.title for one in await desk.store.shelf.quick_replies()]


async def test_what_the_feed_brings_is_there_whole_and_goes_again(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        told = await desk.feed(reply(desk.next()), Setting(KEY, "{}", desk.next()))
        assert told.shelf == {"quick_reply", "setting"}
        assert await desk.store.shelf.quick_replies() == [reply(1)]
        assert await desk.store.shelf.settings() == [Setting(KEY, "{}", 2)]
        told = await desk.gone("quick_reply", ID)
        assert (set(told.shelf), len(await desk.store.shelf.quick_replies())) == ({"quick_reply"}, 0)


async def test_what_is_changed_here_shows_at_once_and_until_it_is_refused(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.feed(reply(desk.next(), "old"))
        told = await desk.store.outbox.enqueue([desk.operation(SaveQuickReply(reply(0, "new")), lane_of_reply(ID))])
        assert told is not None
        assert (set(told.shelf), await titles(desk)) == ({"quick_reply"}, ["new"])
        gone = await desk.do(RemoveQuickReply(ID), lane_of_reply(ID))
        assert await titles(desk) == []
        await desk.frozen()
        told = await desk.answer(gone, Outcome.REJECTED, code=Problem.NOT_ALLOWED)
        assert (set(told.shelf), await titles(desk)) == ({"quick_reply"}, ["new"])


async def test_a_setting_made_here_shows_at_once(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.feed(Setting(KEY, "1", desk.next()))
        await desk.do(ChangeSetting(KEY, "2"), lane_of_setting(KEY))
        assert [one.value for one in await desk.store.shelf.settings()] == ["2"]
        await desk.do(ChangeSetting(KEY, ""), lane_of_setting(KEY))
        assert await desk.store.shelf.settings() == []


async def test_orders_of_one_customer_newest_first(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        now = desk.clock.now()
        order = Order(OrderId("1"), CustomerId("c"), "48213", "Tablet", 1999, "TWD", OrderStatus.PAID, now, version=1)
        newer = replace(order, id=OrderId("2"), number="48214", at=now + timedelta(days=1), version=2)
        other = replace(order, id=OrderId("3"), customer_id=CustomerId("d"), version=3)
        await desk.feed(order, newer, other)
        assert await desk.store.shelf.orders(CustomerId("c")) == [newer, order]


async def test_a_message_comes_with_what_it_is(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        thread = desk.thread(tier=Tier.HIGH, topic=Topic.REFUND, complaint=True, waiting_since=desk.clock.now())
        await desk.feed(thread, *desk.people(), desk.message(assessment=UPSET))
        [entry] = (await desk.store.timeline.newest(T, 9)).entries
        assert entry.message.assessment == UPSET
        row = (await desk.store.threads.row(T)) or (None, None)
        assert row[0] is not None
        assert (row[0].tier, row[0].topic, row[0].complaint) == (Tier.HIGH, Topic.REFUND, True)


async def test_a_correction_shows_at_once_and_the_thread_follows(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        said = desk.message(assessment=UPSET)
        thread = desk.thread(tier=Tier.MEDIUM, waiting_since=desk.clock.now(), last_message_id=said.id)
        await desk.feed(thread, *desk.people(), said)
        told = await desk.store.outbox.enqueue(
            [desk.operation(CorrectAssessment(said.id, Tier.HIGH, True, Topic.ACCOUNT))]
        )
        assert told is not None
        assert T in told.timelines
        [entry] = (await desk.store.timeline.newest(T, 9)).entries
        assert entry.message.assessment == replace(UPSET, tier=Tier.HIGH, topic=Topic.ACCOUNT)
        row = await desk.store.threads.row(T)
        assert row is not None
        assert (row[0].tier, row[0].topic, row[0].waiting) == (Tier.HIGH, Topic.ACCOUNT, 0)


async def test_an_answer_calms_the_line_at_once(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.feed(desk.thread(tier=Tier.HIGH, complaint=True, waiting_since=desk.clock.now()), *desk.people())
        await desk.send()
        row = await desk.store.threads.row(T)
        assert row is not None
        assert (row[0].tier, row[0].complaint) == (None, False)


async def test_messages_are_found_by_tier_also_after_a_correction(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        calm, upset = desk.message(text="calm one"), desk.message(text="upset one", assessment=UPSET)
        await desk.feed(desk.thread(), *desk.people(), calm, upset)
        await desk.send("one waits")

        async def found(*tiers: Tier) -> list[str]:
            page = await desk.store.search.messages(SearchQuery(words=("one",), tiers=frozenset(tiers)), 9)
            return [hit.excerpt for hit in page.hits]

        assert await found(Tier.MEDIUM) == ["upset one"]
        await desk.feed(replace(upset, assessment=replace(UPSET, tier=Tier.HIGH), version=desk.next()))
        assert [await found(Tier.MEDIUM), await found(Tier.HIGH, Tier.LOW)] == [[], ["upset one"]]
