"""Version 6: packs, editions, assignments, practice, words to learners and certificates lie on the shelf."""

from sqlalchemy import Connection

_KINDS = ("pack", "edition", "assignment", "practice", "coaching", "certificate")
_STEPS = (
    *(
        f"CREATE TABLE shelf_{kind} (id TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL, version INTEGER NOT NULL,"
        " body TEXT NOT NULL) STRICT"
        for kind in _KINDS
    ),
    "INSERT OR REPLACE INTO state (key, value) SELECT 'feed.sweep', '1' FROM agent LIMIT 1",
)


def up(connection: Connection) -> None:
    """Makes the tables; a fresh snapshot fills them, since the feed passed over what was unknown before."""
    for step in _STEPS:
        connection.exec_driver_sql(step)
