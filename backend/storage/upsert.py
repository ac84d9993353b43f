"""INSERT … ON CONFLICT, written the same for both databases; the dialect is chosen here and nowhere else."""

from sqlalchemy import Table
from sqlalchemy.dialects.sqlite import Insert, insert


def upsert(table: Table) -> Insert:
    """An INSERT that can say what happens to rows that are there already."""
    return insert(table)
