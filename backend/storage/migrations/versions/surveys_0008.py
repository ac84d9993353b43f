"""Whom to ask how it was, and when."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "CREATE TABLE survey_due (thread_id TEXT NOT NULL, kind TEXT DEFAULT '' NOT NULL, due_at INTEGER NOT NULL,"
    " agent_id TEXT DEFAULT '' NOT NULL, PRIMARY KEY (thread_id)) STRICT",
    "CREATE INDEX survey_due_at ON survey_due (due_at)",
)


def upgrade() -> None:
    """Makes the table; nobody waits to be asked."""
    for statement in _STATEMENTS:
        op.execute(statement)
