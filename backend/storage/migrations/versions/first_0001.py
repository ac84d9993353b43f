"""The schema of version 1.0."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes all tables. The statements are kept as they were released, whatever `tables.py` says later."""
    for statement in Path(__file__).with_suffix(".sql").read_text("utf-8").split("\n\n"):
        op.execute(statement)
