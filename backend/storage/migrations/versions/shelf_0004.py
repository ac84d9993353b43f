"""The shelf, and what the engine or an agent says of a customer's message (E-1)."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "CREATE TABLE shelf (type TEXT NOT NULL, id TEXT NOT NULL, owner TEXT DEFAULT '' NOT NULL,"
    " audience TEXT DEFAULT '' NOT NULL, body TEXT DEFAULT '' NOT NULL, version INTEGER DEFAULT '0' NOT NULL,"
    " PRIMARY KEY (type, id)) STRICT",
    "CREATE INDEX shelf_owner ON shelf (type, owner)",
    "CREATE TABLE shelf_history (type TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL,"
    " audience TEXT DEFAULT '' NOT NULL, body TEXT DEFAULT '' NOT NULL,"
    " agent_id TEXT, at INTEGER NOT NULL, PRIMARY KEY (type, id, version)) STRICT",
    "CREATE TABLE correction (message_id TEXT NOT NULL, was TEXT DEFAULT '' NOT NULL, tier TEXT DEFAULT '' NOT NULL,"
    " complaint INTEGER DEFAULT '0' NOT NULL, topic TEXT DEFAULT '' NOT NULL, agent_id TEXT, at INTEGER NOT NULL,"
    " PRIMARY KEY (message_id)) STRICT",
    "CREATE TABLE directory_order (external_id TEXT NOT NULL, number TEXT NOT NULL,"
    " record TEXT DEFAULT '' NOT NULL, PRIMARY KEY (external_id, number)) STRICT",
    "ALTER TABLE thread ADD COLUMN tier TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE thread ADD COLUMN topic TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE thread ADD COLUMN complaint INTEGER DEFAULT '0' NOT NULL",
    "ALTER TABLE message ADD COLUMN assessment TEXT",
)


def upgrade() -> None:
    """Makes the tables; what came before nobody has looked at."""
    for statement in _STATEMENTS:
        op.execute(statement)
