"""Gathers what a reply answers from the thread's last messages (E-1, C-5)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.complaint import Complaint
from domain.emotion.assessment import Tier, Topic
from domain.guidance.rules import Rules
from domain.guidance.situation import Situation
from domain.inbox import Card
from domain.message import Author, Delivery, Message, MessageKind
from domain.order import Order
from domain.thread import ThreadStatus
from domain.timeline import Entry

ASKED = 3
"""So many of the customer's last messages say what the reply is about."""


def situation(
    card: Card, entries: Sequence[Entry], orders: Iterable[Order], agent: str, rules: Rules, now: datetime
) -> Situation:
    """The situation of one thread.

    Args:
        entries: the end of the thread, oldest first. orders: the customer's, newest first.
    """
    said = [entry.message for entry in entries if _counts(entry.message)]
    unanswered = _unanswered(said)
    known = [message.assessment for message in unanswered if message.assessment is not None]
    tier = card.thread.tier or max((one.tier for one in known), key=_rank, default=None)
    topic = card.thread.topic or next((one.topic for one in reversed(known) if one.topic is not None), None)
    return Situation(
        tier=tier or Tier.LOW,
        complaint=card.thread.complaint or any(one.complaint for one in known),
        topic=topic,
        assessed=tier is not None,
        language=_language(said, card.customer.language),
        customer=card.customer.name,
        agent=agent,
        asked="\n".join(message.text for message in unanswered[-ASKED:]),
        in_a_row=_in_a_row(said),
        waiting_since=card.thread.waiting_since if card.thread.status is ThreadStatus.OPEN else None,
        delivered_at=_delivered(orders, topic),
        now=now,
        limits=rules.limits,
        levels=rules.levels,
        figures=rules.figures,
    )


def owed(complaints: Iterable[Complaint]) -> bool:
    """Whether one of these complaints has had no first answer: the next reply is one, whatever waits (K-1)."""
    return any(one.is_open and one.answered_at is None for one in complaints)


def _counts(message: Message) -> bool:
    """What the customer has, or will have, in front of them."""
    shown = message.kind in {MessageKind.TEXT, MessageKind.UNSUPPORTED} and message.deleted_at is None
    return shown and message.author is not Author.SYSTEM and message.delivery is not Delivery.FAILED


def _unanswered(said: Sequence[Message]) -> list[Message]:
    """The customer's last messages, up to the last of ours before them."""
    found: list[Message] = []
    for message in reversed(said):
        if message.author is Author.CUSTOMER:
            found.append(message)
        elif found:
            break
    return found[::-1]


def _in_a_row(said: Sequence[Message]) -> int:
    count = 0
    for message in reversed(said):
        if message.author is Author.CUSTOMER:
            break
        count += 1
    return count


def _language(said: Sequence[Message], directory: str) -> str:
    """What the customer wrote last in; else what is known of them."""
    for message in reversed(said):
        if message.assessment is not None and message.assessment.language:
            return message.assessment.language
    return directory


def _delivered(orders: Iterable[Order], topic: Topic | None) -> datetime | None:
    """When the newest order arrived; only where the thread is about giving something back."""
    newest = next(iter(orders), None)
    return newest.delivered_at if newest is not None and topic is Topic.REFUND else None


def _rank(tier: Tier) -> int:
    return tier.rank
