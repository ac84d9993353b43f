"""Write the map in ARCHITECTURE.md from the module docstrings; --check says whether it is up to date."""

import argparse
import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "ARCHITECTURE.md"
BEGIN, END = "<!-- map:begin -->", "<!-- map:end -->"
FOLDERS = ("domain", "app", "localdb", "sync", "ui", "widgets", "backend", "tools")
COLUMN = 34


def docstring(file: Path) -> str:
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return text.splitlines()[0] if text else ""


def is_mapped(file: Path) -> bool:
    return "__pycache__" not in file.parts and not ("migrations" in file.parts and "versions" in file.parts)


def line(depth: int, name: str, meaning: str) -> str:
    return f"{'  ' * depth + name:<{COLUMN}} {meaning}".rstrip()


def lines(folder: Path, depth: int = 0) -> Iterator[str]:
    """A folder is told by its __init__, then its files, then the folders in it."""
    head = folder / "__init__.py"
    yield line(depth, folder.name + "/", docstring(head) if head.exists() else "")
    for file in sorted(folder.glob("*.py")):
        if file != head and is_mapped(file):
            yield line(depth + 1, file.name, docstring(file))
    for inner in sorted(path for path in folder.iterdir() if path.is_dir()):
        if any(is_mapped(file) for file in inner.rglob("*.py")):
            yield from lines(inner, depth + 1)


def draw(root: Path) -> str:
    start = root / "start.py"
    rows = [line(0, "start.py", docstring(start))] if start.exists() else []
    for name in FOLDERS:
        if (root / name).is_dir():
            rows += lines(root / name)
    return "\n".join(["```", *rows, "```"])


def renewed(document: str, drawing: str) -> str:
    """The document with the drawing between the marks; as it was when it has no marks."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{begin}\n{drawing}\n{end}{after}" if begin and end else document


def is_current(root: Path) -> bool:
    document = root / DOCUMENT.name
    if not document.exists():
        return True
    held = document.read_text(encoding="utf-8")
    return renewed(held, draw(root)) == held


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the map is behind")
    if parser.parse_args().check:
        return 0 if is_current(ROOT) else 1
    if DOCUMENT.exists():
        held = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(renewed(held, draw(ROOT)), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
