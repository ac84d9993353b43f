"""The search index; what is there already is taken in beside the running server (`backend.search.backlog`)."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "CREATE TABLE search_progress ( id INTEGER NOT NULL, next INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (id) ) STRICT",
    "INSERT INTO search_progress (id, next) SELECT 1, coalesce(max(position), 0) FROM message",
    "CREATE VIRTUAL TABLE message_words USING fts5("
    "body, content='', detail=none, columnsize=0, tokenize='trigram case_sensitive 1')",
    "CREATE VIRTUAL TABLE message_grams USING fts5(body, content='', detail=none, columnsize=0, tokenize='ascii')",
    "INSERT INTO message_words (message_words, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO message_grams (message_grams, rank) VALUES ('secure-delete', 1)",
)


def upgrade() -> None:
    """Makes the empty index, and notes how much is to be taken in."""
    for statement in _STATEMENTS:
        op.execute(statement)
