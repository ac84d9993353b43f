"""Tables of the shelf: small things of the workspace that every client holds whole, and what they were before."""

from sqlalchemy import Column, Index, Table

from backend.storage.columns import WholeNumber
from backend.storage.tables_base import STRICT, flag, link, metadata, moment, number, text

shelf = Table(
    "shelf",
    metadata,
    text("type", key=True),
    text("id", key=True),
    text("owner"),
    text("audience"),
    text("body"),
    number("version"),
    Index("shelf_owner", "type", "owner"),
    **STRICT,
)
"""`body` is the domain value as JSON; `owner` what it belongs to (an order's customer); `audience` the only agent who
sees it, "" for everybody. What is seen by one agent never becomes everybody's under the same id, nor the reverse."""

shelf_history = Table(
    "shelf_history",
    metadata,
    text("type", key=True),
    text("id", key=True),
    Column("version", WholeNumber, primary_key=True, autoincrement=False),
    text("audience"),
    text("body"),
    link("agent_id"),
    moment("at"),
    **STRICT,
)
"""Every state that an agent saved or removed (`body` ""), newest last; only ever added to."""

correction = Table(
    "correction",
    metadata,
    text("message_id", key=True),
    text("was"),
    text("tier"),
    flag("complaint"),
    text("topic"),
    link("agent_id"),
    moment("at"),
    **STRICT,
)
"""What agents say that a message really is, beside what the engine had said: training data (E-1)."""
