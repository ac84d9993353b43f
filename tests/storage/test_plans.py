"""The hot queries use their indexes: no scan of a table, no sorting aside."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import sqlite

from localdb import (
    cards,
    deciding,
    entries,
    freezing,
    history,
    holding,
    lines,
    pending,
    search,
    search_index,
    settling,
    strip,
    threads,
)
from tests.storage.desk import Desk, open_desk

WINDOWS: dict[str, Any] = {
    "first rows": threads.FIRST,
    "next rows": threads.NEXT,
    "one row": threads.ONE,
    "mine unanswered": threads.UNANSWERED,
    "mine unread": threads.UNREAD,
    "folder counts": threads.COUNTS,
    "window up": strip.BEFORE,
    "window down": strip.SINCE,
    "is there more": strip.ANY_BEFORE,
    "first unread": strip.FIRST_UNREAD,
    "home threads": strip.HOMES,
    "floor": history._FLOOR,
    "unanswered batch": freezing.SENT,
    "free heads": freezing.FREE,
    "stale replies": freezing.STALE,
    "next hold to end": holding.NEXT,
    "lane counts": pending._COUNTS,
    "lane states": pending._STATE,
    "acknowledged": settling._ACKED,
    "caught up": settling._CAUGHT_UP,
    "unsent of a lane": deciding._UNSENT,
    "unread counts": lines._UNREAD,
    "line threads": lines._THREADS,
    "card threads": cards._THREADS,
    "bubbles": entries._ROWS,
    "searched before": search_index.OF_IDS,
    "searched of threads": search_index.OF_THREADS,
    "left to search": search_index.NEXT,
    "search candidates": text(search.CANDIDATES.replace("?", "NULL")),
    "search without words": text(search.EVERYTHING.replace("?", "0")),
}


async def plan_of(desk: Desk, statement: Any) -> list[str]:
    """The steps of the plan."""
    compiled = statement.compile(dialect=sqlite.dialect())
    values = (None,) * len(compiled.positiontup or ())
    query = f"EXPLAIN QUERY PLAN {compiled}"
    rows = await desk.store._database.read(lambda c: c.exec_driver_sql(query, values).all())
    return [row[3] for row in rows]


@pytest.mark.parametrize("name", WINDOWS)
async def test_plan(tmp_path: Path, name: str) -> None:
    async with open_desk(tmp_path) as desk:
        for step in await plan_of(desk, WINDOWS[name]):
            assert not step.startswith("SCAN") or "VIRTUAL TABLE" in step or "COVERING INDEX line_folder" in step, step
            assert "TEMP B-TREE" not in step, step


async def test_obstacles_and_stale_rows_are_found_by_their_own_small_indexes(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        assert any("outbox_obstacle" in step for step in await plan_of(desk, freezing.FREE))
        assert any("outbox_leaves" in step for step in await plan_of(desk, freezing.FREE))
        assert any("outbox_fresh" in step for step in await plan_of(desk, freezing.STALE))
        assert any("message_inbound" in step for step in await plan_of(desk, lines._UNREAD))
