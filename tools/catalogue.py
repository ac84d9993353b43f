"""Gather every text of the screens into translations/messages.pot; --check says whether that file is up to date."""

import argparse
import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
MARK = "Translators:"


def sources(root: Path, folders: list[str]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((root / folder).rglob("*.py"))


def gather(root: Path, folders: list[str]) -> Catalog:
    catalogue = Catalog(project="Braid", charset="utf-8", fuzzy=False)
    for file in sources(root, folders):
        place = file.relative_to(root).as_posix()
        found = extract_from_file("python", file, KEYWORDS, (MARK,), {"encoding": "utf-8"}, True)
        for _line, message, comments, context in found:
            # Without line numbers a text moves only when it changes, so two branches seldom meet here.
            catalogue.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """The file's bytes: no header of dates and addresses, the same order on every machine."""
    stream = BytesIO()
    write_po(stream, catalogue, omit_header=True, sort_output=True, include_lineno=False, width=100)
    head = (
        "# Texts of Braid; written by tools/catalogue.py.\n"
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
    )
    return head.encode() + stream.getvalue().replace(b"\r\n", b"\n")


def is_current(target: Path, fresh: bytes) -> bool:
    """No file yet is fine: there is nothing that could be behind."""
    return not target.exists() or target.read_bytes() == fresh


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the file is behind")
    options = parser.parse_args()
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["braid"]["catalogue"]
    target = ROOT / settings["target"]
    fresh = written(gather(ROOT, settings["folders"]))
    if options.check:
        return 0 if is_current(target, fresh) else report(target)
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(fresh)
    return 0


def report(target: Path) -> int:
    print(f"{target.relative_to(ROOT)} is behind the sources; run: python -m tools.catalogue")
    return 1


if __name__ == "__main__":
    sys.exit(main())
