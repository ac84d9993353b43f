"""A second encrypted database that holds files in chunks, so that no attachment lies in the clear on the disk."""

import hashlib
from collections.abc import Iterator
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
    insert,
    select,
    update,
)

from app.errors import StorageUnreadable
from localdb.engine import open_engine, private_file, world_errors

CHUNK = 256 * 1024
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
_READ = select(_chunk.c.bytes).where(_chunk.c.content_id == bindparam("of")).order_by(_chunk.c.number)


class BlobFile:
    """The open file; every method belongs on one thread."""

    def __init__(self, path: Path, key: bytes) -> None:
        private_file(path)
        self._engine = open_engine(path, key, writer=True)
        self._connection = self._engine.connect()
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
        """Keeps the bytes; returns their sha256, how many there are, and the first chunk. Raises StorageFull."""
        digest, size, head = hashlib.sha256(), 0, b""
        with world_errors(), self._connection.begin():
            content = self._connection.execute(insert(_content)).inserted_primary_key
            assert content is not None
            for number, piece in enumerate(_pieces(source)):
                digest.update(piece)
                size += len(piece)
                head = head or piece
                self._connection.execute(_ADD, {"content_id": content[0], "number": number, "bytes": piece})
            name = digest.hexdigest()
            if self._connection.execute(_FIND, {"named": name}).first() is None:
                self._connection.execute(_NAME, {"of": content[0], "named": name})
            else:
                self._forget_unfinished(self._connection)
        return name, size, head

    def read(self, name: str) -> bytes | None:
        """The whole file; None when it is not here."""
        with world_errors(), self._connection.begin():
            content = self._connection.execute(_FIND, {"named": name}).scalar_one_or_none()
            if content is None:
                return None
            return b"".join(self._connection.execute(_READ, {"of": content}).scalars())

    def close(self) -> None:
        """Checkpoints and closes."""
        driver = self._connection.connection.driver_connection
        if driver is not None:
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            driver.close()


def _pieces(source: Path | bytes) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield from (source[start : start + CHUNK] for start in range(0, len(source), CHUNK))
        return
    with source.open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece
