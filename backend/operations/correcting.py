"""CorrectAssessment: an agent says what a customer's message really is (E-1)."""

from dataclasses import replace
from typing import Any

from sqlalchemy import update

from backend.insights.facts import facts
from backend.operations.scope import Op, Rejected, Scope
from backend.storage.tables import correction, message
from backend.storage.upsert import upsert
from backend.threads.recompute import recompute
from domain.agent import Permission
from domain.emotion.assessment import Assessment
from domain.ids import AgentId
from domain.message import Author
from domain.operations import CorrectAssessment
from domain.problems import Problem

_SAVE = upsert(correction)
_NEWEST = {c.name: _SAVE.excluded[c.name] for c in correction.c if c.name not in ("message_id", "was")}


def correct(scope: Scope, op: Op, payload: CorrectAssessment) -> None:
    """The agent's word stands on the message, and beside the engine's word in what the next training reads."""
    scope.need(Permission.ANSWER)
    found = scope.fresh_message(payload.message_id)
    if found is None or found.root_id != op.root.id:
        raise Rejected(Problem.MESSAGE_GONE)
    if found.author != Author.CUSTOMER:
        raise Rejected(Problem.BAD_OPERATION)
    was = found.assessment or Assessment(payload.tier, payload.complaint)
    says = (payload.tier, payload.complaint, payload.topic)
    if found.assessment is not None and (was.tier, was.complaint, was.topic) == says:
        return
    by = AgentId(scope.agent.id)
    now = replace(was, tier=payload.tier, complaint=payload.complaint, topic=payload.topic, corrected_by=by)
    version = scope.tx.changed("message", found.id)
    changed = update(message).where(message.c.id == found.id).values(assessment=now, version=version)
    scope.tx.connection.execute(changed)
    row: dict[str, Any] = {
        "message_id": found.id,
        "was": _engine_said(found.assessment),
        "tier": payload.tier.value,
        "complaint": payload.complaint,
        "topic": payload.topic.value if payload.topic else "",
        "agent_id": scope.agent.id,
        "at": scope.work.now,
    }
    scope.tx.connection.execute(_SAVE.on_conflict_do_update(index_elements=["message_id"], set_=_NEWEST), row)
    facts(scope.tx).changed(found, replace(found, assessment=now))
    recompute(scope.work, op.root)


def _engine_said(assessment: Assessment | None) -> str:
    if assessment is None:
        return ""
    topic = assessment.topic.value if assessment.topic else "-"
    return f"{assessment.tier.value} {int(assessment.complaint)} {topic} {assessment.language} {assessment.engine}"
