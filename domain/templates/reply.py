"""A quick reply: one answer in several wordings, kept by one person or by everybody (Q-1 to Q-5)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.channel import ChannelKind
from domain.emotion.assessment import Tier, Topic
from domain.ids import AgentId, QuickReplyId
from domain.message import Part


class Scope(StrEnum):
    """Whose it is."""

    PERSONAL = "personal"
    TEAM = "team"
    WORKSPACE = "workspace"


class Trait(StrEnum):
    """What can be special about a customer (R-4, A-5)."""

    FREQUENT_RETURNS = "frequent_returns"  # 2+ returns in 3 months
    HIGH_SPEND = "high_spend"  # 1,000 USD or more a year


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say it.

    Attributes:
        language: BCP 47 tag, "" when it serves any.
        text: plain text with Liquid fields ("{{ customer.name }}").
        tier: for customers that upset, None for any.
        trait: for such customers only, None for any.
        title: what the palette calls it in that language, "" for the reply's own title.
    """

    language: str
    text: str
    tier: Tier | None = None
    trait: Trait | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class QuickReply:
    """One answer that is written often.

    Attributes:
        shortcut: what is typed behind "/", without it; lower case, no spaces.
        expands: a phrase that becomes the text as soon as it is typed as a word, "" for none.
        topic: what it answers, None for anything. automatic: whether it may answer by itself (A-1).
        folder: "" or a path ("Returns/Electronics").
        team: name of the team for Scope.TEAM, else "". owner_id: whose it is for Scope.PERSONAL, else who made it.
        channels: where it can be used, () for all.
        files: attachments that go with it.
        reviewed_at: when somebody last found it still right (Q-5).
        used, edited: how often it was inserted, and how often it was changed before it was sent (Q-5).
        version: the feed sequence of its last change.
    """

    id: QuickReplyId
    shortcut: str
    title: str
    wordings: tuple[Wording, ...]
    topic: Topic | None = None
    folder: str = ""
    tags: tuple[str, ...] = ()
    scope: Scope = Scope.PERSONAL
    team: str = ""
    owner_id: AgentId | None = None
    channels: tuple[ChannelKind, ...] = ()
    files: tuple[Part, ...] = ()
    expands: str = ""
    automatic: bool = False
    reviewed_at: datetime | None = None
    used: int = 0
    edited: int = 0
    version: int = 0
