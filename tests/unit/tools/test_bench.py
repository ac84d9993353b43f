"""The bench runner: names without importing, figures passed on as they come, strict when asked."""

import json
from pathlib import Path

import pytest

from tools import bench, measuring, scoreboard
from tools.figures import Figure, at_least, at_most, exactly


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bench_start.py").write_text('NAME: str = "first-paint"\nraise SystemExit\n', encoding="utf-8")
    (tmp_path / "bench_search.py").write_text("", encoding="utf-8")
    return tmp_path


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"name": "R1 p95", "value": 1, "unit": "s", "target": "", "ok": True}
    monkeypatch.setattr(bench, "measure_apart", lambda module: measuring.Told([said], "search" not in module))


def test_list_names_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--list"], folder) == 0
    assert capsys.readouterr().out.split() == ["search", "first-paint"]


def test_an_unknown_name_is_answered_with_the_known(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["nothing"], folder) == 2
    assert "first-paint" in capsys.readouterr().err


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize(
    ("arguments", "code"), [([], 0), (["--strict"], 1), (["--strict", "first-paint"], 0), (["search"], 0)]
)
def test_only_strict_turns_a_missed_target_into_a_failure(folder: Path, arguments: list[str], code: int) -> None:
    assert bench.main(arguments, folder) == code


def test_a_bench_that_breaks_is_not_ok(capfd: pytest.CaptureFixture[str]) -> None:
    assert not bench.measure_apart("tests.bench.bench_that_is_missing").ok
    assert "broke with exit code 1" in capfd.readouterr().err


def test_a_figure_is_one_line_of_json() -> None:
    line = at_most("first paint", 0.51234, "s", 0.7).as_json()
    assert json.loads(line) == {"name": "first paint", "value": 0.512, "unit": "s", "target": "<= 0.7", "ok": True}
    assert "\n" not in line


def test_targets_are_judged_before_rounding() -> None:
    assert not at_most("p99", 2.0001, "ms", 2).ok
    assert at_least("rate", 500, "1/s", 500) == Figure("rate", 500, "1/s", ">= 500", ok=True)
    assert exactly("rows", 3, "", 3) == Figure("rows", 3, "", "= 3", ok=True)
    assert not exactly("rows", 4, "", 3).ok


@pytest.mark.usefixtures("figures")
def test_figures_of_the_scoreboard_are_kept_when_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    monkeypatch.setattr(scoreboard, "keep", lambda run, figures: kept.append(f"{run.module}: {figures[0]['name']}"))
    bench.main(["first-paint"], folder)
    assert not kept
    bench.main(["--keep", "first-paint"], folder)
    assert kept == ["bench first-paint: R1 p95"]
