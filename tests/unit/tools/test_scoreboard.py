"""The scoreboard page: what was measured, by which command, and plainly what was not."""

from pathlib import Path
from typing import Any

import pytest

from tools import scoreboard
from tools.promises import HONEST_LIMITS, PROMISES
from tools.scale import Scale

CUT: dict[str, Any] = {"name": "R18 sent again", "value": 0.8, "unit": "chunks", "target": "<= 1", "ok": True}


@pytest.fixture
def kept(tmp_path: Path) -> scoreboard.Kept:
    return scoreboard.Kept(tmp_path / "reliability.json", tmp_path / "reliability.md")


def line(kept: scoreboard.Kept, row: str) -> str:
    return next(line for line in kept.page.read_text(encoding="utf-8").splitlines() if line.startswith(f"| {row} |"))


def test_every_promise_has_a_row_and_the_unmeasured_say_so(kept: scoreboard.Kept) -> None:
    scoreboard.write_page(kept)
    assert [promise.id for promise in PROMISES] == [f"R{number}" for number in range(1, 29)]
    for promise in PROMISES:
        assert "not measured" in line(kept, promise.id)
    page = kept.page.read_text(encoding="utf-8")
    assert all(limit in page for limit in HONEST_LIMITS)


def test_a_row_tells_figure_amount_seed_and_command(kept: scoreboard.Kept) -> None:
    scoreboard.keep(scoreboard.Run("upload", Scale.FULL, 3), [CUT], kept)
    shown = line(kept, "R18")
    assert "sent again: 0.8 chunks" in shown
    assert "full, 3" in shown
    assert "`python3 start.py faults --full --seed 3 upload`" in shown
    assert f"Measured {scoreboard.today()} on {scoreboard.machine()}: upload." in kept.page.read_text(encoding="utf-8")


def test_a_missed_target_is_shown_as_missed(kept: scoreboard.Kept) -> None:
    scoreboard.keep(scoreboard.Run("upload", Scale.NORMAL, 1), [{**CUT, "value": 2, "ok": False}], kept)
    assert "**(missed: <= 1)**" in line(kept, "R18")


def test_a_module_replaces_its_own_figures_only(kept: scoreboard.Kept) -> None:
    stream = {**CUT, "name": "R19 missed"}
    scoreboard.keep(scoreboard.Run("upload", Scale.NORMAL, 1), [CUT, {**CUT, "name": "R18 gone"}], kept)
    scoreboard.keep(scoreboard.Run("stream", Scale.NORMAL, 1), [stream], kept)
    scoreboard.keep(scoreboard.Run("upload", Scale.NORMAL, 2), [CUT], kept)
    assert [(row["name"], row["seed"]) for row in scoreboard.read(kept.figures)] == [
        ("R18 sent again", 2),
        ("R19 missed", 1),
    ]


def test_a_bench_is_a_row_too(kept: scoreboard.Kept) -> None:
    scoreboard.keep(scoreboard.Run("bench outbox", Scale.NORMAL, 0), [{**CUT, "name": "R1 200 replies"}], kept)
    assert "`python3 start.py bench outbox --keep`" in line(kept, "R1")


@pytest.mark.parametrize(("name", "row"), [("R1 x", "R1"), ("R28 y", "R28"), ("start: first frame", ""), ("Rx", "")])
def test_a_figure_names_its_row_first(name: str, row: str) -> None:
    assert scoreboard.row_of({"name": name}) == row


def test_the_committed_page_is_what_the_committed_figures_say() -> None:
    """Mended by: python3 start.py faults --page."""
    figures = scoreboard.read(scoreboard.KEPT.figures)
    assert scoreboard.KEPT.page.read_text(encoding="utf-8") == scoreboard.page(figures)
