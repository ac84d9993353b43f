"""Packs on a real local database: durable at once, foretold offline, nothing waits in vain (S-2)."""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.clock import make_ids
from app.errors import AnswerLost, Refused, Unreachable
from app.services.operations import Operator
from app.services.packs import PackService
from app.wire import plain, to_json
from domain.agent import Role
from domain.emotion.assessment import Tier, Topic
from domain.ids import AgentId, DrillItemId, PackId
from domain.operations import ChangeSetting, Operation
from domain.problems import Problem
from domain.shelf import lane_of_setting
from domain.training import acts
from domain.training.figures import KEY, TrainingFigures, write_figures
from domain.training.item import DrillItem, Line, Mark, NextStep, Side
from domain.training.pack import Edition, Entry, KeyCheck, Pack, PackSource
from tests.fakes import world
from tests.support.workspace import Workspace, offline

ME, ANN, BEN = world.ME.id, world.COLLEAGUE.id, AgentId("agent-ben")
PACK = PackId("pack-1")


def item(name: str = "a", **changes: Any) -> DrillItem:
    plain_one = DrillItem(
        DrillItemId(name),
        "en",
        "Where is my parcel?",
        (Mark(9, 18),),
        Topic.LOGISTICS,
        Tier.LOW,
        False,
        NextStep.LOOK_UP,
    )
    return replace(plain_one, **changes)


def entry(one: DrillItem, author: AgentId = ANN, *agreed: AgentId) -> Entry:
    return Entry(one, author, world.AT, tuple(KeyCheck(who, agrees=True, comment="", at=world.AT) for who in agreed))


def a_pack(*entries: Entry, **changes: Any) -> Pack:
    return replace(Pack(PACK, "Holiday rush", "", PackSource.WRITTEN, entries, ANN), **changes)


class Room:
    """A workspace and its pack service."""

    def __init__(self, made: Workspace) -> None:
        self.made = made
        self.operator = Operator(made.desk, make_ids(made.clock), made.clock)
        self.service = PackService(self.operator)

    def play(self, role: Role) -> "Room":
        account = self.made.desk.account
        assert account is not None
        account.agent = replace(account.agent, role=role)
        return self

    async def operations(self) -> list[Operation]:
        store = await self.made.desk.store()
        return [row.operation for row in await store.outbox.unsent()]

    async def kinds(self) -> list[str]:
        return [operation.kind for operation in await self.operations()]


@asynccontextmanager
async def a_room(
    folder: Path, *entities: object, fill: Callable[[Workspace], None] | None = None
) -> AsyncIterator[Room]:
    def held(made: Workspace) -> None:
        made.server.change(*entities)
        if fill is not None:
            fill(made)

    async with offline(folder, held) as made:
        yield Room(made).play(Role.TRAINER)


