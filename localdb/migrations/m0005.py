"""Version 5: complaints, reviews and warnings lie on the shelf."""

from sqlalchemy import Connection

SHELF = ("complaint", "review", "warning")

_STEPS = (
    *(
        f"CREATE TABLE shelf_{kind} (id TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL, body TEXT NOT NULL,"
        " version INTEGER NOT NULL) STRICT, WITHOUT ROWID"
        for kind in SHELF
    ),
    "CREATE INDEX shelf_complaint_owner ON shelf_complaint (owner)",
    "CREATE INDEX shelf_complaint_state ON shelf_complaint (json_extract(body, '$.state'))",
    "CREATE INDEX shelf_review_owner ON shelf_review (owner)",
    "INSERT OR REPLACE INTO state (key, value) SELECT 'feed.sweep', '1' FROM agent LIMIT 1",
)


def up(connection: Connection) -> None:
    """Makes the tables; a fresh snapshot fills them, since the feed passed over what was unknown before."""
    for step in _STEPS:
        connection.exec_driver_sql(step)
