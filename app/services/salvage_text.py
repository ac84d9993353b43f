"""The report of a salvage as text, kept inside the encrypted database until the agent has read it."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from domain.salvage import Salvage

SALVAGE = "salvage"
"""Under which the local database keeps it."""


def salvage_to_text(report: Salvage) -> str:
    """JSON."""
    return json.dumps({**asdict(report), "at": report.at.isoformat()})


def salvage_from_text(text: str | None) -> Salvage | None:
    """The report; None when there is nothing to tell."""
    if not text:
        return None
    values: dict[str, Any] = json.loads(text)
    return Salvage(**{**values, "at": datetime.fromisoformat(values["at"])})
