"""What a workspace has set for the guide: levels of the checks, figures, word lists (Settings guide.*, words.*)."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from domain.agent import Role
from domain.compensation.figures import DEFAULTS as USUAL_OFFERS
from domain.compensation.figures import KEY as COMPENSATION_KEY
from domain.compensation.figures import read_compensation
from domain.compensation.limits import limits_by_currency
from domain.guidance.figures import DEFAULTS, Figures, read_figures
from domain.guidance.findings import CheckId, Level
from domain.guidance.lexicon import Overlay, read_overlay
from domain.ids import SettingKey
from domain.money import sound_rates
from domain.setting import Setting

CHECKS_KEY = SettingKey("guide.checks")
TIERS_KEY = SettingKey("guide.tiers")
WORDS_PREFIX = "words."
FACTS_KEY = SettingKey("replies.fields")

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


def rules_of(settings: Iterable[Setting], role: Role = Role.AGENT) -> Rules:
    """The rules of a workspace for somebody of that role."""
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
    offers = read(COMPENSATION_KEY, read_compensation, USUAL_OFFERS)
    levels = read(CHECKS_KEY, read_levels, dict[CheckId, Level]())
    limits = limits_by_currency(offers, role, rates)
    return Rules(levels, read(TIERS_KEY, read_figures, DEFAULTS), overlays, limits, tuple(broken))


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
    return sound_rates(_object(text).get("rates", {}))


def _object(text: str) -> dict[str, Any]:
    raw = json.loads(text)
    if not isinstance(raw, dict):
        raise ValueError("not an object")
    return raw
