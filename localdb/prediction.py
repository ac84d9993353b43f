"""What a thread will look like once the backend has applied what waits here: the same rules, foretold (pure)."""

from dataclasses import replace
from datetime import datetime

from domain.ids import AgentId
from domain.message import Author, MessageKind, snippet
from domain.operations import Assign, CorrectAssessment, Note, Operation, Payload, Reopen, Resolve, Send, Snooze, Tag
from domain.thread import Thread, ThreadStatus

STATE_KINDS = ("assign", "resolve", "reopen", "snooze", "tag", "correct_assessment")
"""Kinds that change the thread's state and nothing else."""


def foretell(thread: Thread, operation: Operation, me: AgentId) -> Thread:
    """The thread after the operation; unchanged by kinds that do not touch its state."""
    match operation.payload:
        case Send():
            return _sent(thread, operation, operation.payload, me)
        case Note():
            return _noted(thread, operation, operation.payload)
        case Assign() | Resolve() | Reopen() | Snooze() | Tag() as payload:
            return _counted(thread, _moved(thread, payload))
        case CorrectAssessment() as payload:
            return _corrected(thread, payload)
        case _:
            return thread


def _corrected(thread: Thread, payload: CorrectAssessment) -> Thread:
    """As far as it can be told from the newest message alone; the backend looks at all that wait."""
    if thread.waiting_since is None or payload.message_id != thread.last_message_id:
        return thread
    return replace(thread, tier=payload.tier, topic=payload.topic, complaint=payload.complaint)


def _sent(thread: Thread, operation: Operation, payload: Send, me: AgentId) -> Thread:
    """Who answers has an unassigned thread; an answer opens a resolved one again."""
    taken = thread.assignee_id is None and bool(me)
    reopened = thread.status is ThreadStatus.RESOLVED
    return replace(
        thread,
        assignee_id=me if taken else thread.assignee_id,
        status=ThreadStatus.OPEN if reopened else thread.status,
        snoozed_until=None if reopened else thread.snoozed_until,
        state_version=thread.state_version + taken + reopened,
        waiting_since=None,
        tier=None,
        topic=None,
        complaint=False,
        last_at=_later(thread, operation),
        snippet=snippet(payload.text, payload.parts),
        snippet_author=Author.AGENT.value,
    )


def _noted(thread: Thread, operation: Operation, payload: Note) -> Thread:
    line = snippet(payload.text)
    return replace(thread, last_at=_later(thread, operation), snippet=line, snippet_author=MessageKind.NOTE.value)


def _later(thread: Thread, operation: Operation) -> datetime:
    return max(operation.created_at, thread.last_at) if thread.last_at else operation.created_at


def _moved(thread: Thread, payload: Payload) -> Thread:
    match payload:
        case Assign():
            return replace(thread, assignee_id=payload.assignee_id)
        case Resolve():
            calm = replace(thread, waiting_since=None, tier=None, topic=None, complaint=False)
            return replace(calm, status=ThreadStatus.RESOLVED, snoozed_until=None)
        case Reopen():
            return replace(thread, status=ThreadStatus.OPEN, snoozed_until=None)
        case Snooze():
            return replace(thread, status=ThreadStatus.SNOOZED, snoozed_until=payload.until)
        case Tag():
            kept = [tag for tag in thread.tags if tag not in payload.remove]
            return replace(thread, tags=(*kept, *(tag for tag in payload.add if tag not in kept)))
        case _:
            return thread


def _counted(before: Thread, after: Thread) -> Thread:
    """One more change of state, when it is one."""
    state = (after.status, after.assignee_id, after.snoozed_until, frozenset(after.tags))
    if state == (before.status, before.assignee_id, before.snoozed_until, frozenset(before.tags)):
        return after
    return replace(after, state_version=before.state_version + 1)
