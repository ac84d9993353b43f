"""A second encrypted database that holds files in chunks, so that no attachment lies in the clear on the disk."""

import contextlib
import hashlib
import itertools
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy import (
    BLOB,
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from app.errors import KnownError, Refused, StorageUnreadable
from app.ports import PIECE
from localdb.engine import open_engine, private_file, world_errors

CHUNK = PIECE
_CHUNKS_A_COMMIT = 16
_UNFINISHED = "part:"
_CACHE_KIB = 2 * 1024
_NEWEST = 1
_SCHEMA = (
    "CREATE TABLE content (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, hash TEXT UNIQUE) STRICT",
    "CREATE TABLE chunk (content_id INTEGER NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL,"
    " PRIMARY KEY (content_id, number)) STRICT",
)
_META = MetaData()
_content = Table("content", _META, Column("id", Integer, primary_key=True), Column("hash", String))
_chunk = Table(
    "chunk",
    _META,
    Column("content_id", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("bytes", BLOB, nullable=False),
)
_ADD = insert(_chunk)
_FIND = select(_content.c.id).where(_content.c.hash == bindparam("named"))
_NAME = update(_content).where(_content.c.id == bindparam("of")).values(hash=bindparam("named"))
_OF = _chunk.c.content_id == bindparam("of")
_READ = select(_chunk.c.bytes).where(_OF).order_by(_chunk.c.number)
_READ_SOME = _READ.where(_chunk.c.number.between(bindparam("first"), bindparam("last")))
_HELD = select(func.coalesce(func.sum(func.length(_chunk.c.bytes)), 0)).where(_OF)
_DROP = (delete(_chunk).where(_OF), delete(_content).where(_content.c.id == bindparam("of")))


class BlobFile:
    """The open file; every method belongs on one thread."""

    def __init__(self, path: Path, key: bytes) -> None:
        private_file(path)
        self._engine = open_engine(path, key, writer=True)
        self._connection = self._engine.connect()
        # Content is read once, front to back: a cache would only hold what nobody asks for again.
        self._connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._connection.rollback()
        with world_errors(), self._connection.begin():
            self._prepare(self._connection)

    def _prepare(self, connection: Connection) -> None:
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if version > _NEWEST:
            raise StorageUnreadable("newer_version", f"blobs of version {version}")
        if version == 0:
            for statement in _SCHEMA:
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"PRAGMA user_version = {_NEWEST}")
        self._forget_unfinished(connection)

    @staticmethod
    def _forget_unfinished(connection: Connection) -> None:
        """What a crash cut off has no name yet."""
        unnamed = select(_content.c.id).where(_content.c.hash.is_(None))
        connection.execute(delete(_chunk).where(_chunk.c.content_id.in_(unnamed)))
        connection.execute(delete(_content).where(_content.c.hash.is_(None)))

    def add(self, source: Path | bytes) -> tuple[str, int, bytes]:
        """Keeps the bytes; returns their sha256, how many there are, and the first chunk. Raises StorageFull.

        Only the last of several commits gives them their name: what was cut off before that is forgotten.
        """
        digest, size, head = hashlib.sha256(), 0, b""
        content = self._begin(None)
        try:
            for start, pieces in _batches(source):
                rows = [
                    {"content_id": content, "number": start + at, "bytes": piece} for at, piece in enumerate(pieces)
                ]
                for piece in pieces:
                    digest.update(piece)
                    size += len(piece)
                    head = head or piece
                with world_errors(), self._connection.begin():
                    self._connection.execute(_ADD, rows)
            self._name(content, digest.hexdigest())
        except BaseException:
            with suppress(KnownError):  # a full disk: the next start forgets it
                self._drop(content)
            raise
        return digest.hexdigest(), size, head

    def read(self, name: str) -> bytes | None:
        """The whole file; None when it is not here."""
        with world_errors(), self._connection.begin():
            content = self._find(name)
            if content is None:
                return None
            return b"".join(self._connection.execute(_READ, {"of": content}).scalars())

    def piece(self, name: str, offset: int, size: int) -> bytes | None:
        """A part of the file, shorter at its end; None when the file is not here."""
        first, last = offset // CHUNK, (offset + size - 1) // CHUNK
        with world_errors(), self._connection.begin():
            content = self._find(name)
            if content is None:
                return None
            some = self._connection.execute(_READ_SOME, {"of": content, "first": first, "last": last}).scalars()
            return b"".join(some)[offset - first * CHUNK :][:size]

    def held(self, name: str) -> int:
        """How many bytes of a file are here that is still coming in."""
        with world_errors(), self._connection.begin():
            content = self._find(_UNFINISHED + name)
            return 0 if content is None else int(self._connection.execute(_HELD, {"of": content}).scalar_one())

    def append(self, name: str, offset: int, piece: bytes) -> None:
        """The next chunk of a file that comes in, behind what is held. Raises Refused behind one that was the last."""
        content = self._incoming(name)
        if offset % CHUNK:
            self._drop(content)
            raise Refused("blob_damaged")
        with world_errors(), self._connection.begin():
            row = {"content_id": content, "number": offset // CHUNK, "bytes": piece}
            self._connection.execute(_ADD, row)

    def finish(self, name: str) -> tuple[int, bytes]:
        """All has come in: size and first chunk. Raises Refused when the bytes are not what the name says."""
        digest, size, head, number = hashlib.sha256(), 0, b"", 0
        content = self._incoming(name)  # an empty file has none yet
        while piece := self._chunk(content, number):
            digest.update(piece)
            number, size, head = number + 1, size + len(piece), head or piece
        if digest.hexdigest() != name:
            self._drop(content)
            raise Refused("blob_damaged")
        self._name(content, name)
        return size, head

    def _incoming(self, name: str) -> int:
        with world_errors(), self._connection.begin():
            content = self._find(_UNFINISHED + name)
        return self._begin(_UNFINISHED + name) if content is None else content

    def _begin(self, name: str | None) -> int:
        with world_errors(), self._connection.begin():
            made = self._connection.execute(insert(_content).values(hash=name)).inserted_primary_key
        assert made is not None
        return int(made[0])

    def _name(self, content: int, name: str) -> None:
        """It is whole; when the same is here already, one of them is enough."""
        with world_errors(), self._connection.begin():
            known = self._find(name) is not None
            if not known:
                self._connection.execute(_NAME, {"of": content, "named": name})
        if known:
            self._drop(content)

    def _drop(self, content: int) -> None:
        with world_errors(), self._connection.begin():
            for statement in _DROP:
                self._connection.execute(statement, {"of": content})

    def _find(self, name: str) -> int | None:
        found: int | None = self._connection.execute(_FIND, {"named": name}).scalar_one_or_none()
        return found

    def _chunk(self, content: int, number: int) -> bytes:
        with world_errors(), self._connection.begin():
            some = self._connection.execute(_READ_SOME, {"of": content, "first": number, "last": number})
            return b"".join(some.scalars())

    def roots(self) -> dict[str, int]:
        """At which page each table begins: the same in every file that this code made."""
        with world_errors(), self._connection.begin():
            rows = self._connection.exec_driver_sql("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0")
            return {str(name): int(root) for name, root in rows}

    def copy_to(self, target: Path) -> None:
        """A copy of everything as it is now, under the same key. Raises StorageFull."""
        driver = self._connection.connection.driver_connection
        assert driver is not None
        with world_errors():
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            driver.execute("VACUUM INTO ?", (str(target),))
        target.chmod(0o600)

    def close(self) -> None:
        """Checkpoints and closes."""
        driver = self._connection.connection.driver_connection
        if driver is not None:
            with contextlib.suppress(Exception):  # the log stays beside the file, and nothing is lost
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            driver.close()


def _batches(source: Path | bytes) -> Iterator[tuple[int, list[bytes]]]:
    """Some chunks at a time, with the number of the first: one commit each keeps the memory and the log small."""
    pieces, start = _pieces(source), 0
    while some := list(itertools.islice(pieces, _CHUNKS_A_COMMIT)):
        yield start, some
        start += len(some)


def _pieces(source: Path | bytes) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield from (source[start : start + CHUNK] for start in range(0, len(source), CHUNK))
        return
    with source.open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece
