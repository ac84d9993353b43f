"""The trial's training: packs with sound keys, people who get better, and somebody who has earned a certificate."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from backend.clock import SystemClock
from backend.services import Services, build
from backend.settings import Settings
from backend.shelf.keeping import value_of
from backend.simulator import trial
from backend.simulator.people import EVERYBODY
from backend.simulator.people.drills import CHINESE, ENGLISH, UNCHECKED
from backend.storage.tables import agent, shelf
from domain.agent import Role
from domain.measures.report import Ratio
from domain.training.certifying import is_earned
from domain.training.figures import DEFAULTS
from domain.training.item import DrillItem
from domain.training.pack import PackSource
from domain.training.report import Result, TrainingChoice
from domain.training.validity import flaws

ITEMS = (*ENGLISH, *CHINESE, UNCHECKED)


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    built = build(Settings(data_dir=Path(tmp_path_factory.mktemp("trial"))), SystemClock())
    trial.prepare(built, "http://127.0.0.1:9", EVERYBODY, trial.SEED)
    yield built
    built.database.close()


def on_shelf(services: Services, kind: str) -> list[Any]:
    with services.database.read() as connection:
        return [value_of(row) for row in connection.execute(select(shelf).where(shelf.c.type == kind))]


@pytest.mark.parametrize("item", ITEMS, ids=str)
def test_every_key_is_sound_and_names_nobody(item: DrillItem) -> None:
    assert flaws(item) == ()
    texts = [item.text, *item.gists, *(one.text for one in item.replies), *(line.text for line in item.before)]
    names = {part for person in EVERYBODY for part in person.name.split()}
    assert not [name for name in names for text in texts if name in text]


def test_what_the_items_say_was_said_by_the_customers() -> None:
    said = " ".join(line for person in EVERYBODY for line in (*person.past, *person.opening, person.impatient))
    for item in ITEMS:
        sentences = [one.strip() for one in re.split(r"(?<=[.?。？])", item.text)]
        assert all(sentence in said for sentence in sentences), item.id


def test_two_packs_are_published_and_one_key_waits_for_whoever_sits_here(services: Services) -> None:
    editions, packs = on_shelf(services, "edition"), on_shelf(services, "pack")
    assert sorted(len(one.items) for one in editions) == [len(CHINESE), len(ENGLISH)]
    assert {one.source for one in editions} == {PackSource.REAL}
    waiting = [entry for pack in packs for entry in pack.entries if len(entry.checks) == 1]
    assert [entry.item for entry in waiting] == [UNCHECKED]


def test_people_get_better_and_whoever_sits_here_has_a_streak(services: Services) -> None:
    now = services.clock.now()
    report = services.training.report(TrainingChoice(now - timedelta(days=21), now, "UTC"))
    with services.database.read() as connection:
        you = connection.execute(select(agent.c.id).where(agent.c.role == Role.ADMIN)).scalar_one()
    lines = {line.agent_id: line for line in report.learners}
    assert len(lines) == 3
    assert lines[you].streak >= 3
    for line in lines.values():
        assert line.result.median < line.before.median
        assert line.result.attempts >= 50
    assert report.topics
    assert report.items
    assert {line.finished_at is None for line in report.assignments} == {True, False}
    own = [one for one in on_shelf(services, "practice") if one.agent_id == you]
    assert min(one.began for one in own) < now - timedelta(days=35)


def test_a_word_waits_and_a_certificate_was_earned(services: Services) -> None:
    with services.database.read() as connection:
        you = connection.execute(select(agent.c.id).where(agent.c.role == Role.ADMIN)).scalar_one()
    assert [word.to for word in on_shelf(services, "coaching") if word.seen_at is None] == [you]
    [certificate] = on_shelf(services, "certificate")
    whole = certificate.attempts
    shares = [Ratio(round(share * whole), whole) for share in (certificate.topics, certificate.tiers)]
    shown = Result(whole, certificate.median, certificate.recall, None, Ratio(), *shares)
    assert is_earned(shown, DEFAULTS)
