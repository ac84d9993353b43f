"""Complaints to look at: a varied handful made by the real rules, and as many as a bench wants."""

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.channel import ChannelKind
from domain.complaint import Complaint, Effect, FollowUpOutcome, Origin
from domain.complaints.acts import (
    ComplaintAct,
    FollowUpComplaint,
    LinkComplaint,
    OpenComplaint,
    OwnComplaint,
    PauseComplaint,
    ReopenComplaint,
    ResolveComplaint,
    RetierComplaint,
)
from domain.complaints.ground import Ground, Source
from domain.complaints.moves import answered, apply, due, offer_moved
from domain.complaints.staff import Colleague
from domain.emotion.assessment import Tier
from domain.ids import AgentId, ComplaintId, MessageId, ThreadId
from domain.offer import LossKind, OfferState
from tests.fakes.demo import ME, NOW, World, tid

PRIYA, TOMAS = AgentId("agent-priya"), AgentId("agent-tomas")
ALL_PARTS = ("apology", "summary", "promised_time")


@dataclass(frozen=True, slots=True)
class Told:
    """What a demo complaint is opened from; `after` is how long ago the message arrived."""

    short: str
    title: str
    amount: int
    currency: str
    ago: timedelta
    publicity: bool = False
    effect: Effect = Effect.EXPERIENCE
    kind: LossKind = LossKind.DEFECT
    origin: Origin = Origin.MESSAGE


class Maker:
    """Makes complaints over a demo world by the real rules."""

    def __init__(self, world: World, now: datetime) -> None:
        self.world, self.now = world, now
        staff = tuple(Colleague(agent.id, agent.role, agent.active) for agent in world.agents)
        self.ground = Ground(staff=staff)
        self.made: list[Complaint] = []

    def opened(self, told: Told) -> Complaint:
        """Opened half a minute after its message arrived."""
        card = self.world.cards[tid(told.short)]
        id_ = ComplaintId(f"complaint-{told.short}-{len(self.made)}")
        message_id = MessageId(f"m-{told.short}") if told.origin is Origin.MESSAGE else None
        act = OpenComplaint(
            id_,
            message_id,
            told.title,
            told.amount,
            told.currency,
            told.publicity,
            told.effect,
            told.kind,
            told.origin,
        )
        received = self.now - told.ago
        source = Source(
            tid(told.short), card.thread.last_channel, card.customer.language, received, card.thread.assignee_id
        )
        at = min(received + timedelta(seconds=30), self.now)
        return self.keep(apply(None, act, ME, at, self.ground, source=source))

    def did(self, one: Complaint, act: ComplaintAct, ago: timedelta, by: AgentId = ME) -> Complaint:
        """That was done so long ago."""
        other = next(
            (held for held in self.made if isinstance(act, LinkComplaint) and held.id == act.duplicate_of), None
        )
        return self.keep(apply(one, act, by, self.now - ago, self.ground, other=other))

    def answered(
        self, one: Complaint, ago: timedelta, by: AgentId = ME, parts: tuple[str, ...] = ALL_PARTS
    ) -> Complaint:
        """The first answer was sent so long ago."""
        return self.keep(answered(one, self.now - ago, by, parts, self.ground))

    def offered(self, one: Complaint, state: OfferState, taken: int | None, ago: timedelta) -> Complaint:
        """An offer got so far."""
        return self.keep(offer_moved(one, state, taken, ME, self.now - ago, self.ground))

    def keep(self, one: Complaint) -> Complaint:
        """Only the newest state of each is kept."""
        self.made = [*(held for held in self.made if held.id != one.id), one]
        return one

    def all(self) -> list[Complaint]:
        """As the server has them now."""
        return [replace(due(one, self.now, self.ground), version=1) for one in self.made]


def demo_complaints(world: World, now: datetime = NOW) -> list[Complaint]:
    """Open ones in every tier (unanswered, little time left, late, paused, offered), and some that are over."""
    make = Maker(world, now)
    _open(make)
    _over(make)
    return make.all()


def many_complaints(world: World, count: int, now: datetime = NOW, seed: int = 7) -> list[Complaint]:
    """So many open ones in all tiers, channels and states, the same for the same seed."""
    draw = random.Random(seed)
    make = Maker(world, now)
    patterns = [one for one in _patterns(make) if one.is_open]
    threads = sorted(world.cards)
    return [_varied(draw, number, draw.choice(patterns), threads) for number in range(count)]


