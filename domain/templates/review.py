"""Which replies somebody should look at again: not read for a quarter, or edited too often (Q-5, A-4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.templates.reply import QuickReply

REVIEW_AFTER = timedelta(days=90)
EDITED_TOO_OFTEN = 0.4
LEAST_USES = 5
"""From so many uses on, their edits say something."""


class Why(StrEnum):
    """Why a reply comes up."""

    EDITED = "edited"
    OLD = "old"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class ToReview:
    """A reply to look at again, and why."""

    reply: QuickReply
    why: Why


def hit_rate(reply: QuickReply) -> float | None:
    """Which share of its uses left unchanged, 0 to 1; None before the first use."""
    return (reply.used - min(reply.edited, reply.used)) / reply.used if reply.used > 0 else None


def to_review(replies: Iterable[QuickReply], now: datetime) -> tuple[ToReview, ...]:
    """Those that come up, the most used first: wording that many customers get is looked at first."""
    found = [ToReview(reply, why) for reply in replies if (why := _why(reply, now)) is not None]
    return tuple(sorted(found, key=lambda item: (item.why is not Why.EDITED, -item.reply.used, item.reply.title)))


def _why(reply: QuickReply, now: datetime) -> Why | None:
    if reply.used >= LEAST_USES and reply.edited > EDITED_TOO_OFTEN * reply.used:
        return Why.EDITED
    if reply.reviewed_at is None:
        return Why.NEVER
    return Why.OLD if now - reply.reviewed_at >= REVIEW_AFTER else None
