"""The table of how far the search index reaches; the index itself is the database's own (`storage.sqlite_search`)."""

from sqlalchemy import Column, Table

from backend.storage.columns import WholeNumber
from backend.storage.tables_base import STRICT, metadata, number

search_progress = Table(
    "search_progress",
    metadata,
    Column("id", WholeNumber, primary_key=True),
    number("next"),
    **STRICT,
)
"""One row: every message above the position `next` is in the index; 0 when all are."""
