"""What the engine or an agent says of one message of a customer (E-1)."""

from dataclasses import dataclass
from enum import StrEnum

from domain.ids import AgentId


class Tier(StrEnum):
    """How upset the customer is (table E)."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def rank(self) -> int:
        """0 for LOW to 2 for HIGH."""
        return (Tier.LOW, Tier.MEDIUM, Tier.HIGH).index(self)


class Topic(StrEnum):
    """What the message is about (Q-4)."""

    LOGISTICS = "logistics"
    REFUND = "refund"
    PAYMENT = "payment"
    ACCOUNT = "account"
    PROMOTION = "promotion"


class Cue(StrEnum):
    """What an assessment can rest on; the screen has words for each."""

    WORDS = "words"
    REPETITION = "repetition"
    WAITING = "waiting"
    PUBLICITY = "publicity"
    AUTHORITY = "authority"
    LEAVING = "leaving"
    DISTRUST = "distrust"
    INSULT = "insult"
    DEMAND = "demand"
    AMOUNT = "amount"
    CAPITALS = "capitals"
    MARKS = "marks"
    THANKS = "thanks"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that moved the tier.

    Attributes:
        words: the customer's own words that it rests on, as written; "" when it is not a matter of words.
        raises: whether it speaks for a higher tier, else for a lower one.
    """

    cue: Cue
    words: str = ""
    raises: bool = True


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one inbound message is.

    Attributes:
        complaint: whether something went wrong for the customer: medium and high always, low never, unless corrected.
        topic: None when nothing points to one.
        language: BCP 47 tag ("en", "zh-Hant"), "" when it cannot be told.
        reasons: strongest first, at most four.
        sure: how sure the engine is of the tier, percent.
        engine: the model's name and version; "" when by hand alone.
        corrected_by: the agent who said so; None while it is the engine's word.
    """

    tier: Tier
    complaint: bool
    topic: Topic | None = None
    language: str = ""
    reasons: tuple[Reason, ...] = ()
    sure: int = 0
    engine: str = ""
    corrected_by: AgentId | None = None
