"""What trainers do to packs, and what learners get of them: editions (S-2)."""

from dataclasses import replace

from sqlalchemy import Connection, bindparam, select

from backend.operations.scope import Rejected, Scope
from backend.shelf import keeping
from backend.storage.tables import shelf_history
from backend.training.standing import figures, in_lane, refuse_if, value
from domain.agent import Permission
from domain.ids import PackId
from domain.problems import Problem
from domain.training.acts import PublishPack, PutItems, RetirePack, lane_of_pack
from domain.training.editing import NotDone, PackAct, edited, edition_of, weight
from domain.training.item import DrillItem
from domain.training.pack import Edition, Pack

PACK, EDITION = "pack", "edition"

MOST_TEXT = 2_000_000
"""Characters of all items of one pack."""

_LONGEST_ID = 64
_LONGEST_TAG = 35
_MOST_MARKS = 200
_MOST_LINES = 50


def edit(scope: Scope, lane: str, act: PackAct) -> None:
    """The pack after it; and its edition where it is published, retired or offered again."""
    scope.need(Permission.TRAIN)
    in_lane(lane, lane_of_pack(act.pack_id), act.pack_id)
    if isinstance(act, PutItems):
        refuse_if(not all(map(_is_bounded, act.items)))
    before = value(scope.tx.connection, PACK, act.pack_id, Pack)
    checkers = figures(scope.tx.connection).checkers
    try:
        after = edited(before, act, scope.agent.id, scope.work.now, checkers)
    except NotDone as no:
        raise Rejected(no.code) from no
    refuse_if(weight(tuple(entry.item for entry in after.entries)) > MOST_TEXT, Problem.TEXT_TOO_LONG)
    if after == before:
        return
    kept = replace(after, version=keeping.next_version(scope.tx, PACK, after.id, ""))
    keeping.put(scope.work, PACK, kept.id, kept)
    if isinstance(act, PublishPack):
        _offer(scope, edition_of(kept, scope.agent.id, checkers))
    elif isinstance(act, RetirePack):
        change = _withdraw if act.retired else _offer_again
        change(scope, kept.id)


def _offer(scope: Scope, edition: Edition) -> None:
    stored = replace(edition, version=keeping.next_version(scope.tx, EDITION, edition.id, ""))
    body = keeping.put(scope.work, EDITION, stored.id, stored)
    _remember(scope, stored.id, stored.version, body)


def _withdraw(scope: Scope, pack_id: PackId) -> None:
    row = keeping.held(scope.tx.connection, EDITION, pack_id)
    if row is not None:
        _remember(scope, pack_id, keeping.remove(scope.work, row), "")


def _offer_again(scope: Scope, pack_id: PackId) -> None:
    newest = next(iter(editions(scope.tx.connection, pack_id)), None)
    if newest is not None:
        _offer(scope, newest)


def version_of(connection: Connection, pack_id: str) -> int:
    """The version of the pack as it is worked on, 0 while there is none."""
    row = keeping.held(connection, PACK, pack_id)
    return int(row.version) if row is not None else 0


def editions(connection: Connection, pack_id: str) -> list[Edition]:
    """Everything that was ever published of a pack, newest first, each number once."""
    found: dict[int, Edition] = {}
    for (body,) in connection.execute(_PUBLISHED, {"pack": pack_id}):
        edition: Edition = keeping.adapter(EDITION).validate_json(body)
        found.setdefault(edition.number, edition)
    return list(found.values())


def _remember(scope: Scope, pack_id: str, version: int, body: str) -> None:
    keeping.remember_last(scope.work, EDITION, pack_id, version, body, scope.agent.id)


def _is_bounded(item: DrillItem) -> bool:
    """What `flaws` leaves open."""
    named = 0 < len(item.id) <= _LONGEST_ID and len(item.language) <= _LONGEST_TAG
    return named and len(item.marks) <= _MOST_MARKS and len(item.before) <= _MOST_LINES


_H = shelf_history.c
_PUBLISHED = (
    select(_H.body).where(_H.type == EDITION, _H.id == bindparam("pack"), _H.body != "").order_by(_H.version.desc())
)
