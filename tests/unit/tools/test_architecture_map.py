"""The map of ARCHITECTURE.md follows the docstrings, and the lint says when it does not."""

from pathlib import Path

import pytest

from tools import architecture_map as maps
from tools import lint


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, meaning in (("__init__.py", "The rules."), ("thread.py", "A thread."), ("emotion/tier.py", "A tier.")):
        file = tmp_path / "domain" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f'"""{meaning}"""\n', encoding="utf-8")
    return tmp_path


def write(root: Path, drawing: str) -> None:
    text = f"# House\n{maps.BEGIN}\n{drawing}\n{maps.END}\nThe end.\n"
    (root / "ARCHITECTURE.md").write_text(text, encoding="utf-8")


def test_a_line_for_every_file_and_folder(root: Path) -> None:
    rows = [" ".join(row.split()) for row in maps.draw(root).splitlines()]
    assert rows == ["```", "domain/ The rules.", "thread.py A thread.", "emotion/", "tier.py A tier.", "```"]


def test_migrations_are_left_out(root: Path) -> None:
    versions = root / "domain" / "migrations" / "versions"
    versions.mkdir(parents=True)
    (versions / "v1.py").write_text('"""First."""\n', encoding="utf-8")
    assert "v1.py" not in maps.draw(root)
    assert "versions" not in maps.draw(root)


def test_only_the_block_between_the_marks_changes() -> None:
    held = f"before {maps.BEGIN} old {maps.END} after"
    assert maps.renewed(held, "new") == f"before {maps.BEGIN}\nnew\n{maps.END} after"
    assert maps.renewed("no marks", "new") == "no marks"


def test_the_lint_passes_a_map_that_is_up_to_date(root: Path) -> None:
    write(root, maps.draw(root))
    assert lint.lint(root) == []


def test_the_lint_refuses_a_map_that_is_behind(root: Path) -> None:
    write(root, "old")
    assert [finding.path for finding in lint.lint(root)] == ["ARCHITECTURE.md"]


def test_no_document_yet_is_fine(root: Path) -> None:
    assert lint.lint(root) == []
