"""Drafts in step with the agent's other devices: what the feed brings and what the backend answers (C-4)."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, bindparam, delete, select, update

from app.ports import Draft
from domain.changes import Change
from domain.draft import SyncedDraft
from domain.ids import ThreadId
from domain.operations import SaveDraft
from localdb import draft_rows, kept_state
from localdb.draft_rows import IN_STEP, REFUSED, TYPED, DraftRow
from localdb.outbox_rows import read_payload
from localdb.sql import AnyRow, literal
from localdb.tables import draft, outbox

_IN_LANE = (outbox.c.state != literal("done")) & (outbox.c.kind == literal("save_draft"))
_FREE = _IN_LANE & (outbox.c.state == literal("queued")) & (outbox.c.n == 0) & (outbox.c.doubtful == 0)
_ACKED = select(outbox).where(_IN_LANE, outbox.c.lane == bindparam("of"), outbox.c.state == literal("acked"))
_DONE = update(outbox).where(outbox.c.local_order == bindparam("at")).values(state="done", since=bindparam("now"))
_TO_HAND_OVER = select(draft.c.thread_id).where(draft.c.unsynced == TYPED, draft.c.other.is_(None))
_DOUBT = update(draft).where(draft.c.base > 0).values(base=-draft.c.base)
_DOUBTED = select(*draft_rows.COLUMNS).where(draft.c.base < 0)


def take(connection: Connection, changes: Iterable[Change], now: int) -> set[str]:
    """What the feed says of drafts; returns the threads that may look different."""
    told = set()
    device = kept_state.get(connection, kept_state.DEVICE)
    for change in changes:
        row = draft_rows.read(connection, change.id) or DraftRow(ThreadId(change.id))
        entity = change.entity
        if isinstance(entity, SyncedDraft):
            mine = entity.device_id == device
            after = _brought(row, entity, draft_rows.known(connection, change.id), mine=mine)
            if mine:
                _came_back(connection, entity, now)
        else:
            after = _gone(row, change.seq)
        if after != row:
            draft_rows.write(connection, after)
            draft_rows.know(connection, change.id, entity if isinstance(entity, SyncedDraft) else None)
            told.add(change.id)
    return told


def _came_back(connection: Connection, entity: SyncedDraft, now: int) -> None:
    """The operation that saved these words here is done."""
    for row in connection.execute(_ACKED, {"of": entity.thread_id}).all():
        payload = read_payload(row.kind, row.payload)
        if isinstance(payload, SaveDraft) and payload.text == entity.text and payload.files == entity.files:
            connection.execute(_DONE, {"at": row.local_order, "now": now})


def _brought(row: DraftRow, entity: SyncedDraft, known: SyncedDraft | None, *, mine: bool) -> DraftRow:
    doubted = row.base < 0 and known != entity
    seen = max(abs(row.base), row.other.version if row.other else 0)
    if entity.version <= seen and not doubted:
        return replace(row, base=abs(row.base))
    if row.says(entity):
        return replace(row, base=entity.version, unsynced=IN_STEP, other=None)
    if mine and row.revision:
        # Own words from before what is here now: they only say where the next ones go on from.
        return replace(row, base=entity.version, unsynced=TYPED if doubted or row.unsynced else IN_STEP)
    if row.empty or (row.unsynced == IN_STEP and not doubted):
        return adopted(row, entity)
    return replace(row, base=max(row.base, 0), unsynced=TYPED, other=entity)


def adopted(row: DraftRow, entity: SyncedDraft) -> DraftRow:
    """The other device's words instead of those here, under a revision that no sent one covers."""
    revision = max(row.revision, row.consumed) + 1
    after = replace(row.with_text_of(entity), revision=revision, base=entity.version, unsynced=IN_STEP, other=None)
    return replace(after, seen_position=0)


def _gone(row: DraftRow, seq: int) -> DraftRow:
    """Sent or emptied on another device: what was not typed on since goes here too; files stay where they are."""
    other = row.other if row.other is not None and row.other.version > seq else None
    if abs(row.base) > seq:
        return replace(row, other=other)
    # What is empty here already was sent or emptied here: no news.
    if row.unsynced or row.empty or not row.base:
        return replace(row, base=0, unsynced=TYPED if row.unsynced and not row.empty else IN_STEP, other=other)
    emptied = DraftRow(row.thread_id, files=row.files, consumed=max(row.revision, row.consumed))
    return replace(emptied, revision=emptied.consumed + 1, unsynced=TYPED if row.files else IN_STEP, other=other)


