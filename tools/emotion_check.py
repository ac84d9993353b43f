"""Says how well the emotion model reads messages that it was not made from (tools/emotion_corpus/check.tsv)."""

import argparse
import csv
import sys
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from domain.emotion.assessment import Tier
from domain.emotion.engine import Engine, load
from tools.classify import MODEL

MESSAGES = Path(__file__).resolve().parent / "emotion_corpus" / "check.tsv"


@dataclass(frozen=True, slots=True)
class Reading:
    """What is said of a message, by the person who wrote it or by the model."""

    tier: str
    topic: str
    language: str

    @property
    def complaint(self) -> bool:
        return self.tier != Tier.LOW

    def __str__(self) -> str:
        return f"{self.tier} {self.topic} {self.language}"


@dataclass(frozen=True, slots=True)
class Judged:
    """A message with what it is and what the model says it is."""

    id: str
    text: str
    expected: Reading
    said: Reading


Measure = Callable[[Sequence[Judged]], float]


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.emotion_check", description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL, help="another model file")
    parser.add_argument("--messages", type=Path, default=MESSAGES, help="another file of messages")
    parser.add_argument("--wrong", action="store_true", help="list the messages that the model got wrong, too")
    asked = parser.parse_args(arguments)
    engine = load(asked.model)
    judged = judge(engine, asked.messages)
    print(f"{engine.name}, {len(judged)} messages")
    print(table(judged))
    if asked.wrong:
        for one in judged:
            if one.said != one.expected:
                print(f"\n{one.id}: expected {one.expected}, said {one.said}\n  {one.text}")
    return 0


def judge(engine: Engine, messages: Path) -> list[Judged]:
    """The messages of a file (`id lang tier topic text`), each read by the model without a word about its language."""
    with messages.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Judged(row["id"], row["text"], Reading(row["tier"], row["topic"], row["lang"]), _said(engine, row["text"]))
        for row in rows
    ]


def _said(engine: Engine, text: str) -> Reading:
    found = engine.assess(text, guess=True)
    return Reading(str(found.tier), str(found.topic or "-"), found.language or "-")


def table(judged: Sequence[Judged]) -> str:
    """A line for every language and one for their mean."""
    languages = list(dict.fromkeys(one.expected.language for one in judged))
    figures = {name: _figures([one for one in judged if one.expected.language == name]) for name in languages}
    figures["mean"] = [fmean(column) for column in zip(*figures.values(), strict=True)]
    lines = [f"{'':8}" + "".join(f"{name:>10}" for name in (*MEASURES, "mean"))]
    lines += [f"{name:8}" + "".join(f"{value:10.3f}" for value in values) for name, values in figures.items()]
    return "\n".join(lines)


def _figures(judged: Sequence[Judged]) -> list[float]:
    values = [measure(judged) for measure in MEASURES.values()]
    return [*values, fmean(values)]


def _f1(label: Callable[[Reading], Hashable]) -> Measure:
    return lambda judged: macro_f1([(label(one.expected), label(one.said)) for one in judged])


def macro_f1(pairs: Sequence[tuple[Hashable, Hashable]]) -> float:
    """The mean F1 of the classes that are expected, of pairs of expected and said."""
    return fmean(_class_f1(pairs, name) for name in {expected for expected, _ in pairs})


def _class_f1(pairs: Sequence[tuple[Hashable, Hashable]], name: Hashable) -> float:
    hits = sum(pair == (name, name) for pair in pairs)
    return 2 * hits / sum((expected == name) + (said == name) for expected, said in pairs)


def _language(judged: Sequence[Judged]) -> float:
    return fmean(one.said.language == one.expected.language for one in judged)


MEASURES: dict[str, Measure] = {
    "tier": _f1(lambda reading: reading.tier),
    "complaint": _f1(lambda reading: reading.complaint),
    "topic": _f1(lambda reading: reading.topic),
    "language": _language,
}
"""Macro-F1 but for the language, which is the share of messages whose language was told."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
