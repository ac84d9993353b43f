"""The customer directory: what the shop's own systems know of a customer (P-2), and whom it fits."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from backend.customers import orders
from backend.customers.evidence import join_on_strong
from backend.customers.phones import e164
from backend.storage.tables import customer, customer_directory, directory_handle, identity
from backend.storage.upsert import upsert
from backend.threads.work import Work
from domain.channel import ChannelKind


@dataclass(frozen=True, slots=True)
class DirectoryRecord:
    """One customer of the shop.

    Attributes:
        phones: in any form with the country code; kept as E.164. emails: compared without regard to case.
        handles: by channel ("instagram"), with or without the leading @.
        traits: name and text, in the order in which they are shown.
    """

    name: str
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    handles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    language: str = ""
    traits: tuple[tuple[str, str], ...] = ()


def put(work: Work, external_id: str, record: DirectoryRecord, now: datetime) -> None:
    """Stores the record, and applies it to everybody it fits: their card fills, their threads join."""
    connection = work.tx.connection
    row = {"name": record.name, "language": record.language, "traits": record.traits, "updated_at": now}
    stored = upsert(customer_directory).values(external_id=external_id, **row)
    connection.execute(stored.on_conflict_do_update(index_elements=["external_id"], set_=row))
    connection.execute(delete(directory_handle).where(directory_handle.c.external_id == external_id))
    handles = _handles(record)
    if handles:
        connection.execute(insert(directory_handle), [{**handle, "external_id": external_id} for handle in handles])
    for person in _fitting(connection, external_id, handles):
        _apply(work, person, external_id)
        join_on_strong(work, person.id, now, now)


def recognise(work: Work, identity_id: str) -> None:
    """Looks a new identity up in the directory; a handle that two records claim proves nothing."""
    work.flush()
    person = work.tx.connection.execute(select(identity).where(identity.c.id == identity_id)).one()
    known = directory_handle.c
    condition = (known.kind == person.channel) & known.value.in_(_spellings(person))
    if person.phone:
        condition = condition | ((known.kind == "phone") & (known.value == person.phone))
    found = work.tx.connection.execute(select(known.external_id).where(condition).distinct()).scalars().all()
    if len(found) == 1:
        _apply(work, person, found[0])


def _handles(record: DirectoryRecord) -> list[dict[str, str]]:
    pairs = [("phone", e164(phone)) for phone in record.phones]
    pairs += [("email", email.strip().casefold()) for email in record.emails]
    pairs += [(channel, _plain(handle)) for channel, handles in record.handles.items() for handle in handles]
    return [{"kind": kind, "value": value} for kind, value in dict.fromkeys(pairs) if value]


def _plain(handle: str) -> str:
    return handle.strip().removeprefix("@").casefold()


def _spellings(person: Row[Any]) -> tuple[str, str]:
    return _plain(person.handle), _plain(person.display)


def _fitting(connection: Connection, external_id: str, handles: list[dict[str, str]]) -> list[Row[Any]]:
    """The identities that the record's phones and handles name, if no other record names them too."""
    phones = [handle["value"] for handle in handles if handle["kind"] == "phone"]
    names = {(handle["kind"], handle["value"]) for handle in handles}
    channels = {kind for kind, _ in names} & {kind.value for kind in ChannelKind}
    spelled = [spelling for _, value in names for spelling in (value, f"@{value}")]
    named = func.lower(identity.c.handle).in_(spelled) | func.lower(identity.c.display).in_(spelled)
    query = select(identity).where(identity.c.phone.in_(phones) | (identity.c.channel.in_(channels) & named))
    rows = connection.execute(query).all()
    fits = [r for r in rows if r.phone in phones or any((r.channel, s) in names for s in _spellings(r))]
    return [row for row in fits if not _claimed_by_another(connection, row, external_id)]


def _claimed_by_another(connection: Connection, person: Row[Any], external_id: str) -> bool:
    known = directory_handle.c
    named = (known.kind == person.channel) & known.value.in_(_spellings(person))
    phoned = (known.kind == "phone") & (known.value == (person.phone or "-"))
    others = select(known.external_id).where(named | phoned, known.external_id != external_id).limit(1)
    return connection.execute(others).first() is not None


def _apply(work: Work, person: Row[Any], external_id: str) -> None:
    connection = work.tx.connection
    record = connection.execute(select(customer_directory).where(customer_directory.c.external_id == external_id)).one()
    known = directory_handle.c
    contacts = connection.execute(
        select(known.kind, known.value).where(known.external_id == external_id, known.kind.in_(("phone", "email")))
    ).all()
    phone = person.phone or next((value for kind, value in contacts if kind == "phone"), "")
    email = next((value for kind, value in contacts if kind == "email"), "")
    facts = {"name": record.name, "language": record.language, "traits": record.traits, "external_id": external_id}
    version = work.tx.changed("customer", person.customer_id)
    connection.execute(
        update(customer)
        .where(customer.c.id == person.customer_id)
        .values(**{name: fact for name, fact in facts.items() if fact}, phone=phone, email=email, version=version)
    )
    orders.belong(work, person.customer_id, external_id)
