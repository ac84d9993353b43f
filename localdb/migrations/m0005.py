"""Version 5: complaints, reviews and warnings lie on the shelf."""

from sqlalchemy import Connection

_STEPS = (
    # Thousands of complaints are read at once: with row ids their bodies stand in the leaves, not in pages of their
    # own, and who counts them by state and owner reads the index alone.
    "CREATE TABLE shelf_complaint (id TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL, version INTEGER NOT NULL,"
    " body TEXT NOT NULL, state TEXT AS (json_extract(body, '$.state')) VIRTUAL,"
    " owner_id TEXT AS (json_extract(body, '$.owner_id')) VIRTUAL) STRICT",
    *(
        f"CREATE TABLE shelf_{kind} (id TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL, body TEXT NOT NULL,"
        " version INTEGER NOT NULL) STRICT, WITHOUT ROWID"
        for kind in ("review", "warning")
    ),
    "CREATE INDEX shelf_complaint_owner ON shelf_complaint (owner, state)",
    "CREATE INDEX shelf_complaint_state ON shelf_complaint (state, owner_id)",
    "CREATE INDEX shelf_review_owner ON shelf_review (owner)",
    "INSERT OR REPLACE INTO state (key, value) SELECT 'feed.sweep', '1' FROM agent LIMIT 1",
)


def up(connection: Connection) -> None:
    """Makes the tables; a fresh snapshot fills them, since the feed passed over what was unknown before."""
    for step in _STEPS:
        connection.exec_driver_sql(step)
