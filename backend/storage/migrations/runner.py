"""Brings a database to the schema of this version when the server starts."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from backend.storage.problems import StorageProblem

STEPS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011", "0012")
"""Every revision this version knows, oldest first; the last is the present schema."""


def bring_up_to_date(engine: Engine) -> None:
    """Runs the missing steps in one transaction.

    Raises StorageProblem for a database of a newer version: nothing is touched then.
    """
    with engine.begin() as connection:
        found = revision(connection)
        if found == STEPS[-1]:
            return
        if found is not None and found not in STEPS:
            raise StorageProblem(
                "This database was written by a newer version of Braid. Start that version, or restore an older backup."
            )
        _upgrade(connection)


def revision(connection: Connection) -> str | None:
    """The revision of the database; None for a new one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection) -> None:
    # Imported here: Alembic costs a quarter of the start, and is needed once a release.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
