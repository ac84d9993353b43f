"""What a channel's reports and echoes say about sends of ours whose answer we did not get (reliability 3.7)."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy import text as sql

from backend.channels.events import Echoed, Reacted, Reported
from backend.channels.outgoing import read_own_id
from backend.channels.progress import from_text
from backend.storage.tables import egress, identity, message
from backend.storage.transaction import Transaction
from backend.threads import delivery
from backend.threads.records import called
from domain.message import Delivery

_RECENT = 20


def report_must_wait(tx: Transaction, event: Reported) -> bool:
    """Whether the report is about a step whose answer is still under way: should that get lost, it proves the step."""
    message_id, step = read_own_id(event.own_id)
    if not message_id:
        return False
    row = tx.connection.execute(select(egress.c.state, egress.c.key).where(egress.c.message_id == message_id)).first()
    return row is not None and row.state == "sending" and step == len(from_text(row.key).sent)


def settle_reported(tx: Transaction, event: Reported) -> None:
    """A report that carries our own id proves that the provider took that step; the message goes on from there.

    Only an unconfirmed step is settled: one that is under way still gets its answer, and the report waits for it.
    """
    message_id, step = read_own_id(event.own_id)
    if not message_id:
        return
    row = tx.connection.execute(select(egress).where(egress.c.message_id == message_id)).first()
    if row is None or row.state != "unconfirmed":
        return
    progress = from_text(row.key)
    if step != len(progress.sent):
        return
    # "pending" with one step more: the worker sends what is left, or finds that nothing is and accepts.
    key = progress.with_sent(event.target_provider_id).to_text()
    _set(tx, message_id, state="pending", key=key, next_at=None, error="")
    delivery.record(tx, message_id, Delivery.ACCEPTED, "", event.target_provider_id)


def echo_must_wait(tx: Transaction, account_id: str, event: Echoed) -> bool:
    """Whether the echo may be of a send whose answer is still under way."""
    person = _identity(tx, account_id, event)
    if person is None:
        return False
    sending = select(egress.c.message_id).where(_OPEN, egress.c.state == "sending", egress.c.identity_id == person.id)
    return tx.connection.execute(sending.limit(1)).first() is not None


def reaction_must_wait(tx: Transaction, account_id: str, event: Reacted) -> bool:
    """Whether the reaction may be to a message of ours whose name at the provider we are about to learn."""
    known = select(message.c.id).where(called(account_id, event.target_provider_id))
    if tx.connection.execute(known).first() is not None:
        return False
    sending = select(egress.c.message_id).where(_OPEN, egress.c.state == "sending", egress.c.account_id == account_id)
    return tx.connection.execute(sending.limit(1)).first() is not None


def is_own_echo(tx: Transaction, account_id: str, event: Echoed) -> bool:
    """Whether the echo is one of the requests that a message of ours took."""
    person = _identity(tx, account_id, event)
    if person is None:
        return False
    recent = (
        select(egress.c.key)
        .join(message, message.c.id == egress.c.message_id)
        .where(message.c.thread_id == person.thread_id)
        .order_by(message.c.position.desc())
        .limit(_RECENT)
    )
    keys = tx.connection.execute(recent).scalars()
    return any(event.provider_id in from_text(key).sent for key in keys)


def accept_echoed(tx: Transaction, account_id: str, provider_id: str) -> None:
    """After intake matched an echo with an unconfirmed message: its egress row is accepted too."""
    ours = select(message.c.id).where(called(account_id, provider_id))
    changed = update(egress).where(egress.c.message_id.in_(ours), egress.c.state == "unconfirmed")
    tx.connection.execute(changed.values(state="accepted", provider_id=provider_id, error=""))


def _identity(tx: Transaction, account_id: str, event: Echoed) -> Any:
    known = select(identity.c.id, identity.c.thread_id)
    found = known.where(identity.c.account_id == account_id, identity.c.handle == event.recipient.handle)
    return tx.connection.execute(found).first()


def _set(tx: Transaction, message_id: str, **values: object) -> None:
    tx.connection.execute(update(egress).where(egress.c.message_id == message_id).values(**values))


# Written out, because SQLite uses a partial index only where its condition stands in the query word for word.
_OPEN = sql("egress.state IN ('pending', 'sending')")
