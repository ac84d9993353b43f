"""What several screens ask after one change is read from the file once (R26), and no answer outlives a write."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, update

from domain.ids import CustomerId
from domain.operations import ChangeSetting
from domain.shelf import lane_of_setting
from localdb.recall import MOST, Recall
from localdb.tables import customer
from tests.storage.desk import Desk, T, open_desk

_ASKED: dict[str, Callable[[Desk], Any]] = {
    "card": lambda desk: desk.store.threads.card(T),
    "team": lambda desk: desk.store.threads.agents(),
    "end": lambda desk: desk.store.timeline.newest(T, 30),
    "settings": lambda desk: desk.store.shelf.settings(),
    "orders": lambda desk: desk.store.shelf.orders(CustomerId(f"customer-of-{T}")),
    "offers": lambda desk: desk.store.shelf.offers(T),
    "complaints": lambda desk: desk.store.complaints.of_thread(T),
    "ground": lambda desk: desk.store.complaints.ground(),
}


@pytest.mark.parametrize("name", _ASKED)
async def test_the_same_question_is_answered_once_until_something_is_written(tmp_path: Path, name: str) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        ask = _ASKED[name]
        first = await ask(desk)
        assert await ask(desk) is first
        await desk.store.state.put("anything", "written")
        again = await ask(desk)
        assert again == first
        assert again is not first


async def test_another_question_has_an_answer_of_its_own(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.feed(desk.message(text="second"))
        held = await desk.store.timeline.newest(T, 30)
        assert [len((await desk.store.timeline.newest(T, most)).entries) for most in (30, 1)] == [len(held.entries), 1]


async def test_whoever_wrote_reads_what_they_wrote(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        assert await desk.store.shelf.settings() == []
        for value in ("1", "2"):
            await desk.do(ChangeSetting("some", value), lane_of_setting("some"))  # type: ignore[arg-type]
            assert [setting.value for setting in await desk.store.shelf.settings()] == [value]
        await desk.send("on its way")
        assert (await desk.store.timeline.newest(T, 30)).entries[-1].message.text == "on its way"


async def test_an_answer_from_before_a_write_is_not_kept(tmp_path: Path) -> None:
    """The reader has answered, but whoever asked has not heard it yet when the write is through."""
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        database = desk.store._database

        def rename(connection: Connection) -> None:
            connection.execute(update(customer).values(name="Bea"))

        asking = asyncio.ensure_future(desk.store.threads.card(T))
        await asyncio.sleep(0)
        database.reader.submit(lambda: None).result()
        database.writer.submit(lambda: database.write_now(rename)).result()
        before, after = await asking, await desk.store.threads.card(T)
        assert before is not None
        assert after is not None
        assert [before.customer.name, after.customer.name] == ["Ann", "Bea"]


def test_only_so_many_answers_are_kept() -> None:
    recall = Recall()
    for number in range(MOST + 1):
        recall.keep(number, number, recall.state)
    kept = [number for number in range(MOST + 1) if recall.held(number) is not None]
    assert MOST in kept
    assert len(kept) <= MOST
