"""Draft rows as they are stored: text, how it stands with the backend, what another device saved meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select

from app.ports import Draft
from domain.draft import SyncedDraft
from domain.ids import BlobHash, IdentityId, MessageId, ThreadId
from domain.operations import SaveDraft
from localdb import kept_state
from localdb.sql import upsert
from localdb.tables import draft
from localdb.values import clean, text_or_none, to_json, words_from_json

IN_STEP, TYPED, REFUSED = 0, 1, 2
"""`unsynced`: the backend has it; it does not yet; it does not want it before the feed or the author says more."""

COLUMNS = tuple(draft.c)
_OWN = select(*COLUMNS).where(draft.c.thread_id == bindparam("of"))
_SAVE = upsert(draft, "thread_id")
_SYNCED = msgspec.json.Decoder(SyncedDraft)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One row; the fields are its columns.

    Attributes:
        consumed: the last revision that was sent.
        base: version of the SyncedDraft that the text goes on from, 0 for none; negative while a fresh snapshot
            has not said yet whether that is still so.
        seen_position: newest position of the thread when the draft was begun.
        other: what another device saved while this text was not in step; the agent has not chosen yet.
    """

    thread_id: ThreadId
    text: str = ""
    identity_id: IdentityId | None = None
    note: bool = False
    reply_to: MessageId | None = None
    files: tuple[BlobHash, ...] = ()
    revision: int = 0
    consumed: int = 0
    base: int = 0
    unsynced: int = IN_STEP
    seen_position: int = 0
    other: SyncedDraft | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it."""
        return not self.text and not self.files

    def payload(self) -> SaveDraft:
        """What the backend shall keep."""
        return SaveDraft(self.text, self.identity_id, self.note, self.reply_to, len(self.files), max(self.base, 0))

    def says(self, said: SyncedDraft | SaveDraft) -> bool:
        """Whether these are the same words to the same place; files stay where they are and are not compared."""
        mine = (self.text, self.identity_id, self.note, self.reply_to)
        return mine == (said.text, said.identity_id, said.note, said.reply_to)

    def with_text_of(self, value: Draft | SyncedDraft) -> "DraftRow":
        """Those words instead; the files of this computer stay unless the value names others."""
        files = value.files if isinstance(value, Draft) else self.files
        return replace(
            self,
            text=clean(value.text),
            identity_id=value.identity_id,
            note=value.note,
            reply_to=value.reply_to,
            files=files,
        )


def read(connection: Connection, thread_id: str) -> DraftRow | None:
    """The thread's own row."""
    row = connection.execute(_OWN, {"of": thread_id}).one_or_none()
    return None if row is None else row_of(row)


def row_of(row: Sequence[Any]) -> DraftRow:
    """A stored row; it has COLUMNS."""
    values = dict(zip((column.name for column in COLUMNS), row, strict=True))
    other = values.pop("other")
    files, note = words_from_json(values.pop("files")), bool(values.pop("note"))
    return DraftRow(**values, note=note, files=files, other=None if other is None else _SYNCED.decode(other))


def write(connection: Connection, row: DraftRow) -> None:
    """Stores all of it."""
    values: dict[str, Any] = {column.name: getattr(row, column.name) for column in COLUMNS}
    values |= {"text": clean(row.text), "note": int(row.note), "files": to_json(row.files)}
    values |= {"identity_id": text_or_none(row.identity_id), "reply_to": text_or_none(row.reply_to)}
    connection.execute(_SAVE, {**values, "other": None if row.other is None else to_json(row.other)})


def known(connection: Connection, thread_id: str) -> SyncedDraft | None:
    """What the backend has, as far as the feed told."""
    raw = kept_state.get(connection, _key(thread_id))
    return None if raw is None else _SYNCED.decode(raw)


def know(connection: Connection, thread_id: str, value: SyncedDraft | None) -> None:
    """The feed told that the backend has this, or nothing."""
    if value is None:
        kept_state.drop(connection, _key(thread_id))
    else:
        kept_state.put(connection, _key(thread_id), to_json(value))


def _key(thread_id: str) -> str:
    return f"draft:{thread_id}"
