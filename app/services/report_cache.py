"""The last reports, kept in the encrypted local database: what insights show without a connection."""

import json
from contextlib import suppress
from datetime import datetime, timedelta

from app.errors import KnownError
from app.ports import LocalState
from app.wire import from_json, to_json
from domain.measures.report import Choice, Report

MOST = 20
"""Reports that are kept; the one that was kept longest ago goes first."""
_INDEX = "insights"
_DAY = timedelta(days=1)


class ReportCache:
    """One report a *shape*: the same filters, zone and number of days, up to now; other spans by their end."""

    async def find(self, state: LocalState, choice: Choice, now: datetime) -> Report | None:
        """The last one of that shape; None when there is none, or when it cannot be read."""
        shapes, shape = await _shapes(state), _shape(choice, now)
        if shape not in shapes:
            return None
        try:
            return from_json(await state.get(_key(shapes[shape])) or "", Report)
        except ValueError:
            return None

    async def keep(self, state: LocalState, report: Report, choice: Choice, now: datetime) -> None:
        """Instead of the last one of that shape; a disk that is full costs the keeping only."""
        shapes, shape = await _shapes(state), _shape(choice, now)
        if shape in shapes:
            place = shapes.pop(shape)
        elif len(shapes) < MOST:
            place = min(set(range(MOST)) - set(shapes.values()))
        else:
            place = shapes.pop(next(iter(shapes)))
        with suppress(KnownError):
            await state.put(_INDEX, json.dumps({**shapes, shape: place}))
            await state.put(_key(place), to_json(report))


def _shape(choice: Choice, now: datetime) -> str:
    span = choice.until - choice.since
    ends = "now" if choice.until > now - _DAY else choice.until.isoformat()
    filters = (choice.channel, choice.agent, choice.team, choice.language, choice.topic)
    return json.dumps([-(-span // _DAY), ends, choice.zone, *filters])


def _key(place: int) -> str:
    return f"{_INDEX}.{place}"


async def _shapes(state: LocalState) -> dict[str, int]:
    """Where each is kept, the oldest first."""
    try:
        held = json.loads(await state.get(_INDEX) or "{}")
        return {str(shape): int(place) for shape, place in held.items()}
    except (ValueError, TypeError, AttributeError):
        return {}
