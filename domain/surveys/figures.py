"""Whether, when and how often customers are asked (Setting `surveys`)."""

import json
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from domain.ids import SettingKey

KEY: Final = SettingKey("surveys")
"""The setting that keeps them."""


class Question(StrEnum):
    """What is asked: how satisfied (1 to 5), or how likely to recommend (0 to 10)."""

    CSAT = "csat"
    NPS = "nps"


SCORES: Final = MappingProxyType({Question.CSAT: (1, 5), Question.NPS: (0, 10)})
"""The least and the best answer."""


@dataclass(frozen=True, slots=True)
class SurveyFigures:
    """What is asked and when.

    Attributes:
        csat, nps: whether it is asked at all; the second only of who answered the first.
        delay: minutes after a thread was closed. valid: hours in which an answer counts.
        csat_days, nps_days: a customer is not asked the same again for so long.
    """

    csat: bool = False
    nps: bool = False
    delay: int = 2
    valid: int = 72
    csat_days: int = 7
    nps_days: int = 90


DEFAULTS: Final = SurveyFigures()
LIMITS = MappingProxyType({"delay": (0, 1_440), "valid": (1, 336), "csat_days": (0, 365), "nps_days": (0, 730)})
"""The least and the most of every figure that is a number."""


def read_surveys(text: str) -> SurveyFigures:
    """From the setting's JSON; what is missing has its default. Raises ValueError for what makes no sense."""
    raw = json.loads(text)
    if not isinstance(raw, dict):
        raise ValueError("figures are an object")
    said: dict[str, Any] = {name: _number(raw[name], *limits) for name, limits in LIMITS.items() if name in raw}
    said |= {name: raw[name] is True for name in ("csat", "nps") if name in raw}
    return replace(DEFAULTS, **said)


def surveys_text(figures: SurveyFigures) -> str:
    """The figures as the setting's JSON."""
    return json.dumps(asdict(figures))


def _number(value: Any, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError(f"not a figure: {value!r}")
    return value
