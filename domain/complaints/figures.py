"""The figures of complaints, each a setting with its default (table K, K-1, K-6; Setting `complaints`)."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any, Final

from domain.agent import Role
from domain.emotion.assessment import Tier
from domain.ids import SettingKey

KEY: Final = SettingKey("complaints")
"""The setting that keeps them."""


@dataclass(frozen=True, slots=True)
class TierFigures:
    """One row of table K; times in minutes.

    Attributes:
        first: until the first answer. resolve: until it is resolved. role: who owns it at first, at least.
    """

    first: int
    resolve: int
    role: Role


_TIERS: Mapping[Tier, TierFigures] = MappingProxyType(
    {
        Tier.HIGH: TierFigures(10, 4 * 60, Role.LEAD),
        Tier.MEDIUM: TierFigures(30, 24 * 60, Role.SENIOR),
        Tier.LOW: TierFigures(120, 48 * 60, Role.AGENT),
    }
)


@dataclass(frozen=True, slots=True)
class ComplaintFigures:
    """What decides about complaints.

    Attributes:
        medium_from, high_above: amounts in whole units of `currency` (table K).
        rule: minutes within which every complaint gets a first answer (K-1).
        warn: a deadline warns when so much of its time is left, in percent.
        repeat: minutes after which a notification that nobody has seen comes again.
        follow_up_days: after the resolution (K-6).
        working_hours: whether the clocks of resolution stand outside the workspace's working hours (Setting `hours`);
            first answers are always by the clock.
        pause: whether a pause stops the clock of resolution.
        auto_open: a complaint opens by itself when the engine says that a message is one and at least of this tier;
            None for never.
    """

    currency: str = "CNY"
    medium_from: int = 500
    high_above: int = 5_000
    tiers: Mapping[Tier, TierFigures] = field(default_factory=lambda: _TIERS)
    rule: int = 15
    warn: int = 25
    repeat: int = 5
    follow_up_days: int = 3
    working_hours: bool = False
    pause: bool = True
    auto_open: Tier | None = None


DEFAULTS: Final = ComplaintFigures()
_MOST_MINUTES = 365 * 24 * 60
_MOST_AMOUNT = 1_000_000_000
_LIMITS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "medium_from": (0, _MOST_AMOUNT),
        "high_above": (0, _MOST_AMOUNT),
        "rule": (1, _MOST_MINUTES),
        "warn": (0, 90),
        "repeat": (1, 1_440),
        "follow_up_days": (1, 90),
    }
)


def read_figures(text: str) -> ComplaintFigures:
    """From the setting's JSON; what is missing has its default. Raises ValueError for what makes no sense."""
    raw = json.loads(text)
    if not isinstance(raw, dict):
        raise ValueError("figures are an object")
    said: dict[str, Any] = {name: _number(raw[name], *_LIMITS[name]) for name in _LIMITS if name in raw}
    said |= {name: bool(raw[name]) for name in ("working_hours", "pause") if name in raw}
    if "currency" in raw:
        said["currency"] = _currency(raw["currency"])
    if raw.get("auto_open"):
        said["auto_open"] = Tier(raw["auto_open"])
    figures = replace(DEFAULTS, **said, tiers=_tiers(raw.get("tiers", {})))
    if figures.medium_from > figures.high_above:
        raise ValueError("medium begins above high")
    return figures


def figures_text(figures: ComplaintFigures) -> str:
    """The figures as the setting's JSON."""
    said = {one.name: getattr(figures, one.name) for one in fields(figures) if one.name != "tiers"}
    return json.dumps({**said, "tiers": {tier.value: asdict(row) for tier, row in figures.tiers.items()}})


def _tiers(raw: Any) -> Mapping[Tier, TierFigures]:
    if not isinstance(raw, dict):
        raise ValueError("tiers are an object")
    found = dict(_TIERS)
    for name, row in raw.items():
        tier = Tier(name)
        before = found[tier]
        first = _number(row.get("first", before.first), 1, _MOST_MINUTES)
        resolve = _number(row.get("resolve", before.resolve), 1, _MOST_MINUTES)
        found[tier] = TierFigures(first, resolve, Role(row.get("role", before.role)))
    if any(row.first > row.resolve for row in found.values()):
        raise ValueError("a first answer after the resolution")
    return MappingProxyType(found)


def _number(value: Any, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError(f"not a figure: {value!r}")
    return value


def _currency(value: Any) -> str:
    if not isinstance(value, str) or len(value) != 3 or not value.isascii() or not value.isalpha():
        raise ValueError(f"not a currency: {value!r}")
    return value.upper()
