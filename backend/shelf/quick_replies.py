"""SaveQuickReply, RemoveQuickReply and CountReplies (Q-3, Q-5)."""

from collections import Counter
from dataclasses import replace
from typing import Any

from sqlalchemy import Row

from backend.insights import contacts
from backend.operations.scope import Rejected, Scope
from backend.shelf import keeping
from domain.agent import Permission
from domain.ids import is_uuid
from domain.operations import CountReplies, RemoveQuickReply, SaveQuickReply
from domain.problems import Problem
from domain.shelf import REPLY_LIMIT, lane_of_reply
from domain.templates.reply import QuickReply
from domain.templates.reply import Scope as Sharing

_KIND = "quick_reply"
_MOST_WORDINGS = 200
_MOST_USES = 1000
_LONGEST = 200


def save(scope: Scope, lane: str, payload: SaveQuickReply) -> None:
    """Keeps it; counts go on, and what is one person's never becomes everybody's under the same id."""
    reply = payload.reply
    _check(scope, lane, reply)
    row = keeping.held(scope.tx.connection, _KIND, reply.id)
    personal = reply.scope is Sharing.PERSONAL
    audience = scope.agent.id if personal else ""
    if row is not None and row.audience != audience:
        raise Rejected(Problem.NOT_ALLOWED)
    before = _value(row) if row is not None else None
    stored = replace(
        reply,
        owner_id=before.owner_id if before else scope.agent.id,
        used=before.used if before else 0,
        edited=before.edited if before else 0,
        version=keeping.next_version(scope.tx, _KIND, reply.id, audience),
    )
    body = keeping.put(scope.work, _KIND, reply.id, stored, audience=audience)
    keeping.remember(scope.work, _KIND, reply.id, stored.version, body, scope.agent.id, audience)


def remove(scope: Scope, lane: str, payload: RemoveQuickReply) -> None:
    """Nobody has it any more; a second time changes nothing."""
    row = keeping.held(scope.tx.connection, _KIND, payload.reply_id)
    if lane != lane_of_reply(payload.reply_id):
        raise Rejected(Problem.BAD_OPERATION)
    if row is None:
        return
    if row.audience not in ("", scope.agent.id):
        raise Rejected(Problem.NOT_ALLOWED)
    scope.need(Permission.ANSWER if row.audience else Permission.SHARE_REPLIES)
    version = keeping.remove(scope.work, row)
    keeping.remember(scope.work, _KIND, payload.reply_id, version, "", scope.agent.id, row.audience)


def count(scope: Scope, lane: str, payload: CountReplies) -> None:
    """Adds the uses; those of replies that are gone, or are built in and were never saved, count for nothing here."""
    if len(payload.uses) > _MOST_USES:
        raise Rejected(Problem.BAD_OPERATION)
    uses = Counter(use.reply_id for use in payload.uses)
    edits = Counter(use.reply_id for use in payload.uses if use.edited)
    shared: set[str] = set()
    for reply_id, times in uses.items():
        row = keeping.held(scope.tx.connection, _KIND, reply_id)
        if row is None or row.audience not in ("", scope.agent.id):
            continue
        before = _value(row)
        version = keeping.next_version(scope.tx, _KIND, reply_id, row.audience)
        counted = replace(before, used=before.used + times, edited=before.edited + edits[reply_id], version=version)
        keeping.put(scope.work, _KIND, reply_id, counted, audience=row.audience)
        if not row.audience:
            shared.add(reply_id)
    contacts.used(scope.work, scope.agent.id, [use for use in payload.uses if use.reply_id in shared])


def _check(scope: Scope, lane: str, reply: QuickReply) -> None:
    personal = reply.scope is Sharing.PERSONAL
    scope.need(Permission.ANSWER if personal else Permission.SHARE_REPLIES)
    long = [reply.shortcut, reply.title, reply.folder, reply.team, reply.expands, *reply.tags]
    if lane != lane_of_reply(reply.id) or not is_uuid(reply.id) or not reply.shortcut:
        raise Rejected(Problem.BAD_OPERATION)
    if len(reply.wordings) > _MOST_WORDINGS or len(reply.tags) > _MOST_WORDINGS or len(reply.files) > _MOST_WORDINGS:
        raise Rejected(Problem.BAD_OPERATION)
    if any(len(text) > _LONGEST for text in long) or sum(len(w.text) for w in reply.wordings) > REPLY_LIMIT:
        raise Rejected(Problem.TEXT_TOO_LONG)


def _value(row: Row[Any]) -> QuickReply:
    value = keeping.value_of(row)
    assert isinstance(value, QuickReply)
    return value
