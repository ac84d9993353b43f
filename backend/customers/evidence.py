"""Looks for evidence that a home thread's customer is somebody we know already (C-2)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select

from backend.customers import joins
from backend.customers.joins import Evidence
from backend.storage.tables import customer, identity, order_mention
from backend.storage.upsert import upsert
from backend.threads.work import Work
from domain.customer import EvidenceKind

_ORDER = re.compile(r"(?<![\w-])(?:#\s?([A-Z]{0,4}-?\d{4,12})|([A-Z]{1,4}-?\d{4,12}))(?![\w-])", re.IGNORECASE)
_MOST_NAMESAKES = 3
"""A name, or an order number, that more people than this share says nothing."""


def join_on_strong(work: Work, identity_id: str, arrived: datetime, now: datetime) -> None:
    """Joins the identity's thread with every other that has the same verified phone, email or directory record."""
    work.flush()
    mine = work.tx.connection.execute(_PEOPLE.where(identity.c.id == identity_id)).one()
    took = max(0, int((now - arrived).total_seconds() * 1000))
    for kind, detail, condition in _strong(mine):
        others = work.tx.connection.execute(_PEOPLE.where(condition, identity.c.id != identity_id)).all()
        for other in others:
            _join_pair(work, _between(kind, detail, mine.thread_id, other.thread_id, took))


def suggest_by_name(work: Work, thread_id: str, name: str) -> None:
    """Proposes threads of customers with exactly the same full name."""
    work.flush()
    if len(name.split()) < 2 and (name.isascii() or len(name) < 3):
        return
    people = _PEOPLE.where(customer.c.name == name, identity.c.thread_id != thread_id).limit(_MOST_NAMESAKES + 1)
    others = work.tx.connection.execute(people).all()
    if len(others) > _MOST_NAMESAKES:
        return
    for other in others:
        joins.suggest(work, _between(EvidenceKind.NAME, name, other.thread_id, thread_id))


def suggest_by_order(work: Work, thread_id: str, text: str, days: int) -> None:
    """Proposes threads in which the same order number was written within these days, and remembers the numbers."""
    for value in orders_in(text):
        known = order_mention.c
        recent = select(known.thread_id).where(
            known.value == value, known.thread_id != thread_id, known.at >= work.now - timedelta(days=days)
        )
        others = work.tx.connection.execute(recent.limit(_MOST_NAMESAKES + 1)).scalars().all()
        for other in others if len(others) <= _MOST_NAMESAKES else ():
            joins.suggest(work, _between(EvidenceKind.ORDER, value, other, thread_id))
        row = upsert(order_mention).values(value=value, thread_id=thread_id, at=work.now)
        work.tx.connection.execute(
            row.on_conflict_do_update(index_elements=["value", "thread_id"], set_={"at": row.excluded.at})
        )


def orders_in(text: str) -> list[str]:
    """The order numbers in a text, in one form: "#ab-12345" and "AB12345" are the same."""
    found = (marked or plain for marked, plain in _ORDER.findall(text))
    return list(dict.fromkeys(number.upper().replace("-", "") for number in found))


def _between(kind: EvidenceKind, detail: str, one: str, other: str, took_ms: int = 0) -> Evidence:
    kept, joined = sorted((one, other))
    return Evidence(kind, detail, kept, joined, took_ms)


def _join_pair(work: Work, evidence: Evidence) -> None:
    kept, joined = work.root(evidence.kept_home), work.root(evidence.joined_home)
    if kept is None or joined is None or kept is joined or not joins.may_join_itself(work, kept, joined):
        return
    if joined.id < kept.id:
        # The thread that is longer on screen stays, whatever home threads the evidence met in.
        kept, joined = joined, kept
        evidence = replace(evidence, kept_home=evidence.joined_home, joined_home=evidence.kept_home)
    joins.join(work, kept, joined, evidence, None)


def _strong(mine: object) -> Iterator[tuple[EvidenceKind, str, ColumnElement[bool]]]:
    phone, email, external = (str(getattr(mine, name)) for name in ("phone", "email", "external_id"))
    if phone:
        yield EvidenceKind.PHONE, phone, identity.c.phone == phone
    if external:
        yield EvidenceKind.DIRECTORY, external, customer.c.external_id == external
    if email:
        yield EvidenceKind.EMAIL, email, customer.c.email == email


_PEOPLE = select(
    identity.c.id, identity.c.thread_id, identity.c.phone, customer.c.email, customer.c.external_id, customer.c.name
).join_from(identity, customer, identity.c.customer_id == customer.c.id)