async def test_a_pack_is_made_filled_and_emptied_without_a_connection(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        pack_id = await room.service.name(None, "  Night shift ", " calm ones ", PackSource.WRITTEN)
        first, second = item(room.service.new_item_id()), item(room.service.new_item_id(), tier=Tier.HIGH)
        await room.service.put(pack_id, [first, second])
        changed = replace(first, text="Where IS my parcel?")
        await room.service.put(pack_id, [changed, second])
        await room.service.drop(pack_id, second.id)
        [pack] = await room.service.packs()
        assert (pack.title, pack.note, pack.author) == ("Night shift", "calm ones", ME)
        assert [one.item for one in pack.entries] == [changed]
        assert await room.kinds() == ["name_pack", "put_items", "put_items", "drop_item"]
        again = (await room.operations())[2].payload
        assert isinstance(again, acts.PutItems)
        assert again.items == (changed,), "what is as it was does not travel again"
        assert {operation.lane for operation in await room.operations()} == {acts.lane_of_pack(pack_id)}


async def test_nothing_is_sent_when_nothing_changed(tmp_path: Path) -> None:
    async with a_room(tmp_path, a_pack(entry(item()))) as room:
        await room.service.put(PACK, [item()])
        assert await room.kinds() == []


async def test_many_items_go_in_portions_of_twenty_and_of_bounded_weight(tmp_path: Path) -> None:
    async with a_room(tmp_path, a_pack()) as room:
        heavy = tuple(Line(Side.CUSTOMER, "ท" * 4_000) for _number in range(4))
        await room.service.put(PACK, [item(f"light-{number}") for number in range(45)])
        await room.service.put(PACK, [item(f"heavy-{number}", before=heavy) for number in range(9)])
        sent = [one.payload for one in await room.operations()]
        assert [len(one.items) for one in sent if isinstance(one, acts.PutItems)] == [20, 20, 5, 3, 3, 3]
        assert max(len(to_json(one)) for one in sent) < 200_000
        [pack] = await room.service.packs()
        assert len(pack.entries) == 54
        giant = tuple(Line(Side.AGENT, "ท" * 4_000) for _number in range(20))
        with pytest.raises(Refused, match=Problem.TEXT_TOO_LONG):
            await room.service.put(PACK, [item("giant", before=giant)])


async def test_what_the_server_would_refuse_is_refused_here(tmp_path: Path) -> None:
    async with a_room(tmp_path, a_pack(entry(item()))) as room:
        service = room.service
        for doing, problem in (
            (service.name(None, "  ", "", PackSource.WRITTEN), Problem.EMPTY_MESSAGE),
            (service.name(None, "x" * 121, "", PackSource.WRITTEN), Problem.TEXT_TOO_LONG),
            (service.name(None, "x", "", PackSource.BUILT_IN), Problem.BAD_OPERATION),
            (service.name(PackId("gone"), "x", "", PackSource.WRITTEN), Problem.PACK_GONE),
            (service.put(PackId("gone"), [item()]), Problem.PACK_GONE),
            (service.put(PACK, [item("b", marks=())]), Problem.BAD_OPERATION),
            (service.check(PACK, item(tier=Tier.HIGH), True, ""), Problem.ITEM_MOVED),
            (service.check(PACK, item(), False, " "), Problem.REASON_MISSING),
            (service.publish(PACK), Problem.NOTHING_CHECKED),
        ):
            with pytest.raises(Refused) as refused:
                await doing
            assert refused.value.code == problem
        assert await room.kinds() == []


async def test_one_flaw_and_none_of_many_portions_leaves(tmp_path: Path) -> None:
    async with a_room(tmp_path, a_pack()) as room:
        many = [item(f"i-{number}") for number in range(30)]
        with pytest.raises(Refused, match=Problem.BAD_OPERATION):
            await room.service.put(PACK, [*many, item("flawed", text=" ")])
        assert await room.kinds() == []


async def test_nobody_checks_their_own_key(tmp_path: Path) -> None:
    async with a_room(tmp_path, a_pack(entry(item(), ME), entry(item("b")))) as room:
        with pytest.raises(Refused, match=Problem.NOT_ALLOWED):
            await room.service.check(PACK, item(), True, "")
        await room.service.check(PACK, item("b"), False, " The tier is medium. ")
        [pack] = await room.service.packs()
        [check] = pack.entries[1].checks
        assert (check.by, check.agrees, check.comment) == (ME, False, "The tier is medium.")


async def test_the_second_pair_of_eyes_lets_it_be_published(tmp_path: Path) -> None:
    async with a_room(tmp_path, a_pack(entry(item(), ANN, BEN), entry(item("b"), ANN))) as room:
        assert await room.service.checkers() == 2
        with pytest.raises(Refused, match=Problem.NOTHING_CHECKED):
            await room.service.publish(PACK)
        await room.service.check(PACK, item(), True, "")
        await room.service.publish(PACK)
        await room.service.retire(PACK, True)
        [pack] = await room.service.packs()
        assert (pack.edition, pack.retired) == (1, True)


async def test_how_many_check_is_the_workspaces_to_say(tmp_path: Path) -> None:
    async with a_room(tmp_path, a_pack(entry(item()))) as room:
        wanted = ChangeSetting(KEY, write_figures(TrainingFigures(checkers=0)))
        await room.operator.do(lane_of_setting(KEY), wanted)
        assert await room.service.checkers() == 0
        await room.service.publish(PACK)
        assert (await room.service.packs())[0].edition == 1


async def test_only_those_who_may_train_work_on_packs(tmp_path: Path) -> None:
    async with a_room(tmp_path, a_pack(entry(item()))) as room:
        room.play(Role.SENIOR)
        service, forbidden = room.service, Problem.NOT_ALLOWED
        for doing in (
            service.name(None, "x", "", PackSource.WRITTEN),
            service.put(PACK, [item("b")]),
            service.drop(PACK, item().id),
            service.check(PACK, item(), True, ""),
            service.publish(PACK),
            service.retire(PACK, True),
            service.real_threads(),
            service.strip(world.thread(1).id),
        ):
            with pytest.raises(Refused, match=forbidden):
                await doing
        assert await room.kinds() == []


async def test_what_is_not_whole_yet_stays_on_this_computer_only(tmp_path: Path) -> None:
    async with a_room(tmp_path, a_pack()) as room:
        first, second = item("d-1", marks=()), item("d-2", text="")
        await room.service.keep_draft(PACK, first, second)
        await room.service.keep_draft(PACK, replace(first, tier=Tier.HIGH))
        assert await room.service.drafts(PACK) == [replace(first, tier=Tier.HIGH), second]
        await room.service.drop_draft(PACK, first.id)
        await room.service.drop_draft(PACK, DrillItemId("never there"))
        assert await room.service.drafts(PACK) == [second]
        assert await room.service.drafts(PackId("other")) == []
        assert await room.kinds() == []


async def test_editions_are_the_servers(tmp_path: Path) -> None:
    async with a_room(tmp_path, a_pack()) as room:
        with pytest.raises(Unreachable):
            await room.service.editions(PACK)
        room.made.gateway.go(True)
        path = f"/v1/training/editions/{PACK}"
        made = [Edition(PACK, "t", "", PackSource.WRITTEN, (item(),), number, ME, world.AT) for number in (1, 2)]
        room.made.gateway.answers[path] = plain(made)
        assert await room.service.editions(PACK) == made[::-1]
        room.made.gateway.answers[path] = {"no": "list"}
        with pytest.raises(AnswerLost):
            await room.service.editions(PACK)


async def test_files_leave_no_trace_until_they_are_taken_over(tmp_path: Path) -> None:
    async with a_room(tmp_path / "home", a_pack(entry(item()))) as room:
        [pack] = await room.service.packs()
        await room.service.write_file(tmp_path / "p.json", pack)
        found = await room.service.read_file(tmp_path / "p.json")
        assert [one.item for one in found.items] == [item()]
        assert json.loads((tmp_path / "p.json").read_text())["format"] == "braid-drill-pack"
        assert await room.kinds() == []


async def test_the_packs_of_the_program_are_there(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        found: Sequence[Edition] = await room.service.builtin()
        assert {PackId("builtin-en"), PackId("builtin-th")} <= {one.id for one in found}
