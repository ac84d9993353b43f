"""What customers say when they are asked how it was."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "CREATE TABLE rating (id TEXT NOT NULL, thread_id TEXT DEFAULT '' NOT NULL, customer_id TEXT DEFAULT '' "
    "NOT NULL, channel TEXT DEFAULT '' NOT NULL, agent_id TEXT DEFAULT '' NOT NULL, language TEXT DEFAULT '' "
    "NOT NULL, topic TEXT DEFAULT '' NOT NULL, kind TEXT DEFAULT '' NOT NULL, score INTEGER, asked_at INTEGER"
    " NOT NULL, answered_at INTEGER, comment TEXT DEFAULT '' NOT NULL, PRIMARY KEY (id)) STRICT",
    "CREATE INDEX rating_answered ON rating (answered_at, kind)",
    "CREATE INDEX rating_asked ON rating (asked_at)",
    "CREATE INDEX rating_thread ON rating (thread_id, asked_at)",
)


def upgrade() -> None:
    """Makes the table; nobody was asked before."""
    for statement in _STATEMENTS:
        op.execute(statement)
