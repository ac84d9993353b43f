"""The weekly review without its screen: weeks, seeds, filters, marks, the summary and the report (M-1)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from app.export.table import Table
from domain.emotion.assessment import Tier
from domain.ids import AgentId, MessageId, OfferId, ReviewId, ThreadId
from domain.offer import LossKind, Offer, OfferState, Option
from domain.review import ReviewItem, Turn, TurnKind, Verdict
from ui.insights.review_report import Told, report, table
from ui.insights.review_values import (
    Filter,
    judged,
    mark_of,
    marked,
    monday,
    seed_of,
    shown,
    size_of,
    summary,
    weeks,
)
from ui.insights.review_words import offer_words, stratum_words, turn_words
from ui.paper import Facts, Grid, Heading, Paper, Words

WEEK, NOW = date(2026, 11, 9), datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ZED, ANN = AgentId("agent-zed"), AgentId("agent-ann")
NAMES = {ZED: "Zed", ANN: "Ann"}


def item(number: int = 1, *turns: Turn, agent: AgentId = ZED) -> ReviewItem:
    return ReviewItem(
        ReviewId(f"r{number}"), WEEK, 7, ThreadId(f"t{number}"), f"Customer {number}", "whatsapp",
        "whatsapp high complaint", agent, Tier.HIGH, None, True, 9, 1_800, tuple(turns),
    )  # fmt: skip


def turn(kind: TurnKind, seconds: int = 0, offer: str = "") -> Turn:
    before, after = (None, None) if kind is TurnKind.LOST_TIME else (Tier.HIGH, Tier.LOW)
    return Turn(kind, MessageId("m1"), NOW, before, after, seconds, OfferId(offer) if offer else None)


def offer(state: OfferState, taken: int | None = None) -> Offer:
    options = (Option(10_000, 0), Option(0, 14_500), Option(5_000, 5_000))
    return Offer(OfferId("o1"), ThreadId("t1"), LossKind.DEFECT, 18_000, "CNY", options, state, ZED, NOW, taken=taken)


def facts(paper: Paper) -> dict[str, str]:
    (found,) = [piece for piece in paper.pieces[:1] if isinstance(piece, Facts)]
    return dict(found.pairs)


def told(*items: ReviewItem) -> Told:
    return Told(WEEK, date(2026, 11, 22), UTC, items, NAMES)


def rows(made: Table) -> list[tuple[object, ...]]:
    return [tuple(row) for row in made.rows]


def test_weeks_begin_on_mondays_and_the_newest_is_not_over() -> None:
    offered = weeks(date(2026, 11, 22))
    assert offered[:2] == (date(2026, 11, 16), WEEK)
    assert all(week.weekday() == 0 for week in offered)
    assert {before - after for before, after in pairwise(offered)} == {timedelta(weeks=1)}
    assert weeks(date(2026, 11, 23))[0] == monday(date(2026, 11, 23)) == date(2026, 11, 23)


def test_two_leads_draw_with_the_same_seed_and_each_week_has_its_own() -> None:
    seeds = [seed_of(week) for week in weeks(date(2027, 1, 6))]
    assert len(set(seeds)) == len(seeds)
    assert seed_of(WEEK) == 20_261_109


def test_a_draw_has_at_least_fifty() -> None:
    assert size_of([item(number) for number in range(12)]) == 50
    assert size_of([item(number) for number in range(64)]) == 64


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter.ALL, "r1 r2 r3 r4"),
        (Filter.OPEN, "r1"),
        (Filter.LEARN, "r2"),
        (Filter.TRAINING, "r3"),
        (Filter.VOCABULARY, "r4"),
    ],
)
def test_filters(wanted: Filter, expected: str) -> None:
    seen = [replace(item(number), reviewed_at=NOW) for number in (2, 3, 4)]
    items = [
        item(1),
        replace(seen[0], verdict=Verdict.LEARN),
        replace(seen[1], training=True),
        replace(seen[2], vocabulary=True),
    ]
    assert " ".join(one.id for one in shown(items, wanted)) == expected
    assert "r3" in [one.id for one in shown(items, wanted, current="r3")]


def test_the_same_verdict_again_takes_it_back() -> None:
    mark = judged(mark_of(item()), Verdict.FINE)
    assert mark.verdict is Verdict.FINE
    assert judged(mark, Verdict.LEARN).verdict is Verdict.LEARN
    assert judged(mark, Verdict.FINE).verdict is Verdict.NONE


def test_a_mark_changes_what_was_said_and_nothing_else() -> None:
    mark = replace(mark_of(item()), comment="well done", training=True)
    said = marked(item(), mark, ANN, NOW)
    assert mark_of(said) == mark
    assert (said.reviewed_by, said.reviewed_at) == (ANN, NOW)
    assert replace(said, comment="", training=False, reviewed_by=None, reviewed_at=None) == item()


def test_lost_time_in_all_and_the_worst_wait() -> None:
    lost = [item(number, turn(TurnKind.LOST_TIME, seconds)) for number, seconds in ((1, 1_000), (2, 3_000), (3, 950))]
    found = summary([*lost, item(4, turn(TurnKind.WORSE), turn(TurnKind.SOFTENED), turn(TurnKind.BETTER))])
    assert (found.lost, found.long_waits, found.worse, found.better) == (4_950, 3, 1, 2)
    assert found.worst is not None
    assert found.worst[0].id == "r2"
    assert [one.id for one, _turn in found.softened] == ["r4"]


def test_a_week_that_nobody_looked_at_has_a_report_too() -> None:
    found = facts(report(told(item())))
    assert found["Looked at"] == "0 of 1 looked at"
    assert (found["Lost time"], found["Longest wait"]) == ("none", "")
    assert summary([]).worst is None


def test_comments_stand_under_who_answered_by_name_and_rank_nobody() -> None:
    agents = (ZED, ANN, ZED)
    items = [replace(item(place, agent=agent), comment=f"comment {place}") for place, agent in enumerate(agents)]
    pieces = report(told(*items, item(9))).pieces
    names = [piece.text for piece in pieces if isinstance(piece, Words)]
    assert [name.strip("\u2068\u2069") for name in names] == ["Ann", "Zed"]
    comments = [[text for _who, text in piece.pairs] for piece in pieces[1:] if isinstance(piece, Facts)]
    assert comments == [["comment 1"], ["comment 0", "comment 2"]]


def test_what_goes_on_from_here_is_listed() -> None:
    items = (replace(item(1), training=True, comment="for all"), replace(item(2), vocabulary=True), item(3))
    pieces = report(told(*items)).pieces
    lists = {
        heading.text: [row[0] for row in grid.rows]
        for heading, grid in pairwise(pieces)
        if isinstance(heading, Heading) and isinstance(grid, Grid)
    }
    assert lists == {"To training": ["Customer 1"], "To the vocabulary review": ["Customer 2"]}


def test_the_offer_that_softened_stands_in_report_and_table() -> None:
    softened = turn(TurnKind.SOFTENED, offer="o1")
    known = replace(told(item(1, softened)), offers={"o1": offer(OfferState.TAKEN, 1)})
    grids = [piece for piece in report(known).pieces if isinstance(piece, Grid)]
    assert grids[0].rows[0][2].startswith("Taken: Coupon")
    unknown = [piece for piece in report(told(item(1, softened))).pieces if isinstance(piece, Grid)]
    assert unknown[0].rows[0][2] == "see the thread"
    assert "Taken: Coupon" in str(rows(table(known))[0])


def test_the_table_has_a_row_for_each_and_a_cell_for_each_column() -> None:
    made = table(told(item(1, turn(TurnKind.LOST_TIME, 1_000), turn(TurnKind.LOST_TIME, 200)), item(2)))
    names = [column.name for column in made.columns]
    found = rows(made)
    assert {len(row) for row in found} == {len(names)}
    assert dict(zip(names, found[0], strict=True))["Lost time"] == timedelta(seconds=1_200)
    assert dict(zip(names, found[1], strict=True))["Looked at"] is None


def test_what_an_offer_was() -> None:
    assert offer_words(None) == ""
    assert offer_words(offer(OfferState.MADE)).count(";") == 2
    assert offer_words(offer(OfferState.TAKEN, 0)).startswith("Taken: Refund")


def test_turns_in_words() -> None:
    words = [turn_words(turn(kind, 1_500), {}) for kind in TurnKind]
    starts = [one.split(":")[0] for one in words]
    assert starts == ["Got worse", "Got better", "Time was lost", "Softened after an offer"]
    assert "25 min" in words[2]


@pytest.mark.parametrize(
    ("stratum", "words"),
    [
        ("whatsapp high complaint", "WhatsApp, high, complaint"),
        ("instagram unknown question", "Instagram, mood not known, question"),
        ("something newer than this client knows", "something newer than this client knows"),
        ("", ""),
    ],
)
def test_what_it_was_drawn_as(stratum: str, words: str) -> None:
    assert stratum_words(replace(item(), stratum=stratum)) == words
