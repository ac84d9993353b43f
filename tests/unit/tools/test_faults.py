"""The faults runner: which claims are played, what is kept of them, and when it fails."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from tools import faults, scoreboard
from tools.measuring import Told
from tools.scale import Scale

LOST: dict[str, Any] = {"name": "R3 lost", "value": 0, "unit": "", "target": "<= 0", "ok": True}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("kill", "upload"):
        (tmp_path / f"fault_{name}.py").write_text('"""Says what it does."""', encoding="utf-8")
    return tmp_path


@pytest.fixture
def kept(tmp_path: Path) -> scoreboard.Kept:
    return scoreboard.Kept(tmp_path / "reliability.json", tmp_path / "reliability.md")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> dict[str, Told]:
    """What each module will say; the test changes it."""
    says = {"kill": Told([LOST], True), "upload": Told([], True)}

    def play(module: str, _scale: Scale, _seed: int) -> Told:
        return says[module.rpartition("fault_")[2]]

    monkeypatch.setattr(faults, "play_apart", play)
    return says


def rows(kept: scoreboard.Kept) -> list[dict[str, Any]]:
    return scoreboard.read(kept.figures)


def test_list_names_the_claims(folder: Path, kept: scoreboard.Kept, capsys: pytest.CaptureFixture[str]) -> None:
    assert faults.main(["--list"], folder, kept) == 0
    assert capsys.readouterr().out.split() == ["kill", "upload"]


def test_an_unknown_claim_is_answered_with_the_known(
    folder: Path, kept: scoreboard.Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    assert faults.main(["--quick", "nothing"], folder, kept) == 2
    assert "kill, upload" in capsys.readouterr().err


@pytest.mark.parametrize("said", [Told([{**LOST, "ok": False}], True), Told([LOST], False)])
def test_a_failed_claim_and_a_broken_module_fail_the_run(
    said: Told, told: dict[str, Told], folder: Path, kept: scoreboard.Kept
) -> None:
    assert faults.main([], folder, kept) == 0
    told["kill"] = said
    assert faults.main([], folder, kept) == 1
    assert faults.main(["upload"], folder, kept) == 0


def test_a_module_that_broke_leaves_the_figures_alone(
    told: dict[str, Told], folder: Path, kept: scoreboard.Kept
) -> None:
    faults.main([], folder, kept)
    told["kill"] = Told([{**LOST, "value": 7}], False)
    faults.main([], folder, kept)
    assert [row["value"] for row in rows(kept)] == [0]


def test_a_smaller_run_never_replaces_a_larger_one(told: dict[str, Told], folder: Path, kept: scoreboard.Kept) -> None:
    for value, arguments in ((1, ["--full"]), (2, ["--quick"]), (3, [])):
        told["kill"] = Told([{**LOST, "value": value}], True)
        faults.main([*arguments, "--seed", "5", "kill"], folder, kept)
    assert [(row["value"], row["scale"], row["seed"]) for row in rows(kept)] == [(1, "full", 5)]


def test_quick_ones_are_played_two_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both = threading.Barrier(2, timeout=60)

    def play(_module: str, _scale: Scale, _seed: int) -> Told:
        both.wait()
        return Told([LOST], True)

    monkeypatch.setattr(faults, "play_apart", play)
    assert faults.main(["--quick", "--unrecorded"], folder) == 0


def test_where_speed_counts_each_has_the_machine_to_itself(
    folder: Path, kept: scoreboard.Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone, order = threading.Lock(), list[str]()

    def play(module: str, _scale: Scale, _seed: int) -> Told:
        assert alone.acquire(blocking=False)
        order.append(module.rpartition("fault_")[2])
        alone.release()
        return Told([LOST], True)

    monkeypatch.setattr(faults, "play_apart", play)
    assert faults.main([], folder, kept) == 0
    assert order == ["kill", "upload"]


@pytest.mark.usefixtures("told")
def test_the_test_command_leaves_the_page_alone(folder: Path, kept: scoreboard.Kept) -> None:
    faults.main(["--quick", "--unrecorded"], folder, kept)
    assert not kept.page.exists()


def test_a_claim_is_played_with_its_scale_and_seed(capfd: pytest.CaptureFixture[str]) -> None:
    told = faults.play_apart("tests.support.claim_for_tests", Scale.QUICK, 7)
    assert told.ok
    assert [(figure["name"], figure["value"]) for figure in told.figures] == [("R0 seed at quick", 7)]
    assert json.loads(capfd.readouterr().out)["unit"] == "seed"
