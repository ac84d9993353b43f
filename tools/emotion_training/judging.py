"""How well sayings fit labels: macro-F1 by language, and where the two thresholds should lie."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from domain.emotion.assessment import Topic
from tools.emotion_training.examples import Example

TOPICS = tuple(Topic)


def macro_f1(truth: Sequence[int], found: Sequence[int], classes: int) -> float:
    """The mean of the classes' F1; a class that is neither there nor found counts not."""
    true, said = np.asarray(truth), np.asarray(found)
    values = []
    for one in range(classes):
        hit = int(((true == one) & (said == one)).sum())
        both = int((true == one).sum() + (said == one).sum())
        if both:
            values.append(2 * hit / both)
    return float(np.mean(values)) if values else 0.0


def tiers(scores: Any, lines: tuple[float, float]) -> Any:
    """0 to 2 for each row of complaint and anger scores; both lines are log-odds."""
    complaint = scores[:, 0] > lines[0]
    return np.where(complaint, np.where(scores[:, 1] > lines[1], 2, 1), 0)


def even_f1(true: Any, said: Any, classes: int) -> float:
    """Macro-F1 as if there were as many of each class, so that it does not follow what is written most."""
    share = np.array(
        [
            [np.mean(said[true == one] == other) for other in range(classes)]
            for one in range(classes)
            if (true == one).any()
        ]
    )
    if len(share) < classes:
        return macro_f1(true, said, classes)
    return float(np.mean(2 * np.diag(share) / (share.sum(axis=1) + share.sum(axis=0))))


def best_lines(scores: Any, truth: Sequence[int], groups: Sequence[str]) -> tuple[float, float]:
    """The two lines that give the best mean over groups (languages), were there as many of each tier."""
    steps = np.arange(-1.5, 1.51, 0.1)
    best = (-1.0, 0.0, 0.0)
    by = _grouped(groups)
    true = np.asarray(truth)
    for low in steps:
        for high in steps:
            found = tiers(scores, (low, high))
            value = float(np.mean([even_f1(true[rows], found[rows], 3) for rows in by.values()]))
            best = max(best, (round(value - 0.002 * (abs(low) + abs(high)), 6), float(low), float(high)))
    return best[1], best[2]


By = dict[str, dict[str, float]]
"""Figures by language and name."""


def figures(examples: Sequence[Example], scores: Any, lines: tuple[float, float]) -> By:
    """By language: macro-F1 of tier, complaint and topic, each over the examples that have such a label."""
    return figures_said(examples, tiers(scores, lines), scores[:, 2:].argmax(1))


def figures_said(examples: Sequence[Example], found: Sequence[int], topics: Sequence[int]) -> By:
    """The same from ranks of tiers and numbers of topics that were said."""
    by: By = {}
    for language, rows in _grouped([one.language for one in examples]).items():
        mine = [(examples[at], at) for at in rows]
        by[language] = {
            "tier": _f1([(one.tier.rank, int(found[at])) for one, at in mine if one.tier], 3),
            "complaint": _f1([(int(one.complaint), int(found[at] > 0)) for one, at in mine], 2),
            "topic": _f1([(TOPICS.index(one.topic), int(topics[at])) for one, at in mine if one.topic], 5),
            "rows": float(len(mine)),
        }
        if any(one.complaint and one.tier is None for one, _ in mine):
            by[language]["tier"] = float("nan")
    return by


def mean(by: Mapping[str, Mapping[str, float]], name: str) -> float:
    """The mean over languages that have the figure."""
    values = [one[name] for one in by.values() if not np.isnan(one[name])]
    return float(np.mean(values)) if values else float("nan")


def table(by: Mapping[str, Mapping[str, float]]) -> str:
    """Lines for a person to read."""
    names = ("tier", "complaint", "topic")
    whole = {name: mean(by, name) for name in names} | {"rows": sum(row["rows"] for row in by.values())}
    return "\n".join([*(_line(name, row) for name, row in sorted(by.items())), _line("MEAN", whole)])


def _line(name: str, row: Mapping[str, float]) -> str:
    shown = "  ".join(f"{figure} {row[figure]:.3f}" for figure in ("tier", "complaint", "topic"))
    return f"{name:8} {shown}  {row['rows']:.0f}"


def _f1(pairs: Sequence[tuple[int, int]], classes: int) -> float:
    return macro_f1([a for a, _ in pairs], [b for _, b in pairs], classes) if pairs else float("nan")


def _grouped(names: Sequence[str]) -> dict[str, Any]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        found[name].append(at)
    return {name: np.asarray(rows) for name, rows in found.items()}
