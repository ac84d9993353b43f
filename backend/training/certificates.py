"""IssueCertificate: what a learner has shown, by the server's own figures (S-1)."""

from datetime import timedelta

from backend.operations.scope import Scope
from backend.shelf import keeping
from backend.training.reading import newest
from backend.training.standing import colleague, figures, in_lane, refuse_if, value
from domain.agent import Permission
from domain.problems import Problem
from domain.training.acts import PRACTICE, IssueCertificate
from domain.training.assigning import Certificate
from domain.training.certifying import is_earned, looked_at, share
from domain.training.progress import result_of

KIND = "certificate"
_LONGEST_TAG = 35


def issue(scope: Scope, lane: str, act: IssueCertificate) -> None:
    """Refused where the newest attempts do not reach the figures; the same id a second time changes nothing."""
    scope.need(Permission.TRAIN)
    in_lane(lane, PRACTICE, act.certificate_id)
    refuse_if(len(act.language) > _LONGEST_TAG)
    held = value(scope.tx.connection, KIND, act.certificate_id, Certificate)
    if held is not None:
        refuse_if((held.agent_id, held.language) != (act.agent_id, act.language))
        return
    learner = colleague(scope, act.agent_id)
    wanted, now = figures(scope.tx.connection), scope.work.now
    since = now - timedelta(days=wanted.certificate_days)
    most = wanted.certificate_attempts
    attempts = looked_at(newest(scope.tx.connection, learner.id, since, now, act.language, most), wanted)
    result = result_of(attempts)
    refuse_if(not is_earned(result, wanted), Problem.NOT_EARNED)
    certificate = Certificate(
        id=act.certificate_id,
        agent_id=learner.id,
        name=learner.name,
        language=act.language,
        since=attempts[0].at,
        until=attempts[-1].at,
        attempts=result.attempts,
        median=result.median,
        recall=result.recall,
        topics=share(result.topics.part, result.topics.whole),
        tiers=share(result.tiers.part, result.tiers.whole),
        goal=float(wanted.goal),
        author=scope.agent.id,
        at=now,
        version=keeping.next_version(scope.tx, KIND, act.certificate_id, ""),
    )
    keeping.put(scope.work, KIND, certificate.id, certificate, owner=learner.id)
