"""The server's database: schema, one writer, readers that cannot write, and the feed's sequence."""

import contextlib
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlcipher3 import dbapi2

from backend.storage import sqlite, sqlite_search
from backend.storage.database import Database
from backend.storage.problems import StorageProblem
from backend.storage.tables import metadata
from domain.ids import AgentId


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path / 'braid.db'}")
    yield opened
    opened.close()


def plain(sql: str) -> str:
    return re.sub(r"\s*([(),])\s*", r"\1", " ".join(sql.split()))


_NOT_OURS = ("alembic_version", "sqlite_sequence", *sqlite_search.TABLES)


def test_the_migrations_make_what_the_tables_say(database: Database) -> None:
    dialect = database._writer.dialect
    wanted = {plain(str(CreateTable(table).compile(dialect=dialect))) for table in metadata.tables.values()}
    for table in metadata.tables.values():
        wanted |= {plain(str(CreateIndex(index).compile(dialect=dialect))) for index in table.indexes}
    with database.read() as connection:
        rows = connection.execute(text("SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql <> ''"))
        found = {plain(sql) for (sql,) in rows if not any(name in sql for name in _NOT_OURS)}
    assert found == wanted
    assert all(sql.endswith("STRICT") for sql in found if sql.startswith("CREATE TABLE"))


def test_settings_that_keep_what_was_committed(database: Database) -> None:
    with database.write() as tx:
        assert tx.connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert tx.connection.execute(text("PRAGMA synchronous")).scalar() == 2
        assert tx.connection.execute(text("PRAGMA wal_autocheckpoint")).scalar() == 4000


def test_readers_cannot_write(database: Database) -> None:
    with database.read() as connection, pytest.raises(DatabaseError, match="readonly"):
        connection.execute(text("DELETE FROM feed"))


def test_who_reads_alone_always_reads_by_the_same_connection(database: Database) -> None:
    with database.read(), database.read(), database.read():
        pass
    used = set()
    for _ in range(6):
        with database.read() as connection:
            used.add(id(connection.connection.dbapi_connection))
    assert len(used) == 1


def test_however_many_read_the_kept_connections_hold_200_mb_at_most(database: Database) -> None:
    size = text("PRAGMA cache_size")
    with contextlib.ExitStack() as together:
        readers = [together.enter_context(database.read()) for _ in range(12)]
        held = {one.connection.dbapi_connection: -one.execute(size).scalar_one() for one in readers}
    with contextlib.ExitStack() as together:
        readers = [together.enter_context(database.read()) for _ in range(12)]
        kept = [one.connection.dbapi_connection for one in readers if one.connection.dbapi_connection in held]
    with database.write() as tx:
        written = -tx.connection.execute(size).scalar_one()
    assert 0 < len(kept) < 12
    assert (sum(held[one] for one in kept) + written) * 1024 <= 205_000_000


def test_a_reader_sees_one_moment(database: Database) -> None:
    with database.read() as connection:
        before = connection.execute(text("SELECT seq FROM feed")).scalar()
        with database.write() as tx:
            tx.changed("thread", "a")
        assert connection.execute(text("SELECT seq FROM feed")).scalar() == before
    assert database.seq() == 1


def test_the_audit_trail_can_only_grow(database: Database) -> None:
    with database.write() as tx:
        tx.connection.execute(text("INSERT INTO audit (at, action) VALUES (1, 'x')"))
    for statement in ("UPDATE audit SET action = 'y'", "DELETE FROM audit"):
        with pytest.raises(IntegrityError, match="append-only"), database.write() as tx:
            tx.connection.execute(text(statement))


def test_an_entity_has_one_sequence_in_a_transaction_and_the_newest_of_all(database: Database) -> None:
    with database.write() as tx:
        first, other = tx.changed("thread", "a"), tx.changed("message", "a")
        assert (tx.changed("thread", "a"), tx.changed("thread", "a", AgentId("me"))) == (first, other + 1)
    with database.write() as tx:
        assert tx.changed("thread", "a") == other + 2
    with database.read() as connection:
        rows = connection.execute(text("SELECT type, audience, seq FROM change_log ORDER BY seq")).all()
    assert [tuple(row) for row in rows] == [("message", "", 2), ("thread", "me", 3), ("thread", "", 4)]


def broken(database: Database) -> None:
    with database.write() as tx:
        tx.changed("thread", "a")
        tx.next_position()
        raise RuntimeError


def test_what_fails_leaves_no_trace_and_tells_nobody(database: Database) -> None:
    heard: list[int] = []
    database.on_commit(heard.append)
    with pytest.raises(RuntimeError):
        broken(database)
    assert (database.seq(), heard) == (0, [])
    with database.write() as tx:
        assert (tx.changed("thread", "a"), tx.next_position()) == (1, 1)
    assert heard == [1]


def test_listeners_hear_each_commit_until_they_leave(database: Database) -> None:
    heard: list[int] = []
    leave = database.on_commit(heard.append)
    for _ in range(2):
        with database.write() as tx:
            tx.changed("thread", "a")
    with database.write():
        pass
    leave()
    with database.write() as tx:
        tx.changed("thread", "a")
    assert heard == [1, 2]


def test_a_reader_never_sees_a_sequence_before_all_lower_ones(database: Database) -> None:
    """R13: eight writers at once; whoever reads from where they were misses nothing and gets nothing twice."""
    done, seen = threading.Event(), []

    def write(name: int) -> None:
        for number in range(12):
            with database.write() as tx:
                tx.changed("thread", f"{name}-{number}")
                tx.changed("message", f"{name}-{number}")

    def read() -> None:
        since = 0
        while not (done.is_set() and since == database.seq()):
            with database.read() as connection:
                query = text("SELECT seq FROM change_log WHERE seq > :since ORDER BY seq LIMIT 7")
                page = list(connection.execute(query, {"since": since}).scalars())
            seen.extend(page)
            since = page[-1] if page else since

    reader = threading.Thread(target=read)
    writers = [threading.Thread(target=write, args=(name,)) for name in range(8)]
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    reader.join()
    assert seen == list(range(1, 193))


def test_an_old_sqlite_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbapi2, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(StorageProblem, match=r"3\.51\.3"):
        sqlite.check_version()


def test_other_databases_are_refused_in_words() -> None:
    for url in ("postgresql://x/y", "sqlite://", "sqlite:///:memory:"):
        with pytest.raises(StorageProblem):
            Database(url)
