"""Rules that stand above the model's word, each of them plain enough to be told to a customer (E-1)."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.emotion.assessment import Cue, Tier
from domain.emotion.reading import Reading

NEAR = 800
"""Scores below 0 by less than this (in thousandths) are no certainty: what a rule names may turn them."""


@dataclass(frozen=True, slots=True)
class Override:
    """One rule.

    Attributes:
        name: for the list in the model card and for tests.
        why: what it says, in a sentence.
        least, most: the tier is not below and not above these.
        cues: what the reason shows.
    """

    name: str
    why: str
    applies: Callable[[Reading], bool]
    least: Tier = Tier.LOW
    most: Tier = Tier.HIGH
    cues: tuple[Cue, ...] = ()


def _threatens(kind: str) -> Callable[[Reading], bool]:
    return lambda reading: reading.complaint > -NEAR // 2 and reading.anger > -NEAR and bool(reading.count(kind))


def _insults(reading: Reading) -> bool:
    return reading.complaint > 0 and reading.anger > -NEAR and bool(reading.count("insult"))


def _ultimatum(reading: Reading) -> bool:
    return reading.complaint > 0 and bool(reading.count("demand")) and bool(reading.count("leaving", "distrust"))


def _shouts(reading: Reading) -> bool:
    return reading.complaint > 0 and len(reading.surface.shouted.split()) >= 3


def _again_and_loud(reading: Reading) -> bool:
    loud = bool(reading.surface.shouted) or len(reading.surface.marks) >= 3
    return loud and reading.complaint > 0 and bool(reading.count("repetition"))


def _thanks_and_asks(reading: Reading) -> bool:
    if reading.complaint >= NEAR // 4:
        return False
    raising = ("repetition", "waiting", "publicity", "authority", "leaving", "distrust", "insult", "demand")
    thanks = reading.count("thanks") and not reading.count(*raising)
    asks = bool(reading.count("question")) or "?" in reading.folded.text
    return bool(thanks) and asks


def _again(reading: Reading) -> bool:
    if reading.complaint <= -2 * NEAR or not reading.count("repetition"):
        return False
    return "!" in reading.folded.text or bool(reading.count("waiting", "demand", "distrust"))


def _says_nothing(reading: Reading) -> bool:
    return not reading.surface.marks and not any(map(str.isalpha, reading.folded.text))


OVERRIDES = (
    Override(
        "authority",
        "who complains and names a court, a lawyer, the bank or an authority is at least high",
        _threatens("authority"),
        least=Tier.HIGH,
        cues=(Cue.AUTHORITY,),
    ),
    Override(
        "publicity",
        "who complains and announces a bad review, a post or the press is at least high",
        _threatens("publicity"),
        least=Tier.HIGH,
        cues=(Cue.PUBLICITY,),
    ),
    Override("insult", "a complaint with an insult is high", _insults, least=Tier.HIGH, cues=(Cue.INSULT,)),
    Override(
        "ultimatum",
        "a demand together with leaving or with distrust is high",
        _ultimatum,
        least=Tier.HIGH,
        cues=(Cue.DEMAND, Cue.LEAVING, Cue.DISTRUST),
    ),
    Override("shouting", "a complaint with three words in capitals is high", _shouts, Tier.HIGH, cues=(Cue.CAPITALS,)),
    Override(
        "again and loud",
        "who says it again, in capitals or with three marks, is high",
        _again_and_loud,
        least=Tier.HIGH,
        cues=(Cue.REPETITION, Cue.CAPITALS, Cue.MARKS),
    ),
    Override(
        "again",
        "who says that it is not the first time, and waits, demands or calls out, complains: at least medium",
        _again,
        least=Tier.MEDIUM,
        cues=(Cue.REPETITION,),
    ),
    Override(
        "thanks and a question",
        "thanks and a question, nothing that escalates and hardly a complaint: low",
        _thanks_and_asks,
        most=Tier.LOW,
        cues=(Cue.THANKS,),
    ),
    Override("no words", "a number or a picture alone says nothing: low", _says_nothing, most=Tier.LOW),
)


def ruled(tier: Tier, reading: Reading) -> tuple[Tier, tuple[Override, ...]]:
    """The tier after the rules, and the rules that hold it there; what raises comes before what lowers."""
    holding = tuple([rule for rule in OVERRIDES if rule.applies(reading)])
    if not holding:
        return tier, holding
    least = max((rule.least for rule in holding), key=lambda one: one.rank, default=Tier.LOW)
    most = min((rule.most for rule in holding), key=lambda one: one.rank, default=Tier.HIGH)
    settled = max(min(tier, most, key=lambda one: one.rank), least, key=lambda one: one.rank)
    return settled, holding
