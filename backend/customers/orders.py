"""Orders, as the shop's own systems tell them; each customer whom the directory knows has theirs (A-2, A-5)."""

import uuid
from collections.abc import Sequence
from dataclasses import replace

from pydantic import TypeAdapter
from sqlalchemy import delete, select

from backend.shelf import keeping
from backend.storage.tables import customer, directory_order, shelf
from backend.storage.upsert import upsert
from backend.threads.work import Work
from domain.ids import CustomerId, OrderId
from domain.order import Order

_KIND = "order"
_NAMES = uuid.UUID("0f3b7c52-9a0d-5d0c-8f7e-2f6d1c9b7a44")


_ORDER = TypeAdapter(Order)


def put(work: Work, external_id: str, order: Order) -> None:
    """Stores the order, and hands it to every customer who is known to be that person; its id is made here."""
    body = _ORDER.dump_json(order).decode()
    stored = upsert(directory_order).values(external_id=external_id, number=order.number, record=body)
    changed = stored.on_conflict_do_update(index_elements=["external_id", "number"], set_={"record": body})
    work.tx.connection.execute(changed)
    people = select(customer.c.id).where(customer.c.external_id == external_id)
    for customer_id in work.tx.connection.execute(people).scalars().all():
        _hand(work, customer_id, order)


def belong(work: Work, customer_id: str, external_id: str) -> None:
    """The customer is that person: their orders are this customer's, and no others are."""
    known = directory_order.c
    rows = work.tx.connection.execute(select(known.number, known.record).where(known.external_id == external_id)).all()
    _take_others(work, customer_id, [order_id(customer_id, row.number) for row in rows])
    for row in rows:
        _hand(work, customer_id, _ORDER.validate_json(row.record))


def order_id(customer_id: str, number: str) -> OrderId:
    """The same for the same customer and number, always."""
    return OrderId(str(uuid.uuid5(_NAMES, f"{customer_id}:{number}")))


def _hand(work: Work, customer_id: str, order: Order) -> None:
    id_ = order_id(customer_id, order.number)
    version = keeping.next_version(work.tx, _KIND, id_, "")
    theirs = replace(order, id=id_, customer_id=CustomerId(customer_id), version=version)
    keeping.put(work, _KIND, id_, theirs, owner=customer_id)


def _take_others(work: Work, customer_id: str, stay: Sequence[str]) -> None:
    mine = (shelf.c.type == _KIND) & (shelf.c.owner == customer_id) & shelf.c.id.not_in(stay)
    for id_ in work.tx.connection.execute(select(shelf.c.id).where(mine)).scalars().all():
        work.tx.changed(_KIND, id_)
    work.tx.connection.execute(delete(shelf).where(mine))
