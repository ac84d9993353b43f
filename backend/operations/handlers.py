"""Which function applies which kind of operation."""

from collections.abc import Callable
from typing import Any

from backend.complaints import acting
from backend.operations import correcting, drafting, joining, offering, resending, workflow, writing
from backend.operations.scope import Op, Scope
from backend.reviews import service as reviews
from backend.shelf import quick_replies, settings
from backend.training import certificates, giving, packs, practising
from domain.complaints import acts
from domain.operations import (
    Assign,
    ChangeSetting,
    CorrectAssessment,
    CountReplies,
    DeclineJoin,
    Discard,
    JoinThreads,
    MakeOffer,
    MarkRead,
    MoveOffer,
    Note,
    Payload,
    RemoveQuickReply,
    Reopen,
    Resend,
    Resolve,
    SaveDraft,
    SaveQuickReply,
    Send,
    Skip,
    Snooze,
    Tag,
    UndoJoin,
)
from domain.review import MarkReview
from domain.training import acts as training

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
    CorrectAssessment: correcting.correct,
    MakeOffer: offering.make,
    MoveOffer: offering.move,
    acts.OpenComplaint: acting.open_one,
    acts.AmendComplaint: acting.act,
    acts.RetierComplaint: acting.act,
    acts.OwnComplaint: acting.act,
    acts.PauseComplaint: acting.act,
    acts.ResolveComplaint: acting.act,
    acts.ReopenComplaint: acting.act,
    acts.LinkComplaint: acting.act,
    acts.FollowUpComplaint: acting.act,
    acts.SeeComplaint: acting.act,
    MarkReview: reviews.mark,
    Skip: skip,
}
"""Each raises Rejected or Conflict before it changes anything, or applies the operation completely."""

ShelfHandler = Callable[[Scope, str, Any], None]

SHELF_HANDLERS: dict[type[Payload], ShelfHandler] = {
    SaveQuickReply: quick_replies.save,
    RemoveQuickReply: quick_replies.remove,
    CountReplies: quick_replies.count,
    ChangeSetting: settings.change,
    training.NamePack: packs.edit,
    training.PutItems: packs.edit,
    training.DropItem: packs.edit,
    training.CheckKey: packs.edit,
    training.PublishPack: packs.edit,
    training.RetirePack: packs.edit,
    training.Assign: giving.assign,
    training.EndAssignment: giving.end,
    training.RecordPractice: practising.record,
    training.Coach: giving.coach,
    training.SeeCoaching: giving.see,
    training.IssueCertificate: certificates.issue,
}
"""The same for what concerns no thread; they are given the lane instead of one."""
