"""What can still be read of a damaged database: rows that wait, drafts, what is known of files, kept facts (R11)."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from domain.outbox import OutboxState
from localdb import tables
from localdb.kept_state import CLEAN
from localdb.pages import Pages
from localdb.records import Found, Record, scan, walk
from localdb.tally import OVER, Told, read_tally, tally_of

Row = dict[str, Any]
Roots = dict[str, int]

_STATES = frozenset(state.value for state in OutboxState)
_OUTBOX_COLUMNS = 17
_DRAFT_COLUMNS = 8
KEPT = "kept."


@dataclass(slots=True)
class Remains:
    """Rows as columns by name.

    Attributes:
        readable: whether anything answered to the key.
        uncertain: ids of operations of which only an earlier state could be read.
        seen: ids of all operations that could be read, over or not.
        lost_operations, lost_drafts, lost_replies: None when that cannot be known.
        rough: they may be a little off.
        bad: pages that cannot be read, as far as they were needed.
        log_lost: whether the newest commits are missing.
    """

    readable: bool = False
    operations: list[Row] = field(default_factory=list)
    drafts: list[Row] = field(default_factory=list)
    files: dict[str, Row] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    uncertain: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    lost_operations: int | None = None
    lost_drafts: int | None = None
    lost_replies: int | None = None
    rough: bool = False
    bad: int = 0
    log_lost: bool = False


def read_remains(path: Path, key: bytes, usual_roots: Roots, *, log_lost: bool) -> Remains:
    """Everything of worth in the file.

    Args:
        usual_roots: where the tables begin in a file of the same making, for when its own first page is lost.
    """
    with Pages(path, key) as pages:
        found = Remains(log_lost=log_lost)
        if pages.readable:
            found = _Reading(pages, _roots(pages, usual_roots), log_lost).all()
    if (told := read_tally(tally_of(path), key)) is not None:
        _count(found, told)
    return found


def _count(found: Remains, told: Told) -> None:
    """What the tally says to be missing, unless the file itself is the better witness."""
    replies, others = told.missing_operations(found.seen)
    if told.exact or found.lost_operations is None:
        found.lost_operations, found.lost_replies = replies + others, replies
        found.rough = not told.exact
    drafts = told.missing_drafts((row["thread_id"], row["text"], row["files"]) for row in found.drafts)
    if told.exact or found.lost_drafts is None:
        found.lost_drafts = drafts
        found.rough = not told.exact


class _Reading:
    """One pass over one file; reads every page only when the trees are broken."""

    def __init__(self, pages: Pages, roots: Roots, log_lost: bool) -> None:
        self.pages = pages
        self.roots = roots
        self.remains = Remains(readable=True, log_lost=log_lost)
        self._scanned: Found | None = None

    def all(self) -> Remains:
        self._operations()
        self._drafts()
        for record in self._records("blob"):
            if _is_file(record):
                self.remains.files[str(record[0])] = _row(tables.blob, record)
        for record in self._records("state"):
            if len(record) == 2 and str(record[0]).startswith(KEPT) and isinstance(record[1], str):
                self.remains.kept[str(record[0])] = record[1]
        if self.remains.log_lost:
            self.remains.lost_operations = self.remains.lost_drafts = self.remains.lost_replies = None
            self.remains.uncertain = {row["id"] for row in self.remains.operations}
        self.remains.bad = len(self.pages.bad)
        return self.remains

    def _operations(self) -> None:
        found = self._tree("outbox")
        by_id: dict[str, Row] = {}
        everything: set[int] = set()
        for rowid, record in self._rows(found):
            if not _is_operation(record):
                continue
            everything.add(rowid)
            self.remains.seen.add(str(record[1]))
            row = {**_row(tables.outbox, record), "local_order": rowid}
            if row["state"] not in OVER and by_id.setdefault(row["id"], row) is row and self._is_old(found, record):
                self.remains.uncertain.add(row["id"])
        self.remains.operations = sorted(by_id.values(), key=_order)
        lost = 0 if found.whole else self._missing_operations(everything)
        self.remains.lost_operations, self.remains.lost_replies = lost, None if lost else lost

    def _missing_operations(self, here: set[int]) -> int | None:
        """Counted in an index that is whole."""
        ledger = self._tree("outbox_state")
        if not ledger.whole:
            return None
        listed = [record for _, record in ledger.rows if _is_listed(record)]
        return sum(1 for record in listed if record[0] not in OVER and record[1] not in here)

    def _drafts(self) -> None:
        found = self._tree("draft")
        everything: dict[str, Row] = {}
        for _, record in self._rows(found):
            if _is_draft(record):
                everything.setdefault(str(record[0]), _row(tables.draft, record))
        self.remains.drafts = list(everything.values())
        self.remains.lost_drafts = 0 if found.whole else self._missing_drafts(set(everything))

    def _missing_drafts(self, here: set[str]) -> int | None:
        """None, or unknown: the index also names threads whose draft was emptied."""
        ledger = self._tree("sqlite_autoindex_draft_1")
        return 0 if ledger.whole and {record[0] for _, record in ledger.rows} <= here else None

    def _records(self, table: str) -> list[Record]:
        return [record for _, record in self._rows(self._tree(table))]

    def _tree(self, name: str) -> Found:
        root = self.roots.get(name)
        return walk(self.pages, root) if root else Found(whole=False)

    def _rows(self, found: Found) -> list[tuple[int, Record]]:
        """The tree's own rows first; whatever lies anywhere else, when the tree is broken."""
        if found.whole:
            return found.rows
        if self._scanned is None:
            self._scanned = scan(self.pages)
        return found.rows + self._scanned.rows

    def _is_old(self, found: Found, record: Record) -> bool:
        return record in found.old or (self._scanned is not None and record in self._scanned.old)


