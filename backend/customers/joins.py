"""Joining two threads, suggesting it, and taking it apart again exactly (C-2)."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import delete, insert, select, update

from backend.customers.records import homes_of, identities_in, joins_between
from backend.insights.facts import facts
from backend.storage.tables import join_record, message
from backend.threads.recompute import recompute
from backend.threads.records import ThreadRecord
from backend.threads.rules import open_again, state_changed
from backend.threads.work import Work
from domain.customer import EvidenceKind, JoinState
from domain.message import EventCode
from domain.thread import ThreadStatus


@dataclass(frozen=True, slots=True)
class Evidence:
    """What says that two home threads are one person's, and how long ago its message arrived."""

    kind: EvidenceKind
    detail: str
    kept_home: str
    joined_home: str
    took_ms: int = 0


@dataclass(frozen=True, slots=True)
class _Before:
    """The kept thread's state before a join and what the join made of it, so that an undo can restore it."""

    status: str
    snoozed_until: datetime | None
    assignee_id: str | None
    added_tags: tuple[str, ...]
    status_after: str
    assignee_after: str | None


_BEFORE = TypeAdapter(_Before)
_REFUSED = (JoinState.UNDONE, JoinState.DECLINED)


def may_join_itself(work: Work, kept: ThreadRecord, joined: ThreadRecord) -> bool:
    """Whether nobody ever said no to joining anything of the one with anything of the other."""
    connection = work.tx.connection
    records = joins_between(connection, homes_of(connection, kept.id), homes_of(connection, joined.id))
    return not any(record.state in _REFUSED for record in records)


def suggest(work: Work, evidence: Evidence) -> None:
    """Proposes a join, once for a pair."""
    work.flush()
    kept, joined = work.root(evidence.kept_home), work.root(evidence.joined_home)
    if kept is None or joined is None or kept is joined:
        return
    connection = work.tx.connection
    if joins_between(connection, homes_of(connection, kept.id), homes_of(connection, joined.id)):
        return
    _insert(work, kept, joined, evidence, JoinState.SUGGESTED, None, "")


def join(work: Work, kept: ThreadRecord, joined: ThreadRecord, evidence: Evidence, agent_id: str | None) -> str:
    """Shows `joined` (a root) and all it holds inside `kept` (another root). Returns the join's id.

    A suggestion for the pair becomes this join; other suggestions between the two have no use any more.
    """
    work.flush()
    connection = work.tx.connection
    moving = homes_of(connection, joined.id)
    join_id = _take_suggestion(work, homes_of(connection, kept.id), moving)
    before = _merge_state(kept, joined, agent_id or "")
    _show_in(work, moving, kept)
    facts = _BEFORE.dump_json(before).decode()
    join_id = _insert(work, kept, joined, evidence, JoinState.JOINED, agent_id, facts, join_id)
    channels = identities_in(connection, [evidence.joined_home])
    told = [("channel", channels[0].channel.value if channels else ""), ("took_ms", str(evidence.took_ms))]
    work.event(kept, EventCode.JOINED, [*told, ("join", join_id)], agent_id)
    recompute(work, kept)
    return join_id


def undo(work: Work, join_id: str, agent_id: str) -> None:
    """Takes apart a join in force: exactly the home threads that came with it leave."""
    work.flush()
    connection = work.tx.connection
    row = connection.execute(select(join_record).where(join_record.c.id == join_id)).one()
    root = work.root(row.joined_thread_id)
    leaving_root = work.thread(row.joined_thread_id)
    assert root is not None
    assert leaving_root is not None
    homes = homes_of(connection, root.id)
    settle(work, join_id, JoinState.UNDONE, agent_id)
    leaving = _component(work, row.joined_thread_id, homes)
    _show_in(work, leaving, leaving_root)
    if row.before:
        _restore_state(root, _BEFORE.validate_json(row.before), agent_id)
    channels = identities_in(connection, [row.joined_home_id])
    told = [("channel", channels[0].channel.value if channels else ""), ("join", join_id)]
    work.event(root, EventCode.JOIN_UNDONE, told, agent_id)
    for apart in (root, leaving_root):
        recompute(work, apart)
        if apart.waiting_since and apart.status != ThreadStatus.OPEN:
            open_again(apart, "")


