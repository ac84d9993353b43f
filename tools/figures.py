"""A measured figure beside what we promise; the shape every benchmark gives back."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the bench; `target` says in words what was promised, `ok` whether it was kept."""

    name: str
    value: float
    unit: str
    target: str
    ok: bool

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def at_most(name: str, value: float, unit: str, limit: float) -> Figure:
    return Figure(name, round(value, 3), unit, f"<= {limit:g}", value <= limit)


def at_least(name: str, value: float, unit: str, limit: float) -> Figure:
    return Figure(name, round(value, 3), unit, f">= {limit:g}", value >= limit)


def exactly(name: str, value: float, unit: str, wanted: float) -> Figure:
    return Figure(name, round(value, 3), unit, f"= {wanted:g}", value == wanted)
