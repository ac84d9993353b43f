"""What comes back from the backend: whole entities, newest state only, or their absence (reliability 3.5)."""

from dataclasses import dataclass

from domain.agent import Agent
from domain.channel import ChannelAccount
from domain.complaint import Complaint
from domain.customer import Customer, Identity, Join
from domain.draft import SyncedDraft
from domain.message import Message
from domain.offer import Offer
from domain.order import Order
from domain.review import ReviewItem
from domain.setting import Setting
from domain.templates.reply import QuickReply
from domain.thread import ReadMark, Thread
from domain.training.assigning import Assignment, Certificate, Coaching
from domain.training.pack import Edition, Pack
from domain.training.results import Practice
from domain.warning import MeasureWarning

Entity = (
    Agent
    | ChannelAccount
    | Customer
    | Identity
    | Join
    | Thread
    | ReadMark
    | Message
    | SyncedDraft
    | QuickReply
    | Setting
    | Order
    | Offer
    | Complaint
    | ReviewItem
    | MeasureWarning
    | Pack
    | Edition
    | Assignment
    | Practice
    | Coaching
    | Certificate
)

ENTITIES: dict[str, type[Entity]] = {
    "agent": Agent,
    "channel_account": ChannelAccount,
    "customer": Customer,
    "identity": Identity,
    "thread": Thread,
    "join": Join,
    "read_mark": ReadMark,
    "message": Message,
    "draft": SyncedDraft,
    "quick_reply": QuickReply,
    "setting": Setting,
    "order": Order,
    "offer": Offer,
    "complaint": Complaint,
    "review": ReviewItem,
    "warning": MeasureWarning,
    "pack": Pack,
    "edition": Edition,
    "assignment": Assignment,
    "practice": Practice,
    "coaching": Coaching,
    "certificate": Certificate,
}
TYPE_OF: dict[type[Entity], str] = {entity: name for name, entity in ENTITIES.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """The newest state of one entity.

    Attributes:
        seq: the feed sequence, also the entity's `version`.
        type: a key of ENTITIES; a client passes over types that it does not know.
        id: the entity's id; for a read mark or a draft its thread's.
        entity: the whole of it, or None when it is gone or no longer visible to this agent.
    """

    seq: int
    type: str
    id: str
    entity: Entity | None


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of the feed.

    Attributes:
        cursor: opaque; the state *after* these changes. To be stored in the transaction that applies them.
        has_more: whether another page waits now.
    """

    changes: tuple[Change, ...]
    cursor: str
    has_more: bool
