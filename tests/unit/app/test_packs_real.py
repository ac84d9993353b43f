"""Items from real threads: what is offered and proposed, and that nothing of the original goes along (S-2, M-1)."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import Refused
from app.services.pack_values import Stripped
from app.wire import to_json
from domain.channel import ChannelKind
from domain.emotion.assessment import Assessment, Cue, Reason, Tier, Topic
from domain.ids import MessageId, OrderId, ReviewId, ThreadId
from domain.message import Author, MessageKind
from domain.order import Order, OrderStatus
from domain.problems import Problem
from domain.review import ReviewItem
from domain.training.anonymising.proposing import Private, apply
from domain.training.item import Side
from domain.training.pack import PackSource
from tests.fakes import world
from tests.support.workspace import Workspace
from tests.unit.app.test_packs import Room, a_room
from ui.training.pack_guess import first_guess

NAME, PHONE, EMAIL, HANDLE = "Somsri Chaiyaphum", "+66812345678", "somsri.c@example.com", "somsri_shop"
ORDER, WAYBILL = "ZX-48213-7", "TH0012345678X"
SAID = (
    f"Hello, this is {NAME}, my order {ORDER} never came",
    "Somsri, I am sorry. I am Ann; the waybill is " + WAYBILL,
    f"Call me on {PHONE} or write to {EMAIL}! I am @{HANDLE} there.",
)
SECRETS = ("Somsri", "Chaiyaphum", "12345678", EMAIL, HANDLE, ORDER, WAYBILL, "48213", "Ann")
SURE = Assessment(Tier.HIGH, True, Topic.LOGISTICS, "en", (Reason(Cue.WORDS, "never came"),), 90, "m1")
THREAD = world.thread(1).id
SPOKEN = world.AT - timedelta(days=40)


def fill(made: Workspace) -> None:
    """One conversation with everything in it that must not go along."""
    server, customer = made.server, replace(world.customer(1), name=NAME, phone=PHONE, email=EMAIL)
    identity = replace(world.identity(1), handle=HANDLE, display=f"@{HANDLE}", channel=ChannelKind.INSTAGRAM)
    order = Order(OrderId("o"), customer.id, ORDER, "Tablet", 1, "THB", OrderStatus.SHIPPED, world.AT, waybill=WAYBILL)
    server.change(customer, identity, order)
    for place, text in enumerate(SAID):
        author = Author.AGENT if place == 1 else Author.CUSTOMER
        one = world.message(THREAD, text, author, id=MessageId(f"secret-message-{place}"), agent_id=None)
        server.say(replace(one, at=SPOKEN + timedelta(minutes=place), assessment=None if place == 1 else SURE))
    server.say(world.message(THREAD, "Somsri gets a refund", Author.AGENT, kind=MessageKind.NOTE))
    server.say(world.message("thread-002", "Hi, is this the shop?"))


def review(training: bool, thread_id: ThreadId, week_back: int) -> ReviewItem:
    week = (world.AT - timedelta(days=world.AT.weekday() + 7 * week_back)).date()
    named = (ReviewId(f"r-{thread_id}"), week, 1, thread_id, "x", "whatsapp", "s", None, None, None)
    return ReviewItem(*named, False, 3, 0, (), training=training)


async def stripped(room: Room) -> Sequence[Stripped]:
    return await room.service.strip(THREAD)


async def test_what_a_review_marked_comes_first_and_threads_without_a_customers_word_not_at_all(tmp_path: Path) -> None:
    marks = (review(True, ThreadId("thread-002"), 3), review(False, THREAD, 1))
    async with a_room(tmp_path, *marks, fill=fill) as room:
        found = await room.service.real_threads()
        assert [(one.thread_id, one.review_id is not None, one.messages) for one in found] == [
            ("thread-002", True, 1),
            (THREAD, False, 2),
        ]
        assert [one.thread_id for one in await room.service.real_threads("somsri")] == [THREAD]
        assert await room.service.real_threads("nobody of that name") == []


async def test_everything_the_program_knows_of_the_customer_is_proposed(tmp_path: Path) -> None:
    async with a_room(tmp_path, fill=fill) as room:
        lines = await stripped(room)
        assert [line.side for line in lines] == [Side.CUSTOMER, Side.AGENT, Side.CUSTOMER]
        assert [line.text for line in lines] == list(SAID), "notes are nobody's to train on"
        clean = " | ".join(apply(line.text, line.found) for line in lines)
        assert [secret for secret in SECRETS if secret in clean] == []
        assert "never came" in clean
        kinds = {one.kind for line in lines for one in line.found}
        assert {Private.NAME, Private.PHONE, Private.EMAIL, Private.NUMBER, Private.HANDLE} <= kinds
        assert await room.service.leaks(lines, [line.found for line in lines]) == []


async def test_what_the_directory_and_joins_say_of_them_is_proposed_and_what_many_share_is_not(tmp_path: Path) -> None:
    def traits(made: Workspace) -> None:
        said = (("card", "9912-77"), ("home", "5 Rose Lane"), ("level", "gold"), ("other", "som@old.example"))
        made.server.change(replace(world.customer(3), name="Somsri", traits=said))
        text = "My gold card 9912-77, sent to 5 Rose Lane or som@old.example"
        made.server.say(world.message("thread-003", text))

    async with a_room(tmp_path, fill=traits) as room:
        [line] = await room.service.strip(ThreadId("thread-003"))
        clean = apply(line.text, line.found)
        assert "gold card" in clean
        assert [word for word in ("9912", "Rose", "som@old") if word in clean] == []


async def test_what_is_removed_once_and_stands_elsewhere_is_named(tmp_path: Path) -> None:
    async with a_room(tmp_path, fill=fill) as room:
        lines = await stripped(room)
        found = [line.found if place != 1 else () for place, line in enumerate(lines)]
        assert "Somsri" in await room.service.leaks(lines, found)


async def test_a_thread_that_is_not_here_is_refused(tmp_path: Path) -> None:
    async with a_room(tmp_path, fill=fill) as room:
        with pytest.raises(Refused, match=Problem.THREAD_GONE):
            await room.service.strip(ThreadId("gone"))


async def test_nothing_of_the_original_goes_into_drafts_operations_or_logs(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with a_room(tmp_path, fill=fill) as room:
        pack_id = await room.service.name(None, "From life", "", PackSource.REAL)
        lines = await stripped(room)
        texts = [apply(line.text, line.found) for line in lines]
        item, last = (first_guess(room.service.new_item_id(), lines, texts, place) for place in (0, 2))
        assert len(last.before) == 2
        await room.service.keep_draft(pack_id, item, last)
        await room.service.put(pack_id, [item])
        store = await room.made.desk.store()
        kept = to_json(await room.service.drafts(pack_id)) + "".join(map(to_json, await room.operations()))
        forbidden = (
            *SECRETS, THREAD, world.thread(1).customer_id, "secret-message", "identity-001", "2026-01-21",
        )  # fmt: skip
        assert "never came" in kept
        assert [word for word in forbidden if word in kept] == []
        assert [word for word in forbidden if word in caplog.text] == []
        assert (await store.training.packs())[0].entries[0].item == item
