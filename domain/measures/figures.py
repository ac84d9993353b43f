"""The figures of measures, each a setting with its default (M, E-3, R-1, A-4; Setting `insights`)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any, Final

from domain.ids import SettingKey

KEY: Final = SettingKey("insights")
"""The setting that keeps them."""

Span = tuple[int, int]
"""Minutes since midnight, from and until."""

_WHOLE_DAY = 24 * 60
_MOST_SPANS = 12


@dataclass(frozen=True, slots=True)
class InsightFigures:
    """What decides about measures, and from where on they warn.

    Attributes:
        peak: the peak hours of each day, in the zone of the setting `hours` (E-3).
        immediately: seconds within which an answer in peak hours is immediate; off_peak: seconds outside them.
        gap_hours, again_hours: of a case that was resolved at first contact (`first_contact.Case`).
        response: seconds of the average response time that are the target; first_contact: percent.
        csat: a mean below it warns, in tenths (35 is 3.5). peak_share: percent answered at once in peak hours.
        unanswered: threads of one agent that may wait (R-1). hit_rate: percent of a quick reply's uses without edits.
        least: a measure of fewer answers than that does not warn.
        window: hours that the warnings look back over.
    """

    peak: tuple[Span, ...] = ((600, 720),)
    immediately: int = 60
    off_peak: int = 15 * 60
    gap_hours: int = 24
    again_hours: int = 72
    response: int = 90
    first_contact: int = 75
    csat: int = 35
    peak_share: int = 90
    unanswered: int = 5
    hit_rate: int = 60
    least: int = 10
    window: int = 24


DEFAULTS: Final = InsightFigures()
LIMITS: Mapping[str, Span] = MappingProxyType(
    {
        "immediately": (1, 3_600),
        "off_peak": (1, 24 * 3_600),
        "gap_hours": (1, 24 * 30),
        "again_hours": (1, 24 * 30),
        "response": (1, 24 * 3_600),
        "first_contact": (0, 100),
        "csat": (10, 50),
        "peak_share": (0, 100),
        "unanswered": (1, 1_000),
        "hit_rate": (0, 100),
        "least": (1, 1_000_000),
        "window": (1, 24 * 90),
    }
)
"""The least and the most of every figure that is a number."""


def read_figures(text: str) -> InsightFigures:
    """From the setting's JSON; what is missing has its default. Raises ValueError for what makes no sense."""
    raw = json.loads(text)
    if not isinstance(raw, dict):
        raise ValueError("figures are an object")
    said: dict[str, Any] = {name: _number(raw[name], *LIMITS[name]) for name in LIMITS if name in raw}
    if "peak" in raw:
        said["peak"] = _spans(raw["peak"])
    return replace(DEFAULTS, **said)


def peak_text(peak: tuple[Span, ...]) -> str:
    """Peak hours as people type them ("10:00-12:00, 15:00-16:30")."""
    return ", ".join(f"{_clock(begin)}-{_clock(end)}" for begin, end in peak)


def typed_peak(text: str) -> tuple[Span, ...]:
    """What somebody typed, with any kind of dash. Raises ValueError for what are no spans of one day."""
    spans = [one.replace("–", "-").replace("—", "-").split("-") for one in text.replace(";", ",").split(",")]
    return _spans(
        [[end.strip() for end in span] for span in spans if span != [""] and any(part.strip() for part in span)]
    )


def figures_text(figures: InsightFigures) -> str:
    """The figures as the setting's JSON."""
    said = {one.name: getattr(figures, one.name) for one in fields(figures) if one.name != "peak"}
    return json.dumps({"peak": [[_clock(begin), _clock(end)] for begin, end in figures.peak], **said})


def _number(value: Any, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError(f"not a figure: {value!r}")
    return value


def _spans(raw: Any) -> tuple[Span, ...]:
    if not isinstance(raw, list) or len(raw) > _MOST_SPANS:
        raise ValueError("peak hours are a list of spans")
    if not all(isinstance(one, list) and len(one) == 2 for one in raw):
        raise ValueError("peak hours are pairs of times")
    found = tuple(sorted((_minute(begin), _minute(end)) for begin, end in raw))
    ends = [end for span in found for end in span]
    if ends != sorted(ends) or any(begin >= end for begin, end in found):
        raise ValueError(f"not spans of one day: {raw!r}")
    return found


def _minute(raw: Any) -> int:
    hour, colon, minute = raw.partition(":") if isinstance(raw, str) else ("", "", "")
    if not colon or not (hour.isdecimal() and minute.isdecimal()) or int(minute) > 59:
        raise ValueError(f"not a time of day: {raw!r}")
    return _number(int(hour) * 60 + int(minute), 0, _WHOLE_DAY)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
