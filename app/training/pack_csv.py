"""A pack as a table: one row an item, keywords marked in its text, replies with what each lacks beside them (S14)."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import zip_longest
from typing import TypeVar

from app.csv_rows import csv_rows
from app.errors import FileUnreadable
from app.export.safe import bare, guarded, writable
from app.training.pack_file_values import FileFault
from domain.emotion.assessment import Tier, Topic
from domain.ids import DrillItemId
from domain.training.item import MOST_OPTIONS, DrillItem, Element, Line, Mark, NextStep, ReplyOption, Side
from domain.training.marking import read_marked, write_marked

Choice = TypeVar("Choice", bound=Enum)
Row = Mapping[str, str]

_PLAIN = ("id", "language", "text", "topic", "tier", "complaint", "step", "marks")
_GISTS = tuple(f"gist_{number}" for number in range(1, MOST_OPTIONS + 1))
_REPLIES = tuple(f"reply_{number}" for number in range(1, MOST_OPTIONS + 1))
_LACKS = tuple(f"lacks_{number}" for number in range(1, MOST_OPTIONS + 1))
_MOST_COLUMNS = 200
_YES, _NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0", ""})
_NO_MARKS, _FINE = "none", "?"


class _Faulty(Exception):
    """This row is no item."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code)
        self.fault = FileFault(0, code, detail[:120])


def read_table(text: str) -> Iterator[tuple[int, DrillItem | FileFault]]:
    """Each row's line and its item, or why it is none. Raises FileUnreadable."""
    lines = csv_rows(text, FileUnreadable)
    header = [name.strip().lower() for name in next(lines, (0, []))[1]]
    if not {"text", "language"} <= set(header) or len(header) > _MOST_COLUMNS:
        raise FileUnreadable("no_columns")
    for number, cells in lines:
        if any(cell.strip() for cell in cells):
            row = dict(zip(header, map(bare, cells), strict=False))
            try:
                yield number, _item(row)
            except _Faulty as faulty:
                yield number, faulty.fault


def write_table(items: Sequence[DrillItem]) -> bytes:
    """The table, in UTF-8 with its mark, so that spreadsheets read it; no cell is a formula."""
    longest = max((len(item.before) for item in items), default=0)
    before = [f"before_{number}" for number in range(1, longest + 1)]
    options = [name for three in zip(_GISTS, _REPLIES, _LACKS, strict=True) for name in three]
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, [*_PLAIN, *options, *before], restval="", lineterminator="\r\n")
    writer.writeheader()
    for item in items:
        writer.writerow({name: guarded(writable(cell)) for name, cell in _cells(item).items()})
    return target.getvalue().encode("utf-8-sig")


def _cells(item: DrillItem) -> dict[str, str]:
    marked = write_marked(item.text, item.marks)
    literal = read_marked(marked) != (item.text, item.marks)
    cells = {
        "id": item.id,
        "language": item.language,
        "text": item.text if literal else marked,
        "topic": item.topic.value if item.topic is not None else "",
        "tier": item.tier.value,
        "complaint": "yes" if item.complaint else "no",
        "step": item.step.value,
        "marks": _marks_text(item.marks) if literal else "",
    }
    cells |= dict(zip(_GISTS, item.gists, strict=False))
    cells |= dict(zip(_REPLIES, (one.text for one in item.replies), strict=False))
    cells |= dict(zip(_LACKS, (" ".join(one.lacks) for one in item.replies), strict=False))
    said = (f"{line.side.value}: {line.text}" for line in item.before)
    return cells | {f"before_{number}": line for number, line in enumerate(said, start=1)}


def _marks_text(marks: Iterable[Mark]) -> str:
    """Places of keywords, for a text that has such signs of its own: 0-4 9-12?"""
    return " ".join(f"{one.start}-{one.end}{'' if one.needed else _FINE}" for one in marks) or _NO_MARKS


def _item(row: Row) -> DrillItem:
    text, marks = _text(row)
    replies = zip_longest(_several(row, _REPLIES), [row.get(name, "") for name in _LACKS], fillvalue="")
    return DrillItem(
        id=DrillItemId(row.get("id", "").strip()),
        language=row["language"].strip(),
        text=text,
        marks=marks,
        topic=_choice(Topic, row.get("topic", ""), "topic") if row.get("topic", "").strip() else None,
        tier=_choice(Tier, row.get("tier", ""), "tier"),
        complaint=_complaint(row.get("complaint", "")),
        step=_choice(NextStep, row.get("step", ""), "step"),
        gists=tuple(_several(row, _GISTS)),
        replies=tuple(ReplyOption(reply, _lacks(lacks)) for reply, lacks in replies if reply),
        before=tuple(_line(cell) for name, cell in row.items() if name.startswith("before_") and cell),
    )


def _several(row: Row, names: Sequence[str]) -> list[str]:
    """Cells up to the last one that holds something: an empty one between them is a flaw, not a gap."""
    cells = [row.get(name, "") for name in names]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(row: Row) -> tuple[str, tuple[Mark, ...]]:
    places = row.get("marks", "").strip()
    if not places:
        return read_marked(row["text"])
    if places == _NO_MARKS:
        return row["text"], ()
    try:
        return row["text"], tuple(map(_mark, places.split()))
    except ValueError as error:
        raise _Faulty("marks", places) from error


def _mark(place: str) -> Mark:
    start, end = place.removesuffix(_FINE).split("-")
    return Mark(int(start), int(end), not place.endswith(_FINE))


def _choice(kind: type[Choice], word: str, code: str) -> Choice:
    try:
        return kind(word.strip().lower())
    except ValueError as error:
        raise _Faulty(code, word) from error


def _complaint(word: str) -> bool:
    if word.strip().lower() not in _YES | _NO:
        raise _Faulty("complaint", word)
    return word.strip().lower() in _YES


def _lacks(words: str) -> tuple[Element, ...]:
    return tuple(_choice(Element, word, "lacks") for word in words.replace(";", " ").replace(",", " ").split())


def _line(cell: str) -> Line:
    side, colon, words = cell.partition(":")
    if not colon or side.strip().lower() not in set(Side):
        raise _Faulty("before", cell)
    return Line(Side(side.strip().lower()), words.removeprefix(" "))
