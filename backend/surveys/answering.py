"""What a customer writes while a question is out: an answer is recorded and opens nothing; all else is a message."""

from datetime import timedelta

from backend.surveys import records
from backend.surveys.records import Due, Out
from backend.threads.records import MessageRecord, ThreadRecord
from backend.threads.work import Work
from domain.message import EventCode, MessageKind, Part, PartKind
from domain.surveys.answers import Score, read_answer
from domain.surveys.figures import Question
from domain.thread import ThreadStatus


def closed(work: Work, root: ThreadRecord, agent_id: str) -> None:
    """A thread was resolved: its customer may be asked how it was."""
    figures = records.figures(work.tx.connection)
    if figures.csat:
        due = Due(root.id, Question.CSAT, root.assignee_id or agent_id)
        records.plan(work, due, work.now + timedelta(minutes=figures.delay))


def take(work: Work, root: ThreadRecord, record: MessageRecord) -> bool:
    """Places a message that answers the question which is out; False when it is none or answers nothing.

    Only in a thread that is closed and in which nobody waits: there a number can mean nothing else.
    """
    if root.status != ThreadStatus.RESOLVED or root.waiting_since is not None or record.kind is not MessageKind.TEXT:
        return False
    figures = records.figures(work.tx.connection)
    out = records.out_in(work.tx.connection, root.id, work.now - timedelta(hours=figures.valid))
    score = read_answer(out.question, record.text) if out is not None else None
    if out is None or score is None:
        return False
    records.answered(work, out, score, record.arrived_at)
    _place(work, root, record, out, score)
    if out.question is Question.CSAT and figures.nps:
        records.plan(work, Due(root.id, Question.NPS, out.agent_id), work.now)
    return True


def _place(work: Work, root: ThreadRecord, record: MessageRecord, out: Out, score: Score) -> None:
    facts = {"question": out.question.value, "score": str(score.score)}
    if score.comment:
        facts["said"] = score.comment
    record.kind, record.text, record.assessment = MessageKind.EVENT, EventCode.RATED.value, None
    record.parts = tuple(Part(PartKind.FACT, name, detail) for name, detail in facts.items())
    work.post(root, record)
