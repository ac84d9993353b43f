"""Version 3: the search index, still empty; `localdb.search_backlog` takes in what is there already."""

from sqlalchemy import Connection

_MARKS = "!\"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~"
_TOKENS = f"ascii tokenchars '{_MARKS}'".replace('"', '""')

# message_terms: by position, the pieces of `localdb.search_terms`, which are words to FTS5; it keeps no texts, and what
# is deleted is overwritten in the file (S20). A leaf of 3,900 bytes fits into one page of an encrypted file.
# search_span: between which times the searched messages of 512 positions were written.
_STEPS = (
    "CREATE INDEX message_position ON message (position)",
    "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('message', 'message_position', '1000000 1')",
    "ANALYZE sqlite_schema",
    f'CREATE VIRTUAL TABLE message_terms USING fts5(terms, content="", detail=none, columnsize=0,'
    f' tokenize="{_TOKENS}")',
    "INSERT INTO message_terms (message_terms, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO message_terms (message_terms, rank) VALUES ('pgsz', 3900)",
    "CREATE TABLE search_span ("
    "block INTEGER NOT NULL PRIMARY KEY, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL) STRICT",
)


def up(connection: Connection) -> None:
    """Makes the tables and the index by position."""
    for step in _STEPS:
        connection.exec_driver_sql(step)