def _open(make: Maker) -> None:
    minutes, hours = _minutes, _hours
    make.opened(Told("wang", "第三次了！螢幕又壞掉，我要投訴到消保會", 720_000, "CNY", minutes(8.6), publicity=True))
    one = make.opened(Told("khalid", "الجهاز وصل مكسورًا وأريد استرداد المبلغ كاملًا", 380_000, "SAR", hours(2.2)))
    one = make.answered(one, hours(2.1))
    make.offered(one, OfferState.MADE, None, hours(1.5))
    one = make.opened(Told("somchai", "พัสดุมาช้าอีกแล้ว สองอาทิตย์แล้วครับ", 340_000, "THB", hours(5), kind=LossKind.LATE))
    make.answered(one, hours(4.8), PRIYA, ("apology", "promised_time"))
    one = make.opened(Told("maria", "Наушники сломались через неделю после покупки", 1_299_000, "RUB", hours(20)))
    one = make.did(make.answered(one, hours(19.8), PRIYA), OwnComplaint(one.id, PRIYA), hours(19))
    make.did(one, PauseComplaint(one.id, True), hours(6), PRIYA)
    make.opened(Told("linh", "Em đặt hàng hôm qua mà chưa thấy xác nhận ạ", 89_000_00, "VND", minutes(13)))
    small = Told("giulia", "Il corriere ha lasciato il pacco fuori sotto la pioggia", 2_500, "EUR", minutes(44))
    make.opened(replace(small, effect=Effect.TECHNICAL, kind=LossKind.SERVICE))
    one = make.opened(Told("arjun", "रिफ़ंड कब तक आएगा?", 0, "", hours(41), effect=Effect.TECHNICAL, kind=LossKind.OTHER))
    make.answered(one, hours(40.5), TOMAS, ("apology",))
    one = make.opened(
        Told("minji", "사이즈가 안 맞아요 교환 가능할까요", 2_000, "USD", hours(3), effect=Effect.TECHNICAL)
    )
    one = make.did(make.answered(one, hours(2.9), TOMAS), OwnComplaint(one.id, TOMAS), hours(2.8))
    make.did(one, RetierComplaint(one.id, Tier.MEDIUM, "Second exchange of the same order"), hours(2))


def _over(make: Maker) -> None:
    hours = _hours
    one = make.opened(Told("emma", "Parcel arrived crushed, two cups broken", 4_800, "EUR", hours(60)))
    one = make.answered(one, hours(59.8), PRIYA)
    one = make.offered(one, OfferState.MADE, None, hours(59))
    one = make.offered(one, OfferState.TAKEN, 1, hours(55))
    make.did(one, ResolveComplaint(one.id, "Two new cups sent by express, and 10 EUR back"), hours(50))
    one = make.opened(Told("noa", "המכשיר הפסיק לעבוד אחרי יומיים", 45_000, "EUR", hours(90)))
    make.did(make.answered(one, hours(89.9)), ResolveComplaint(one.id, "Replaced, serial number XYZ-205"), hours(80))
    one = make.opened(Told("yuki", "配送先を間違えられた", 12_000, "JPY", hours(200), kind=LossKind.SERVICE))
    one = make.did(make.answered(one, hours(199.9)), ResolveComplaint(one.id, "Sent to the right address"), hours(190))
    make.did(one, FollowUpComplaint(one.id, FollowUpOutcome.WELL, "It arrived the next day"), hours(130))
    first = make.opened(Told("ana", "Cor errada, pedi verde", 9_900, "USD", hours(9), origin=Origin.PERSON))
    second = make.opened(Told("ana", "A cor está errada outra vez", 9_900, "USD", hours(8)))
    make.did(second, LinkComplaint(second.id, first.id), hours(7))
    make.answered(first, hours(8.9), PRIYA)


def _patterns(make: Maker) -> list[Complaint]:
    """The handful, and one that was opened again."""
    found = demo_complaints(make.world, make.now)
    one = make.opened(Told("emma", "The new cups are scratched", 4_800, "EUR", _hours(30)))
    one = make.did(make.answered(one, _hours(29.9), PRIYA), ResolveComplaint(one.id, "New cups"), _hours(20))
    make.did(one, ReopenComplaint(one.id, "Scratched again"), _hours(2))
    return [*found, *make.all()]


def _varied(draw: random.Random, number: int, one: Complaint, threads: list[ThreadId]) -> Complaint:
    shift = timedelta(seconds=draw.randrange(-3 * 3600, 3 * 3600))
    tier = draw.choice((Tier.HIGH, Tier.MEDIUM, Tier.MEDIUM, Tier.LOW, Tier.LOW, Tier.LOW))
    return replace(
        one,
        id=ComplaintId(f"complaint-{number:05}"),
        thread_id=draw.choice(threads),
        title=f"{one.title} #{number}",
        tier=tier,
        amount=draw.randrange(0, 900_000),
        channel=draw.choice((ChannelKind.WHATSAPP, ChannelKind.INSTAGRAM)).value,
        received_at=one.received_at + shift,
        rule_due=one.rule_due + shift,
        first_due=one.first_due + shift,
        resolve_due=one.resolve_due + shift,
        owner_id=draw.choice((ME, PRIYA, TOMAS, None)),
    )


def _minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def _hours(count: float) -> timedelta:
    return timedelta(hours=count)
