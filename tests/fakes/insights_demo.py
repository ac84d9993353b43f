"""What the insights show of the demo world: measures of any span, worked out from day and hour; warnings; a review."""

import math
import zlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from domain.agent import Agent
from domain.emotion.assessment import Tier, Topic
from domain.ids import AgentId, MessageId, OfferId, ReviewId, ThreadId, WarningId
from domain.measures.report import (
    AgentLine,
    Choice,
    ComplaintLines,
    Csat,
    Nps,
    Point,
    Ratio,
    ReplyLine,
    Report,
    Share,
    Spread,
    TierLine,
)
from domain.message import Author
from domain.review import ReviewItem, Turn, TurnKind, Verdict
from domain.warning import MeasureWarning, WarningKind
from tests.fakes.demo import AGENTS, NOW, SPECIMENS, demo, tid

CHANNELS = {"whatsapp": 55, "instagram": 45}
TOPICS = {
    Topic.LOGISTICS.value: 42,
    Topic.REFUND.value: 30,
    Topic.PAYMENT.value: 15,
    Topic.ACCOUNT.value: 8,
    Topic.PROMOTION.value: 5,
}
LANGUAGES = {"zh-Hant": 35, "th": 28, "en": 21, "ar": 9, "vi": 7}
TEAMS = {
    "Day": (AgentId("agent-me"), AgentId("agent-priya")),
    "ทีมภาษาไทย (กะกลางคืน)": (AgentId("agent-tomas"),),
}
REPLIES = (
    ("reply-where", "Where is my parcel?", 412, 31),
    ("reply-refund", "退貨與退款說明", 266, 58),
    ("reply-pay", "บัตรถูกปฏิเสธ", 97, 41),
    ("reply-sale", "عروض نهاية العام", 12, 9),
)
DAILY = (2, 1, 1, 0, 0, 1, 3, 6, 12, 21, 34, 30, 18, 15, 17, 19, 16, 14, 12, 13, 15, 11, 7, 4)
"""Messages of customers in each hour of a plain day."""
_MOST_HOURS = timedelta(hours=48)


def report_of(choice: Choice, agents: Sequence[Agent], at: datetime) -> Report:
    """The whole; the same for the same choice."""
    portion = _portion(choice, len(agents))
    curve = tuple(_points(choice, portion))
    inbound = sum(point.inbound for point in curve)
    answered = sum(point.answers.count for point in curve)
    response = _spread(answered, 84.0 + 9 * _wave(choice.since.date()))
    return Report(
        choice,
        at,
        inbound,
        round(inbound * 0.93),
        response,
        Spread(response.count, response.mean * 0.8, response.median * 0.9, response.p90 * 0.7),
        Ratio(round(answered * 0.42), round(answered * 0.54)),
        _csat(answered),
        Nps(round(answered * 0.08), round(answered * 0.05), round(answered * 0.02)),
        Ratio(round(answered * 0.23), round(answered * 0.26)),
        Ratio(round(answered * 0.7), round(answered * 0.74)),
        14 if portion == 1 else max(1, round(14 * portion)),
        curve,
        _shares(CHANNELS, inbound, choice.channel),
        _shares(TOPICS, round(inbound * 0.8), choice.topic),
        _shares(LANGUAGES, inbound, choice.language),
        tuple(_agents(choice, agents, answered)),
        tuple(ReplyLine(*line) for line in REPLIES),
        _complaints(inbound),
    )


def _portion(choice: Choice, agents: int) -> float:
    """How much of everything the filters leave."""
    named = ((CHANNELS, choice.channel), (TOPICS, choice.topic), (LANGUAGES, choice.language))
    portion = math.prod((held.get(name, 0) / 100 for held, name in named if name), start=1.0)
    if choice.agent:
        portion /= agents or 1
    if choice.team:
        portion *= len(TEAMS.get(choice.team, ())) / (agents or 1)
    return portion


def _points(choice: Choice, portion: float) -> list[Point]:
    zone = ZoneInfo(choice.zone)
    by_hour = choice.until - choice.since <= _MOST_HOURS
    step = timedelta(hours=1) if by_hour else timedelta(days=1)
    found, at = [], choice.since
    while at < choice.until:
        local = at.astimezone(zone)
        day = 1 + 0.25 * _wave(local.date()) - (0.35 if local.weekday() >= 5 else 0)
        number = round((DAILY[local.hour] if by_hour else sum(DAILY)) * day * portion) if at <= NOW else 0
        busy = DAILY[local.hour] / 10 if by_hour else 1
        found.append(Point(at, number, _spread(round(number * 0.7), 55 + 20 * busy + 10 * _wave(local.date()))))
        at = (local.replace(tzinfo=None) + step).replace(tzinfo=zone).astimezone(UTC) if not by_hour else at + step
    return found


def _wave(day: date) -> float:
    """-1 to 1, another one each day."""
    return math.sin(day.toordinal() * 1.7)


def _spread(count: int, mean: float) -> Spread:
    return Spread(count, mean, mean * 0.72, mean * 2.1) if count else Spread()


def _shares(parts: dict[str, int], whole: int, only: str) -> tuple[Share, ...]:
    """Biggest first; what was filtered by is all there is."""
    if only:
        return (Share(only, whole),)
    return tuple(Share(name, round(whole * percent / 100)) for name, percent in parts.items())


def _csat(answered: int) -> Csat:
    parts = [round(answered * share) for share in (0.01, 0.015, 0.03, 0.09, 0.12)]
    return Csat((parts[0], parts[1], parts[2], parts[3], parts[4]), round(answered * 0.54))


