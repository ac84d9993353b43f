"""The order in which messages leave stands in a column of its own, whatever rows the database keeps them in."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "ALTER TABLE egress ADD COLUMN position INTEGER DEFAULT '0' NOT NULL",
    "UPDATE egress SET position = message.position FROM message WHERE message.id = egress.message_id",
    "DROP INDEX egress_open",
    "CREATE INDEX egress_open ON egress (state, position) WHERE state IN ('pending', 'sending')",
)


def upgrade() -> None:
    """Whatever waits, or is sent again later, goes in the order of its messages."""
    for statement in _STATEMENTS:
        op.execute(statement)
