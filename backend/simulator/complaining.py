"""Writes the complaints of the trial, and any number of others for measurements, by the rules that always hold."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from backend.complaints import happening, rows
from backend.complaints.keeping import keep
from backend.complaints.opening import source_of
from backend.complaints.standing import standing
from backend.shelf import keeping as shelf_keeping
from backend.simulator.people.grievances import Act, Compensation, Grievance
from backend.storage.tables import message
from backend.storage.transaction import Transaction
from backend.threads.records import MessageRecord, ThreadRecord
from backend.threads.work import Work
from domain.compensation.figures import DEFAULTS
from domain.compensation.options import Loss, propose
from domain.complaint import Origin
from domain.complaints import moves
from domain.complaints.acts import OpenComplaint
from domain.guidance.guide import COMPLAINT
from domain.ids import AgentId, ComplaintId, MessageId, OfferId, ThreadId
from domain.message import Author, snippet
from domain.offer import Offer, OfferState

_SAID_YES = timedelta(minutes=20)
"""So long after an offer the customer takes it."""


class Complainer:
    """Writes what people complain of into a workspace whose story is told already.

    Args:
        team: whom a grievance's `by` counts. now: when the trial begins.
    """

    def __init__(self, tx: Transaction, new_id: Callable[[], str], team: Sequence[AgentId], now: datetime) -> None:
        self._tx = tx
        self._new_id = new_id
        self._team = team
        self._now = now

    def write(self, said: Grievance, home: str, language: str) -> None:
        """One complaint with all that was done about it, each at its time."""
        complaint_id, offer_id = ComplaintId(self._new_id()), OfferId(self._new_id())
        self._open(said, complaint_id, home, language)
        done: list[tuple[timedelta, Callable[[Work], None]]] = []
        for deed in said.deeds:
            done.append((deed.ago, _Deed(complaint_id, deed.act, self._team[deed.by])))
        offered = said.compensation
        if offered is not None:
            done.append((offered.offered, _Offered(said, offered, offer_id, home, self._team[said.by])))
            if offered.taken is not None:
                done.append((offered.offered - _SAID_YES, _Taken(offer_id, offered.taken, self._team[said.by])))
        for ago, act in sorted(done, key=_ago, reverse=True):
            act(self._work(ago))

    def _open(self, said: Grievance, complaint_id: ComplaintId, home: str, language: str) -> None:
        work, by = self._work(said.opened), self._team[said.by]
        root = work.root(home)
        assert root is not None
        record = self._message(root, said)
        opened = OpenComplaint(
            complaint_id=complaint_id,
            message_id=MessageId(record.id) if record is not None else None,
            title=said.title or (snippet(record.text, record.parts) if record is not None else said.key),
            amount=said.money[0],
            currency=said.money[1],
            publicity=said.publicity,
            effect=said.effect,
            kind=said.kind,
            origin=Origin.PERSON if record is None else Origin.MESSAGE,
        )
        source = source_of(work, root, home, record, language)
        if record is None:
            # Who takes a call answers it.
            source = replace(source, answered_at=work.now, answered_by=by, answer_parts=tuple(map(str, COMPLAINT)))
        keep(work, None, moves.apply(None, opened, by, work.now, standing(self._tx).ground(), source=source), by)

    def _message(self, root: ThreadRecord, said: Grievance) -> MessageRecord | None:
        if said.message is None:
            return None
        theirs = select(message).where(message.c.root_id == root.id, message.c.author == Author.CUSTOMER)
        found = self._tx.connection.execute(theirs.order_by(message.c.position)).all()
        return MessageRecord(*found[said.message])

    def _work(self, ago: timedelta) -> Work:
        return Work(self._tx, self._now - ago, self._new_id)


class _Deed:
    """Something that a person did to a complaint."""

    def __init__(self, complaint_id: ComplaintId, act: Act, by: AgentId) -> None:
        self._complaint_id = complaint_id
        self._act = act
        self._by = by

    def __call__(self, work: Work) -> None:
        held = rows.one(work.tx.connection, self._complaint_id)
        ground = standing(work.tx).ground()
        keep(work, held, moves.apply(held, self._act(self._complaint_id), self._by, work.now, ground), self._by)


class _Offered:
    """Three options for a loss."""

    def __init__(self, said: Grievance, offered: Compensation, offer_id: OfferId, home: str, by: AgentId) -> None:
        self._loss = Loss(said.kind, offered.loss, said.money[1])
        self._offer_id = offer_id
        self._home = ThreadId(home)
        self._by = by

    def __call__(self, work: Work) -> None:
        options = propose(self._loss, DEFAULTS).options
        loss = self._loss
        said = (loss.kind, loss.amount, loss.currency, options, OfferState.MADE)
        _keep_offer(work, Offer(self._offer_id, self._home, *said, self._by, work.now), self._by)


class _Taken:
    """The customer took one of them."""

    def __init__(self, offer_id: OfferId, option: int, by: AgentId) -> None:
        self._offer_id = offer_id
        self._option = option
        self._by = by

    def __call__(self, work: Work) -> None:
        row = shelf_keeping.held(work.tx.connection, "offer", self._offer_id)
        assert row is not None
        held = shelf_keeping.value_of(row)
        assert isinstance(held, Offer)
        _keep_offer(work, replace(held, state=OfferState.TAKEN, taken=self._option), self._by)


def _keep_offer(work: Work, offer: Offer, by: AgentId) -> None:
    stored = replace(offer, version=shelf_keeping.next_version(work.tx, "offer", offer.id, ""))
    shelf_keeping.put(work, "offer", offer.id, stored, owner=offer.thread_id)
    root = work.root(offer.thread_id)
    assert root is not None
    happening.offer_moved(work, root, stored, by)


def _ago(one: tuple[timedelta, Callable[[Work], None]]) -> timedelta:
    return one[0]
