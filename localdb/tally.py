"""A small file beside the database that says what waits in it, so that a loss can be counted exactly (R11).

It outlives a killed program, since the system keeps what was written; after a power cut it may be behind, because
nobody waits for it to reach the disk. Of operations and drafts it holds only keyed hashes.
"""

import contextlib
import hashlib
import io
import os
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from domain.outbox import OutboxState
from domain.salvage import Salvage
from localdb.engine import private_file
from localdb.outbox_rows import MESSAGE_KINDS

OVER = frozenset({OutboxState.DONE.value, OutboxState.ACKED.value})
"""States in which the backend has the operation."""

_MAGIC = b"BTAL\x01"
_HEAD = struct.Struct(">5s?2x16sQI")
_SUM = struct.Struct(">I")
_START = _HEAD.size + _SUM.size
_TAG = 8
_RECORD = 1 + 2 * _TAG
_NOTHING = bytes(_TAG)
_GONE, _REPLY, _OTHER, _DRAFT = b"-", b"r", b"o", b"d"
_KINDS = {_GONE[0], _REPLY[0], _OTHER[0], _DRAFT[0]}
_PACK_OVER = 64 * 1024

_LIVE = "{row}.state NOT IN ('done', 'acked') AND {row}.kind <> 'skip'"
_NEW, _OLD = _LIVE.format(row="NEW"), _LIVE.format(row="OLD")
_TRIGGERS = (
    f"AFTER INSERT ON main.outbox WHEN {_NEW} BEGIN SELECT tally_operation(1, NEW.kind, NEW.id); END",
    f"AFTER DELETE ON main.outbox WHEN {_OLD} BEGIN SELECT tally_operation(0, OLD.kind, OLD.id); END",
    f"AFTER UPDATE OF state, kind, id ON main.outbox WHEN NEW.id <> OLD.id OR NEW.kind <> OLD.kind"
    f" OR ({_NEW}) <> ({_OLD}) BEGIN SELECT tally_operation(0, OLD.kind, OLD.id);"
    f" SELECT tally_operation({_NEW}, NEW.kind, NEW.id); END",
    "AFTER INSERT ON main.draft BEGIN SELECT tally_draft(NEW.thread_id, NEW.text, NEW.files); END",
    "AFTER UPDATE OF text, files ON main.draft BEGIN SELECT tally_draft(NEW.thread_id, NEW.text, NEW.files); END",
    "AFTER DELETE ON main.draft BEGIN SELECT tally_draft(OLD.thread_id, '', '[]'); END",
)
"""Of the writer's connection alone; the file knows nothing of them."""

_WAITING = f"SELECT kind, id FROM outbox WHERE state <> 'done' AND {_LIVE.format(row='outbox')}"
_DRAFTS = "SELECT thread_id, text, files FROM draft"


def tally_of(path: Path) -> Path:
    """Where the tally of the database at `path` is."""
    return path.with_suffix(".tally")


@dataclass(frozen=True, slots=True)
class Told:
    """What a tally says was waiting.

    Attributes:
        exact: every commit is in it; else it may be behind, so that more or fewer may have waited.
    """

    key: bytes
    records: dict[bytes, bytes]
    exact: bool

    def missing_operations(self, here: Iterable[str]) -> tuple[int, int]:
        """How many replies, and other operations, are not among these ids."""
        known = {_tag(self.key, "operation", one) for one in here}
        kinds = [record[:1] for tag, record in self.records.items() if tag not in known]
        return kinds.count(_REPLY), kinds.count(_OTHER)

    def missing_drafts(self, here: Iterable[tuple[str, str, str]]) -> int:
        """How many drafts are not here in their newest words; each is (thread, text, files as stored)."""
        known = {_tag(self.key, "draft", one[0]): _tag(self.key, *one) for one in here}
        drafts = {tag: record for tag, record in self.records.items() if record[:1] == _DRAFT}
        return sum(known.get(tag) != record[1 + _TAG :] for tag, record in drafts.items())


class _Dropped(io.FileIO):
    """A file that may be dropped without being closed, as SQLite's own are: nothing is buffered in it."""

    def __del__(self) -> None:
        self.close()


