"""What the simulated customers complain of when the trial begins, and what the team has done about it (K)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from domain.complaint import Effect, FollowUpOutcome
from domain.complaints.acts import (
    ComplaintAct,
    FollowUpComplaint,
    PauseComplaint,
    ResolveComplaint,
    RetierComplaint,
)
from domain.emotion.assessment import Tier
from domain.ids import ComplaintId
from domain.offer import LossKind

MINE, MATE, LEAD = 0, 1, 2
"""Places in the trial's team: whoever sits here, Mei Lin, Oliver."""

Act = Callable[[ComplaintId], ComplaintAct]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done, so long ago."""

    ago: timedelta
    by: int
    act: Act


@dataclass(frozen=True, slots=True)
class Compensation:
    """What was offered for a loss, and which option was taken, if any; so long ago."""

    offered: timedelta
    loss: int
    taken: int | None = None


@dataclass(frozen=True, slots=True)
class Grievance:
    """One complaint.

    Attributes:
        key: of the person. money: amount in the currency's smallest unit, and the currency.
        message: which of the customer's messages it is about, from 0, or from behind below zero; None for a call.
        opened: how long ago; title: "" for the message itself.
    """

    key: str
    opened: timedelta
    money: tuple[int, str]
    kind: LossKind
    effect: Effect = Effect.EXPERIENCE
    publicity: bool = False
    message: int | None = -1
    title: str = ""
    by: int = MATE
    deeds: tuple[Deed, ...] = ()
    compensation: Compensation | None = None


def _minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def _days(count: float) -> timedelta:
    return timedelta(days=count)


def _paused(held: ComplaintId) -> ComplaintAct:
    return PauseComplaint(held, paused=True)


def _sharper(held: ComplaintId) -> ComplaintAct:
    return RetierComplaint(held, Tier.HIGH, "A large customer of ours, and the second broken promise.")


def _resolved(words: str) -> Act:
    def act(held: ComplaintId) -> ComplaintAct:
        return ResolveComplaint(held, words)

    return act


def _well(held: ComplaintId) -> ComplaintAct:
    return FollowUpComplaint(held, FollowUpOutcome.WELL, "The new strap holds, she is happy.")


GRIEVANCES = (
    Grievance("marcus", _minutes(3), (8_900, "USD"), LossKind.DEFECT, publicity=True),
    Grievance("xiaowei", _minutes(45), (89_900, "CNY"), LossKind.LATE, deeds=(Deed(_minutes(20), LEAD, _sharper),)),
    Grievance("yichun", _minutes(15), (199_000, "TWD"), LossKind.SERVICE, message=0),
    Grievance("olga", _minutes(30), (30_000, "RUB"), LossKind.SERVICE, Effect.TECHNICAL),
    Grievance("malee", _minutes(40), (39_000, "THB"), LossKind.DEFECT, Effect.TECHNICAL, message=0),
    Grievance("layla", _minutes(20), (24_000, "AED"), LossKind.SERVICE, deeds=(Deed(_minutes(2), MINE, _paused),)),
    Grievance(
        "lorenzo",
        _minutes(290),
        (8_990, "EUR"),
        LossKind.DEFECT,
        message=0,
        deeds=(Deed(_minutes(120), MINE, _paused),),
        compensation=Compensation(_minutes(150), 8_990),
    ),
    Grievance(
        "lihua",
        _minutes(25.8 * 60),
        (0, "CNY"),
        LossKind.SERVICE,
        Effect.TECHNICAL,
        message=0,
        deeds=(Deed(_minutes(25 * 60), MATE, _resolved("已更新手机号，可以正常登录。")),),
    ),
    Grievance(
        "omar",
        _days(4),
        (18_500, "AED"),
        LossKind.LATE,
        message=None,
        title="By phone: the parcel was left at the wrong door",
        deeds=(Deed(_days(3) + _minutes(70), MATE, _resolved("The courier brought it round; shipping was refunded.")),),
        compensation=Compensation(_days(3.5), 1_500, 0),
    ),
    Grievance(
        "giulia",
        _days(6),
        (4_900, "EUR"),
        LossKind.DEFECT,
        Effect.TECHNICAL,
        message=None,
        title="By phone: the strap of the bag came off",
        deeds=(
            Deed(_days(5), MATE, _resolved("A new strap was sent, and a coupon of 6 EUR.")),
            Deed(_days(2.5), MATE, _well),
        ),
        compensation=Compensation(_days(5.5), 4_900, 1),
    ),
)
"""All tiers, and every state: late, sharpened, paused, resolved with its follow-up due, closed."""
