"""What stands out in a conversation: where moods turned, time was lost, the customer softened (M-1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.emotion.assessment import Tier
from domain.ids import MessageId
from domain.message import Author
from domain.offer import Offer, OfferState
from domain.review import Turn, TurnKind

LOST_AFTER = 15 * 60
"""Seconds; whoever waits longer has lost them (E-3, K-1)."""

_OFFERED = frozenset({OfferState.MADE, OfferState.TAKEN, OfferState.REFUSED})


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a conversation, as far as it matters here.

    Attributes:
        at: when it arrived. tier: of a customer's message, None when nobody knows. answers: whether it ends a wait.
    """

    id: MessageId
    author: Author
    at: datetime
    tier: Tier | None = None
    answers: bool = False


def turns(said: Sequence[Said], offers: Iterable[Offer] = (), lost_after: int = LOST_AFTER) -> tuple[Turn, ...]:
    """Everything that stands out, in the order in which it happened; `said` is in the order of the thread."""
    made = sorted((offer for offer in offers if offer.state in _OFFERED), key=lambda offer: offer.at)
    found: list[Turn] = [*_moods(said, made), *_waits(said, lost_after)]
    order = {one.id: place for place, one in enumerate(said)}
    return tuple(sorted(found, key=lambda turn: (order[turn.message_id], turn.kind)))


def waited(said: Sequence[Said]) -> int:
    """Seconds that the customer waited for answers in all; a wait that has not ended does not count."""
    return sum(seconds for _message, seconds in _ended_waits(said))


def _moods(said: Sequence[Said], offers: Sequence[Offer]) -> Iterable[Turn]:
    before: tuple[Said, Tier] | None = None
    for one in said:
        if one.author is not Author.CUSTOMER or one.tier is None:
            continue
        if before is not None and one.tier is not before[1]:
            yield _mood(before[0], before[1], one, one.tier, offers)
        before = one, one.tier


def _mood(last: Said, before: Tier, now: Said, after: Tier, offers: Sequence[Offer]) -> Turn:
    if after.rank > before.rank:
        return Turn(TurnKind.WORSE, now.id, now.at, before, after)
    between = [offer for offer in offers if last.at <= offer.at <= now.at]
    kind = TurnKind.SOFTENED if between else TurnKind.BETTER
    return Turn(kind, now.id, now.at, before, after, offer_id=between[-1].id if between else None)


def _waits(said: Sequence[Said], lost_after: int) -> Iterable[Turn]:
    for message, seconds in _ended_waits(said):
        if seconds > lost_after:
            yield Turn(TurnKind.LOST_TIME, message.id, message.at, seconds=seconds)


def _ended_waits(said: Sequence[Said]) -> Iterable[tuple[Said, int]]:
    """The message that began each wait, and how long it took to the answer."""
    waiting: Said | None = None
    for one in said:
        if one.author is Author.CUSTOMER:
            waiting = waiting or one
        elif one.answers and waiting is not None:
            yield waiting, max(0, int((one.at - waiting.at).total_seconds()))
            waiting = None
