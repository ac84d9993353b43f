"""The figures of training, each a setting with its default (S-1, S-2; Setting `training`)."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from types import MappingProxyType
from typing import Any, Final

from domain.ids import SettingKey

KEY: Final = SettingKey("training")
"""The setting that keeps them."""


@dataclass(frozen=True, slots=True)
class TrainingFigures:
    """What drills are measured against.

    Attributes:
        goal, untrained: seconds to the point of a trained and of an untrained reader (S-1).
        minutes: of the daily drill (S-2).
        tolerance: words beside a keyword that count as the keyword.
        checkers: people who must agree on a key, beside its author, before learners get the item.
        team_table: whether learners see how fast the others are.
        pause: seconds of interruption, in one attempt, after which the attempt is void.
        certificate_attempts, certificate_days: how many attempts are looked at, of so many last days.
        certificate_recall, certificate_topics, certificate_tiers: percent that have to be reached; the median has to
            reach `goal`.
    """

    goal: int = 8
    untrained: int = 20
    minutes: int = 5
    tolerance: int = 1
    checkers: int = 2
    team_table: bool = False
    pause: int = 60
    certificate_attempts: int = 100
    certificate_days: int = 30
    certificate_recall: int = 80
    certificate_topics: int = 90
    certificate_tiers: int = 85


DEFAULTS: Final = TrainingFigures()
LIMITS: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {
        "goal": (1, 120),
        "untrained": (2, 300),
        "minutes": (1, 60),
        "tolerance": (0, 3),
        "checkers": (0, 5),
        "pause": (1, 3_600),
        "certificate_attempts": (10, 1_000),
        "certificate_days": (1, 365),
        "certificate_recall": (0, 100),
        "certificate_topics": (0, 100),
        "certificate_tiers": (0, 100),
    }
)
"""Smallest and largest of each number."""


def read_figures(value: str) -> TrainingFigures:
    """From the setting's JSON; what is missing or makes no sense has its default. Never raises."""
    raw = _held(value)
    if raw is None:
        return DEFAULTS
    kept = {one.name: raw[one.name] for one in fields(TrainingFigures) if _fits(one.name, raw.get(one.name))}
    return TrainingFigures(**kept)


def is_readable(value: str) -> bool:
    """Whether everything in the setting's JSON makes sense, so that `read_figures` puts no default in its place."""
    raw = _held(value)
    return raw is not None and all(_fits(one.name, raw[one.name]) for one in fields(TrainingFigures) if one.name in raw)


def write_figures(figures: TrainingFigures) -> str:
    """The setting's JSON; "" for the defaults."""
    return "" if figures == DEFAULTS else json.dumps(asdict(figures), separators=(",", ":"))


def _held(value: str) -> dict[str, Any] | None:
    try:
        raw = json.loads(value) if value else {}
    except (ValueError, RecursionError):
        return None
    return raw if isinstance(raw, dict) else None


def _fits(name: str, value: object) -> bool:
    if name not in LIMITS:
        return isinstance(value, bool)
    least, most = LIMITS[name]
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
