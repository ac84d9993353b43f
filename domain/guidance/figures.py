"""The figures of the guide: word ranges, clocks and limits, each with its default (E, L; Setting `guide.tiers`)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from domain.emotion.assessment import Tier


@dataclass(frozen=True, slots=True)
class TierFigures:
    """One row of table E.

    Attributes:
        least, most: words of the reply.
        seconds: within which it is written, from the arrival of the oldest message that nobody answered.
    """

    least: int
    most: int
    seconds: int


_TIERS: Mapping[Tier, TierFigures] = MappingProxyType(
    {Tier.LOW: TierFigures(15, 20, 120), Tier.MEDIUM: TierFigures(25, 30, 60), Tier.HIGH: TierFigures(30, 40, 30)}
)
_TOLERANCE: Mapping[str, int] = MappingProxyType({"zh": 2, "th": 2})


@dataclass(frozen=True, slots=True)
class Figures:
    """All of them.

    Attributes:
        escalated: seconds after which a first reply costs a third of the satisfaction (E-2).
        lines, width: lines of a fragment, and columns of a line (L-1).
        in_a_row: messages without an answer from the customer (C-5).
        marker: stands before important facts (L-1). terms: technical ones in a message (L-2).
        empathy: phrases in the first `opening` sentences (L-3). exclamations: marks that are still friendly (L-5).
        friendly: least and most friendly words for 100 words (L-5).
        tolerance: words by which counting differs between good segmenters, by language.
        refund_days: days after arrival within which goods are taken back (A-3).
    """

    tiers: Mapping[Tier, TierFigures] = field(default_factory=lambda: _TIERS)
    escalated: int = 300
    lines: int = 3
    width: int = 80
    in_a_row: int = 3
    marker: str = "⭐"
    terms: int = 3
    empathy: int = 2
    opening: int = 3
    exclamations: int = 2
    friendly: tuple[int, int] = (3, 5)
    tolerance: Mapping[str, int] = field(default_factory=lambda: _TOLERANCE)
    refund_days: int = 7

    def spare(self, language: str) -> int:
        """How many words the range may be missed by in that language."""
        return self.tolerance.get(language.partition("-")[0], 0)


DEFAULTS = Figures()
_NUMBERS = ("escalated", "lines", "width", "in_a_row", "terms", "empathy", "opening", "exclamations", "refund_days")


def read_figures(text: str) -> Figures:
    """Figures from the setting's JSON; what is not there has its default. Raises ValueError when it is none."""
    raw = json.loads(text)
    if not isinstance(raw, dict):
        raise ValueError("figures are an object")
    made: dict[str, Any] = {name: _positive(raw[name]) for name in _NUMBERS if name in raw}
    if isinstance(raw.get("marker"), str) and raw["marker"].strip():
        made["marker"] = raw["marker"].strip()
    return Figures(tiers=dict(_TIERS) | {tier: _tier(raw[tier.value]) for tier in Tier if tier.value in raw}, **made)


def figures_text(figures: Figures) -> str:
    """The figures as the setting's JSON."""
    made: dict[str, Any] = {name: getattr(figures, name) for name in _NUMBERS} | {"marker": figures.marker}
    for tier, row in figures.tiers.items():
        made[tier.value] = {"least": row.least, "most": row.most, "seconds": row.seconds}
    return json.dumps(made, ensure_ascii=False)


def _tier(raw: Any) -> TierFigures:
    if not isinstance(raw, dict):
        raise ValueError("a tier's figures are an object")
    least, most, seconds = (_positive(raw.get(name)) for name in ("least", "most", "seconds"))
    if least > most:
        raise ValueError("the least is more than the most")
    return TierFigures(least, most, seconds)


def _positive(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= 100_000:
        raise ValueError(f"not a figure: {value!r}")
    return value
