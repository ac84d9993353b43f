"""Drafts in step between an agent's devices (C-4)."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_DRAFT = """
CREATE TABLE draft (
	thread_id TEXT NOT NULL,
	agent_id TEXT NOT NULL,
	text TEXT DEFAULT '' NOT NULL,
	identity_id TEXT,
	note INTEGER DEFAULT '0' NOT NULL,
	reply_to TEXT,
	files INTEGER DEFAULT '0' NOT NULL,
	device_id TEXT DEFAULT '' NOT NULL,
	at INTEGER NOT NULL,
	version INTEGER DEFAULT '0' NOT NULL,
	PRIMARY KEY (thread_id, agent_id)
)
STRICT
"""


def upgrade() -> None:
    """Makes the table."""
    op.execute(_DRAFT)
