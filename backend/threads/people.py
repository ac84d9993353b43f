"""The person behind a channel's handle: known, or made with a home thread of their own."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from backend.channels.events import Sender
from backend.customers.phones import e164
from backend.storage.tables import customer, identity
from backend.threads.records import ThreadRecord
from backend.threads.work import Work
from domain.channel import ChannelAccount


@dataclass(frozen=True, slots=True)
class Person:
    """An identity as far as intake needs it. `fresh`: evidence has to be looked for (new, or newly verified)."""

    id: str
    thread_id: str
    last_inbound_at: datetime | None
    fresh: bool


def find_or_make(work: Work, account: ChannelAccount, sender: Sender) -> Person:
    """The identity of a sender; a new one gets a customer and a home thread in the queue."""
    known = select(identity).where(identity.c.account_id == account.id, identity.c.handle == sender.handle)
    row = work.tx.connection.execute(known).first()
    phone = e164(sender.phone) if sender.phone and (row is None or row.phone == "") else ""
    if row is None:
        return _make(work, account, sender, phone)
    changes = {"display": sender.display} if sender.display and sender.display != row.display else {}
    if phone:
        changes["phone"] = phone
    if changes:
        version = work.tx.changed("identity", row.id)
        changed = update(identity).where(identity.c.id == row.id).values(**changes, version=version)
        work.tx.connection.execute(changed)
    return Person(row.id, row.thread_id, row.last_inbound_at, bool(changes))


def wrote(work: Work, person: Person, at: datetime) -> None:
    """Opens the reply window from the moment the customer wrote."""
    if person.last_inbound_at is not None and person.last_inbound_at >= at:
        return
    version = work.tx.changed("identity", person.id)
    changed = update(identity).where(identity.c.id == person.id).values(last_inbound_at=at, version=version)
    work.tx.connection.execute(changed)


def name_of(sender: Sender) -> str:
    """What to call somebody until the directory knows better."""
    return " ".join((sender.name or sender.display or sender.handle).split())


def _make(work: Work, account: ChannelAccount, sender: Sender, phone: str) -> Person:
    customer_id, thread_id, identity_id = work.new_id(), work.new_id(), work.new_id()
    run, changed = work.tx.connection.execute, work.tx.changed
    run(
        insert(customer),
        {"id": customer_id, "name": name_of(sender), "phone": phone, "version": changed("customer", customer_id)},
    )
    row = {"id": identity_id, "customer_id": customer_id, "thread_id": thread_id, "account_id": account.id}
    handle = {"channel": account.kind, "handle": sender.handle, "display": sender.display or sender.handle}
    run(insert(identity), {**row, **handle, "phone": phone, "version": changed("identity", identity_id)})
    work.add_thread(ThreadRecord(thread_id, customer_id))
    return Person(identity_id, thread_id, None, True)
