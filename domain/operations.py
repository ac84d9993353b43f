"""Every thing an agent can do, as one closed union; the outbox holds them, the backend applies them (reliability 3)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.complaints import acts
from domain.complaints.acts import ComplaintAct
from domain.emotion.assessment import Tier, Topic
from domain.ids import AgentId, IdentityId, JoinId, MessageId, OfferId, OperationId, QuickReplyId, SettingKey, ThreadId
from domain.message import Part
from domain.offer import Offer, OfferState
from domain.review import MarkReview
from domain.templates.reply import QuickReply
from domain.training.acts import TRAINING_KINDS, TrainingAct


@dataclass(frozen=True, slots=True)
class Send:
    """A reply to the customer; the operation's id becomes the message's id."""

    identity_id: IdentityId
    text: str
    parts: tuple[Part, ...] = ()
    reply_to: MessageId | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A remark that only the team sees; the operation's id becomes the message's id."""

    text: str


@dataclass(frozen=True, slots=True)
class Assign:
    """Gives the thread to somebody, or back to the queue with None."""

    assignee_id: AgentId | None
    state_version: int


@dataclass(frozen=True, slots=True)
class Resolve:
    """Nothing more to do here."""

    state_version: int


@dataclass(frozen=True, slots=True)
class Reopen:
    """There is something to do after all; also ends a snooze."""

    state_version: int


@dataclass(frozen=True, slots=True)
class Snooze:
    """Out of sight until then, or until the customer writes."""

    until: datetime
    state_version: int


@dataclass(frozen=True, slots=True)
class MarkRead:
    """This agent has read up to the position; the largest wins. Never tells the customer (C-6)."""

    position: int


@dataclass(frozen=True, slots=True)
class Tag:
    """Adds and takes away tags; both are sets, so order does not matter."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JoinThreads:
    """Shows another thread inside this lane's thread; accepts a suggestion when one exists for the pair."""

    joined_thread_id: ThreadId


@dataclass(frozen=True, slots=True)
class UndoJoin:
    """Takes a join apart again; the same evidence will not repeat it."""

    join_id: JoinId


@dataclass(frozen=True, slots=True)
class DeclineJoin:
    """Says no to a suggested join."""

    join_id: JoinId


@dataclass(frozen=True, slots=True)
class Resend:
    """A person's decision to send a failed or unconfirmed message again (reliability 3.7: never blindly)."""

    message_id: MessageId


@dataclass(frozen=True, slots=True)
class Discard:
    """Takes a failed or unconfirmed message out of the thread."""

    message_id: MessageId


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """This agent's unsent reply in a thread, for their other devices; an empty one removes it. Never sent by itself.

    Attributes:
        files: how many attachments it has; they stay on the device where they were picked.
        base: version of the `SyncedDraft` that it goes on from, 0 for none; what another device saved since then is
            not overwritten (conflict), so that both are kept (C-4).
    """

    text: str
    identity_id: IdentityId | None = None
    note: bool = False
    reply_to: MessageId | None = None
    files: int = 0
    base: int = 0


@dataclass(frozen=True, slots=True)
class CorrectAssessment:
    """This is what the customer's message really is (E-1); the engine learns from it, and never overrides it."""

    message_id: MessageId
    tier: Tier
    complaint: bool
    topic: Topic | None = None


@dataclass(frozen=True, slots=True)
class SaveQuickReply:
    """A new quick reply, or a new state of one; its lane is `domain.shelf.lane_of_reply`. The last one saved stands.

    Counts and version in it are not taken over: those are the backend's.
    """

    reply: QuickReply


@dataclass(frozen=True, slots=True)
class RemoveQuickReply:
    """Nobody needs it any more; a built-in one is hidden by a saved one without wordings instead."""

    reply_id: QuickReplyId


@dataclass(frozen=True, slots=True)
class ReplyUse:
    """One use of a quick reply; edited when it was changed before it was sent (Q-5)."""

    reply_id: QuickReplyId
    edited: bool = False


@dataclass(frozen=True, slots=True)
class CountReplies:
    """Quick replies were used; its lane is `domain.shelf.COUNTS`."""

    uses: tuple[ReplyUse, ...]


@dataclass(frozen=True, slots=True)
class ChangeSetting:
    """Something is set for the whole workspace; its lane is `domain.shelf.lane_of_setting`. The last one stands.

    Attributes:
        value: JSON text; "" takes the setting away, so that its default holds again.
    """

    key: SettingKey
    value: str


@dataclass(frozen=True, slots=True)
class MakeOffer:
    """A compensation that the customer is offered, or that a lead is asked about first (K-3, K-4).

    Attributes:
        offer: in state MADE or ASKED; thread, author and version in it are the backend's to say.
    """

    offer: Offer


