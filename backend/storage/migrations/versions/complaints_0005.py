"""Complaints: what clocks, boards and measures look them up by."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "CREATE TABLE complaint (id TEXT NOT NULL, thread_id TEXT DEFAULT '' NOT NULL, message_id TEXT,"
    " state TEXT DEFAULT '' NOT NULL, tier TEXT DEFAULT '' NOT NULL, owner_id TEXT, channel TEXT DEFAULT '' NOT NULL,"
    " language TEXT DEFAULT '' NOT NULL, kind TEXT DEFAULT '' NOT NULL, amount INTEGER DEFAULT '0' NOT NULL,"
    " currency TEXT DEFAULT '' NOT NULL, received_at INTEGER NOT NULL, rule_due INTEGER NOT NULL,"
    " first_due INTEGER NOT NULL, resolve_due INTEGER NOT NULL, answered_at INTEGER, resolved_at INTEGER,"
    " follow_up_due INTEGER, outcome TEXT DEFAULT '' NOT NULL, next_at INTEGER, PRIMARY KEY (id)) STRICT",
    "CREATE INDEX complaint_thread ON complaint (thread_id)",
    "CREATE INDEX complaint_state ON complaint (state, owner_id)",
    "CREATE INDEX complaint_received ON complaint (received_at)",
    "CREATE INDEX complaint_next ON complaint (next_at) WHERE next_at IS NOT NULL",
)


def upgrade() -> None:
    """Makes the table; there were no complaints before."""
    for statement in _STATEMENTS:
        op.execute(statement)