class Tally:
    """Follows one connection; everything here runs on the thread of that connection.

    Before a commit its records are put behind the end that the head names; after it the head names the new end.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = _own_key(key)
        self._file: io.FileIO | None = None
        self._records: dict[bytes, bytes] = {}
        self._pending: list[bytes] = []
        self._length = self._sum = 0
        self._boot = _boot()
        self._following = self._unmarked = False

    def follow(self, connection: Any) -> None:
        """Takes in what waits now, and hears of every change from here on."""
        connection.create_function("tally_operation", 3, self._operation)
        connection.create_function("tally_draft", 3, self._draft)
        for number, trigger in enumerate(_TRIGGERS):
            connection.execute(f"CREATE TEMP TRIGGER tally_{number} {trigger}")
        for kind, name in connection.execute(_WAITING).fetchall():
            self._operation(1, kind, name)
        for row in connection.execute(_DRAFTS).fetchall():
            self._draft(*row)
        self._following = self._unmarked = True
        self.settle()
        self.mark()

    def announce(self) -> None:
        """The commit comes now."""
        if self._pending and self._file is not None:
            self._put(_START + self._length, b"".join(self._pending))

    def settle(self) -> None:
        """It has come."""
        if not self._pending:
            return
        added = b"".join(self._pending)
        for record in self._pending:
            tag = record[1 : 1 + _TAG]
            if record[:1] == _GONE:
                self._records.pop(tag, None)
            else:
                self._records[tag] = record
        self._pending.clear()
        self._length += len(added)
        self._sum = zlib.crc32(added, self._sum)
        self._unmarked = True

    def mark(self) -> None:
        """Says in the head how far commits have come; not before the answer was given, so that nobody waits for it."""
        if not self._unmarked:
            return
        self._unmarked = False
        if self._file is None or self._length > max(_PACK_OVER, 4 * _RECORD * len(self._records)):
            self._write_anew()
        else:
            self._put(0, self._head())

    def drop(self) -> None:
        """It has not, and what was announced is void."""
        if self._pending and self._file is not None:
            with self._or_without():
                self._file.truncate(_START + self._length)
        self._pending.clear()

    def close(self, *, clean: bool) -> None:
        """Nothing more comes; after a clean end it counts whatever happens to the computer."""
        self.mark()
        if clean and self._file is not None:
            self._put(0, self._head(clean=True))
        if clean and self._file is not None:
            with self._or_without():
                os.fsync(self._file.fileno())
        if self._file is not None:
            self._file.close()
            self._file = None
        self._following = False

    def _operation(self, live: int, kind: str, name: str) -> None:
        mark = (_REPLY if kind in MESSAGE_KINDS else _OTHER) if live else _GONE
        self._pending.append(mark + _tag(self._key, "operation", name) + _NOTHING)

    def _draft(self, thread: str, text: str, files: str) -> None:
        tag = _tag(self._key, "draft", thread)
        there = text or files != "[]"
        self._pending.append(_DRAFT + tag + _tag(self._key, thread, text, files) if there else _GONE + tag + _NOTHING)

    def _write_anew(self) -> None:
        if not self._following:
            return
        body = b"".join(self._records.values())
        self._length, self._sum = len(body), zlib.crc32(body)
        fresh = self._path.with_suffix(".tally-new")
        with self._or_without():
            if self._file is not None:
                self._file.close()
            private_file(fresh)
            with fresh.open("wb") as file:
                file.write(self._head() + body)
            fresh.replace(self._path)
            self._file = _Dropped(self._path, "r+")

    def _head(self, *, clean: bool = False) -> bytes:
        head = _HEAD.pack(_MAGIC, clean, self._boot, self._length, self._sum)
        return head + _SUM.pack(zlib.crc32(head))

    def _put(self, at: int, data: bytes) -> None:
        assert self._file is not None
        with self._or_without():
            self._file.seek(at)
            if self._file.write(data) < len(data):
                raise OSError("no room")

    @contextlib.contextmanager
    def _or_without(self) -> Iterator[None]:
        """A full disk must not hinder the commit: then there is no tally, until there is room again."""
        try:
            yield
        except OSError:
            self._unmarked = True
            if self._file is not None:
                self._file.close()
                self._file = None
            for path in (self._path, self._path.with_suffix(".tally-new")):
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)


def read_tally(path: Path, key: bytes) -> Told | None:
    """What the tally at `path` says; None when there is none, or it is not whole."""
    try:
        data = path.read_bytes()
        magic, clean, boot, length, body_sum = _HEAD.unpack_from(data)
        (head_sum,) = _SUM.unpack_from(data, _HEAD.size)
    except (OSError, struct.error):
        return None
    body = data[_START : _START + length]
    if magic != _MAGIC or head_sum != zlib.crc32(data[: _HEAD.size]) or len(body) < length:
        return None
    if length % _RECORD or zlib.crc32(body) != body_sum:
        return None
    records: dict[bytes, bytes] = {}
    for at in range(0, length, _RECORD):
        record = body[at : at + _RECORD]
        if record[0] not in _KINDS:
            return None
        records[record[1 : 1 + _TAG]] = record
    waiting = {tag: record for tag, record in records.items() if record[:1] != _GONE}
    same_run = any(boot) and boot == _boot()
    return Told(_own_key(key), waiting, exact=(clean or same_run) and len(data) == _START + length)


def count_lost(damaged: Path, report: Salvage) -> Salvage:
    """The report when nothing of that database is saved; to count, no key is needed."""
    told = read_tally(tally_of(damaged), b"")
    if told is None:
        return report
    replies, others = told.missing_operations(())
    drafts = told.missing_drafts(())
    return replace(
        report, lost_operations=replies + others, lost_replies=replies, lost_drafts=drafts, rough=not told.exact
    )


def _own_key(key: bytes) -> bytes:
    return hashlib.blake2b(b"tally", key=key, digest_size=32).digest()


def _tag(key: bytes, *words: str) -> bytes:
    text = "\0".join(words).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, key=key, digest_size=_TAG).digest()


def _boot() -> bytes:
    """Which start of the computer this is; zeros where the system does not say."""
    try:
        text = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")
        return bytes.fromhex(text.strip().replace("-", ""))[:16]
    except (OSError, ValueError):
        return bytes(16)
