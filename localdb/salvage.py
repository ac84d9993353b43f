"""A fresh database out of a damaged one: what waits goes on under its ids, everything else is fetched again (R11)."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, replace
from pathlib import Path

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from domain.outbox import NEEDS_PERSON, HoldReason, OutboxState
from domain.problems import Problem
from domain.salvage import Salvage
from localdb import kept_state
from localdb.blob_file import BlobFile
from localdb.context import Context
from localdb.damaged_blobs import read_files
from localdb.damaged_file import Remains, Row, read_remains
from localdb.engine import world_errors
from localdb.enqueueing import needs_blobs
from localdb.outbox_rows import MESSAGE_KINDS, parts_of, read_payload
from localdb.plain_open import opened
from localdb.sql import many
from localdb.state import device_id
from localdb.tables import blob, draft, outbox
from localdb.values import to_json, words_from_json

REPORT = "kept.salvage"
"""Under which the fresh database keeps what has to be told."""

BLOBS = "blobs.db"
_ROOTS = "SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0"


def salvage(damaged: Path, fresh: Path, key: bytes, context: Context, why: str, aside: str) -> Salvage:
    """Makes the database at `fresh` (and its `blobs.db`) from what can be read of the one at `damaged`.

    The damaged files are only read. Raises StorageFull.

    Args:
        why: the code with which opening failed, or working with it.
        aside: the name under which the damaged folder will be found.
    """
    with opened(fresh, key) as connection:
        with connection.begin():
            roots = {str(name): int(root) for name, root in connection.exec_driver_sql(_ROOTS)}
        remains = read_remains(damaged, key, roots, log_lost=why.startswith("log_"))
        files = _Files(remains)
        files.carry_over(damaged.with_name(BLOBS), fresh.with_name(BLOBS), key)
        report = replace(_report(remains, files, why, context), aside=aside)
        with world_errors(), connection.begin():
            _Fresh(connection, context, files).put(remains)
            kept_state.put(connection, REPORT, to_json(asdict(report)))
    return report


def salvage_files(path: Path, damaged: Path, fresh: Path, key: bytes, context: Context, aside: str) -> Salvage:
    """For a store of attachments that broke alone: what waits keeps the files that can be read, in a store at `fresh`.

    The replies whose files are gone stand blocked; what was only cached is fetched again when it is looked at.
    Raises StorageFull.
    """
    with opened(path, key) as connection:
        with connection.begin():
            live = [dict(row._mapping) for row in connection.execute(select(outbox).where(outbox.c.state != "done"))]
            drafts = [dict(row._mapping) for row in connection.execute(select(draft))]
            known = {row.hash: dict(row._mapping) for row in connection.execute(select(blob))}
        files = _Files(Remains(True, live, drafts, known))
        files.carry_over(damaged, fresh, key)
        report = Salvage("files", context.clock.now(), aside, lost_files=len(files.lost))
        with world_errors(), connection.begin():
            for row in live:
                if files.lost & set(files.of_operation(row)) and row["state"] not in ("sent", "acked"):
                    _block(connection, row["local_order"], context)
            connection.execute(blob.delete().where(blob.c.hash.in_(files.lost)))
            kept_state.put(connection, REPORT, to_json(asdict(report)))
    return report


class _Files:
    """The attachments that operations and drafts need.

    Attributes:
        known: what the database says of them, by hash. held: those that were carried over. lost: those that are needed
            here and cannot be read; the backend does not hold them.
    """

    def __init__(self, remains: Remains) -> None:
        self.known = remains.files
        self.held: set[str] = set()
        self.of_drafts = {name for row in remains.drafts for name in _draft_files(row)}
        of_operations: set[str] = set()
        for row in remains.operations:
            of_operations.update(self.of_operation(row))
        self.lost = {name for name in of_operations | self.of_drafts if not self._uploaded(name)}
        self.wanted = of_operations | self.of_drafts

    def of_operation(self, row: Row) -> Iterable[str]:
        """What the row names; also notes how a file is called whose own row is gone."""
        payload = read_payload(row["kind"], row["payload"])
        for part in parts_of(payload) if payload is not None else ():
            if part.blob:
                self.known.setdefault(part.blob, _described(part.blob, part.name, part.media_type, part.size))
                yield part.blob

    def carry_over(self, damaged: Path, fresh: Path, key: bytes) -> None:
        """Copies what is needed and readable."""
        file = BlobFile(fresh, key)
        try:
            for name, content in read_files(damaged, key, self.wanted, file.roots()):
                file.add(content)
                self.known.setdefault(name, _described(name, name[:8], "application/octet-stream", len(content)))
                self.held.add(name)
        finally:
            file.close()
        self.lost -= self.held

    def _uploaded(self, name: str) -> bool:
        return bool(self.known.get(name, {}).get("uploaded"))


class _Fresh:
    """Puts rows in as if they had just been queued: same ids, no numbers, another device (reliability 3.1)."""

    def __init__(self, connection: Connection, context: Context, files: _Files) -> None:
        self.connection = connection
        self.context = context
        self.files = files

    def put(self, remains: Remains) -> None:
        """Everything, in one transaction."""
        device_id(self.connection, self.context)
        for key, value in remains.kept.items():
            kept_state.put(self.connection, key, value)
        known = [row for name, row in self.files.known.items() if name in self.files.wanted - self.files.lost]
        many(self.connection, upsert(blob).on_conflict_do_nothing(), known)
        for row in remains.drafts:
            kept = to_json([name for name in _draft_files(row) if name not in self.files.lost])
            self.connection.execute(insert(draft).values({**row, "files": kept}))
        for row in remains.operations:
            if row["kind"] != "skip":
                self._queue(row, uncertain=row["id"] in remains.uncertain)

    def _queue(self, row: Row, *, uncertain: bool) -> None:
        order, now = row["local_order"], self.context.now()
        payload = read_payload(row["kind"], row["payload"])
        state, reason = OutboxState.QUEUED, ""
        if payload is not None:
            state = needs_blobs(self.connection, order, payload)
        if row["state"] in NEEDS_PERSON:
            state, reason = OutboxState(row["state"]), row["reason"]
        elif uncertain and row["kind"] in MESSAGE_KINDS:
            state, reason = OutboxState.HELD, HoldReason.SALVAGED.value
        if self.files.lost & set(self.files.of_operation(row)):
            state, reason = OutboxState.BLOCKED, Problem.BLOB_MISSING.value
        doubtful = int(bool(row["doubtful"]) or row["state"] == OutboxState.SENT)
        fresh = {"n": 0, "wire": None, "pulls": None, "state": state.value, "reason": reason, "since": now}
        self.connection.execute(insert(outbox).values({**row, **fresh, "doubtful": doubtful}))


def _block(connection: Connection, order: int, context: Context) -> None:
    connection.execute(
        update(outbox)
        .where(outbox.c.local_order == order)
        .values(state=OutboxState.BLOCKED.value, reason=Problem.BLOB_MISSING.value, since=context.now())
    )


def _report(remains: Remains, files: _Files, why: str, context: Context) -> Salvage:
    kinds = [row["kind"] for row in remains.operations if row["kind"] != "skip"]
    replies = sum(kind in MESSAGE_KINDS for kind in kinds)
    return Salvage(
        reason=_reason(remains, why),
        at=context.clock.now(),
        replies=replies,
        others=len(kinds) - replies,
        drafts=sum(bool(row["text"]) or row["files"] != "[]" for row in remains.drafts),
        lost_operations=remains.lost_operations,
        lost_drafts=remains.lost_drafts,
        lost_replies=remains.lost_replies,
        rough=remains.rough,
        lost_files=len(files.lost),
        uncertain=len(remains.uncertain),
        details=f"{why}; unreadable pages: {remains.bad}",
    )


def _reason(remains: Remains, why: str) -> str:
    if not remains.readable:
        return "wrong_key"
    return "log_lost" if remains.log_lost else "damaged"


def _draft_files(row: Row) -> Collection[str]:
    try:
        names: tuple[str, ...] = words_from_json(row["files"])
    except ValueError:
        return ()
    return names


def _described(name: str, title: str, media_type: str, size: int) -> Row:
    return {
        "hash": name,
        "name": title,
        "media_type": media_type,
        "size": size,
        "width": 0,
        "height": 0,
        "uploaded": 0,
    }
