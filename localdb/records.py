"""SQLite's b-tree pages and records as bytes: walks a tree from its root, or takes any page for itself (R11)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from localdb.pages import USABLE, Pages

Value = None | int | float | str | bytes
Record = tuple[Value, ...]

TABLE_LEAF, TABLE_INNER, INDEX_LEAF, INDEX_INNER = 0x0D, 0x05, 0x0A, 0x02
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class Broken(Exception):
    """The bytes are not what a page of that kind looks like."""


@dataclass(slots=True)
class Found:
    """What a walk came by.

    Attributes:
        rows: (rowid, record); rowid 0 in an index.
        whole: no page on the way was unreadable.
        old: records of pages whose newest state is not readable; they may have changed since.
    """

    rows: list[tuple[int, Record]] = field(default_factory=list)
    whole: bool = True
    old: set[Record] = field(default_factory=set)


Wanted = Callable[[Value], bool]


def walk(pages: Pages, root: int, wanted: Wanted | None = None) -> Found:
    """Everything under a root page that can be read; `wanted` as in `cells`."""
    found = Found()
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        number = waiting.pop()
        page = pages.page(number) if 0 < number <= pages.count and number not in seen else None
        seen.add(number)
        found.whole = found.whole and page is not None and number not in pages.old
        if page is None:
            continue
        try:
            waiting.extend(_children(page, number))
        except Broken:
            found.whole = False
            continue
        _collect(found, pages, page, number, wanted)
    return found


def scan(pages: Pages, wanted: Wanted | None = None) -> Found:
    """The rows of every page that can be read, whatever they belong to; never whole."""
    found = Found(whole=False)
    for number in range(1, pages.count + 1):
        if (page := pages.page(number)) is not None:
            _collect(found, pages, page, number, wanted)
    return found


def _collect(found: Found, pages: Pages, page: bytes, number: int, wanted: Wanted | None) -> None:
    for rowid, record in cells(pages, page, number, wanted):
        if record is None:
            found.whole = False
        else:
            found.rows.append((rowid, record))
            if number in pages.old:
                found.old.add(record)


def cells(pages: Pages, page: bytes, number: int, wanted: Wanted | None = None) -> Iterator[tuple[int, Record | None]]:
    """The rows of one page, whatever tree it belongs to; None for a row of which a part cannot be read.

    Args:
        wanted: is asked about a row's first value before the rest is fetched from other pages.
    """
    kind = page[_head(number)]
    if kind not in (TABLE_LEAF, INDEX_LEAF, INDEX_INNER):
        return
    try:
        places = _pointers(page, number)
    except Broken:
        yield 0, None
        return
    for place in places:
        try:
            size, at = _varint(page, place + (4 if kind == INDEX_INNER else 0))
            rowid = 0
            if kind == TABLE_LEAF:
                rowid, at = _varint(page, at)
            if wanted is None or wanted(_first(page[at:USABLE])):
                yield rowid, _record(_payload(pages, page, at, size, table=kind == TABLE_LEAF))
        except (Broken, IndexError):
            yield 0, None


def _head(number: int) -> int:
    return 100 if number == 1 else 0


def _children(page: bytes, number: int) -> list[int]:
    head = _head(number)
    if page[head] not in (TABLE_INNER, INDEX_INNER):
        if page[head] not in (TABLE_LEAF, INDEX_LEAF):
            raise Broken
        return []
    last = int.from_bytes(page[head + 8 : head + 12], "big")
    return [int.from_bytes(page[at : at + 4], "big") for at in _pointers(page, number)] + [last]


def _pointers(page: bytes, number: int) -> list[int]:
    head = _head(number)
    count = int.from_bytes(page[head + 3 : head + 5], "big")
    first = head + (12 if page[head] in (TABLE_INNER, INDEX_INNER) else 8)
    if first + 2 * count > USABLE:
        raise Broken
    return [int.from_bytes(page[at : at + 2], "big") for at in range(first, first + 2 * count, 2)]


def _payload(pages: Pages, page: bytes, at: int, size: int, *, table: bool) -> bytes:
    """The cell's bytes with what lies on overflow pages. Raises Broken when one of those cannot be read."""
    most = USABLE - 35 if table else (USABLE - 12) * 64 // 255 - 23
    if size <= most:
        return page[at : at + size]
    least = (USABLE - 12) * 32 // 255 - 23
    here = least + (size - least) % (USABLE - 4)
    here = here if here <= most else least
    pieces, left = [page[at : at + here]], size - here
    following = int.from_bytes(page[at + here : at + here + 4], "big")
    while left > 0:
        more = pages.page(following) if 0 < following <= pages.count else None
        if more is None or following in pages.old:
            raise Broken
        pieces.append(more[4 : 4 + min(left, USABLE - 4)])
        left -= USABLE - 4
        following = int.from_bytes(more[:4], "big")
    return b"".join(pieces)


def _record(payload: bytes) -> Record:
    end, at = _varint(payload, 0)
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        size = _size(kind)
        if at + size > len(payload):
            raise Broken
        values.append(_value(kind, payload[at : at + size]))
        at += size
    return tuple(values)


def _first(payload: bytes) -> Value:
    end, at = _varint(payload, 0)
    kind, _at = _varint(payload, at)
    return _value(kind, payload[end : end + _size(kind)])


def _size(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    return _INTEGERS.get(kind, 8 if kind == 7 else 0)


def _value(kind: int, raw: bytes) -> Value:
    if kind >= 12:
        try:
            return raw.decode() if kind % 2 else raw
        except UnicodeDecodeError:
            raise Broken from None
    if kind in (8, 9):
        return kind - 8
    return int.from_bytes(raw, "big", signed=True) if kind in _INTEGERS else None


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    value = 0
    for step in range(9):
        byte = raw[at + step]
        if step == 8:
            return (value << 8) | byte, at + 9
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, at + step + 1
    raise Broken
