"""Where a number leads: the threads behind it, asked of the server with a narrower choice where it is part of one."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.measures.report import Behind, Choice


@dataclass(frozen=True, slots=True)
class Lead:
    """The threads behind one number.

    Attributes:
        what: see `Behind`. title: what they are called above their list.
        field, value: what the choice is narrowed to ("channel", "whatsapp").
        since, until: the stretch of the choice that is meant, None for all of it.
    """

    number: Behind
    what: str = ""
    title: str = ""
    field: str = ""
    value: str = ""
    since: datetime | None = None
    until: datetime | None = None

    @property
    def key(self) -> str:
        """As charts and tiles carry it."""
        times = (self.since.isoformat() if self.since else "", self.until.isoformat() if self.until else "")
        return json.dumps((self.number.value, self.what, self.title, self.field, self.value, *times))

    def narrowed(self, choice: Choice) -> Choice:
        """The choice with which they are asked for."""
        if self.field:
            # A tag of what the choice is about, never its times.
            narrower: dict[str, Any] = {self.field: self.value}
            choice = replace(choice, **narrower)
        return replace(choice, since=self.since or choice.since, until=self.until or choice.until)


def lead_of(key: str) -> Lead | None:
    """What the key of a chart or tile says; None for one that leads nowhere."""
    try:
        number, what, title, field, value, since, until = json.loads(key)
        return Lead(Behind(number), what, title, field, value, _time(since), _time(until))
    except (ValueError, TypeError):
        return None


def _time(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
