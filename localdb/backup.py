"""One encrypted file with everything, made while the program works; and an account's files out of one (R21)."""

import contextlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import select
from sqlcipher3 import dbapi2

from app.errors import KnownError, StorageUnreadable
from domain.ids import DeviceId
from localdb import kept_state
from localdb.blob_file import BlobFile
from localdb.context import Context
from localdb.database import driver
from localdb.deciding import renumber
from localdb.engine import open_engine, private_file, world_errors
from localdb.migrations import NEWEST
from localdb.plain_open import opened
from localdb.salvage import BLOBS
from localdb.tables import draft, outbox, outbox_blob
from localdb.values import words_from_json

Progress = Callable[[float], None]

KDF_ROUNDS = 600_000
_PAGES_A_STEP = 256
_SCHEMA = (
    "CREATE TABLE backup_info (made_at INTEGER NOT NULL) STRICT",
    "CREATE TABLE backup_file (hash TEXT NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL,"
    " PRIMARY KEY (hash, number)) STRICT",
)


def make_backup(path: Path, key: bytes, target: Path, passphrase: str, progress: Progress, now: int) -> None:
    """Writes the database at `path` and the files that its unsent work needs to `target`, complete or not at all.

    The state of one moment, while others read and write. Raises StorageFull.
    """
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with world_errors():
            private_file(part)
            _write(path, key, part, passphrase, progress, now)
            _settle(part, target)
    finally:
        for end in ("", "-journal", "-wal", "-shm"):
            part.with_name(part.name + end).unlink(missing_ok=True)


def restore_backup(source: Path, passphrase: str, fresh: Path, key: bytes, context: Context) -> None:
    """Makes the database at `fresh` (and its files) out of a backup, as another device than the one it was made on.

    Unsent operations keep their ids: what has left since is recognised by the backend, nothing is sent twice (R21).
    Raises StorageUnreadable ("wrong_passphrase", "not_a_backup", "damaged_backup", "newer_version", "other_agent") and
    StorageFull; the account's own files are not touched.
    """
    with contextlib.closing(_open_backup(source, passphrase)) as backup:
        _check(backup, context)
        with world_errors():
            _copy_database(backup, fresh, key)
        with opened(fresh, key) as connection:
            _copy_files(backup, fresh.with_name(BLOBS), key)
            with world_errors(), connection.begin():
                connection.exec_driver_sql("DROP TABLE backup_file")
                connection.exec_driver_sql("DROP TABLE backup_info")
                kept_state.drop(connection, kept_state.CLEAN)
                renumber(connection, DeviceId(context.ids.new()), context)


def _write(path: Path, key: bytes, part: Path, passphrase: str, progress: Progress, now: int) -> None:
    source = open_engine(path, key, writer=False).connect()
    target = _keyed(str(part), passphrase)
    try:
        with source.begin():
            # The transaction holds one state of the data, whatever is written meanwhile.
            names = _needed(source)

            def step(_status: int, left: int, pages: int) -> None:
                progress(1 - left / max(1, pages))

            driver(source).backup(target, pages=_PAGES_A_STEP, progress=step)
        target.execute("PRAGMA journal_mode = DELETE").fetchall()
        for statement in _SCHEMA:
            target.execute(statement)
        target.execute("BEGIN")
        target.execute("INSERT INTO backup_info VALUES (?)", (now,))
        _add_files(target, path.with_name(BLOBS), key, names)
        target.execute("COMMIT")
        progress(1.0)
    finally:
        target.close()
        driver(source).close()


def _needed(source: Any) -> set[str]:
    """The files of everything that has not been confirmed, and of drafts."""
    live = select(outbox_blob.c.hash).join(outbox, outbox.c.local_order == outbox_blob.c.local_order)
    names = set(source.execute(live.where(outbox.c.state != "done")).scalars())
    for files in source.execute(select(draft.c.files)).scalars():
        names.update(words_from_json(files))
    return names


def _add_files(target: Any, blobs: Path, key: bytes, names: Iterable[str]) -> None:
    if not blobs.exists():
        return
    reader = open_engine(blobs, key, writer=False).connect()
    pieces = (
        "SELECT c.hash, k.number, k.bytes FROM content c JOIN chunk k ON k.content_id = c.id WHERE c.hash = ?"
        " ORDER BY k.number"
    )
    try:
        for name in names:
            for row in driver(reader).execute(pieces, (name,)):
                target.execute("INSERT INTO backup_file VALUES (?, ?, ?)", row)
    finally:
        driver(reader).close()


def _settle(part: Path, target: Path) -> None:
    """On the disk before it gets its name, and its name as well."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _keyed(name: str, passphrase: str, *, uri: bool = False) -> Any:
    """A connection under a passphrase; SQLCipher derives the key by PBKDF2-HMAC-SHA512."""
    connection = dbapi2.connect(name, isolation_level=None, check_same_thread=False, uri=uri)
    quoted = passphrase.replace("'", "''")
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = '{quoted}'")
    connection.execute(f"PRAGMA kdf_iter = {KDF_ROUNDS}")
    return connection


def _open_backup(source: Path, passphrase: str) -> Any:
    if not source.is_file() or source.stat().st_size < 4096:
        raise StorageUnreadable("not_a_backup")
    backup = _keyed(f"file:{quote(str(source.absolute()))}?mode=ro", passphrase, uri=True)
    try:
        with world_errors(opening=True):
            backup.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except KnownError as error:
        backup.close()
        raise StorageUnreadable("wrong_passphrase") from error
    return backup


def _check(backup: Any, context: Context) -> None:
    try:
        with world_errors():
            version = backup.execute("PRAGMA user_version").fetchone()[0]
            tables = {name for (name,) in backup.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not {"backup_info", "outbox", "state"} <= tables:
                raise StorageUnreadable("not_a_backup")
            if version > NEWEST:
                raise StorageUnreadable("newer_version", f"written by version {version}, this program knows {NEWEST}")
            broken = backup.execute("PRAGMA cipher_integrity_check").fetchall()
            if broken or backup.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise StorageUnreadable("damaged_backup")
            owner = backup.execute("SELECT value FROM state WHERE key = ?", (kept_state.ME,)).fetchone()
    except StorageUnreadable as error:
        raise StorageUnreadable("damaged_backup" if error.code == "damaged" else error.code, error.detail) from error
    if owner is not None and owner[0] not in ("", context.me):
        raise StorageUnreadable("other_agent")


def _copy_database(backup: Any, fresh: Path, key: bytes) -> None:
    private_file(fresh)
    target = dbapi2.connect(str(fresh), isolation_level=None)
    try:
        target.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        backup.backup(target)
    finally:
        target.close()


def _copy_files(backup: Any, fresh: Path, key: bytes) -> None:
    names = [name for (name,) in backup.execute("SELECT DISTINCT hash FROM backup_file")]
    file = BlobFile(fresh, key)
    try:
        for name in names:
            rows = backup.execute("SELECT bytes FROM backup_file WHERE hash = ? ORDER BY number", (name,))
            file.add(b"".join(piece for (piece,) in rows))
    finally:
        file.close()
