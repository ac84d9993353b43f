"""What channels tell us becomes threads: identities, customers, joins, messages, and their change rows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from backend.channels.events import (
    ChannelEvent,
    Deleted,
    Echoed,
    Edited,
    Reacted,
    Received,
    RemoteMedia,
    Reported,
)
from backend.complaints.happening import customer_wrote, team_wrote
from backend.complaints.opening import open_by_rule
from backend.customers import directory, evidence
from backend.insights.facts import facts
from backend.search import keeping
from backend.storage.tables import message
from backend.storage.transaction import Transaction
from backend.surveys import answering
from backend.threads import delivery
from backend.threads.people import Person, find_or_make, name_of, wrote
from backend.threads.recompute import recompute
from backend.threads.records import MessageRecord, called
from backend.threads.rules import open_again
from backend.threads.work import Work
from domain.channel import ChannelAccount
from domain.clock import Clock
from domain.emotion.assessment import Assessment
from domain.message import Author, Delivery, EventCode, MessageKind, Reaction
from domain.thread import ThreadStatus

Assess = Callable[[str], Assessment | None]
"""What a customer's text is (E-1)."""


class Intake:
    """Takes events of channels in. An event that came before changes nothing."""

    def __init__(
        self, clock: Clock, new_id: Callable[[], str], order_days: int = 30, assess: Assess | None = None
    ) -> None:
        self._clock = clock
        self._assess = assess
        self._new_id = new_id
        self._order_days = order_days

    def take(self, tx: Transaction, account: ChannelAccount, event: ChannelEvent, arrived: datetime) -> None:
        """Everything that follows from the event, in this transaction. `arrived`: when the webhook had it."""
        work = Work(tx, self._clock.now(), self._new_id)
        match event:
            case Received():
                self._received(work, account, event, arrived)
            case Echoed():
                self._echoed(work, account, event, arrived)
            case Reported():
                _reported(work, account, event)
            case Reacted() | Edited() | Deleted():
                self._changed(work, account, event)
        work.flush()

    def _received(self, work: Work, account: ChannelAccount, event: Received, arrived: datetime) -> None:
        if _known(work, account, event.provider_id):
            return
        person = find_or_make(work, account, event.sender)
        wrote(work, person, event.at)
        self._recognise(work, person, arrived)
        root = work.root(person.thread_id)
        assert root is not None
        record = _record(work, account, person, event, Author.CUSTOMER, event.kind, arrived)
        record.reply_to = _known(work, account, event.reply_to_provider_id)
        record.assessment = self._assess(event.text) if self._assess else None
        if answering.take(work, root, record):
            return
        work.post(root, record)
        _fetch(work, record, event.media)
        if root.status != ThreadStatus.OPEN:
            open_again(root, "")
            work.event(root, EventCode.REOPENED)
        customer_wrote(work, root)
        open_by_rule(work, root, record)
        self._suggest(work, person, event)

    def _recognise(self, work: Work, person: Person, arrived: datetime) -> None:
        """Before the first message is placed, so that it stands behind the notice that says whose it is."""
        if person.fresh:
            directory.recognise(work, person.id)
            evidence.join_on_strong(work, person.id, arrived, self._clock.now())

    def _suggest(self, work: Work, person: Person, event: Received) -> None:
        if person.fresh:
            evidence.suggest_by_name(work, person.thread_id, name_of(event.sender))
        if event.text:
            evidence.suggest_by_order(work, person.thread_id, event.text, self._order_days)

    def _echoed(self, work: Work, account: ChannelAccount, event: Echoed, arrived: datetime) -> None:
        if _known(work, account, event.provider_id):
            return
        person = find_or_make(work, account, event.recipient)
        self._recognise(work, person, arrived)
        own = _sent_without_name(work, person, event.text)
        if own:
            delivery.record(work.tx, own, Delivery.ACCEPTED, "", event.provider_id)
            return
        root = work.root(person.thread_id)
        assert root is not None
        record = _record(work, account, person, event, Author.AGENT, MessageKind.TEXT, arrived)
        record.delivery = Delivery.ACCEPTED
        work.post(root, record)
        team_wrote(work, root, record)
        _fetch(work, record, event.media)

    def _changed(self, work: Work, account: ChannelAccount, event: Reacted | Edited | Deleted) -> None:
        found = _find(work, account, event.target_provider_id)
        if found is None or found.deleted_at is not None or found.kind == MessageKind.EVENT:
            return
        version = work.tx.changed("message", found.id)
        changes = _reaction(found, event) if isinstance(event, Reacted) else self._rewritten(found, event)
        work.tx.connection.execute(update(message).where(message.c.id == found.id).values(**changes, version=version))
        if isinstance(event, Reacted):
            return
        keeping.put_right(work.tx.connection, found)
        facts(work.tx).changed(found, replace(found, assessment=changes["assessment"]))
        root = work.root(found.thread_id)
        if root is not None:
            recompute(work, root)

    def _rewritten(self, found: MessageRecord, event: Edited | Deleted) -> dict[str, Any]:
        if isinstance(event, Edited):
            inbound = found.author == Author.CUSTOMER and self._assess is not None
            says = self._assess(event.text) if inbound and self._assess else found.assessment
            return {"text": event.text, "edited_at": event.at, "assessment": says}
        # What a customer took back is not kept.
        return {"text": "", "parts": (), "deleted_at": event.at, "assessment": None}