def _roots(pages: Pages, usual: Roots) -> Roots:
    """Where each table and index begins, from the file's own schema as far as it can be read."""
    schema = walk(pages, 1)
    own = {str(r[1]): r[3] for _, r in schema.rows if len(r) == 5 and isinstance(r[3], int) and r[3]}
    if schema.whole:
        return own
    return {**usual, **own} if _is_usual(pages, usual) else own


def _is_usual(pages: Pages, usual: Roots) -> bool:
    """Whether the tables lie where this code puts them; a copy that was packed has them elsewhere."""
    return any(record[0] == CLEAN for _, record in walk(pages, usual["state"]).rows)


def _order(row: Row) -> int:
    return int(row["local_order"])


def _row(table: Table, record: Record) -> Row:
    """Columns that a later version added are left to their defaults."""
    return dict(zip((column.name for column in table.c), record, strict=False))


def _fits(record: Record, *kinds: type | tuple[type, ...]) -> bool:
    return len(record) >= len(kinds) and all(isinstance(v, kind) for v, kind in zip(record, kinds, strict=False))


_NOTHING = type(None)


def _is_operation(record: Record) -> bool:
    return (
        len(record) >= _OUTBOX_COLUMNS
        and _fits(record, _NOTHING, str, str, str, bytes, int, int, (bytes, _NOTHING), str, str, int, int, int, int)
        and record[8] in _STATES
    )


def _is_listed(record: Record) -> bool:
    return len(record) == 5 and record[0] in _STATES and _fits(record, str, int, str, int, int)


def _is_draft(record: Record) -> bool:
    return (
        len(record) >= _DRAFT_COLUMNS
        and _fits(record, str, str, (str, _NOTHING), int, (str, _NOTHING), str, int, int)
        and str(record[5]).startswith("[")
    )


def _is_file(record: Record) -> bool:
    return len(record) == 7 and _fits(record, str, str, str, int, int, int, int) and len(str(record[0])) == 64
