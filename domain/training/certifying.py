"""Whether a learner has earned a certificate: by the server's figures, against what the workspace asks for (S-1)."""

from collections.abc import Sequence

from domain.training.figures import TrainingFigures
from domain.training.report import Result
from domain.training.results import Attempt

_PERCENT = 100
_ROUNDING = 1e-9


def looked_at(attempts: Sequence[Attempt], figures: TrainingFigures) -> list[Attempt]:
    """The newest of them that count, as many as are asked for, oldest first."""
    counting = sorted((one for one in attempts if one.counts), key=_when)
    return counting[-figures.certificate_attempts :]


def is_earned(result: Result, figures: TrainingFigures) -> bool:
    """Enough attempts, the median at the goal, and every share that was asked for at all reached; at least one was.

    What was never practised is not held against anybody, and the certificate says that it was not.
    """
    shares = [
        (result.recall, figures.certificate_recall),
        (share(result.topics.part, result.topics.whole), figures.certificate_topics),
        (share(result.tiers.part, result.tiers.whole), figures.certificate_tiers),
    ]
    asked = [(reached, wanted) for reached, wanted in shares if reached is not None]
    return (
        result.attempts >= figures.certificate_attempts
        and 0 < result.median <= figures.goal
        and bool(asked)
        and all(reached * _PERCENT >= wanted - _ROUNDING for reached, wanted in asked)
    )


def share(part: int, whole: int) -> float | None:
    """So many of so many; None of none."""
    return part / whole if whole else None


def _when(attempt: Attempt) -> tuple[float, str]:
    return attempt.at.timestamp(), attempt.item_id
