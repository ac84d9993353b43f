"""What the training shows of the demo world: a learner's days, a report, words, certificates; all worked out."""

import math
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from app.services.training_values import Mine, Progress, Word
from app.training.builtin import builtin_pack
from domain.agent import Agent
from domain.emotion.assessment import Topic
from domain.ids import AgentId, AssignmentId, CertificateId, CoachingId, PackId
from domain.measures.report import Ratio
from domain.training.assigning import Assignment, Certificate, Coaching
from domain.training.report import (
    AssignmentLine,
    Change,
    DayPoint,
    Effect,
    ItemLine,
    LearnerLine,
    Result,
    TopicLine,
    TrainingChoice,
    TrainingReport,
)
from tests.fakes.demo import AGENTS, NOW

TODAY = NOW.date()
ME, PRIYA, TOMAS = (agent.id for agent in AGENTS[:3])
TEAMS = {"Day": (ME, PRIYA), "ทีมภาษาไทย (กะกลางคืน)": (TOMAS,)}
FASTER = Change(14, 5210, 94.0, 73.0, -0.21, -0.31, -0.12)
UNSURE = Change(14, 480, 94.0, 90.0, -0.04, -0.15, 0.08)
OTHERS = Change(9, 3120, 96.0, 93.0, -0.03, -0.09, 0.03)
EFFECT = Effect(28, FASTER, OTHERS, (-0.19, -0.3, -0.07))
NO_EFFECT = Effect(28, UNSURE, OTHERS, (-0.01, -0.13, 0.11))
TOO_LITTLE = Effect(28)


def result(attempts: int, median: float, right: float = 0.9) -> Result:
    """So many attempts, about as good as that."""
    topics, tiers, under = round(attempts * min(1, right + 0.04)), round(attempts * right * 0.95), attempts // 4
    late = Ratio(round(under * (1 - right)), under)
    parts = (Ratio(round(attempts * right), attempts), Ratio(topics, attempts), Ratio(tiers, attempts), late)
    return Result(attempts, median, right - 0.04, right - 0.1, *parts)


def points(days: int, last: date = TODAY) -> tuple[DayPoint, ...]:
    """A learner who becomes faster and leaves out each sixth day."""
    found = []
    for place in range(days):
        day = last - timedelta(days=days - 1 - place)
        if day.toordinal() % 6:
            wave = math.sin(day.toordinal() * 2.1)
            median = 8.6 + 7.5 * (1 - place / max(1, days - 1)) + 0.8 * wave
            found.append(DayPoint(day, result(18 + day.toordinal() % 5, round(median, 1), 0.84 + 0.06 * wave)))
    return tuple(found)


def topics() -> tuple[TopicLine, ...]:
    """The weakest first."""
    shares = {
        Topic.ACCOUNT: 0.62,
        Topic.PROMOTION: 0.74,
        Topic.PAYMENT: 0.85,
        Topic.REFUND: 0.91,
        Topic.LOGISTICS: 0.96,
    }
    return (
        *(TopicLine(topic.value, result(40, 9.0, share)) for topic, share in shares.items()),
        TopicLine("", result(12, 7.0)),
    )


def progress(mine: Mine) -> Progress:
    """Of Li Hua."""
    curve = points(mine.days)
    attempts = sum(point.result.attempts for point in curve)
    due = (7, 4, 0, 2, 5, 1, 3)
    seconds, sessions = 300.0 * len(curve), len(curve)
    now, before = result(attempts, 9.4, 0.9), result(attempts, 10.7, 0.86)
    return Progress(mine, sessions, seconds, 12, 20, now, before, curve, topics(), due)


def words() -> list[Word]:
    """Newest first; the first was not seen yet."""
    said = (
        ("Priya Nair", "Account questions go wrong most: look for the three things a customer can pick from.", 2, None),
        ("خالد العتيبي", "أحسنت! صرت أسرع بكثير هذا الأسبوع.", 30, 29),
        ("Priya Nair", "แก้ได้ดีมาก ลองฝึกข้อความยาว ๆ เพิ่มอีกหน่อยนะ", 75, 70),
        ("Priya Nair", "Nice start.", 200, 190),
    )
    return [
        Word(
            Coaching(
                CoachingId(f"word-{place}"),
                ME,
                PRIYA,
                text,
                NOW - timedelta(hours=hours),
                NOW - timedelta(hours=seen) if seen else None,
            ),
            author,
        )
        for place, (author, text, hours, seen) in enumerate(said)
    ]


def certificate(name: str = "Li Hua", language: str = "zh-Hant") -> Certificate:
    """What somebody has shown."""
    since = NOW - timedelta(days=30)
    shown = (100, 7.4, 0.86, 0.94, 0.9, 8.0)
    return Certificate(
        CertificateId("0192e4a1-certificate"), ME, name, language, since, NOW, *shown, author=PRIYA, at=NOW
    )


def assignment(number: int = 1, people: Sequence[AgentId] = (PRIYA, TOMAS), **other: object) -> Assignment:
    """One that runs for a week."""
    values: dict[str, object] = {
        "id": AssignmentId(f"assignment-{number}"),
        "pack_id": PackId("builtin-en"),
        "kind": None,
        "people": tuple(people),
        "groups": (),
        "since": TODAY - timedelta(days=2),
        "until": TODAY + timedelta(days=5),
        "rounds": 1,
        "note": "",
        "author": ME,
    }
    return Assignment(**{**values, **other})  # type: ignore[arg-type]


def report(
    choice: TrainingChoice, agents: Sequence[Agent], at: datetime, effect: Effect, assigned: Sequence[Assignment] = ()
) -> TrainingReport:
    """The whole; one person's when that is asked."""
    people = [agent for agent in agents if choice.agent in ("", agent.id)]
    if choice.team:
        people = [agent for agent in people if agent.id in TEAMS.get(choice.team, ())]
    days = (choice.until - choice.since).days
    last = (choice.until.astimezone(UTC) - timedelta(seconds=1)).date()
    lines = tuple(_line(place, agent.id, at) for place, agent in enumerate(people))
    pack = builtin_pack("en")
    items = tuple(
        ItemLine(pack.id, item.id, result(20, 11.0, 0.3 + 0.05 * place)) for place, item in enumerate(pack.items[:6])
    )
    goes = tuple(
        AssignmentLine(one.id, who, min(40, 40 - 13 * place), 40, at if not place else None)
        for one in assigned
        for place, who in enumerate(one.people)
    )
    whole = result(640, 9.1, 0.9)
    return TrainingReport(
        choice, at, whole, result(600, 10.4, 0.85), lines, topics(), items, points(days, last), goes, effect
    )


def _line(place: int, agent_id: AgentId, at: datetime) -> LearnerLine:
    now, before = result(220 - 70 * place, 7.8 + 1.6 * place, 0.95 - 0.06 * place), result(180, 9.9 + place, 0.86)
    return LearnerLine(
        agent_id,
        24 - 7 * place,
        7200.0 - 2000 * place,
        21 - 6 * place,
        12 - 4 * place,
        at - timedelta(days=place),
        now,
        before,
    )
