"""The trial: alive at once, seeded once, its customers real ones for the server."""

import asyncio
import re
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from backend.accounts.agents import everybody
from backend.accounts.owner import OWNER_EMAIL, OWNER_NAME, the_owner
from backend.channels.images import image_size
from backend.clock import SystemClock
from backend.services import Services, build
from backend.settings import Settings
from backend.simulator import trial
from backend.simulator.people import EVERYBODY
from backend.simulator.persona import Mood, Topic
from backend.simulator.pictures import picture
from backend.storage.tables import agent, identity, join_record, message, read_mark, thread
from domain.agent import Role
from domain.message import Delivery, PartKind
from domain.thread import UNANSWERED_LIMIT, ThreadStatus


def services_in(folder: Path) -> Services:
    return build(Settings(data_dir=folder), SystemClock())


def prepared(folder: Path) -> Services:
    services = services_in(folder)
    trial.prepare(services, "http://127.0.0.1:9", EVERYBODY, trial.SEED)
    return services


def test_the_first_screen_is_alive(tmp_path: Path) -> None:
    services = prepared(tmp_path)
    with services.database.read() as connection:
        roots = connection.execute(select(thread).where(thread.c.merged_into.is_(None))).all()
        messages = connection.execute(select(message)).all()
        joins = connection.execute(select(join_record)).all()
        you = connection.execute(select(agent.c.id).where(agent.c.email == OWNER_EMAIL)).scalar_one()
        marks = connection.execute(select(read_mark)).all()
    services.database.close()
    open_ones = [row for row in roots if row.status == ThreadStatus.OPEN]
    mine = [row for row in open_ones if row.assignee_id == you and row.waiting_since]
    assert len(mine) == UNANSWERED_LIMIT - 1
    assert len([row for row in open_ones if row.assignee_id is None and row.waiting_since]) >= 3
    assert {row.status for row in roots} == set(ThreadStatus)
    assert {join.state for join in joins} == {"joined", "suggested"}
    assert {Delivery.READ, Delivery.DELIVERED, Delivery.FAILED} <= {row.delivery for row in messages}
    assert {"text", "note", "event"} <= {row.kind for row in messages}
    assert any(part.kind is PartKind.ATTACHMENT and part.width for row in messages for part in row.parts)
    assert [row.at for row in messages if row.kind != "event"] == sorted(r.at for r in messages if r.kind != "event")
    assert marks


def test_the_second_start_only_goes_on(tmp_path: Path) -> None:
    def counts(services: Services) -> list[int]:
        with services.database.read() as connection:
            return [len(connection.execute(select(table)).all()) for table in (message, identity, agent, thread)]

    first = prepared(tmp_path)
    before = counts(first)
    first.database.close()
    second = prepared(tmp_path)
    assert counts(second) == before
    second.database.close()


def test_the_same_seed_tells_the_same_story(tmp_path: Path) -> None:
    told = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        services = prepared(folder)
        with services.database.read() as connection:
            rows = connection.execute(select(message.c.text, message.c.delivery).order_by(message.c.position))
            told.append([tuple(row) for row in rows])
        services.database.close()
    assert told[0] == told[1]


def test_the_customers_are_many_kinds_of_people() -> None:
    by_language = {p.language: [q for q in EVERYBODY if q.language == p.language] for p in EVERYBODY}
    assert set(by_language) == {"en", "zh-Hant", "zh-Hans", "ru", "it", "ar", "th", "vi"}
    assert all(len(people) >= 2 for people in by_language.values())
    assert {p.mood for p in EVERYBODY} == set(Mood)
    assert {p.topic for p in EVERYBODY} == set(Topic)
    assert len({p.key for p in EVERYBODY}) == len(EVERYBODY)
    phones = [p.phone for p in EVERYBODY if p.phone]
    assert len(set(phones)) == len(phones)
    assert all(re.fullmatch(r"\d{8,15}", phone) for phone in phones)
    ids = [p.instagram_id for p in EVERYBODY if p.username]
    assert len(set(ids)) == len(ids)
    moving = [p for p in EVERYBODY if any(line.startswith("instagram:") for turn in p.turns for line in turn)]
    assert len([p for p in moving if p.listed and p.phone and p.username]) >= 2


def test_pictures_are_pictures_and_the_same_for_the_same_numbers() -> None:
    assert picture(Random(3)) == picture(Random(3)) != picture(Random(4))
    assert image_size(picture(Random(3))) == (480, 320)


async def test_start_listens_and_stops(tmp_path: Path) -> None:
    services = services_in(tmp_path)
    running = await trial.start(services, 1)
    assert running.provider.base_url.startswith("http://127.0.0.1:")
    assert len(running.provider.lines) == 2
    await running.stop()
    await asyncio.to_thread(services.database.close)


@pytest.mark.parametrize(("before", "after"), [(None, OWNER_NAME), ("You", OWNER_NAME), ("Lena", "Lena")])
def test_colleagues_read_of_the_owner_by_a_name(tmp_path: Path, before: str | None, after: str) -> None:
    services = services_in(tmp_path)
    with services.database.write() as tx:
        if before is not None:
            services.agents.add(tx, None, before, OWNER_EMAIL, Role.ADMIN)
        assert [the_owner(services.agents, tx).name for _start in range(2)] == [after, after]
        assert [one.name for one in everybody(tx.connection)] == [after]
    services.database.close()
