"""What could be opened as a complaint from a thread's waiting messages, and what is known of it already (E-1, K)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.compensation.standing import kind_of
from domain.complaint import Complaint, Effect
from domain.complaints.ground import Ground
from domain.complaints.tiering import tier_of
from domain.emotion.assessment import Assessment, Cue, Tier, Topic
from domain.guidance.facts import FactKind, facts
from domain.message import Author, Message, MessageKind
from domain.money import in_usd, minor
from domain.offer import LossKind
from domain.order import Order
from domain.templates.subject import order_meant

_PUBLIC = frozenset({Cue.PUBLICITY, Cue.AUTHORITY})
_TECHNICAL = frozenset({Topic.PAYMENT, Topic.ACCOUNT})


@dataclass(frozen=True, slots=True)
class Suggested:
    """A message that somebody or the engine takes for a complaint.

    Attributes:
        amount, currency: the most that the message names, or the price of the order that it is about; 0 for nothing.
    """

    message: Message
    assessment: Assessment
    tier: Tier
    amount: int
    currency: str
    publicity: bool
    effect: Effect
    kind: LossKind


def suggested(
    messages: Iterable[Message], orders: Sequence[Order], held: Iterable[Complaint], ground: Ground
) -> Suggested | None:
    """From the newest waiting message that is a complaint; None when there is none, or one is open.

    Whoever said of a newer message that it is none has spoken for those before it: by itself no medium or high
    message is none.

    Args:
        messages: the end of the thread, oldest first. held: the thread's complaints.
    """
    before = tuple(held)
    if any(one.is_open for one in before):
        return None
    known = {one.message_id for one in before}
    said = list(messages)
    for message in _waiting(said):
        found = message.assessment
        if found is None or (found.tier is Tier.LOW and not found.complaint):
            continue
        if not found.complaint or message.id in known:
            return None
        return _filled(message, found, said, orders, ground)
    return None


def worth_naming(text: str, ground: Ground) -> tuple[int, str]:
    """The largest amount that a text names, in its currency's smallest unit; 0 and "" for none."""
    named = [(minor(fact.amount, fact.currency), fact.currency) for fact in facts(text) if fact.kind is FactKind.AMOUNT]

    def worth(one: tuple[int, str]) -> float:
        return in_usd(*one, ground.rates)

    return max(named, key=worth, default=(0, ""))


def _waiting(messages: Sequence[Message]) -> Iterable[Message]:
    """What the customer wrote since the team's last reply, newest first."""
    for message in reversed(messages):
        if message.kind not in (MessageKind.TEXT, MessageKind.UNSUPPORTED) or message.deleted_at is not None:
            continue
        if message.author is Author.AGENT:
            return
        if message.author is Author.CUSTOMER:
            yield message


def _filled(
    message: Message, found: Assessment, said: Sequence[Message], orders: Sequence[Order], ground: Ground
) -> Suggested:
    amount, currency = worth_naming(message.text, ground)
    if not amount:
        order = order_meant(orders, [one.text for one in reversed(said) if one.kind is not MessageKind.EVENT])
        amount, currency = (order.amount, order.currency) if order is not None else (0, ground.figures.currency)
    publicity = any(reason.cue in _PUBLIC and reason.raises for reason in found.reasons)
    technical = found.tier is Tier.LOW or (found.topic in _TECHNICAL and found.tier is not Tier.HIGH)
    effect = Effect.TECHNICAL if technical else Effect.EXPERIENCE
    tier, _ = tier_of(amount, currency, publicity, effect, ground.figures, ground.rates)
    return Suggested(message, found, tier, amount, currency, publicity, effect, kind_of(found.topic))
