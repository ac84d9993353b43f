"""Warnings and the weekly review on this computer: what a lead says of a conversation stands at once (M-1)."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from domain.ids import ReviewId, WarningId
from domain.operations import Outcome
from domain.problems import Problem
from domain.review import MarkReview, ReviewItem, Verdict
from domain.warning import MeasureWarning, WarningKind
from tests.storage.desk import ME, Desk, T, open_desk

WEEK = date(2026, 2, 23)
ID, OTHER = ReviewId("review-1"), ReviewId("review-2")


def item(desk: Desk, id_: ReviewId = ID, week: date = WEEK, stratum: str = "whatsapp high 1") -> ReviewItem:
    base = (id_, week, 7, T, "Ann", "whatsapp", stratum, None, None, None)
    return ReviewItem(*base, complaint=False, messages=4, waited=90, turns=(), version=desk.next())


async def said(desk: Desk) -> list[tuple[str, str, str]]:
    held = await desk.store.insights.reviews(WEEK)
    return [(one.id, one.verdict.value, one.comment) for one in held]


async def test_the_week_asked_for_in_the_order_of_its_strata(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        later = item(desk, ReviewId("review-3"), WEEK + timedelta(days=7))
        await desk.feed(item(desk), item(desk, OTHER, stratum="instagram low 0"), later)
        assert [one[0] for one in await said(desk)] == [OTHER, ID]


async def test_what_is_said_here_stands_at_once_and_the_last_word_counts(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.feed(item(desk), item(desk, OTHER))
        told = await desk.store.outbox.enqueue([desk.operation(MarkReview(ID, Verdict.FINE, "", False, False))])
        assert told is not None
        assert "review" in told.shelf
        await desk.do(MarkReview(ID, Verdict.LEARN, "Too slow.", True, False))
        assert await said(desk) == [(ID, "learn", "Too slow."), (OTHER, "", "")]
        [held, _] = await desk.store.insights.reviews(WEEK)
        assert (held.reviewed_by, held.reviewed_at, held.training) == (ME, desk.clock.now(), True)


async def test_what_the_server_refuses_was_not_said(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.feed(item(desk))
        step = await desk.do(MarkReview(ID, Verdict.FINE, "x", False, False))
        await desk.frozen()
        told = await desk.answer(step, Outcome.REJECTED, code=Problem.REVIEW_GONE)
        assert ("review" in told.shelf, await said(desk)) == (True, [(ID, "", "")])


async def test_warnings_in_force_newest_first(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        first = MeasureWarning(WarningId("csat"), WarningKind.CSAT, "", 3.2, 3.5, desk.clock.now(), (T,), desk.next())
        newer = desk.clock.now() + timedelta(minutes=5)
        second = replace(first, id=WarningId("peak"), kind=WarningKind.PEAK, since=newer, version=desk.next())
        await desk.feed(first, second)
        assert [one.id for one in await desk.store.insights.warnings()] == ["peak", "csat"]
        assert (await desk.store.insights.warnings())[1] == first
