"""Measures; what is there already is counted beside the running server (`backend.insights.backlog`)."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "CREATE TABLE insight_slot (author TEXT NOT NULL, slot INTEGER NOT NULL, agent_id TEXT NOT NULL, channel "
    "TEXT NOT NULL, language TEXT NOT NULL, topic TEXT NOT NULL, n INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY "
    "(author, slot, agent_id, channel, language, topic)) WITHOUT ROWID, STRICT",
    "CREATE TABLE insight_day (author TEXT NOT NULL, day INTEGER NOT NULL, agent_id TEXT NOT NULL, channel "
    "TEXT NOT NULL, language TEXT NOT NULL, topic TEXT NOT NULL, n INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY "
    "(author, day, agent_id, channel, language, topic)) WITHOUT ROWID, STRICT",
    "CREATE TABLE insight_wait (position INTEGER NOT NULL, root_id TEXT DEFAULT '' NOT NULL, began INTEGER "
    "NOT NULL, last_at INTEGER NOT NULL, messages INTEGER DEFAULT '0' NOT NULL, channel TEXT DEFAULT '' NOT "
    "NULL, language TEXT DEFAULT '' NOT NULL, topic TEXT DEFAULT '' NOT NULL, ending TEXT DEFAULT '' NOT "
    "NULL, ended_at INTEGER, agent_id TEXT DEFAULT '' NOT NULL, ms INTEGER DEFAULT '0' NOT NULL, working_ms "
    "INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (position)) STRICT",
    "CREATE INDEX insight_wait_answered ON insight_wait (began, ms, working_ms, agent_id, channel, language, "
    "topic, messages, root_id) WHERE ending = 'answer'",
    "CREATE INDEX insight_wait_began ON insight_wait (began)",
    "CREATE INDEX insight_wait_open ON insight_wait (root_id) WHERE ending = ''",
    "CREATE INDEX insight_wait_root ON insight_wait (root_id, position)",
    "CREATE TABLE insight_case (position INTEGER NOT NULL, root_id TEXT DEFAULT '' NOT NULL, began INTEGER "
    "NOT NULL, last_at INTEGER NOT NULL, gap_ms INTEGER DEFAULT '0' NOT NULL, channel TEXT DEFAULT '' NOT "
    "NULL, language TEXT DEFAULT '' NOT NULL, topic TEXT DEFAULT '' NOT NULL, agents INTEGER DEFAULT '0' NOT "
    "NULL, agent_id TEXT DEFAULT '' NOT NULL, resolved_at INTEGER, again_at INTEGER, PRIMARY KEY (position)) "
    "STRICT",
    "CREATE INDEX insight_case_resolved ON insight_case (resolved_at, agents, gap_ms, again_at, agent_id, "
    "channel, language, topic, root_id, began) WHERE resolved_at IS NOT NULL",
    "CREATE INDEX insight_case_root ON insight_case (root_id, position)",
    "CREATE TABLE insight_reply (slot INTEGER NOT NULL, reply_id TEXT NOT NULL, agent_id TEXT NOT NULL, used "
    "INTEGER DEFAULT '0' NOT NULL, edited INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (slot, reply_id, "
    "agent_id)) WITHOUT ROWID, STRICT",
    "CREATE TABLE insight_progress (id INTEGER NOT NULL, next INTEGER DEFAULT '0' NOT NULL, root TEXT DEFAULT"
    " '' NOT NULL, hours TEXT DEFAULT '' NOT NULL, PRIMARY KEY (id)) STRICT",
    "INSERT INTO insight_progress (id, next, root) SELECT 1, coalesce(max(position), 0), CASE count(*) WHEN 0"
    " THEN '~' ELSE '' END FROM message",
)


def upgrade() -> None:
    """Makes the empty tables, and notes how much is to be counted."""
    for statement in _STATEMENTS:
        op.execute(statement)
