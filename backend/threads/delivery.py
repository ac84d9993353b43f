"""How far an outgoing message got: forward only (reliability 3.7)."""

from datetime import datetime

from sqlalchemy import delete, select, update

from backend.storage.tables import early_report, message
from backend.storage.transaction import Transaction
from backend.storage.upsert import upsert
from domain.message import Delivery, delivery_after

_WITH_PROBLEM = (Delivery.FAILED, Delivery.UNCONFIRMED)


def record(tx: Transaction, message_id: str, delivery: Delivery, problem: str, provider_id: str = "") -> None:
    """Notes a report about our message; late and repeated ones change nothing.

    `provider_id` is the channel's name for it, once known; reports that came before it are taken up then.
    """
    columns = message.c
    query = select(columns.delivery, columns.delivery_problem, columns.provider_id, columns.account_id)
    row = tx.connection.execute(query.where(columns.id == message_id)).first()
    if row is None:
        return
    after = delivery_after(Delivery(row.delivery), delivery)
    said = problem if after is delivery and after in _WITH_PROBLEM else row.delivery_problem
    if provider_id and provider_id != row.provider_id:
        after, said = _with_early(tx, row.account_id, provider_id, after, said)
    said = said if after in _WITH_PROBLEM else ""
    provider = provider_id or row.provider_id
    if (after, said, provider) == (row.delivery, row.delivery_problem, row.provider_id):
        return
    changes = {"delivery": after, "delivery_problem": said, "provider_id": provider}
    version = tx.changed("message", message_id)
    tx.connection.execute(update(message).where(columns.id == message_id).values(**changes, version=version))


def keep_early(
    tx: Transaction, account_id: str, provider_id: str, delivery: Delivery, problem: str, at: datetime
) -> None:
    """Keeps a report whose message is not known by that name yet."""
    known = select(early_report.c.delivery).where(
        early_report.c.account_id == account_id, early_report.c.provider_id == provider_id
    )
    before = tx.connection.execute(known).scalar()
    if before is not None and delivery_after(Delivery(before), delivery) is Delivery(before):
        return
    row = upsert(early_report).values(
        account_id=account_id, provider_id=provider_id, delivery=delivery, problem=problem, at=at
    )
    fresh = {"delivery": row.excluded.delivery, "problem": row.excluded.problem, "at": row.excluded.at}
    tx.connection.execute(row.on_conflict_do_update(index_elements=["account_id", "provider_id"], set_=fresh))


def _with_early(
    tx: Transaction, account_id: str, provider_id: str, delivery: Delivery, problem: str
) -> tuple[Delivery, str]:
    kept = (early_report.c.account_id == account_id) & (early_report.c.provider_id == provider_id)
    row = tx.connection.execute(select(early_report.c.delivery, early_report.c.problem).where(kept)).first()
    if row is None:
        return delivery, problem
    tx.connection.execute(delete(early_report).where(kept))
    after = delivery_after(delivery, Delivery(row.delivery))
    return after, row.problem if after is not delivery else problem
