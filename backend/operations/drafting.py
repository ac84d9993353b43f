"""SaveDraft: an agent's unsent reply, kept for their other devices and never sent by itself (C-4)."""

from typing import Any

from sqlalchemy import Row, delete, select

from backend.operations.scope import Conflict, Op, Rejected, Scope
from backend.operations.writing import NOTE_LIMIT
from backend.storage.tables import draft
from backend.storage.upsert import upsert
from domain.agent import Permission
from domain.operations import SaveDraft
from domain.problems import Problem

_LONGEST_ID = 64
_MOST_FILES = 1000
_CONTENT = ("text", "identity_id", "note", "reply_to", "files")

_SAVE = upsert(draft)
_NEWER = {c.name: _SAVE.excluded[c.name] for c in draft.c if not c.primary_key}


def save_draft(scope: Scope, op: Op, payload: SaveDraft) -> None:
    """Keeps it under the thread it was written in, also while that one is joined: an undo finds it where it was.

    What another device saved since the payload's base stands (Conflict); the same words again change nothing.
    """
    scope.need(Permission.ANSWER)
    _check(payload)
    held = scope.tx.connection.execute(select(draft).where(_mine(scope, op))).first()
    if held is None and _is_empty(payload):
        return
    if held is not None and _same(held, payload):
        return
    if held is not None and payload.base != held.version and held.device_id != scope.device_id:
        raise Conflict(held.version)
    version = scope.tx.changed("draft", op.lane, scope.agent.id)
    if _is_empty(payload):
        scope.tx.connection.execute(delete(draft).where(_mine(scope, op)))
        return
    row = {
        "thread_id": op.lane,
        "agent_id": scope.agent.id,
        **{name: getattr(payload, name) for name in _CONTENT},
        "device_id": scope.device_id,
        "at": scope.work.now,
        "version": version,
    }
    scope.tx.connection.execute(_SAVE.on_conflict_do_update(index_elements=["thread_id", "agent_id"], set_=_NEWER), row)


def _check(payload: SaveDraft) -> None:
    if len(payload.text) > NOTE_LIMIT:
        raise Rejected(Problem.TEXT_TOO_LONG)
    names = (payload.identity_id or "", payload.reply_to or "")
    if any(len(name) > _LONGEST_ID for name in names) or not 0 <= payload.files <= _MOST_FILES:
        raise Rejected(Problem.BAD_OPERATION)


def _is_empty(payload: SaveDraft) -> bool:
    return not payload.text and not payload.files


def _same(held: Row[Any], payload: SaveDraft) -> bool:
    return all(getattr(held, name) == getattr(payload, name) for name in _CONTENT)


def _mine(scope: Scope, op: Op) -> Any:
    return (draft.c.thread_id == op.lane) & (draft.c.agent_id == scope.agent.id)