def _agents(choice: Choice, agents: Sequence[Agent], answered: int) -> list[AgentLine]:
    meant = [agent for agent in agents if choice.agent in ("", agent.id)]
    if choice.team:
        meant = [agent for agent in meant if agent.id in TEAMS.get(choice.team, ())]
    weights = [1 / (number + 1.5) for number in range(len(meant))]
    found = []
    for number, (agent, weight) in enumerate(zip(meant, weights, strict=True)):
        share = round(answered * weight / sum(weights))
        solved = Ratio(round(share * 0.4), round(share * (0.5 + 0.05 * number)))
        spread = _spread(share, 70.0 + 22 * number)
        found.append(AgentLine(agent.id, share, 8.5 - number, spread, solved, (4, 6, 1, 0)[number % 4]))
    return found


def _complaints(inbound: int) -> ComplaintLines:
    high, medium, low = (round(inbound * share) for share in (0.008, 0.02, 0.03))
    return ComplaintLines(
        (
            _tier(Tier.HIGH, high, 0.7, 3 * 3600.0),
            _tier(Tier.MEDIUM, medium, 0.86, 17 * 3600.0),
            _tier(Tier.LOW, low, 0.95, 26 * 3600.0),
        ),
        Ratio(round(medium * 0.6), medium),
        Ratio(round(medium * 0.5), round(medium * 0.7)),
        Ratio(round(low * 0.8), low),
        medium,
        round(medium * 0.6),
        round(medium * 0.6) * 8_450,
        round(medium * 0.4) * 5_000,
        "CNY",
    )


def _tier(tier: Tier, opened: int, well: float, mean: float) -> TierLine:
    answered = Ratio(round(opened * well), opened)
    done = round(opened * 0.8)
    return TierLine(
        tier, opened, opened - done, answered, answered, Ratio(round(done * well), done), _spread(done, mean)
    )


def warnings() -> list[MeasureWarning]:
    """One of each kind."""
    names = [tid(specimen[0]) for specimen in SPECIMENS]
    made: tuple[tuple[WarningKind, str, float, float, int, list[ThreadId]], ...] = (
        (WarningKind.CSAT, "", 3.2, 3.5, 20, names[:3]),
        (WarningKind.RESPONSE, "", 131.0, 90.0, 55, names[2:9]),
        (WarningKind.FIRST_CONTACT, "", 68.0, 75.0, 60 * 7, names[1:4]),
        (WarningKind.PEAK, "", 81.0, 90.0, 40, names[4:9]),
        (WarningKind.UNANSWERED, AGENTS[1].id, 6.0, 5.0, 3, names[:6]),
        (WarningKind.HIT_RATE, "reply-pay", 57.0, 60.0, 60 * 30, []),
    )
    return [
        MeasureWarning(
            WarningId(f"{kind.value}:{about}" if about else kind.value),
            kind,
            about,
            value,
            limit,
            NOW - timedelta(minutes=minutes),
            tuple(threads),
            number + 1,
        )
        for number, (kind, about, value, limit, minutes, threads) in enumerate(made)
    ]


def review(week: date, size: int, seed: int) -> list[ReviewItem]:
    """So many conversations of the demo's customers, over and over."""
    return [_item(week, number, seed) for number in range(size)]


def _item(week: date, number: int, seed: int) -> ReviewItem:
    short, name, _language, channel, _text, _where = SPECIMENS[(number + seed) % len(SPECIMENS)]
    thread_id = tid(short) if number < len(SPECIMENS) else ThreadId(f"{tid(short)}-{number}")
    tier = (Tier.HIGH, Tier.MEDIUM, Tier.LOW)[zlib.crc32(f"{short}{number}".encode()) % 3]
    at = datetime.combine(week, datetime.min.time(), UTC) + timedelta(hours=9 + number)
    return ReviewItem(
        ReviewId(f"review-{week.isoformat()}-{number}"),
        week,
        seed,
        thread_id,
        name,
        channel.value,
        f"{channel.value} {tier.value} {'complaint' if tier is Tier.HIGH else 'question'}",
        AGENTS[number % 3].id,
        tier,
        list(Topic)[number % 5],
        tier is Tier.HIGH,
        8 + number % 17,
        90 * (1 + number % 29),
        _turns(short, at, tier, number),
        *(_seen(number)),
    )


def _turns(short: str, at: datetime, tier: Tier, number: int) -> tuple[Turn, ...]:
    first, last = _messages()[tid(short)]
    waited = 1_200 + 60 * number
    worse = Turn(TurnKind.WORSE, last, at, Tier.LOW, tier)
    lost = Turn(TurnKind.LOST_TIME, first, at - timedelta(seconds=waited), None, None, waited)
    soft = Turn(TurnKind.SOFTENED, last, at + timedelta(minutes=30), tier, Tier.LOW, 0, OfferId("offer-1"))
    return {Tier.HIGH: (lost, worse, soft), Tier.MEDIUM: (worse, lost), Tier.LOW: ()}[tier]


@lru_cache(maxsize=1)
def _messages() -> dict[ThreadId, tuple[MessageId, MessageId]]:
    """The first and the last thing that each customer of the demo said."""
    said = {
        thread_id: [entry.id for entry in entries if entry.message.author is Author.CUSTOMER]
        for thread_id, entries in demo().entries.items()
    }
    return {thread_id: (ids[0], ids[-1]) for thread_id, ids in said.items()}


def _seen(number: int) -> tuple[Verdict, str, bool, bool, AgentId | None, datetime | None]:
    """What the lead has said of every fifth already."""
    if number % 5:
        return (Verdict.NONE, "", False, False, None, None)
    return (Verdict.EXEMPLARY, "Named the cause first, then three options.", True, False, AGENTS[0].id, NOW)
