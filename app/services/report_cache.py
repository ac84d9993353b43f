"""The last reports, kept in the encrypted local database: what is shown of them without a connection."""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from app.errors import KnownError
from app.ports import LocalState
from app.wire import from_json, to_json

MOST = 20
"""Reports of one kind that are kept; the one that was kept longest ago goes first."""
_DAY = timedelta(days=1)
R = TypeVar("R")


def shape_of(since: datetime, until: datetime, zone: str, filters: Sequence[str], now: datetime) -> str:
    """What makes two choices the same: filters, zone and number of days, up to now; other spans by their end."""
    ends = "now" if until > now - _DAY else until.isoformat()
    return json.dumps([-(-(until - since) // _DAY), ends, zone, *filters])


class ReportCache(Generic[R]):
    """One report a *shape* (`shape_of`).

    Attributes:
        name: under which the local state keeps them. kind: what they are.
    """

    def __init__(self, name: str, kind: type[R]) -> None:
        self.name, self.kind = name, kind

    async def find(self, state: LocalState, shape: str) -> R | None:
        """The last one of that shape; None when there is none, or when it cannot be read."""
        shapes = await self._shapes(state)
        if shape not in shapes:
            return None
        try:
            return from_json(await state.get(self._key(shapes[shape])) or "", self.kind)
        except ValueError:
            return None

    async def keep(self, state: LocalState, shape: str, report: R) -> None:
        """Instead of the last one of that shape; a disk that is full costs the keeping only."""
        shapes = await self._shapes(state)
        if shape in shapes:
            place = shapes.pop(shape)
        elif len(shapes) < MOST:
            place = min(set(range(MOST)) - set(shapes.values()))
        else:
            place = shapes.pop(next(iter(shapes)))
        with suppress(KnownError):
            await state.put(self.name, json.dumps({**shapes, shape: place}))
            await state.put(self._key(place), to_json(report))

    def _key(self, place: int) -> str:
        return f"{self.name}.{place}"

    async def _shapes(self, state: LocalState) -> dict[str, int]:
        """Where each is kept, the oldest first."""
        try:
            held = json.loads(await state.get(self.name) or "{}")
            return {str(shape): int(place) for shape, place in held.items()}
        except (ValueError, TypeError, AttributeError):
            return {}
