"""The number an account has at its provider: no two of a channel share one, or nobody knows whose a message is."""

from collections import defaultdict

from sqlalchemy import ColumnElement, Connection, func, select

from backend.log import logger
from backend.storage.database import Database
from backend.storage.tables import channel_account
from backend.storage.transaction import Transaction
from domain.channel import ChannelKind


class NumberTaken(Exception):
    """Another account of this channel has the number."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” has this number at the provider already. Change that account, or remove it first.")


def refuse_taken(tx: Transaction, kind: ChannelKind, number: str) -> None:
    """Raises NumberTaken. One transaction writes at a time, of all processes: what is free stays so until its end."""
    same = channel_account.c.kind == kind, _number() == number, ~channel_account.c.removed
    taken = tx.connection.execute(select(channel_account.c.name).where(*same)).scalar()
    if taken is not None:
        raise NumberTaken(taken)


def twins(connection: Connection) -> dict[str, list[str]]:
    """The accounts that share a number, each with the names of the others; older versions let them in."""
    columns = channel_account.c.id, channel_account.c.name, channel_account.c.kind, _number().label("number")
    alike = defaultdict(list)
    for row in connection.execute(select(*columns).where(~channel_account.c.removed).order_by(channel_account.c.name)):
        alike[row.kind, row.number].append(row)
    shared = [rows for rows in alike.values() if len(rows) > 1]
    return {row.id: [other.name for other in rows if other.id != row.id] for rows in shared for row in rows}


def warn_of_twins(database: Database) -> None:
    """Says in the log which accounts share a number; the server works with them as it did."""
    with database.read() as connection:
        for account_id in twins(connection):
            logger.warning("channel account shares its number at the provider: remove one", account_id=account_id)


def _number() -> ColumnElement[str]:
    """Older versions kept it as it was typed."""
    return func.trim(channel_account.c.provider_id)
