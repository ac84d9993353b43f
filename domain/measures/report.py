"""What the insights show, as it crosses the wire: one report for one span of time and one choice of what counts (M)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.emotion.assessment import Tier
from domain.ids import AgentId, ThreadId


@dataclass(frozen=True, slots=True)
class Choice:
    """What counts; "" for everything.

    Attributes:
        since, until: UTC; from `since` on, before `until`.
        zone: IANA name of the time zone whose days and hours are meant.
        team: a key of the setting `teams`. language: a tag like "th". topic: a value of `Topic`.
    """

    since: datetime
    until: datetime
    zone: str
    channel: str = ""
    agent: str = ""
    team: str = ""
    language: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """Many durations in seconds; all 0 when there are none."""

    count: int = 0
    mean: float = 0.0
    median: float = 0.0
    p90: float = 0.0


@dataclass(frozen=True, slots=True)
class Ratio:
    """So many of so many."""

    part: int = 0
    whole: int = 0


@dataclass(frozen=True, slots=True)
class Nps:
    """Answers from 0 to 10: promoters from 9, detractors up to 6 (M-2)."""

    promoters: int = 0
    passives: int = 0
    detractors: int = 0


@dataclass(frozen=True, slots=True)
class Csat:
    """Answers from 1 to 5 (M); `counts` from one star to five."""

    counts: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """One bar or dot over time: an hour of the day or a day.

    Attributes:
        at: when it begins, UTC. inbound: messages of customers. answers: how fast they were answered.
    """

    at: datetime
    inbound: int
    answers: Spread


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a kind: a channel, a topic, a language."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class AgentLine:
    """What one agent did.

    Attributes:
        messages: sent. per_hour: sent in an hour with any. unanswered: threads that wait now (R-1).
    """

    agent_id: AgentId
    messages: int
    per_hour: float
    answers: Spread
    first_contact: Ratio
    unanswered: int


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """How one quick reply does; its hit rate is the share sent as it was (Q-5)."""

    reply_id: str
    title: str
    used: int
    edited: int


@dataclass(frozen=True, slots=True)
class TierLine:
    """Complaints of one tier.

    Attributes:
        first: answered within the tier's time. rule: within 15 minutes (K-1). resolved: in time.
        resolution: how long it took, on the working clock.
    """

    tier: Tier
    opened: int
    open: int
    first: Ratio
    rule: Ratio
    resolved: Ratio
    resolution: Spread


@dataclass(frozen=True, slots=True)
class ComplaintLines:
    """Complaints and what making them good cost; amounts in the smallest unit of the workspace's currency.

    Attributes:
        softened: complaints resolved after an offer was taken, of those with an offer.
        softened_three: the same, of those that were offered three options (K-3).
        followed_up: follow-ups made within their time, of those due.
        offers, taken: how many; refund, coupon: what was taken, converted.
    """

    tiers: tuple[TierLine, ...] = ()
    softened: Ratio = Ratio()
    softened_three: Ratio = Ratio()
    followed_up: Ratio = Ratio()
    offers: int = 0
    taken: int = 0
    refund: int = 0
    coupon: int = 0
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The whole.

    Attributes:
        at: when it was counted; everything until then is in it.
        response, response_business: from the first unanswered message to the answer, by the clock and by working time.
        first_contact: threads resolved at first contact, of those resolved (M).
        peak, off_peak: answered at once in peak hours, within 15 minutes outside them (E-3).
        curve: by hour for spans up to two days, else by day.
        unanswered: threads that wait now.
    """

    choice: Choice
    at: datetime
    inbound: int
    outbound: int
    response: Spread
    response_business: Spread
    first_contact: Ratio
    csat: Csat
    nps: Nps
    peak: Ratio
    off_peak: Ratio
    unanswered: int
    curve: tuple[Point, ...]
    channels: tuple[Share, ...]
    topics: tuple[Share, ...]
    languages: tuple[Share, ...]
    agents: tuple[AgentLine, ...]
    replies: tuple[ReplyLine, ...]
    complaints: ComplaintLines


class Behind(StrEnum):
    """A number of the report whose threads somebody wants to see; `what` says more behind each."""

    RESPONSE = "response"  # slowest answers first
    FIRST_CONTACT = "first_contact"  # resolved, but not at first contact
    CSAT = "csat"  # answers of at most 3, or of exactly `what`
    NPS = "nps"  # detractors, or "promoters", "passives"
    PEAK = "peak"  # not at once in peak hours
    OFF_PEAK = "off_peak"
    UNANSWERED = "unanswered"  # waiting now, longest first; `what`: an agent or ""
    INBOUND = "inbound"  # written in, newest first; `what`: ISO time of a point of the curve, or ""
    COMPLAINTS = "complaints"  # opened in the span; `what`: a tier, or "late"
    OFFERS = "offers"  # compensations of the span


@dataclass(frozen=True, slots=True)
class ThreadBehind:
    """One thread behind a number.

    Attributes:
        value: what it counts with (seconds, points); at: when.
    """

    thread_id: ThreadId
    customer: str
    channel: str
    at: datetime
    value: float
