"""Check the rules of the house that ruff does not know (tools/lints); prints what is broken and exits 1."""

import sys
from collections.abc import Iterator
from pathlib import Path

from tools import architecture_map
from tools.lints import clocks, colours, connections, docstrings, domain_purity, fields, plain_text, sizes, texts
from tools.lints.source import Finding, Source, read

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("app", "backend", "domain", "localdb", "sync", "tests", "tools", "ui", "widgets")
CHECKS = (
    docstrings.check,
    sizes.check,
    texts.check,
    plain_text.check,
    fields.check,
    connections.check,
    colours.check,
    clocks.check,
    domain_purity.check,
)


def files(root: Path) -> Iterator[Path]:
    yield from sorted(root.glob("*.py"))
    for folder in FOLDERS:
        yield from sorted(file for file in (root / folder).rglob("*.py") if "__pycache__" not in file.parts)


def findings(source: Source) -> list[Finding]:
    return [finding for check in CHECKS for finding in check(source)]


def lint(root: Path) -> list[Finding]:
    broken = [finding for file in files(root) for finding in findings(read(root, file))]
    if not architecture_map.is_current(root):
        broken.append(Finding("ARCHITECTURE.md", 1, "the map is behind; run: python -m tools.architecture_map"))
    return broken


def main() -> int:
    broken = lint(ROOT)
    for finding in broken:
        print(finding)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
