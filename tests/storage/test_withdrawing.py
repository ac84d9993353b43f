"""What something on the way refused: the backend is asked about it before it counts as refused, and nothing forks."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.changes import ChangeSet
from app.errors import Refused
from domain.ids import DeviceId, OperationId, ThreadId
from domain.operations import MarkRead, Note, Operation, Outcome, Skip, Tag
from domain.outbox import OutboxState
from tests.storage.desk import T2, Desk, T, open_desk

BLOCKED, QUEUED, SENT = OutboxState.BLOCKED, OutboxState.QUEUED, OutboxState.SENT
CODE = "too_large"


async def asked(desk: Desk, *texts: str) -> list[Operation]:
    """Replies that were sent, the first of which was refused on its way."""
    await desk.customer()
    replies = [await desk.send(text) for text in texts]
    await desk.frozen()
    assert (await desk.store.outbox.withdraw([replies[0].id], CODE)).timelines == {T}
    return replies


async def leaving(desk: Desk) -> list[dict[str, Any]]:
    """What goes over the wire next, without its times."""
    batch = await desk.freeze()
    ops: list[dict[str, Any]] = json.loads(batch.body)["ops"] if batch else []
    for op in ops:
        del op["created_at"]
    return ops


def question(operation: Operation) -> dict[str, Any]:
    return {"id": operation.id, "lane": operation.id, "n": 1, "kind": "skip", "payload": {}}


async def unread(desk: Desk) -> int:
    row = await desk.store.threads.row(T)
    assert row is not None
    return row[0].unread


async def test_an_empty_operation_under_its_id_asks_in_a_lane_of_its_own(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        reply, behind = await asked(desk, "one", "two")
        batch = await desk.frozen()
        [first, second] = json.loads(batch.body)["ops"]
        assert first.pop("created_at") == json.loads(batch.body)["ops"][1]["created_at"]
        assert first == question(reply)
        assert (second["id"], second["lane"], second["n"], second["payload"]["text"]) == (behind.id, T, 2, "two")
        created = reply.created_at
        assert batch.items[0] == (1, Operation(reply.id, ThreadId(reply.id), Skip(), created))
        assert batch.items[1] == (2, behind)
        assert (await desk.frozen()).body == batch.body, "byte for byte"


async def test_nobody_can_change_it_before_the_answer_and_it_stays_on_screen(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        (reply,) = await asked(desk, "one")
        assert await desk.states() == {reply.id: (SENT, 1, CODE)}
        assert (await desk.shown())[-1] == "one"
        with pytest.raises(Refused, match="under_way"):
            await desk.store.outbox.edit(reply.id, desk.operation(Note("instead")))
        with pytest.raises(Refused, match="under_way"):
            await desk.store.outbox.discard(reply.id)
        batch = await desk.frozen()
        await desk.store.outbox.thaw(batch)
        assert await desk.states() == {reply.id: (SENT, 1, CODE)}, "it may have been applied the first time"


async def test_what_the_backend_has_applied_counts_as_answered(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        (reply,) = await asked(desk, "one")
        await desk.frozen()
        assert T in (await desk.answer(reply, Outcome.REUSED, code="op_reused")).timelines
        assert await desk.states() == {}
        assert await leaving(desk) == []
        assert (await desk.shown())[1:] == ["one"]
        await desk.feed(desk.mine(reply))
        assert (await desk.shown())[1:] == ["one"]
        after = await desk.send("after")
        assert [(op["id"], op["n"]) for op in await leaving(desk)] == [(after.id, 2)]


@pytest.mark.parametrize("answer", [Outcome.APPLIED, Outcome.DUPLICATE])
async def test_what_it_has_not_is_refused_under_another_id_and_keeps_its_place(tmp_path: Path, answer: Outcome) -> None:
    async with open_desk(tmp_path) as desk:
        reply, behind = await asked(desk, "one", "two")
        await desk.frozen()
        await desk.answer(reply, answer)
        await desk.answer(behind, Outcome.GAP, expected=1)
        first, second = await desk.store.outbox.unsent()
        assert (first.state, first.n, first.reason, first.operation.payload) == (BLOCKED, 1, CODE, reply.payload)
        assert first.operation.id not in {reply.id, behind.id}
        assert (second.state, second.n) == (QUEUED, 2)
        assert await leaving(desk) == [], "what stands behind it does not overtake"
        row = await desk.store.threads.row(T)
        assert row is not None
        assert row[0].needs_person
        await desk.store.outbox.retry(first.operation.id)
        assert [(op["id"], op["lane"], op["n"], op["kind"]) for op in await leaving(desk)] == [
            (first.operation.id, T, 1, "send"),
            (behind.id, T, 2, "send"),
        ]


@pytest.mark.parametrize("how", ["edit", "discard"])
async def test_then_it_can_be_changed_at_its_number(tmp_path: Path, how: str) -> None:
    async with open_desk(tmp_path) as desk:
        (reply,) = await asked(desk, "one")
        await desk.frozen()
        await desk.answer(reply, Outcome.APPLIED)
        [row] = await desk.store.outbox.unsent()
        if how == "edit":
            await desk.store.outbox.edit(row.operation.id, desk.operation(Note("instead")))
        else:
            await desk.store.outbox.discard(row.operation.id)
        [op] = await leaving(desk)
        assert (op["lane"], op["n"], op["kind"]) == (T, 1, "note" if how == "edit" else "skip")
        assert op["id"] not in {reply.id, row.operation.id}


async def test_what_nobody_would_miss_is_left_out_and_its_effect_with_it(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.feed(desk.message())
        mark, tag = await desk.do(MarkRead(1000)), await desk.do(Tag(("vip",)))
        reply = await desk.send()
        await desk.frozen()
        await desk.store.outbox.withdraw([mark.id, tag.id], CODE)
        assert [op["id"] for op in await leaving(desk)] == [mark.id, tag.id, reply.id]
        assert await unread(desk) == 0
        for one in (mark, tag):
            await desk.answer(one, Outcome.APPLIED)
        await desk.answer(reply, Outcome.GAP, expected=1)
        assert await unread(desk) == 2
        row = await desk.store.threads.row(T)
        assert row is not None
        assert row[0].tags == ()
        reasons = [q.reason for q in await desk.store.outbox.unsent()]
        assert reasons == [f"mark_read:{CODE}", f"tag:{CODE}", ""]
        ops = await leaving(desk)
        assert [(op["kind"], op["lane"], op["n"]) for op in ops] == [("skip", T, 1), ("skip", T, 2), ("send", T, 3)]
        assert ops[2]["id"] == reply.id
        assert not {op["id"] for op in ops} & {mark.id, tag.id}


@pytest.mark.parametrize("answer", [Outcome.BEHIND, Outcome.GAP, Outcome.IN_PROGRESS, Outcome.REJECTED])
async def test_any_other_answer_is_none(tmp_path: Path, answer: Outcome) -> None:
    async with open_desk(tmp_path) as desk:
        (reply,) = await asked(desk, "one")
        await desk.frozen()
        await desk.answer(reply, answer, expected=7)
        assert await desk.states() == {reply.id: (SENT, 1, CODE)}
        assert await leaving(desk) == [question(reply)]


async def test_only_what_was_sent_is_asked_about_and_only_once(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        (reply,) = await asked(desk, "one")
        fresh = await desk.send("never sent", T2)
        for names in ([reply.id], [fresh.id], [OperationId("nobody")], []):
            assert await desk.store.outbox.withdraw(names, "http_403") == ChangeSet()
        assert await desk.states() == {reply.id: (SENT, 1, CODE), fresh.id: (QUEUED, 0, "")}


async def test_an_empty_operation_goes_again_as_it_is(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        tag = await desk.do(Tag(("vip",)))
        await desk.frozen()
        await desk.answer(tag, Outcome.REJECTED, code="not_allowed")
        before = await leaving(desk)
        assert [op["kind"] for op in before] == ["skip"]
        await desk.store.outbox.withdraw([OperationId(before[0]["id"])], CODE)
        assert await leaving(desk) == before
        await desk.answer(Operation(before[0]["id"], T, Skip(), tag.created_at), Outcome.APPLIED)
        assert await desk.states() == {}


async def test_under_a_new_device_it_is_asked_about_still(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        reply, behind = await asked(desk, "one", "two")
        await desk.store.outbox.renumber(DeviceId("another"))
        first, second = await leaving(desk)
        assert first == question(reply)
        assert (second["id"], second["lane"], second["n"]) == (behind.id, T, 2)
        with pytest.raises(Refused, match="under_way"):
            await desk.store.outbox.discard(reply.id)
        await desk.answer(reply, Outcome.APPLIED)
        blocked = (await desk.store.outbox.unsent())[0]
        assert (blocked.state, blocked.n, blocked.reason) == (BLOCKED, 1, CODE)


async def test_a_crash_forgets_nothing_of_it(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        (reply,) = await asked(desk, "one")
        crashed = desk.store
        await desk.open()
        await crashed.close()
        assert await leaving(desk) == [question(reply)]
