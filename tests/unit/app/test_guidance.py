"""The reply guide's service on a real local database: situations, lists by language, rules for everybody."""

# ruff: noqa: ASYNC110

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.clock import make_ids
from app.errors import Refused
from app.guide_tools import SHIPPED
from app.services.guidance import GuidanceService, GuidanceTools
from app.services.operations import Operator
from app.words.language import LanguageTeller, by_script
from app.words.lists import built_in, known, languages, starters
from domain.agent import Role
from domain.complaint import Effect, Origin
from domain.complaints.acts import OpenComplaint, ResolveComplaint
from domain.guidance.breaks import RoughBreaks
from domain.guidance.figures import Figures
from domain.guidance.findings import CheckId, Level, Part
from domain.guidance.lexicon import Entries, Overlay, Words, read_entries
from domain.guidance.situation import Situation
from domain.ids import ComplaintId, ThreadId
from domain.offer import LossKind
from tests.fakes import world
from tests.support.guide_words import RAW, STARTERS, language_of
from tests.support.workspace import KeptSecrets, Workspace

THREAD = world.thread(1).id


async def fill(_thread_id: ThreadId, texts: Sequence[str]) -> Sequence[str]:
    return [text.replace("{{ order.number }}", "48213") for text in texts]


def offered(language: str) -> Mapping[Part, Sequence[str]]:
    return {part: (*texts, "Order {{ order.number }}.") for part, texts in STARTERS.get(language, {}).items()}


@asynccontextmanager
async def guided(folder: Path, read: list[str] | None = None) -> AsyncIterator[tuple[Workspace, GuidanceService]]:
    made = Workspace(folder, KeptSecrets())

    def built_in(tag: str) -> Entries:
        if read is not None:
            read.append(tag)
        return read_entries(RAW[tag])

    tools = GuidanceTools(
        breaks=RoughBreaks,
        languages=lambda: tuple(RAW),
        known=lambda tag: tag if tag in RAW else "",
        built_in=built_in,
        starters=offered,
        language_of=language_of,
        fill=fill,
        shipped=date(2026, 1, 1),
    )
    operator = Operator(made.desk, make_ids(made.clock), made.clock)
    service = GuidanceService(made.desk, operator, made.hub, made.tasks, tools)
    await made.session.start_trial()
    await made.caught_up()
    try:
        yield made, service
    finally:
        await made.close()
    assert not made.reports


async def until(true: Callable[[], object]) -> None:
    """The rules are read again by themselves."""
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0)


async def test_a_threads_situation_and_the_review_of_a_draft(tmp_path: Path) -> None:
    async with guided(tmp_path) as (_made, service):
        about = await service.situation(THREAD)
        assert about is not None
        assert about.customer == "Customer 1"
        assert about.agent == world.ME.name
        review = service.review("impossible", about)
        assert [finding.check for finding in review.at(Level.HINT) if finding.said] == [CheckId.BANNED]
        assert await service.situation(ThreadId("none")) is None


async def test_an_open_complaint_without_an_answer_counts_whatever_waits(tmp_path: Path) -> None:
    async with guided(tmp_path) as (_made, service):
        before = await service.situation(THREAD)
        assert before is not None
        assert not before.complaint
        id_, kind = ComplaintId("0198c000-0000-7000-8000-000000000001"), LossKind.OTHER
        opening = OpenComplaint(id_, None, "Late", 0, "", False, Effect.TECHNICAL, kind, Origin.PERSON)
        await service.operator.do(THREAD, opening)
        about = await service.situation(THREAD)
        assert about is not None
        assert about.complaint, "the reply needs an apology, a summary and a promised time (K-1)"
        await service.operator.do(THREAD, ResolveComplaint(id_, "Sent again"))
        after = await service.situation(THREAD)
        assert after is not None
        assert not after.complaint