def settle(work: Work, join_id: str, state: JoinState, agent_id: str) -> None:
    """Writes down what a person decided about a join."""
    version = work.tx.changed("join", join_id)
    work.tx.connection.execute(
        update(join_record)
        .where(join_record.c.id == join_id)
        .values(state=state, by_agent_id=agent_id, at=work.now, version=version)
    )


def _insert(
    work: Work,
    kept: ThreadRecord,
    joined: ThreadRecord,
    evidence: Evidence,
    state: JoinState,
    agent_id: str | None,
    before: str,
    join_id: str = "",
) -> str:
    join_id = join_id or work.new_id()
    row = {
        "id": join_id,
        "kept_thread_id": kept.id,
        "joined_thread_id": joined.id,
        "kept_home_id": evidence.kept_home,
        "joined_home_id": evidence.joined_home,
        "state": state,
        "evidence": evidence.kind,
        "detail": evidence.detail,
        "by_agent_id": agent_id,
        "at": work.now,
        "took_ms": evidence.took_ms,
        "before": before,
        "version": work.tx.changed("join", join_id),
    }
    work.tx.connection.execute(insert(join_record), row)
    return join_id


def _take_suggestion(work: Work, left: list[str], right: list[str]) -> str:
    """The id of the pair's suggestion, for the join to use; all suggestions between the two go."""
    connection = work.tx.connection
    found = [row.id for row in joins_between(connection, left, right) if row.state == JoinState.SUGGESTED]
    for moot in found[1:]:
        work.tx.changed("join", moot)
    if found:
        connection.execute(delete(join_record).where(join_record.c.id.in_(found)))
    return found[0] if found else ""


def _show_in(work: Work, homes: list[str], root: ThreadRecord) -> None:
    work.flush()
    work.tx.memo.clear()  # what was found by thread is found elsewhere now
    work.load_threads(homes)
    for home in homes:
        record = work.thread(home)
        assert record is not None
        record.merged_into = None if home == root.id else root.id
        work.touch(record)
    work.tx.connection.execute(update(message).where(message.c.thread_id.in_(homes)).values(root_id=root.id))
    facts(work.tx).again((root.id, *homes))
    work.flush()


def _merge_state(kept: ThreadRecord, joined: ThreadRecord, actor: str) -> _Before:
    status, until, assignee = kept.status, kept.snoozed_until, kept.assignee_id
    added = tuple(tag for tag in joined.tags if tag not in kept.tags)
    if status != ThreadStatus.OPEN and joined.status == ThreadStatus.OPEN:
        kept.status, kept.snoozed_until = ThreadStatus.OPEN, None
    kept.assignee_id = assignee or joined.assignee_id
    kept.tags = kept.tags + added
    if added or kept.status != status or kept.assignee_id != assignee:
        state_changed(kept, actor)
    return _Before(status, until, assignee, added, kept.status, kept.assignee_id)


def _restore_state(root: ThreadRecord, before: _Before, actor: str) -> None:
    """Gives back what only the join had changed; what people changed since stays."""
    was = (root.tags, root.assignee_id, root.status)
    root.tags = tuple(tag for tag in root.tags if tag not in before.added_tags)
    if root.assignee_id == before.assignee_after:
        root.assignee_id = before.assignee_id
    if root.status == before.status_after:
        root.status, root.snoozed_until = before.status, before.snoozed_until
    if was != (root.tags, root.assignee_id, root.status):
        state_changed(root, actor)


def _component(work: Work, start: str, homes: list[str]) -> list[str]:
    """The home threads that hang together with `start` through joins still in force."""
    rows = work.tx.connection.execute(
        select(join_record.c.kept_thread_id, join_record.c.joined_thread_id).where(
            join_record.c.state == JoinState.JOINED, join_record.c.kept_thread_id.in_(homes)
        )
    ).all()
    reached, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for left, right in rows:
            other = right if left == here else left if right == here else None
            if other is not None and other not in reached:
                reached.add(other)
                waiting.append(other)
    return [home for home in homes if home in reached]
