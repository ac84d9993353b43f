"""Version 2: replies that can still be called back, and drafts in step with the agent's other devices."""

from sqlalchemy import Connection

# leaves_at: until then a reply can be called back; 0 when it may leave at once.
# base: version of the SyncedDraft that the text goes on from. unsynced: typed here and not yet taken by the backend.
# seen_position: newest position of the thread when the draft was begun; 0 for an empty one.
# other: what another device saved meanwhile, as JSON of a SyncedDraft, until the agent chose.
_STEPS = (
    "ALTER TABLE outbox ADD COLUMN leaves_at INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX outbox_leaves ON outbox (leaves_at) WHERE leaves_at > 0 AND state IN ('queued', 'uploading')",
    "ALTER TABLE draft ADD COLUMN base INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE draft ADD COLUMN unsynced INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE draft ADD COLUMN seen_position INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE draft ADD COLUMN other TEXT",
    "UPDATE draft SET unsynced = 1 WHERE text <> '' OR files <> '[]'",
    "CREATE INDEX draft_unsynced ON draft (thread_id) WHERE unsynced > 0",
)


def up(connection: Connection) -> None:
    """Adds the columns; every row that waits stays as it is, and no backend has a draft yet."""
    for step in _STEPS:
        connection.exec_driver_sql(step)