def to_hand_over(connection: Connection, thread_id: str) -> SaveDraft | None:
    """What has to go to the backend now; nothing for what it has, gets already, or what waits for its author.

    Removes the thread's row that is not frozen yet when it has no use any more.
    """
    row = draft_rows.read(connection, thread_id)
    if row is None or row.unsynced != TYPED or row.other is not None:
        return None
    payload, last = row.payload(), _last(connection, thread_id)
    if last is not None and row.says(last) and last.files == payload.files:
        return None
    drop_free(connection, thread_id)
    has = draft_rows.known(connection, thread_id)
    on_its_way = _last(connection, thread_id) is not None
    same = has is not None and has.version == row.base and row.says(has) and has.files == payload.files
    if not on_its_way and (same or (row.empty and not row.base)):
        draft_rows.write(connection, replace(row, unsynced=IN_STEP))
        return None
    return payload


def _last(connection: Connection, thread_id: str) -> SaveDraft | None:
    """What was handed over last and has not come back yet."""
    query = select(outbox.c.payload).where(_IN_LANE, outbox.c.lane == thread_id)
    raw = connection.execute(query.order_by(outbox.c.local_order.desc()).limit(1)).scalar()
    payload = None if raw is None else read_payload("save_draft", raw)
    return payload if isinstance(payload, SaveDraft) else None


def threads_to_hand_over(connection: Connection) -> list[str]:
    """Every thread whose draft the backend does not have yet."""
    return list(connection.execute(_TO_HAND_OVER).scalars())


def drop_free(connection: Connection, thread_id: str) -> None:
    """Takes back what waits unfrozen: something newer is in its place."""
    connection.execute(delete(outbox).where(_FREE, outbox.c.lane == thread_id))


def is_known(connection: Connection, row: DraftRow) -> bool:
    """Whether the backend has, or may get, a draft of that thread."""
    return bool(row.base) or _last(connection, row.thread_id) is not None


def taken(connection: Connection, rows: Iterable[AnyRow]) -> None:
    """The backend applied these outbox rows: whoever typed nothing since is in step."""
    for lane, payload in _payloads(rows):
        row = draft_rows.read(connection, lane)
        if row is not None and row.unsynced and row.says(payload) and len(row.files) == payload.files:
            draft_rows.write(connection, replace(row, unsynced=IN_STEP))


def refused(connection: Connection, outbox_row: AnyRow, current: int = 0) -> None:
    """The backend holds something newer (`current`) or wants none of it: said again only when there is news."""
    row = draft_rows.read(connection, outbox_row.lane)
    if row is None or row.unsynced != TYPED:
        return
    caught_up = 0 < current <= max(row.base, row.other.version if row.other else 0)
    if not caught_up:
        draft_rows.write(connection, replace(row, unsynced=REFUSED))


def _payloads(rows: Iterable[AnyRow]) -> Iterable[tuple[str, SaveDraft]]:
    for row in rows:
        payload = read_payload(row.kind, row.payload)
        if isinstance(payload, SaveDraft):
            yield row.lane, payload


def doubt(connection: Connection) -> None:
    """A fresh snapshot begins: versions of before say nothing about it."""
    connection.execute(_DOUBT)


def snapshot_done(connection: Connection) -> set[str]:
    """Drafts that a fresh snapshot did not bring stay here and go up again (R24)."""
    doubted = [draft_rows.row_of(row) for row in connection.execute(_DOUBTED)]
    for row in doubted:
        draft_rows.write(connection, replace(row, base=0, unsynced=IN_STEP if row.empty else TYPED))
        draft_rows.know(connection, row.thread_id, None)
    return {row.thread_id for row in doubted}


def unseen(connection: Connection, row: DraftRow, value: Draft) -> SyncedDraft | None:
    """What another device saved and the value's author has not seen: beside the text, or come in its place just now."""
    if row.other is not None:
        return row.other if row.other.version > value.base else None
    if row.unsynced != IN_STEP or row.empty or row.base <= value.base:
        return None
    has = draft_rows.known(connection, row.thread_id)
    foreign = has is not None and has.device_id != kept_state.get(connection, kept_state.DEVICE)
    return has if foreign and has is not None and has.version == row.base and row.says(has) else None


def consume(connection: Connection, value: Draft) -> bool:
    """Removes the draft for good; False when that revision, or a later one, was sent already.

    What was typed since stays; what another device wrote and nobody looked at yet takes its place.
    """
    home = value.home or value.thread_id
    row = draft_rows.read(connection, home) or DraftRow(home)
    if value.revision <= row.consumed:
        return False
    if row.revision > value.revision:
        after = replace(row, consumed=value.revision)
    else:
        unsynced = TYPED if is_known(connection, row) else IN_STEP
        after = DraftRow(home, revision=value.revision, consumed=value.revision, base=row.base, unsynced=unsynced)
        waiting = unseen(connection, row, value)
        after = after if waiting is None else adopted(after, waiting)
    draft_rows.write(connection, after)
    return True
