"""Version 1: the first released schema."""

from sqlalchemy import Connection

# Times are microseconds since 1970, UTC. Columns named like a domain field hold it; JSON where the field is a tuple.
_SCHEMA = """
CREATE TABLE agent (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, role TEXT NOT NULL, active INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE TABLE channel_account (
  id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL, enabled INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE TABLE customer (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, language TEXT NOT NULL, phone TEXT NOT NULL, email TEXT NOT NULL,
  traits TEXT NOT NULL, version INTEGER NOT NULL
) STRICT;
CREATE TABLE identity (
  id TEXT NOT NULL PRIMARY KEY, customer_id TEXT NOT NULL, thread_id TEXT NOT NULL, account_id TEXT NOT NULL,
  channel TEXT NOT NULL, handle TEXT NOT NULL, display TEXT NOT NULL, last_inbound_at INTEGER, version INTEGER NOT NULL
) STRICT;
CREATE INDEX identity_thread ON identity (thread_id);

-- root_id: the thread on screen. held_from: from this position on every message of this home thread is here; 0 = all.
CREATE TABLE thread (
  id TEXT NOT NULL PRIMARY KEY, customer_id TEXT NOT NULL, merged_into TEXT, status TEXT NOT NULL, assignee_id TEXT,
  snoozed_until INTEGER, waiting_since INTEGER, tags TEXT NOT NULL, last_message_id TEXT,
  last_position INTEGER NOT NULL, last_inbound_position INTEGER NOT NULL, last_at INTEGER,
  last_channel TEXT NOT NULL, snippet TEXT NOT NULL, snippet_author TEXT NOT NULL,
  state_version INTEGER NOT NULL, version INTEGER NOT NULL, root_id TEXT NOT NULL, held_from INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX thread_root ON thread (root_id);
CREATE INDEX thread_customer ON thread (customer_id);

CREATE TABLE joins (
  id TEXT NOT NULL PRIMARY KEY, kept_thread_id TEXT NOT NULL, joined_thread_id TEXT NOT NULL, state TEXT NOT NULL,
  evidence TEXT NOT NULL, detail TEXT NOT NULL, by_agent_id TEXT, at INTEGER NOT NULL, took_ms INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX joins_kept ON joins (kept_thread_id);
CREATE INDEX joins_joined ON joins (joined_thread_id);

CREATE TABLE read_mark (
  thread_id TEXT NOT NULL, agent_id TEXT NOT NULL, position INTEGER NOT NULL, version INTEGER NOT NULL,
  PRIMARY KEY (thread_id, agent_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE message (
  id TEXT NOT NULL PRIMARY KEY, thread_id TEXT NOT NULL, position INTEGER NOT NULL, author TEXT NOT NULL, agent_id TEXT,
  kind TEXT NOT NULL, channel TEXT NOT NULL, identity_id TEXT, text TEXT NOT NULL, parts TEXT NOT NULL, reply_to TEXT,
  reactions TEXT NOT NULL, delivery TEXT NOT NULL, delivery_problem TEXT NOT NULL, at INTEGER NOT NULL,
  edited_at INTEGER, deleted_at INTEGER, version INTEGER NOT NULL
) STRICT;
CREATE INDEX message_place ON message (thread_id, position);
CREATE INDEX message_inbound ON message (thread_id, position, channel)
  WHERE author = 'customer' AND deleted_at IS NULL;

-- What the server took away, so that a late copy of it does not come back.
CREATE TABLE gone (
  type TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;

-- One line of the list per root thread, derived (localdb/lines.py). rank sorts a folder; folder is NULL for the
-- open threads of colleagues.
CREATE TABLE line (
  thread_id TEXT NOT NULL PRIMARY KEY, folder TEXT, rank INTEGER NOT NULL, recency INTEGER NOT NULL, name TEXT NOT NULL,
  channel TEXT NOT NULL, snippet TEXT NOT NULL, snippet_author TEXT NOT NULL, at INTEGER, waiting_since INTEGER,
  status TEXT NOT NULL, assignee_id TEXT, snoozed_until INTEGER, tags TEXT NOT NULL, unread INTEGER NOT NULL,
  waiting INTEGER NOT NULL, needs_person INTEGER NOT NULL, draft TEXT NOT NULL, words TEXT NOT NULL
) STRICT;
CREATE INDEX line_folder ON line (folder, rank, thread_id);
CREATE INDEX line_unread ON line (folder) WHERE unread > 0;
CREATE INDEX line_words ON line (recency, words, thread_id);

-- n: number in its lane, 0 until it is first sent. wire: the exact bytes sent. doubtful: the backend may have seen it
-- and has not said what it did. fresh_from: when a person last meant it. pulls: see localdb/settling.py.
CREATE TABLE outbox (
  local_order INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, lane TEXT NOT NULL, kind TEXT NOT NULL,
  payload BLOB NOT NULL, created_at INTEGER NOT NULL, n INTEGER NOT NULL DEFAULT 0, wire BLOB, state TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '', since INTEGER NOT NULL, fresh_from INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, doubtful INTEGER NOT NULL DEFAULT 0, seen_position INTEGER NOT NULL DEFAULT 0,
  current INTEGER NOT NULL DEFAULT 0, pulls INTEGER
) STRICT;
CREATE INDEX outbox_state ON outbox (state, local_order, kind, created_at);
CREATE INDEX outbox_lane ON outbox (lane, local_order, state, kind) WHERE state <> 'done';
CREATE INDEX outbox_obstacle ON outbox (lane, local_order) WHERE state IN ('blocked', 'held', 'uploading');
CREATE INDEX outbox_fresh ON outbox (fresh_from) WHERE state = 'queued' AND kind = 'send' AND n = 0;
CREATE INDEX outbox_number ON outbox (lane, n);
CREATE INDEX outbox_done ON outbox (since) WHERE state = 'done';

CREATE TABLE outbox_blob (
  hash TEXT NOT NULL, local_order INTEGER NOT NULL, PRIMARY KEY (hash, local_order)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_blob_order ON outbox_blob (local_order);

CREATE TABLE lane (
  device_id TEXT NOT NULL, lane TEXT NOT NULL, last_n INTEGER NOT NULL, PRIMARY KEY (device_id, lane)
) STRICT, WITHOUT ROWID;

-- consumed: the last revision that was sent.
CREATE TABLE draft (
  thread_id TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL, identity_id TEXT, note INTEGER NOT NULL, reply_to TEXT,
  files TEXT NOT NULL, revision INTEGER NOT NULL, consumed INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE blob (
  hash TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, media_type TEXT NOT NULL, size INTEGER NOT NULL,
  width INTEGER NOT NULL, height INTEGER NOT NULL, uploaded INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE state (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""

# What ANALYZE would find in a busy team's file, so that the plans are right from the first row on and never change.
_STATISTICS = {
    ("outbox", "outbox_state"): "10000 1500 1 1 1",
    ("outbox", "outbox_lane"): "10000 20 1 1 1",
    ("outbox", "outbox_number"): "10000 30 1",
    ("outbox", "outbox_obstacle"): "100 2 1",
    ("outbox", "outbox_fresh"): "5000 1",
    ("outbox", "outbox_done"): "5000 1",
    ("outbox", "sqlite_autoindex_outbox_1"): "10000 1",
    ("line", "line_folder"): "10000 2500 1 1",
    ("line", "line_unread"): "1000 250",
    ("line", "line_words"): "10000 1 1 1",
    ("line", "sqlite_autoindex_line_1"): "10000 1",
    ("message", "message_place"): "1000000 50 1",
    ("message", "message_inbound"): "500000 25 1 1",
    ("message", "sqlite_autoindex_message_1"): "1000000 1",
    ("thread", "thread_root"): "10000 1",
    ("thread", "thread_customer"): "10000 1",
    ("thread", "sqlite_autoindex_thread_1"): "10000 1",
    ("identity", "identity_thread"): "10000 1",
    ("identity", "sqlite_autoindex_identity_1"): "10000 1",
}


def up(connection: Connection) -> None:
    """Makes every table of version 1."""
    plain = "\n".join(line for line in _SCHEMA.splitlines() if not line.startswith("--"))
    for statement in plain.split(";"):
        if statement.strip():
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql("ANALYZE")
    for (table, index), numbers in _STATISTICS.items():
        row = (table, index, numbers)
        connection.exec_driver_sql("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", row)
    connection.exec_driver_sql("ANALYZE sqlite_schema")
