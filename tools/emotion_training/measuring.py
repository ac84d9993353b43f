"""Measures the model as it ships, through the engine, on messages that it never learned from."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from domain.emotion.assessment import Tier, Topic
from domain.emotion.engine import Engine, load
from tools.emotion_training.examples import DEVELOPMENT, Example, held_out, read_corpus, read_public
from tools.emotion_training.judging import TOPICS, By, figures_said

CHECK = "check.tsv"
MOST = 300
"""Held-out rows of a public set and language, at most; as many calm as upset ones as far as there are."""

NEAR = ("brighter", "prdect-id", "ru-goemotions", "xci")
"""Sets of posts and reviews whose rows have tiers: of a language that has one, these say how well it is read."""

SUBTITLES, ELSE_NONE = "xed", ("it", "vi")
"""These languages have no better set with tiers than films."""

TOGETHER = "together"


def measured(model: Path, data: Path, corpus: Path, fillings: int, seed: int) -> dict[str, By]:
    """Figures by language: of left-out frames, the check set, each public set ("public xci") and `TOGETHER`."""
    engine = load(model)
    public = public_rows(data)
    frames = [one for one in read_corpus(corpus, fillings, seed) if one.frame in DEVELOPMENT]
    sets = {"frames": frames, "check": read_check(corpus / CHECK), TOGETHER: together(public), **public}
    return {name: _figures(engine, rows) for name, rows in sets.items()}


def read_check(path: Path) -> list[Example]:
    """Messages written by somebody who saw neither the corpus nor the model; nothing may be learned from them."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Example(row["text"], row["lang"], Tier(row["tier"]), row["tier"] != Tier.LOW, Topic(row["topic"]), "check")
            for row in rows
        ]


def public_rows(data: Path) -> dict[str, list[Example]]:
    """The held-out rows of the public sets, no more calm ones of a set and language than upset ones and a third."""
    groups: dict[tuple[str, str], list[Example]] = {}
    for one in read_public(data):
        if held_out(one.text):
            groups.setdefault((one.source, one.language), []).append(one)
    found: dict[str, list[Example]] = {}
    for (source, _), rows in sorted(groups.items()):
        upset = [one for one in rows if one.complaint][:MOST]
        calm = [one for one in rows if not one.complaint][: len(upset) * 4 // 3]
        found.setdefault(f"public {source}", []).extend([*upset, *calm])
    return {name: rows for name, rows in found.items() if rows}


def together(public: Mapping[str, Sequence[Example]]) -> list[Example]:
    """The rows of each language's nearest sets that have tiers, as language.md takes their mean."""
    return [
        one
        for rows in public.values()
        for one in rows
        if one.source in NEAR or (one.source == SUBTITLES and one.language in ELSE_NONE)
    ]


def _figures(engine: Engine, rows: Sequence[Example]) -> By:
    said = [engine.assess(one.text, guess=True) for one in rows]
    topics = [TOPICS.index(one.topic) if one.topic else 0 for one in said]
    return figures_said(rows, [one.tier.rank for one in said], topics)
