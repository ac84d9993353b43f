"""Packs as files: JSON of our own without loss, or a table; hostile ones are bounded before they are read (S-2)."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from app.errors import FileUnreadable
from app.exchange.decoding import decoded
from app.export.placing import put
from app.training.pack_csv import read_table, write_table
from app.training.pack_file_values import FileFault, FileItem, PackFile
from app.wire import plain, read
from domain.ids import DrillItemId
from domain.training.item import DrillItem
from domain.training.pack import LONGEST_NOTE, LONGEST_TITLE, MOST_ITEMS, Edition, Pack, PackSource
from domain.training.validity import flaws

FORMAT, VERSION = "braid-drill-pack", 1
MOST_BYTES: Final = 20 * 1024 * 1024
_LONGEST_DETAIL = 120
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def read_file(path: Path) -> PackFile:
    """What a file holds; nothing of it is kept anywhere. Raises FileUnreadable."""
    try:
        if not path.is_file():
            raise FileUnreadable("gone")
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileUnreadable("gone") from error
    return read_bytes(raw, path.stem)


def read_bytes(raw: bytes, name: str = "") -> PackFile:
    """The same of what was read already; `name` is what a table is called."""
    if len(raw) > MOST_BYTES:
        raise FileUnreadable("too_large")
    text, guessed = decoded(raw)
    if guessed or ("\ufffd" in text and b"\xef\xbf\xbd" not in raw):
        raise FileUnreadable("encoding")
    if not text.strip():
        raise FileUnreadable("nothing")
    found = _json(text) if text.lstrip()[0] in "{[" else _table(text, name)
    if len(found.items) + len(found.faults) > MOST_ITEMS:
        raise FileUnreadable("too_many")
    return found


def write_file(path: Path, pack: Pack | Edition) -> None:
    """A table where the name ends in ".csv", else JSON; whole or not at all. Raises NotWritten."""
    put(path, write_table(items_of(pack)) if path.suffix.lower() == ".csv" else write_json(pack))


def write_json(pack: Pack | Edition) -> bytes:
    """Our own file; reading it gives the same items again."""
    made = {
        "format": FORMAT,
        "version": VERSION,
        "title": pack.title,
        "note": pack.note,
        "source": pack.source.value,
        "items": plain(items_of(pack)),
    }
    text = json.dumps(made, ensure_ascii=False, indent=1)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(made, indent=1).encode()


def items_of(pack: Pack | Edition) -> tuple[DrillItem, ...]:
    """The items of either."""
    return pack.items if isinstance(pack, Edition) else tuple(entry.item for entry in pack.entries)


def _json(text: str) -> PackFile:
    try:
        held = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FileUnreadable("not_json") from error
    if not isinstance(held, dict) or held.get("format") != FORMAT or not isinstance(held.get("items"), list):
        raise FileUnreadable("not_ours")
    version = held.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise FileUnreadable("newer")
    if len(held["items"]) > MOST_ITEMS:
        raise FileUnreadable("too_many")
    items, faults = _built((place, _item(raw)) for place, raw in enumerate(held["items"], start=1))
    title, note = _text(held, "title", LONGEST_TITLE), _text(held, "note", LONGEST_NOTE)
    return PackFile(title, note, items, _source(held.get("source")), faults)


def _table(text: str, name: str) -> PackFile:
    items, faults = _built(read_table(text))
    return PackFile(name[:LONGEST_TITLE], "", items, PackSource.WRITTEN, faults, table=True)


def _built(found: Iterable[tuple[int, DrillItem | FileFault]]) -> tuple[list[FileItem], list[FileFault]]:
    """Each with its flaws; an id that was there before is a fault, one that cannot be ours is none."""
    items: list[FileItem] = []
    faults: list[FileFault] = []
    seen: set[str] = set()
    for place, one in found:
        if isinstance(one, FileFault):
            faults.append(replace(one, place=place))
        elif one.id and one.id in seen:
            faults.append(FileFault(place, "twice", one.id[:_LONGEST_DETAIL]))
        else:
            kept = one if _ID.fullmatch(one.id) else replace(one, id=DrillItemId(""))
            seen.add(kept.id)
            items.append(FileItem(kept, flaws(kept), place))
    return items, faults


def _item(raw: object) -> DrillItem | FileFault:
    try:
        return read(raw, DrillItem)
    except ValueError as error:
        return FileFault(0, "not_an_item", str(error)[:_LONGEST_DETAIL])


def _source(value: object) -> PackSource:
    """What was once made of real dialogues stays so; everything else was written by somebody."""
    return PackSource.REAL if value == PackSource.REAL.value else PackSource.WRITTEN


def _text(held: dict[str, Any], name: str, most: int) -> str:
    value = held.get(name)
    return value[:most] if isinstance(value, str) else ""
