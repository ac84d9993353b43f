"""Small facts that survive a restart."""

from sqlalchemy import Connection

from domain.ids import DeviceId
from localdb import kept_state
from localdb.context import Context
from localdb.database import Database


class SqlLocalState:
    """Implements `app.ports.LocalState`."""

    def __init__(self, database: Database, context: Context) -> None:
        self._database = database
        self._context = context

    async def device_id(self) -> DeviceId:
        """This database file's id, made once."""
        return await self._database.write(device_id, self._context)

    async def get(self, key: str) -> str | None:
        """A kept value."""
        return await self._database.read(kept_state.get, f"kept.{key}")

    async def put(self, key: str, value: str) -> None:
        """Keeps a value."""
        await self._database.write(kept_state.put, f"kept.{key}", value)


def device_id(connection: Connection, context: Context) -> DeviceId:
    """The id under which this file's lanes are counted."""
    found = kept_state.get(connection, kept_state.DEVICE)
    if found is None:
        found = context.ids.new()
        kept_state.put(connection, kept_state.DEVICE, found)
    return DeviceId(found)