@dataclass(frozen=True, slots=True)
class MoveOffer:
    """How far an offer got: approved, declined, made, taken (which option), refused."""

    offer_id: OfferId
    state: OfferState
    taken: int | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """Fills the place of an operation that its author gave up, so that the lane goes on."""


Payload = (
    Send
    | Note
    | Assign
    | Resolve
    | Reopen
    | Snooze
    | MarkRead
    | Tag
    | JoinThreads
    | UndoJoin
    | DeclineJoin
    | Resend
    | Discard
    | SaveDraft
    | CorrectAssessment
    | SaveQuickReply
    | RemoveQuickReply
    | CountReplies
    | ChangeSetting
    | MakeOffer
    | MoveOffer
    | ComplaintAct
    | MarkReview
    | TrainingAct
    | Skip
)

PAYLOADS: dict[str, type[Payload]] = {
    "send": Send,
    "note": Note,
    "assign": Assign,
    "resolve": Resolve,
    "reopen": Reopen,
    "snooze": Snooze,
    "mark_read": MarkRead,
    "tag": Tag,
    "join": JoinThreads,
    "undo_join": UndoJoin,
    "decline_join": DeclineJoin,
    "resend": Resend,
    "discard": Discard,
    "save_draft": SaveDraft,
    "correct_assessment": CorrectAssessment,
    "save_quick_reply": SaveQuickReply,
    "remove_quick_reply": RemoveQuickReply,
    "count_replies": CountReplies,
    "change_setting": ChangeSetting,
    "make_offer": MakeOffer,
    "move_offer": MoveOffer,
    "open_complaint": acts.OpenComplaint,
    "amend_complaint": acts.AmendComplaint,
    "retier_complaint": acts.RetierComplaint,
    "own_complaint": acts.OwnComplaint,
    "pause_complaint": acts.PauseComplaint,
    "resolve_complaint": acts.ResolveComplaint,
    "reopen_complaint": acts.ReopenComplaint,
    "link_complaint": acts.LinkComplaint,
    "follow_up_complaint": acts.FollowUpComplaint,
    "see_complaint": acts.SeeComplaint,
    "mark_review": MarkReview,
    **TRAINING_KINDS,
    "skip": Skip,
}
KIND_OF: dict[type[Payload], str] = {payload: kind for kind, payload in PAYLOADS.items()}

INVISIBLE = frozenset(
    {
        "mark_read",
        "tag",
        "decline_join",
        "save_draft",
        "correct_assessment",
        "count_replies",
        "make_offer",
        "move_offer",
        *acts.COMPLAINT_KINDS,
        "mark_review",
        *TRAINING_KINDS,
        "skip",
    }
)
"""Kinds that, when permanently refused, are skipped with a notice instead of blocking their lane (reliability 3.4)."""

COALESCING = frozenset({"mark_read", "save_draft"})
"""Kinds of which only the latest unfrozen one of a lane is kept."""

QUIET = COALESCING | {"count_replies", "see_complaint", "record_practice", "see_coaching", "skip"}
"""Kinds that go by themselves: nobody is told that they wait."""


ON_SHELF = frozenset({"save_quick_reply", "remove_quick_reply", "count_replies", "change_setting", *TRAINING_KINDS})
"""Kinds that concern no thread: their lane is that of one thing on the shelf (`domain.shelf`)."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing an agent did, in one thread or to one thing on the shelf.

    Attributes:
        id: UUIDv7 made when it was enqueued; for Send and Note it is the message's key on the server.
        lane: the thread; operations of one lane apply in order.
        created_at: the client's clock, for people to read; nothing is decided by it.
    """

    id: OperationId
    lane: ThreadId
    payload: Payload
    created_at: datetime

    @property
    def kind(self) -> str:
        """The name of the payload's kind on the wire."""
        return KIND_OF[type(self.payload)]

    @property
    def visible(self) -> bool:
        """Whether an agent would miss it."""
        return self.kind not in INVISIBLE


class Outcome(StrEnum):
    """What the backend says of one operation (reliability 3.3)."""

    APPLIED = "applied"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    BEHIND = "behind"
    GAP = "gap"
    CONFLICT = "conflict"
    REUSED = "reused"
    IN_PROGRESS = "in_progress"


@dataclass(frozen=True, slots=True)
class Result:
    """The backend's answer to one operation.

    Attributes:
        code: for REJECTED and CONFLICT a code from `domain.problems`.
        expected: for GAP the number the lane waits for.
        current: for CONFLICT the thread's present state_version; for what was done to a complaint a version of it that
            has the effect.
    """

    id: OperationId
    outcome: Outcome
    code: str = ""
    expected: int = 0
    current: int = 0
