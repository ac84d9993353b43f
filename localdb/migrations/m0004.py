"""Version 4: the shelf, and what the engine or an agent says of a customer's message."""

from sqlalchemy import Connection

SHELF = ("quick_reply", "setting", "order", "offer")

# body: the domain value as JSON. owner: what it belongs to, such as an order's customer.
# tier, topic, complaint: of what waits for an answer, as the backend says, and in the list's line what it comes to.
_STEPS = (
    *(
        f"CREATE TABLE shelf_{kind} (id TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL, body TEXT NOT NULL,"
        " version INTEGER NOT NULL) STRICT, WITHOUT ROWID"
        for kind in SHELF
    ),
    *(f"CREATE INDEX shelf_{kind}_owner ON shelf_{kind} (owner)" for kind in ("order", "offer")),
    "ALTER TABLE message ADD COLUMN assessment TEXT",
    "ALTER TABLE thread ADD COLUMN tier TEXT",
    "ALTER TABLE thread ADD COLUMN topic TEXT",
    "ALTER TABLE thread ADD COLUMN complaint INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE line ADD COLUMN tier TEXT",
    "ALTER TABLE line ADD COLUMN topic TEXT",
    "ALTER TABLE line ADD COLUMN complaint INTEGER NOT NULL DEFAULT 0",
    "INSERT OR REPLACE INTO state (key, value) SELECT 'feed.sweep', '1' FROM agent LIMIT 1",
)


def up(connection: Connection) -> None:
    """Makes the tables and columns; a fresh snapshot fills them, since the feed passed over what was unknown before."""
    for step in _STEPS:
        connection.exec_driver_sql(step)
