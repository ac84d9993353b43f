"""Files out of a damaged store of attachments, each proved by its hash (R11)."""

import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path

from localdb.damaged_file import Roots
from localdb.pages import Pages
from localdb.records import Record, scan, walk


def read_files(path: Path, key: bytes, named: Collection[str], usual_roots: Roots) -> Iterator[tuple[str, bytes]]:
    """Those of the named files that can be read whole, one at a time."""
    if not named:
        return
    with Pages(path, key) as pages:
        if not pages.readable:
            return
        contents = _contents(pages, set(named), usual_roots)
        for name, content_id in contents.items():
            content = _content(pages, content_id, usual_roots)
            if hashlib.sha256(content).hexdigest() == name:
                yield name, content


def _contents(pages: Pages, named: set[str], roots: Roots) -> dict[str, int]:
    found = walk(pages, roots["content"])
    rows = found.rows if found.whole else found.rows + scan(pages, _is_no_chunk).rows
    return {str(r[1]): rowid for rowid, r in rows if len(r) == 2 and r[0] is None and r[1] in named}


def _is_no_chunk(first: object) -> bool:
    return first is None


def _content(pages: Pages, content_id: int, roots: Roots) -> bytes:
    def wanted(first: object) -> bool:
        return first == content_id

    found = walk(pages, roots["chunk"], wanted)
    rows = found.rows if found.whole else found.rows + scan(pages, wanted).rows
    pieces = {number: piece for _, record in rows for number, piece in _chunk(record)}
    return b"".join(pieces[number] for number in sorted(pieces))


def _chunk(record: Record) -> Iterator[tuple[int, bytes]]:
    if len(record) == 3 and isinstance(record[1], int) and isinstance(record[2], bytes):
        yield record[1], record[2]
