"""What everybody practised, for the reports on training."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "CREATE TABLE training_practice (number INTEGER NOT NULL, id TEXT DEFAULT '' NOT NULL, agent_id TEXT"
    " DEFAULT '' NOT NULL, kind TEXT DEFAULT '' NOT NULL, assignment_id TEXT DEFAULT '' NOT NULL, began"
    " INTEGER NOT NULL, last_at INTEGER NOT NULL, ms INTEGER DEFAULT '0' NOT NULL, zone TEXT DEFAULT ''"
    " NOT NULL, day INTEGER DEFAULT '0' NOT NULL,"
    " last_day INTEGER DEFAULT '0' NOT NULL, attempts INTEGER DEFAULT '0' NOT NULL, shelved INTEGER"
    " DEFAULT '0' NOT NULL, PRIMARY KEY (number)) STRICT",
    "CREATE INDEX training_practice_agent ON training_practice (agent_id, began)",
    "CREATE INDEX training_practice_assignment ON training_practice (assignment_id) WHERE assignment_id <> ''",
    "CREATE UNIQUE INDEX training_practice_id ON training_practice (id)",
    "CREATE INDEX training_practice_last ON training_practice (last_at)",
    "CREATE INDEX training_practice_shelved ON training_practice (agent_id, began) WHERE shelved = 1",
    "CREATE TABLE training_item (number INTEGER NOT NULL, pack_id TEXT DEFAULT '' NOT NULL, item_id TEXT"
    " DEFAULT '' NOT NULL, PRIMARY KEY (number)) STRICT",
    "CREATE UNIQUE INDEX training_item_id ON training_item (pack_id, item_id)",
    "CREATE TABLE training_attempt (practice INTEGER NOT NULL, n INTEGER NOT NULL, item INTEGER DEFAULT"
    " '0' NOT NULL, edition INTEGER DEFAULT '0' NOT NULL, kind TEXT DEFAULT '' NOT NULL, language TEXT"
    " DEFAULT '' NOT NULL, topic TEXT DEFAULT '' NOT NULL, tier TEXT DEFAULT '' NOT NULL, level INTEGER"
    " DEFAULT '0' NOT NULL, at INTEGER NOT NULL, ms INTEGER DEFAULT '0' NOT NULL, ending TEXT DEFAULT ''"
    " NOT NULL, correct INTEGER DEFAULT '0' NOT NULL, recall INTEGER, exactness INTEGER, topic_right"
    " INTEGER, tier_right INTEGER, complaint_right INTEGER, step_right INTEGER, pace INTEGER,"
    " interruptions INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (practice, n)) WITHOUT ROWID, STRICT",
)


def upgrade() -> None:
    """Makes the tables; nobody has practised yet."""
    for statement in _STATEMENTS:
        op.execute(statement)