def _known(work: Work, account: ChannelAccount, provider_id: str) -> str | None:
    """The id of the message that the channel calls so."""
    if not provider_id:
        return None
    named = select(message.c.id).where(called(account.id, provider_id))
    return work.tx.connection.execute(named).scalar()


def _find(work: Work, account: ChannelAccount, provider_id: str) -> MessageRecord | None:
    if not provider_id:
        return None
    query = select(message).where(called(account.id, provider_id))
    row = work.tx.connection.execute(query).first()
    return MessageRecord(*row) if row else None


def _record(
    work: Work,
    account: ChannelAccount,
    person: Person,
    event: Received | Echoed,
    author: Author,
    kind: MessageKind,
    arrived: datetime,
) -> MessageRecord:
    record = work.plain(person.thread_id, author, kind, event.text, None, event.parts)
    record.channel, record.identity_id = account.kind, person.id
    record.account_id, record.provider_id = account.id, event.provider_id
    record.at, record.arrived_at = event.at, arrived
    return record


def _fetch(work: Work, record: MessageRecord, media: tuple[RemoteMedia, ...]) -> None:
    for remote in media:
        work.fetch_later(record, remote.part_index, remote.reference)


def _sent_without_name(work: Work, person: Person, text: str) -> str | None:
    """Our own message whose answer has not come (back) yet: the echo is the proof that it arrived."""
    waiting = message.c.delivery.in_((Delivery.SENDING, Delivery.UNCONFIRMED)) & (message.c.provider_id == "")
    # An identity's messages lie in its home thread, which an index knows.
    mine = (message.c.thread_id == person.thread_id) & (message.c.identity_id == person.id)
    query = select(message.c.id).where(mine, waiting, message.c.text == text)
    return work.tx.connection.execute(query.order_by(message.c.position).limit(1)).scalar()


def _reported(work: Work, account: ChannelAccount, event: Reported) -> None:
    found = _find(work, account, event.target_provider_id)
    if found:
        delivery.record(work.tx, found.id, event.delivery, event.problem)
    else:
        target = event.target_provider_id
        delivery.keep_early(work.tx, account.id, target, event.delivery, event.problem, event.at)


def _reaction(found: MessageRecord, event: Reacted) -> dict[str, Any]:
    author = Author.CUSTOMER if event.from_customer else Author.AGENT
    kept = tuple(reaction for reaction in found.reactions if reaction.author is not author)
    return {"reactions": (*kept, Reaction(author, event.emoji)) if event.emoji else kept}
