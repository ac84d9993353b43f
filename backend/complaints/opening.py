"""What a complaint is opened from, and complaints that open by themselves (K-1)."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from backend.complaints.happening import first_answer_parts
from backend.complaints.keeping import keep, open_now
from backend.complaints.standing import standing
from backend.shelf.keeping import value_of
from backend.storage.tables import message, shelf
from backend.threads.records import MessageRecord, ThreadRecord
from backend.threads.work import Work
from domain.complaint import Origin
from domain.complaints import moves
from domain.complaints.acts import OpenComplaint
from domain.complaints.ground import Source
from domain.complaints.suggesting import suggested
from domain.ids import AgentId, ComplaintId, ThreadId
from domain.message import Author, MessageKind, snippet
from domain.order import Order


def source_of(work: Work, root: ThreadRecord, lane: str, record: MessageRecord | None, language: str = "") -> Source:
    """What is known of the customer's message; without one, of the thread. Flushes first.

    Args:
        language: what the customer writes, where somebody knows that for sure.
    """
    work.flush()
    assignee = AgentId(root.assignee_id) if root.assignee_id else None
    if record is None:
        return Source(ThreadId(lane), root.last_channel, language or _language(work, root), None, assignee)
    language = language or (record.assessment.language if record.assessment else "") or _language(work, root)
    home, channel = ThreadId(record.thread_id), str(record.channel)
    answer = _first_answer(work, root, record)
    if answer is None:
        return Source(home, channel, language, record.arrived_at, assignee)
    parts = first_answer_parts(work, root, answer, language)
    by = AgentId(answer.agent_id) if answer.agent_id else None
    return Source(home, channel, language, record.arrived_at, assignee, answer.arrived_at, by, parts)


def open_by_rule(work: Work, root: ThreadRecord, record: MessageRecord) -> None:
    """A message that the engine takes for a complaint opens one, where the workspace wants that and none is open."""
    says = record.assessment
    if says is None or not says.complaint:
        return
    ground = standing(work.tx).ground()
    least = ground.figures.auto_open
    if least is None or says.tier.rank < least.rank or open_now(work.tx, root.id):
        return
    message_ = record.entity()
    found = suggested([message_], _orders(work, root), (), ground) if message_ is not None else None
    if found is None:
        return
    opened = OpenComplaint(
        complaint_id=ComplaintId(work.new_id()),
        message_id=found.message.id,
        title=snippet(record.text, record.parts),
        amount=found.amount,
        currency=found.currency,
        publicity=found.publicity,
        effect=found.effect,
        kind=found.kind,
        origin=Origin.RULE,
    )
    source = source_of(work, root, record.thread_id, record)
    keep(work, None, moves.apply(None, opened, None, work.now, ground, source=source), None)


def _orders(work: Work, root: ThreadRecord) -> list[Order]:
    """The customer's, newest first."""
    query: Any = select(shelf.c.type, shelf.c.body).where(shelf.c.type == "order", shelf.c.owner == root.customer_id)
    values = [value_of(row) for row in work.tx.connection.execute(query)]
    return sorted((one for one in values if isinstance(one, Order)), key=_placed, reverse=True)


def _placed(order: Order) -> datetime:
    return order.at


def _language(work: Work, root: ThreadRecord) -> str:
    """What the customer wrote last in, as far as anybody knows."""
    known = (message.c.author == Author.CUSTOMER, message.c.assessment.is_not(None))
    query = select(message.c.assessment).where(*_shown(root), *known).order_by(message.c.position.desc()).limit(1)
    said = work.tx.connection.execute(query).scalar()
    return said.language if said is not None else ""


def _first_answer(work: Work, root: ThreadRecord, record: MessageRecord) -> MessageRecord | None:
    """The team's first reply behind that message."""
    reply = (message.c.author == Author.AGENT, message.c.kind.not_in((MessageKind.NOTE, MessageKind.EVENT)))
    query = select(message).where(*_shown(root), *reply, message.c.position > record.position)
    row = work.tx.connection.execute(query.order_by(message.c.position).limit(1)).first()
    return MessageRecord(*row) if row else None


def _shown(root: ThreadRecord) -> tuple[ColumnElement[bool], ...]:
    return message.c.root_id == root.id, ~message.c.discarded
