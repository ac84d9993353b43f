"""One message to practise on, with its key: what a trained reader sees in it, and what they would do (S-1, S-2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from domain.emotion.assessment import Tier, Topic
from domain.ids import DrillItemId

LONGEST_TEXT: Final = 4_000
"""Characters of any one text of an item."""

MOST_OPTIONS: Final = 5
"""Summaries or replies to choose from."""


class DrillKind(StrEnum):
    """What is practised."""

    KEYWORDS = "keywords"  # mark the words that carry the point, then choose the topic
    GIST = "gist"  # choose the summary
    TRIAGE = "triage"  # topic, tier, complaint or not, next step
    REPLY = "reply"  # which reply is complete
    PRESSURE = "pressure"  # an inbox at rising pace
    FLASH = "flash"  # the text in chunks at a set pace, then its summary


class NextStep(StrEnum):
    """What is to be done first."""

    ANSWER = "answer"  # the facts are known
    LOOK_UP = "look_up"  # in the order, the payment or the account
    ASK = "ask"  # something is missing that only the customer can say
    OFFER = "offer"  # a compensation (K-3)
    HAND_OVER = "hand_over"  # to a lead or a specialist
    NOTHING = "nothing"  # thanks, a greeting, an advertisement


class Element(StrEnum):
    """What a complete answer has, by topic (Q-4)."""

    CARRIER = "carrier"
    WAYBILL = "waybill"
    EXPECTED_TIME = "expected_time"
    TRACKING_LINK = "tracking_link"
    CONDITION = "condition"
    STEPS = "steps"
    TIME_LIMIT = "time_limit"
    CAUSE = "cause"
    WAY_OUT = "way_out"
    IDENTITY_CHECK = "identity_check"
    END_DATE = "end_date"
    GOODS = "goods"
    CODE = "code"
    READ_MORE = "read_more"


COMPLETE: Final[Mapping[Topic, tuple[Element, ...]]] = MappingProxyType(
    {
        Topic.LOGISTICS: (Element.CARRIER, Element.WAYBILL, Element.EXPECTED_TIME, Element.TRACKING_LINK),
        Topic.REFUND: (Element.CONDITION, Element.STEPS, Element.TIME_LIMIT),
        Topic.PAYMENT: (Element.CAUSE, Element.WAY_OUT),
        Topic.ACCOUNT: (Element.IDENTITY_CHECK,),
        Topic.PROMOTION: (Element.END_DATE, Element.GOODS, Element.CODE, Element.READ_MORE),
    }
)
"""The table of Q-4."""


class Side(StrEnum):
    """Who says a line."""

    CUSTOMER = "customer"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what was said before."""

    side: Side
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A keyword's place in the text: characters from `start` on, before `end`.

    Attributes:
        needed: whether the point is lost without it; else marking it is fine, and so is not marking it.
    """

    start: int
    end: int
    needed: bool = True


@dataclass(frozen=True, slots=True)
class ReplyOption:
    """A reply to choose; the complete one lacks nothing (Q-4)."""

    text: str
    lacks: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class DrillItem:
    """One message of a customer and what there is to see in it. All texts are hostile: plain text everywhere.

    Attributes:
        language: BCP 47 tag ("en", "zh-Hant"). text: what is read.
        marks: its keywords, in order, not overlapping.
        topic: None when it is about none of the five. step: what to do first.
        gists: summaries to choose from; the first is right, the others are plausible and wrong.
        replies: replies to choose from; exactly one of them lacks nothing, and it is the first.
        before: what was said before it, oldest first.
    """

    id: DrillItemId
    language: str
    text: str
    marks: tuple[Mark, ...]
    topic: Topic | None
    tier: Tier
    complaint: bool
    step: NextStep
    gists: tuple[str, ...] = ()
    replies: tuple[ReplyOption, ...] = ()
    before: tuple[Line, ...] = ()

    @property
    def kinds(self) -> frozenset[DrillKind]:
        """The drills that it has a key for."""
        found = {DrillKind.TRIAGE, DrillKind.PRESSURE}
        found |= {DrillKind.KEYWORDS} if any(mark.needed for mark in self.marks) else set()
        found |= {DrillKind.GIST, DrillKind.FLASH} if len(self.gists) > 1 else set()
        found |= {DrillKind.REPLY} if len(self.replies) > 1 else set()
        return frozenset(found)
