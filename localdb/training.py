"""Reads packs, assignments and practice, with what was done to them here and has not come back yet (S-2)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from domain.ids import AgentId, PackId
from domain.operations import Operation
from domain.outbox import OutboxState
from domain.training import acts, figures
from domain.training.assigning import Assignment, Certificate, Coaching
from domain.training.editing import NotDone, PackAct, edited
from domain.training.pack import Edition, Pack
from domain.training.results import Practice
from localdb.complaint_prediction import SERVER_TIME_SLACK
from localdb.context import Context
from localdb.database import Database
from localdb.outbox_rows import COLUMNS, LIVE, operation_of
from localdb.shelf import settings
from localdb.sql import AnyRow, literal, one_of
from localdb.tables import SHELF, outbox
from localdb.values import ASSIGNMENT, CERTIFICATE, COACHING, EDITION, PACK, PRACTICE

_BODIES = {kind: select(SHELF[kind].c.body) for kind in ("pack", "edition", "assignment", "practice")}
_BODIES |= {kind: select(SHELF[kind].c.body) for kind in ("coaching", "certificate")}
_LIVE: Any = select(*COLUMNS).where(outbox.c.state != literal("done"), one_of(outbox.c.state, *LIVE))


class SqlTrainingReader:
    """Implements `app.ports.TrainingReader`."""

    def __init__(self, database: Database, context: Context) -> None:
        self._database = database
        self._context = context

    async def packs(self) -> Sequence[Pack]:
        """Those that are worked on, by title."""
        return await self._database.read(packs, self._context.me)

    async def editions(self) -> Sequence[Edition]:
        """What was published, by title; retired ones are not among them."""
        return await self._database.read(editions)

    async def assignments(self) -> Sequence[Assignment]:
        """All that this agent may see, newest first."""
        return await self._database.read(assignments, self._context.me)

    async def practice(self) -> Sequence[Practice]:
        """This agent's own, oldest first."""
        return await self._database.read(practice, self._context.me)

    async def coachings(self) -> Sequence[Coaching]:
        """Words to learners that this agent may see, newest first."""
        return await self._database.read(coachings, self._context.me)

    async def certificates(self) -> Sequence[Certificate]:
        """Those that this agent may see, newest first."""
        return await self._database.read(certificates)


def packs(connection: Connection, me: AgentId) -> list[Pack]:
    """As they will be once everything here has left; what the server would refuse changes nothing."""
    held: list[Pack] = [PACK.value(body) for (body,) in connection.execute(_BODIES["pack"])]
    found = {pack.id: pack for pack in held}
    server = {pack.id: pack for pack in held}
    published: dict[PackId, Edition] = {}
    value = next((one.value for one in settings(connection) if one.key == figures.KEY), "")
    checkers = figures.read_figures(value).checkers
    waiting = list(_rows(connection, acts.PACK_KINDS))
    if any(isinstance(operation.payload, acts.PublishPack) for _row, operation in waiting):
        published = {edition.id: edition for edition in editions(connection)}
    for row, operation in waiting:
        act = operation.payload
        if not isinstance(act, PackAct):
            continue
        pack = server.get(act.pack_id)
        if pack is not None and _came_back(row, operation, pack, published.get(pack.id), me):
            continue
        try:
            found[act.pack_id] = edited(found.get(act.pack_id), act, me, operation.created_at, checkers)
        except NotDone:
            continue
    return sorted(found.values(), key=_by_title)


def editions(connection: Connection) -> list[Edition]:
    """As the server has them."""
    held: list[Edition] = [EDITION.value(body) for (body,) in connection.execute(_BODIES["edition"])]
    return sorted(held, key=_by_title)


def assignments(connection: Connection, me: AgentId) -> list[Assignment]:
    """As they will be once everything here has left."""
    held: list[Assignment] = [ASSIGNMENT.value(body) for (body,) in connection.execute(_BODIES["assignment"])]
    found = {one.id: one for one in held}
    for operation in _waiting(connection, frozenset({"assign_training", "end_assignment"})):
        match operation.payload:
            case acts.Assign(assignment):
                found[assignment.id] = replace(assignment, author=me)
            case acts.EndAssignment(id_) if id_ in found:
                found[id_] = replace(found[id_], ended=True)
    return sorted(found.values(), key=_id_of, reverse=True)


def practice(connection: Connection, me: AgentId) -> list[Practice]:
    """As it will be once everything here has left."""
    held: list[Practice] = [PRACTICE.value(body) for (body,) in connection.execute(_BODIES["practice"])]
    found = {one.id: one for one in held}
    for operation in _waiting(connection, frozenset({"record_practice"})):
        if isinstance(operation.payload, acts.RecordPractice):
            kept = operation.payload.practice
            found.setdefault(kept.id, replace(kept, agent_id=me))
    return sorted(found.values(), key=_began)


def coachings(connection: Connection, me: AgentId) -> list[Coaching]:
    """As they will be once everything here has left."""
    held: list[Coaching] = [COACHING.value(body) for (body,) in connection.execute(_BODIES["coaching"])]
    found = {one.id: one for one in held}
    for operation in _waiting(connection, frozenset({"coach", "see_coaching"})):
        match operation.payload:
            case acts.Coach(id_, to, text):
                found.setdefault(id_, Coaching(id_, to, me, text, operation.created_at))
            case acts.SeeCoaching(id_) if id_ in found and found[id_].seen_at is None:
                found[id_] = replace(found[id_], seen_at=operation.created_at)
    return sorted(found.values(), key=_id_of, reverse=True)


def certificates(connection: Connection) -> list[Certificate]:
    """As the server has them."""
    held: list[Certificate] = [CERTIFICATE.value(body) for (body,) in connection.execute(_BODIES["certificate"])]
    return sorted(held, key=_id_of, reverse=True)


def _waiting(connection: Connection, kinds: frozenset[str]) -> Iterator[Operation]:
    return (operation for _row, operation in _rows(connection, kinds))


def _rows(connection: Connection, kinds: frozenset[str]) -> Iterator[tuple[AnyRow, Operation]]:
    query = _LIVE.where(one_of(outbox.c.kind, *sorted(kinds))).order_by(outbox.c.local_order)
    return ((row, operation_of(row)) for row in connection.execute(query))


def _came_back(row: AnyRow, operation: Operation, pack: Pack, edition: Edition | None, me: AgentId) -> bool:
    """Whether the state that came with the feed has it already.

    Not every act can be done twice without a trace: each time a pack is published counts. The server's answer names a
    version that has it. Without an answer, what was published since tells, unless it is known to be somebody else's.
    """
    if row.state == OutboxState.ACKED and row.current:
        return bool(row.current <= pack.version)
    if not row.n or not isinstance(operation.payload, acts.PublishPack) or pack.published_at is None:
        return False
    theirs = edition is not None and edition.number == pack.edition and edition.published_by != me
    return pack.published_at >= operation.created_at - SERVER_TIME_SLACK and not theirs


def _by_title(pack: Pack | Edition) -> tuple[str, str]:
    return pack.title.casefold(), pack.id


def _id_of(value: Assignment | Coaching | Certificate) -> str:
    return value.id


def _began(practice: Practice) -> tuple[float, str]:
    return practice.began.timestamp(), practice.id
