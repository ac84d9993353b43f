"""The engine's answers are the same to the last bit on every machine, and after its code was made faster."""

import csv
import hashlib

from domain.emotion.assessment import Assessment
from domain.emotion.engine import Engine
from tests.unit.domain.emotion.conftest import MODEL

CHECK = MODEL.parents[2] / "tools" / "emotion_corpus" / "check.tsv"
ANSWERS = "c11611a258fdc49e28229a8f6a386fa0f5c610120a05f18e382cbafe76411c4e"
"""Of this model and these rules: who changes either writes here what the test then finds."""


def texts() -> list[str]:
    """Short and long ones, shouted and stretched ones, of all languages."""
    with CHECK.open(encoding="utf-8", newline="") as lines:
        read = [row["text"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    changed = [text.upper().replace("A", "AAA") for text in read[::7]]
    long = [" ".join(read[at : at + 15]) for at in range(0, len(read), 15)]
    return [*read, *changed, *long]


def line(found: Assessment) -> str:
    reasons = [f"{one.cue} {one.words} {one.raises}" for one in found.reasons]
    return "\t".join((found.tier, str(found.topic), found.language, str(found.sure), *reasons))


def test_the_answers_are_the_same_as_ever(engine: Engine) -> None:
    said = "\n".join(line(engine.assess(text)) for text in texts())
    assert hashlib.sha256(said.encode()).hexdigest() == ANSWERS
