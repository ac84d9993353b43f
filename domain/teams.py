"""Teams: which people work together, by the name that they gave it (R-3; Setting `teams`)."""

import json
from collections.abc import Mapping
from typing import Final

from domain.ids import AgentId, SettingKey

KEY: Final = SettingKey("teams")
"""The setting that keeps them: `{"Night shift": ["agent id", ...]}`."""

_LONGEST_NAME = 80
_MOST = 200
_MOST_PEOPLE = 2_000

Teams = Mapping[str, tuple[AgentId, ...]]


def read_teams(text: str) -> dict[str, tuple[AgentId, ...]]:
    """From the setting's JSON. Raises ValueError for what makes no sense."""
    raw = json.loads(text)
    if not isinstance(raw, dict) or len(raw) > _MOST:
        raise ValueError("teams are an object")
    found: dict[str, tuple[AgentId, ...]] = {}
    for name, people in raw.items():
        sound = isinstance(people, list) and len(people) <= _MOST_PEOPLE and all(isinstance(one, str) for one in people)
        if not sound or not 0 < len(name.strip()) <= _LONGEST_NAME:
            raise ValueError(f"not a team: {name!r}")
        found[name] = tuple(AgentId(one) for one in dict.fromkeys(people))
    return found


def teams_text(teams: Teams) -> str:
    """The teams as the setting's JSON."""
    return json.dumps({name: list(people) for name, people in teams.items()}, ensure_ascii=False)
