"""The audit trail: who signed in, who was refused, who changed roles and channels (S22). Only ever added to."""

from datetime import datetime

from sqlalchemy import insert

from backend.storage.tables import audit
from backend.storage.transaction import Transaction


def note(
    tx: Transaction,
    at: datetime,
    action: str,
    agent_id: str | None,
    subject: str = "",
    detail: str = "",
    address: str = "",
) -> None:
    """Adds one line. `subject` is an id, never a name or an address of a customer."""
    row = {"at": at, "action": action, "agent_id": agent_id, "subject": subject, "detail": detail, "address": address}
    tx.connection.execute(insert(audit), row)
