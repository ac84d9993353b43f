"""Quick replies on a real local database: there at once without network, in the outbox, counted, with settings."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from app.clock import make_ids
from app.errors import Unreachable
from app.services.reply_store import DeskReplies
from domain.ids import QuickReplyId
from domain.message import Part, PartKind
from domain.operations import CountReplies, ReplyUse, SaveQuickReply
from domain.shelf import COUNTS, lane_of_reply
from domain.templates.facts import KEY, read_facts, write_facts
from domain.templates.reply import QuickReply, Scope, Wording
from domain.templates.subject import Facts
from tests.fakes import world
from tests.support.workspace import Workspace, offline

MINE = QuickReply(QuickReplyId("018f0000-0000-7000-8000-000000000001"), "hi", "Hello", (Wording("en", "Hi!"),))


@asynccontextmanager
async def a_shop(folder: Path) -> AsyncIterator[Workspace]:
    async with offline(folder, trial=True) as made:
        yield made


def store_of(shop: Workspace) -> DeskReplies:
    return DeskReplies(shop.desk, make_ids(shop.clock), shop.clock)


async def test_what_is_saved_offline_is_there_at_once_and_waits_to_leave(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        store = store_of(shop)
        other = replace(MINE, id=QuickReplyId("018f0000-0000-7000-8000-000000000002"), shortcut="bye", scope=Scope.TEAM)
        await store.save([MINE, other])
        assert {reply.shortcut for reply in await store.replies()} == {"hi", "bye"}
        await store.save([replace(MINE, title="Hello again")])
        assert {reply.title for reply in await store.replies()} == {"Hello again", "Hello"}
        await store.remove([other.id])
        assert [reply.id for reply in await store.replies()] == [MINE.id]
        queued = await (await shop.desk.store()).outbox.unsent()
        saved = [row.operation for row in queued if isinstance(row.operation.payload, SaveQuickReply)]
        assert lane_of_reply(MINE.id) in {operation.lane for operation in saved}


async def test_uses_are_queued_as_one_and_kept_for_this_agent(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        store = store_of(shop)
        await store.count([ReplyUse(MINE.id), ReplyUse(MINE.id, True)])
        queued = await (await shop.desk.store()).outbox.unsent()
        counted = [row.operation for row in queued if isinstance(row.operation.payload, CountReplies)]
        assert [(operation.lane, len(operation.payload.uses)) for operation in counted] == [(COUNTS, 2)]  # type: ignore[union-attr]
        await store.keep_own_uses({MINE.id: 7})
        assert await store.own_uses() == {MINE.id: 7}


async def test_damaged_own_uses_count_as_none(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        await (await shop.desk.store()).state.put("quick_reply_uses", '["x"]')
        assert await store_of(shop).own_uses() == {}


async def test_what_the_shop_says_of_itself_is_a_setting(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        store = store_of(shop)
        await store.set(KEY, write_facts(Facts(hotline="+49")))
        text = next(setting.value for setting in await store.settings() if setting.key == KEY)
        assert read_facts(text) == Facts(hotline="+49")


async def test_recent_words_newest_first_and_the_card(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        store, thread_id = store_of(shop), world.thread(1).id
        card = await store.card(thread_id)
        assert card is not None
        assert await store.orders(card.customer.id) == []
        recent = (await store.recent(thread_id)).texts
        newest = (await shop.timeline.newest(thread_id)).entries
        assert recent == tuple(entry.message.text for entry in reversed(newest))


async def test_history_is_on_the_server(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        with pytest.raises(Unreachable):
            await store_of(shop).history(MINE.id)


async def test_a_file_of_a_reply_goes_to_the_server_first(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        held = await shop.desk.store()
        blob = await held.blobs.add(b"%PDF", "label.pdf", "application/pdf")
        part = Part(PartKind.ATTACHMENT, "label.pdf", blob=blob.hash, media_type="application/pdf", size=4)
        await store_of(shop).save([replace(MINE, files=(part,))])
        assert await held.outbox.blobs_to_upload() == [blob.hash]
