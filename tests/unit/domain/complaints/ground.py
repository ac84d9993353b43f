"""What tests of complaints stand on: a team, a message that has just come, and short words for what is done."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.agent import Role
from domain.complaint import Complaint, Effect, Origin, StepKind
from domain.complaints.acts import OpenComplaint
from domain.complaints.ground import Ground, Source
from domain.complaints.moves import apply
from domain.complaints.staff import Colleague
from domain.ids import AgentId, ComplaintId, MessageId, ThreadId
from domain.offer import LossKind

T0 = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
ANN, BEA, CLEO, DAN, EVE = (AgentId(name) for name in ("ann", "bea", "cleo", "dan", "eve"))
STAFF = (
    Colleague(ANN, Role.AGENT),
    Colleague(BEA, Role.SENIOR),
    Colleague(CLEO, Role.LEAD),
    Colleague(DAN, Role.ADMIN),
    Colleague(EVE, Role.TRAINER),
)
GROUND = Ground(staff=STAFF)
SOURCE = Source(ThreadId("thread"), "whatsapp", "th", T0)
ID, OTHER, THIRD = (ComplaintId(f"complaint-{number}") for number in range(3))
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

LOW = OpenComplaint(ID, MessageId("m"), "Broken", 0, "", False, Effect.TECHNICAL, LossKind.DEFECT, Origin.MESSAGE)
MEDIUM = replace(LOW, effect=Effect.EXPERIENCE)
HIGH = replace(LOW, publicity=True)


def opened(
    act: OpenComplaint = LOW, after: timedelta = timedelta(0), ground: Ground = GROUND, source: Source = SOURCE
) -> Complaint:
    """Opened by Ann so long after its message came."""
    return apply(None, act, ANN, T0 + after, ground, source=source)


def kinds(one: Complaint) -> list[StepKind]:
    """What happened to it."""
    return [step.kind for step in one.steps]
