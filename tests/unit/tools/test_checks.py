"""The test command: all checks before any test, and a stop at the first that fails."""

import sys
from pathlib import Path

import pytest

from tools import checks


def test_missing_packages_are_left_out_of_typing(tmp_path: Path) -> None:
    (tmp_path / "domain").mkdir()
    typed = next(step for step in checks.checks(tmp_path) if step.name.startswith("mypy"))
    assert typed.command[-1] == "domain"


def test_every_check_is_there_in_the_finished_house() -> None:
    names = [step.name.split()[0] for step in checks.checks(checks.ROOT)]
    assert [name for name in names if name != "import-linter"] == ["ruff", "ruff", "mypy", "rules", "catalogue"]


def test_contracts_are_checked_once_all_packages_are_there(tmp_path: Path) -> None:
    for name in checks.PACKAGES:
        assert "import-linter" not in [step.name for step in checks.checks(tmp_path)]
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    assert "import-linter" in [step.name for step in checks.checks(tmp_path)]


def test_the_first_failure_stops_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    steps = [
        checks.Check("good", (sys.executable, "-c", "print('quiet')")),
        checks.Check("bad", (sys.executable, "-c", "print('why'); raise SystemExit(3)")),
        checks.Check("never", (sys.executable, "-c", "print('never')")),
    ]
    monkeypatch.setattr(checks, "checks", lambda _root: steps)
    assert checks.run_checks(tmp_path) == 3
    shown = capfd.readouterr().out
    assert "[2 of 3] bad … FAILED" in shown
    assert "why" in shown
    assert "quiet" not in shown
    assert "never" not in shown
