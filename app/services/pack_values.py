"""What screens are told of real threads that may become items (S-2)."""

from dataclasses import dataclass
from datetime import datetime

from domain.emotion.assessment import Assessment
from domain.ids import MessageId, ReviewId, ThreadId
from domain.training.anonymising.values import Found
from domain.training.item import Side


@dataclass(frozen=True, slots=True)
class RealThread:
    """A thread that may become items.

    Attributes:
        review_id: of the weekly review that marked it for training, None for any other thread.
        messages: how many of the customer's are on this computer.
    """

    thread_id: ThreadId
    customer: str
    channel: str
    at: datetime | None
    snippet: str
    review_id: ReviewId | None
    messages: int


@dataclass(frozen=True, slots=True)
class Stripped:
    """One text of a thread, and what is proposed to be removed from it.

    Attributes:
        assessment: what the engine or an agent said of it; a first guess for the key.
    """

    message_id: MessageId
    side: Side
    at: datetime
    text: str
    found: tuple[Found, ...]
    language: str
    assessment: Assessment | None
