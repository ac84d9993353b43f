"""Which function applies which kind of operation."""

from collections.abc import Callable
from typing import Any

from backend.operations import drafting, joining, resending, workflow, writing
from backend.operations.scope import Op, Scope
from domain.operations import (
    Assign,
    DeclineJoin,
    Discard,
    JoinThreads,
    MarkRead,
    Note,
    Payload,
    Reopen,
    Resend,
    Resolve,
    SaveDraft,
    Send,
    Skip,
    Snooze,
    Tag,
    UndoJoin,
)

Handler = Callable[[Scope, Op, Any], None]


def skip(scope: Scope, op: Op, payload: Skip) -> None:
    """Fills a place in the lane and does nothing."""


HANDLERS: dict[type[Payload], Handler] = {
    Send: writing.send,
    Note: writing.note,
    Assign: workflow.assign,
    Resolve: workflow.resolve,
    Reopen: workflow.reopen,
    Snooze: workflow.snooze,
    MarkRead: workflow.mark_read,
    Tag: workflow.tag,
    JoinThreads: joining.join,
    UndoJoin: joining.undo_join,
    DeclineJoin: joining.decline_join,
    Resend: resending.resend,
    Discard: resending.discard,
    SaveDraft: drafting.save_draft,
    Skip: skip,
}
"""Each raises Rejected or Conflict before it changes anything, or applies the operation completely."""
