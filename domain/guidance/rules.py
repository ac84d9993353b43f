"""What a workspace has set for the guide: levels of the checks, figures, word lists (Settings guide.*, words.*)."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from domain.guidance.figures import DEFAULTS, Figures, read_figures
from domain.guidance.findings import CheckId, Level
from domain.guidance.lexicon import Overlay, read_overlay
from domain.ids import SettingKey
from domain.setting import Setting
from domain.templates.subject import IN_USD

CHECKS_KEY = SettingKey("guide.checks")
TIERS_KEY = SettingKey("guide.tiers")
WORDS_PREFIX = "words."
COMPENSATION_KEY = SettingKey("compensation.limits")
FACTS_KEY = SettingKey("replies.fields")

ALONE_CNY = 200
"""A loss above it is assessed by a person (K-4); other currencies by their worth."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Rules:
    """All of it; what cannot be read counts as not set.

    Attributes:
        overlays: by language. limits: whole units that may be promised, by currency.
        broken: keys whose value could not be read, for the log.
    """

    levels: Mapping[CheckId, Level] = field(default_factory=dict)
    figures: Figures = DEFAULTS
    overlays: Mapping[str, Overlay] = field(default_factory=dict)
    limits: Mapping[str, int] = field(default_factory=dict)
    broken: tuple[SettingKey, ...] = ()


def words_key(language: str) -> SettingKey:
    """Where the changes to the lists of a language are kept."""
    return SettingKey(WORDS_PREFIX + language)


def rules_of(settings: Iterable[Setting]) -> Rules:
    """The rules of a workspace."""
    held = {setting.key: setting.value for setting in settings if setting.value}
    broken: list[SettingKey] = []

    def read(key: SettingKey, reader: Callable[[str], Value], default: Value) -> Value:
        try:
            return reader(held[key]) if key in held else default
        except (ValueError, TypeError, KeyError, RecursionError):
            broken.append(key)
            return default

    words = [key for key in held if key.startswith(WORDS_PREFIX)]
    overlays = {key.removeprefix(WORDS_PREFIX): read(key, read_overlay, Overlay()) for key in words}
    rates = read(FACTS_KEY, _rates, dict[str, float]())
    above = read(COMPENSATION_KEY, _above, ALONE_CNY)
    levels = read(CHECKS_KEY, read_levels, dict[CheckId, Level]())
    return Rules(levels, read(TIERS_KEY, read_figures, DEFAULTS), overlays, limits_of(above, rates), tuple(broken))


def limits_of(above_cny: int, rates: Mapping[str, float]) -> dict[str, int]:
    """The limit in every currency that has a rate."""
    worth = IN_USD | dict(rates)
    return {code: int(above_cny * worth["CNY"] / rate + 0.5) for code, rate in worth.items() if rate > 0}


def read_levels(text: str) -> dict[CheckId, Level]:
    """Levels from the setting's JSON; checks that this version does not know are left out."""
    raw = json.loads(text)
    if not isinstance(raw, dict):
        raise ValueError("levels are an object")
    known = {check.value for check in CheckId}
    return {CheckId(name): Level(level) for name, level in raw.items() if name in known}


def levels_text(levels: Mapping[CheckId, Level]) -> str:
    """The levels as the setting's JSON."""
    return json.dumps({check.value: level.value for check, level in levels.items()})


def _rates(text: str) -> dict[str, float]:
    return {str(code): float(rate) for code, rate in _object(text).get("rates", {}).items()}


def _above(text: str) -> int:
    return int(_object(text).get("person_above", ALONE_CNY))


def _object(text: str) -> dict[str, Any]:
    raw = json.loads(text)
    if not isinstance(raw, dict):
        raise ValueError("not an object")
    return raw
