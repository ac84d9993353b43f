"""How a voice note should sound (L-7), and how one does."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Final

from domain.voice.measures import Measures


class VoiceRule(StrEnum):
    """What L-7 asks of a voice note."""

    SPEED = "speed"
    PITCH = "pitch"
    PAUSES = "pauses"


RANGES: Final = {VoiceRule.SPEED: (220.0, 240.0), VoiceRule.PITCH: (150.0, 250.0), VoiceRule.PAUSES: (1.2, 1.8)}
"""Words a minute, hertz, seconds."""

LONGEST: Final = 300.0
"""Seconds after which a recording ends by itself; a customer listens to less."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One rule and what was measured.

    Attributes:
        value: None where the recording says nothing of it (a single sentence has no pause).
    """

    rule: VoiceRule
    value: float | None
    kept: bool


def judge(measures: Measures) -> Sequence[Judged]:
    """Each rule, in the order in which they are shown. Of the pauses the middle one counts."""
    pause = median(measures.pauses) if measures.pauses else None
    values = {VoiceRule.SPEED: measures.speed, VoiceRule.PITCH: measures.pitch, VoiceRule.PAUSES: pause}
    return tuple(Judged(rule, value, _within(rule, value)) for rule, value in values.items())


def _within(rule: VoiceRule, value: float | None) -> bool:
    low, high = RANGES[rule]
    # As it is shown: 240.3 words a minute read "240" and are no miss.
    return value is not None and low <= round(value, 1 if rule is VoiceRule.PAUSES else 0) <= high