async def test_threads_that_are_opened_one_after_the_other_read_the_lists_once(tmp_path: Path) -> None:
    read: list[str] = []
    async with guided(tmp_path, read) as (_made, service):
        await asyncio.gather(*(service.situation(THREAD) for _time in range(4)))
    assert sorted(read) == sorted(RAW)


async def test_rules_are_kept_for_everybody_and_count_at_once(tmp_path: Path) -> None:
    async with guided(tmp_path) as (_made, service):
        await service.situation(THREAD)
        told: list[bool] = []
        service.on_change(lambda: told.append(True))
        await service.set_levels({CheckId.BANNED: Level.BLOCK})
        await service.set_figures(replace(Figures(), lines=5))
        overlay = Overlay(add={Words.BANNED: {"nope": ""}}, remove={Words.BANNED: ("impossible",)})
        await service.set_overlay("en", overlay)
        await until(lambda: service.overlay("en") == overlay)
        assert told
        about = await service.situation(THREAD)
        assert about is not None
        assert about.figures.lines == 5
        assert [one.said for one in service.review("nope, impossible", about).at(Level.BLOCK)] == ["nope"]


async def test_only_who_may_sets_rules(tmp_path: Path) -> None:
    async with guided(tmp_path) as (made, service):
        assert service.may_change()
        account = made.desk.account
        assert account is not None
        account.agent = replace(account.agent, role=Role.AGENT)
        assert not service.may_change()
        with pytest.raises(Refused):
            await service.set_levels({})


async def test_lists_follow_the_language_of_the_draft_where_that_is_another(tmp_path: Path) -> None:
    async with guided(tmp_path) as (_made, service):
        await service.load()
        about = Situation(language="th")
        said = [one.said for one in service.review("Please wait, it is impossible", about).findings if one.said]
        assert said == ["en", "Please wait", "impossible"]
        assert not [one for one in service.review("กรุณารอ", Situation(language="pt")).findings if one.spans]


async def test_lists_are_due_ninety_days_after_somebody_read_them(tmp_path: Path) -> None:
    async with guided(tmp_path) as (made, service):
        await service.load()
        today = made.clock.now().date()
        await service.set_overlay("en", Overlay(reviewed=today))
        await until(lambda: service.overlay("en").reviewed == today)
        assert not service.due("en")
        made.clock.advance(90 * 86400)
        assert service.due("en")


async def test_sentences_come_filled_in(tmp_path: Path) -> None:
    async with guided(tmp_path) as (_made, service):
        found = await service.starters(THREAD, "en")
        assert found[Part.SOLUTION] == ("You can follow it here:", "Order 48213.")


def test_the_lists_that_ship_are_whole_and_found_by_any_tag() -> None:
    for tag in languages():
        entries = built_in(tag)
        assert all(entries.get(words) for words in Words), tag
        assert all(starters(tag)[part] for part in Part), tag
        assert len(entries[Words.FORBIDDEN]) >= 15
    assert known("zh-TW") == "zh-Hant" or "zh-Hant" not in languages()
    assert known("th-TH") == "th" or "th" not in languages()
    assert known("xx") == ""
    assert known("../secret") == ""
    assert built_in("xx") == {}
    assert SHIPPED.year >= 2026


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hello there", ""),
        ("退款多久", "zh-Hans"),
        ("謝謝您的訂單", "zh-Hant"),
        ("สวัสดี", "th"),
        ("Привет", "ru"),
        ("مرحبا", "ar"),
        ("", ""),
    ],
)
def test_the_script_tells_a_language_or_nothing(text: str, language: str) -> None:
    assert by_script(text) == language


def test_without_a_model_the_script_is_all_there_is(tmp_path: Path) -> None:
    teller = LanguageTeller(tmp_path / "none.npz")
    teller.warm()
    assert teller.tell("สวัสดี") == "th"
    (tmp_path / "bad.npz").write_bytes(b"no model")
    teller = LanguageTeller(tmp_path / "bad.npz")
    teller.warm()
    assert teller.tell("Привет") == "ru"
