"""Which examples are taken of each source, how many and with what weight."""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from tools.emotion_training.examples import Example

MOST: Mapping[str, int] = MappingProxyType(
    {
        "goemotions": 5_000,
        "xed": 1_100,
        "brighter": 3_000,
        "ru-goemotions": 2_500,
        "clinc150": 600,
        "arsarcasm-v2": 3_000,
        "wisesight": 4_000,
        "prdect-id": 5_000,
        "xci": 2_500,
        "banking77": 2_500,
    }
)
"""Rows a language of a source at most."""

WEIGHT: Mapping[str, float] = MappingProxyType(
    {
        "goemotions": 0.5,
        "xed": 0.3,
        "brighter": 0.7,
        "ru-goemotions": 0.6,
        "clinc150": 0.5,
        "banking77": 0.5,
        "arsarcasm-v2": 0.5,
        "wisesight": 0.7,
        "prdect-id": 0.7,
        "xci": 0.8,
    }
)
"""What an example of a source counts against one of the corpus, which counts 1."""


def chosen(examples: Iterable[Example], seed: int, most: Mapping[str, int] = MOST) -> list[Example]:
    """At most so many of each source and language, of all tiers alike as far as there are."""
    groups: dict[tuple[str, str], list[Example]] = defaultdict(list)
    for one in examples:
        groups[one.source, one.language].append(one)
    found: list[Example] = []
    for (source, language), rows in sorted(groups.items()):
        chance = random.Random(f"{seed} {source} {language}")
        found.extend(_mixed(rows, most.get(source, 5_000), chance))
    return found


def _mixed(rows: list[Example], most: int, chance: random.Random) -> list[Example]:
    """A sample; when rows are many, calm ones give way so that they are no more than half."""
    chance.shuffle(rows)
    upset = [row for row in rows if row.complaint][: most // 2]
    calm = [row for row in rows if not row.complaint][: most - len(upset)]
    return [*upset, *calm]
