"""What a channel tells us, in our words: the seam between a channel's adapter and everything behind it."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.message import Delivery, MessageKind, Part


@dataclass(frozen=True, slots=True)
class RemoteMedia:
    """An attachment whose bytes are still at the provider.

    Attributes:
        part_index: which part of the message it belongs to.
        reference: the provider's media id (WhatsApp) or its address (Instagram).
    """

    part_index: int
    reference: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote, as far as the channel says. `phone` is given only where the channel itself has verified it (E.164)."""

    handle: str
    display: str = ""
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """A customer's message. `provider_id` is unique within the account."""

    provider_id: str
    sender: Sender
    at: datetime
    kind: MessageKind
    text: str
    parts: tuple[Part, ...] = ()
    media: tuple[RemoteMedia, ...] = ()
    reply_to_provider_id: str = ""


@dataclass(frozen=True, slots=True)
class Reacted:
    """Somebody put an emoji on a message; an empty emoji takes it away."""

    provider_id: str
    target_provider_id: str
    from_customer: bool
    emoji: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Edited:
    """The customer changed a message's text."""

    provider_id: str
    target_provider_id: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Deleted:
    """The customer took a message back."""

    provider_id: str
    target_provider_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reported:
    """The provider says how far one of our messages got; may be late, repeated, out of order.

    `own_id` is our id of the message where the channel gives back what we sent along (WhatsApp): it settles an
    unconfirmed send whose provider id we never learnt.
    """

    provider_id: str
    target_provider_id: str
    delivery: Delivery
    problem: str
    at: datetime
    own_id: str = ""


@dataclass(frozen=True, slots=True)
class Echoed:
    """Our account wrote from elsewhere (the provider's own app): shown as the team's message."""

    provider_id: str
    recipient: Sender
    at: datetime
    text: str
    parts: tuple[Part, ...] = ()
    media: tuple[RemoteMedia, ...] = field(default=())


ChannelEvent = Received | Reacted | Edited | Deleted | Reported | Echoed
