"""What a reply answers: the customer, how upset they are, what they wrote, and what the rules allow here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.emotion.assessment import Tier, Topic
from domain.guidance.figures import DEFAULTS, Figures
from domain.guidance.findings import CheckId, Level


@dataclass(frozen=True, slots=True)
class Situation:
    """One thread at the moment of writing.

    Attributes:
        tier: the highest among the customer's messages that nobody answered; LOW while nothing is known.
        assessed: whether somebody or something said so.
        language: of the customer's messages, BCP 47, "" when it cannot be told.
        customer, agent: their names.
        asked: what the customer wrote that nobody answered.
        in_a_row: our messages since the customer's last one.
        waiting_since: arrival of the oldest message that nobody answered, None when nobody waits.
        delivered_at: when the goods arrived that it is about, None when that is not known.
        limits: what may be promised without somebody else's word, by currency (K-4).
        levels: what each check may do, where it is not its own default.
    """

    tier: Tier = Tier.LOW
    complaint: bool = False
    topic: Topic | None = None
    assessed: bool = False
    language: str = ""
    customer: str = ""
    agent: str = ""
    asked: str = ""
    in_a_row: int = 0
    waiting_since: datetime | None = None
    delivered_at: datetime | None = None
    now: datetime | None = None
    limits: Mapping[str, int] = field(default_factory=dict)
    levels: Mapping[CheckId, Level] = field(default_factory=dict)
    figures: Figures = DEFAULTS
