"""Complaints for tests and benches: a few like those of the mock, and as many as one likes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from app.services.complaint_values import BoardCard
from domain.agent import Role
from domain.channel import ChannelKind
from domain.complaint import Complaint, ComplaintState, Effect, Origin
from domain.complaints.figures import DEFAULTS
from domain.emotion.assessment import Tier
from domain.ids import AgentId, ComplaintId, ThreadId
from domain.offer import LossKind
from tests.fakes.demo import ME, NOW, tid

NAMES = (
    "王雅婷",
    "Studio Nord",
    "Nguyễn Minh Anh",
    "Somchai Prasert สมชาย",
    "خالد العتيبي",
    "Giulia Bianchi",
    "Мария Ковалёва",
)
TITLES = (
    "broken screen, third time",
    "40 units not delivered",
    "double charge",
    "ส่งของช้าอีกแล้ว",
    "لم يصل الطلب",
    "發票遺失",
)
TIERS = (Tier.HIGH, Tier.MEDIUM, Tier.LOW)
OWNERS = ((ME, "Li Hua"), (AgentId("agent-priya"), "Priya Nair"), (AgentId("agent-tomas"), "Tomás Herrera"), (None, ""))


def complaint(key: str, thread: str = "wang", tier: Tier = Tier.HIGH, age: float = 1.0, **changes: Any) -> Complaint:
    """An open one of the demo world, received `age` minutes ago, with the clocks of its tier."""
    at, row = NOW - timedelta(minutes=age), DEFAULTS.tiers[tier]
    plain = Complaint(
        id=ComplaintId(key),
        thread_id=tid(thread),
        message_id=None,
        title="broken screen, third time",
        tier=tier,
        amount=620_000,
        currency="CNY",
        publicity=False,
        effect=Effect.EXPERIENCE,
        kind=LossKind.DEFECT,
        origin=Origin.MESSAGE,
        channel=ChannelKind.INSTAGRAM.value,
        language="zh-Hant",
        opened_by=None,
        received_at=at,
        opened_at=at,
        owner_id=ME,
        level=0,
        state=ComplaintState.OPEN,
        rule_due=at + timedelta(minutes=DEFAULTS.rule),
        first_due=at + timedelta(minutes=row.first),
        resolve_due=at + timedelta(minutes=row.resolve),
    )
    return replace(plain, **changes)


def answered(one: Complaint) -> Complaint:
    """With a first answer a minute after it was received."""
    return replace(one, answered_at=one.received_at + timedelta(minutes=1))


def resolved(one: Complaint, after: float) -> Complaint:
    """Answered, and made good so many minutes after it was received."""
    at = one.received_at + timedelta(minutes=after)
    return replace(
        answered(one),
        state=ComplaintState.RESOLVED,
        resolved_at=at,
        resolution="new screen, serial 4711",
        follow_up_due=at + timedelta(days=3),
    )


def few() -> list[Complaint]:
    """Seven open ones and three that have ended."""
    low, medium = Tier.LOW, Tier.MEDIUM
    return [
        complaint("c-wang", age=8.6, publicity=True),
        answered(complaint("c-nord", "somchai", age=100, title="40 units not delivered", amount=1_890_000)),
        answered(complaint("c-late", "khalid", age=300, title="double charge", amount=548_000)),
        complaint("c-somchai", "somchai", medium, 3, title="late again", amount=89_000, owner_id=OWNERS[1][0]),
        answered(
            complaint("c-maria", "maria", medium, 300, title="wrong colour", amount=64_000, owner_id=OWNERS[1][0])
        ),
        answered(complaint("c-khalid", "khalid", low, 420, title="coupon not applied", amount=3_500, owner_id=None)),
        replace(
            answered(complaint("c-paused", "giulia", low, 240, title="invoice missing", amount=0)),
            state=ComplaintState.PAUSED,
            paused_at=NOW - timedelta(minutes=60),
        ),
        resolved(complaint("c-done-1", "wang", age=3_000, title="scratched case"), 130),
        resolved(complaint("c-done-2", "khalid", age=9_000, title="wrong size"), 400),
        resolved(complaint("c-done-3", "somchai", medium, 14_000, title="late parcel"), 900),
    ]


def many(count: int) -> list[BoardCard]:
    """So many open ones, of all tiers, owners and ages; the same each time."""
    return [_card(number) for number in range(count)]


def _card(number: int) -> BoardCard:
    tier, (owner_id, owner) = TIERS[number % 7 % 3], OWNERS[number // 3 % 4]
    age = (number * 37) % 2_800 + number % 60 / 60
    one = complaint(f"many-{number:05}", "wang", tier, age, owner_id=owner_id)
    one = replace(
        one if age < 12 else answered(one),
        thread_id=ThreadId(f"thread-{number:05}"),
        title=f"{TITLES[number % len(TITLES)]} {number}",
        amount=(number * 7_919) % 900_000,
        channel=list(ChannelKind)[number % len(ChannelKind)].value,
        publicity=number % 11 == 0,
    )
    role = Role.ADMIN if owner_id == ME else Role.AGENT if owner_id else None
    return BoardCard(one, one.thread_id, f"{NAMES[number % len(NAMES)]} {number}", owner, role, TIERS[number % 5 % 3])
