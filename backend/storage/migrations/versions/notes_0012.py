"""A thread whose newest message is a note says so in the list: before schema 12, its line was told as a reply."""

from typing import Any

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_TOLD_WRONG = (
    "SELECT id FROM thread WHERE merged_into IS NULL AND snippet_author = 'agent' AND (SELECT kind FROM message WHERE"
    " root_id = thread.id AND kind <> 'event' AND discarded = 0 ORDER BY position DESC LIMIT 1) = 'note'"
)
_PUT_RIGHT = "UPDATE thread SET snippet_author = 'note', version = ? WHERE id = ?"
_TELL = (
    "INSERT INTO change_log (seq, id, type, audience) VALUES (?, ?, 'thread', '')"
    " ON CONFLICT (type, id, audience) DO UPDATE SET seq = excluded.seq"
)


def upgrade() -> None:
    """Puts them right and tells every client, which each hold a copy of the line."""
    connection = op.get_bind()
    threads = connection.exec_driver_sql(_TOLD_WRONG).scalars().all()
    if not threads:
        return
    newest: int = connection.exec_driver_sql("SELECT seq FROM feed").scalar_one()
    rows: list[Any] = [(newest + number, id_) for number, id_ in enumerate(threads, 1)]
    connection.exec_driver_sql(_PUT_RIGHT, rows)
    connection.exec_driver_sql(_TELL, rows)
    connection.exec_driver_sql("UPDATE feed SET seq = ?", (rows[-1][0],))
