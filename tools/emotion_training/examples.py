"""What the engine learns from: examples of public sets, of the project's seeds and of the corpus."""

import csv
import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from domain.emotion.assessment import Tier, Topic
from tools.emotion_corpus import grammar
from tools.emotion_corpus.reading import read_frames

LANGUAGES = ("en", "zh-Hans", "zh-Hant", "ru", "it", "ar", "th", "vi", "id", "ms", "es", "pt")
HELD_OUT = 10
"""One in so many public texts is never trained on, chosen by the text itself."""

FOLDS = 8
DEVELOPMENT = frozenset(
    ("logistics/split", "refund/pickup-return", "payment/currency", "account/two-accounts", "promotion/birthday")
)
"""Frames that no model that ships is ever taught, so that it can be measured on them; one a topic."""

SEEDS, CORPUS, SHORT, CORRECTIONS = "seeds", "corpus", "short", "corrections"


@dataclass(frozen=True, slots=True)
class Example:
    """One message and what is known of it.

    Attributes:
        tier: None when the source says no more than that it complains.
        source: name of the set; frame: of the corpus, else "".
        template: one for all messages of the corpus that the same template gave, "" elsewhere.
    """

    text: str
    language: str
    tier: Tier | None
    complaint: bool
    topic: Topic | None
    source: str
    frame: str = ""


def held_out(text: str) -> bool:
    """Whether a public text belongs to the part that is only measured on."""
    return zlib.crc32(text.encode("utf-8", "replace")) % HELD_OUT == 0


def read_public(folder: Path) -> Iterator[Example]:
    """Every row of the public sets; their licences stand in the README beside them."""
    for path in sorted(folder.glob("train_*.tsv.gz")):
        source = path.name.removeprefix("train_").removesuffix(".tsv.gz")
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                tier = Tier(row["tier"]) if row["tier"] else None
                yield Example(row["text"], row["lang"], tier, row["complaint"] == "1", None, source)


def read_banking(folder: Path) -> Iterator[Example]:
    """Questions to a bank, by topic; most are calm, but nobody labelled that: their tier says nothing."""
    with gzip.open(folder / "topic_banking77_en.tsv.gz", "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Example(row["text"], "en", None, False, Topic(row["topic"]), "banking77")


def read_seeds(folder: Path) -> Iterator[Example]:
    """The project's own definition of the tiers by example."""
    with (folder / "seed_own.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield _labelled(row["text"], row["lang"], Tier(row["tier"]), Topic(row["topic"]), SEEDS)


def read_corpus(folder: Path, per_template: int, seed: int) -> Iterator[Example]:
    """Messages of the grammar, every language that is there."""
    for language in grammar.languages(folder):
        for one in grammar.messages(folder, language, per_template, seed):
            source = SHORT if one.frame == grammar.SHORT else CORPUS
            yield _labelled(one.text, language, one.tier, one.topic, source, one.frame)


def read_corrections(path: Path) -> Iterator[Example]:
    """What agents said of messages: JSON lines {text, language, tier, complaint, topic}.

    Raises:
        ValueError: a line that is none; the message names its number.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            yield _correction(json.loads(line))
        except (KeyError, TypeError, ValueError) as problem:
            raise ValueError(f"{path}, line {number}: {problem}") from problem


def _correction(row: Mapping[str, str | bool | None]) -> Example:
    topic = Topic(str(row["topic"])) if row.get("topic") else None
    tier = Tier(str(row["tier"]))
    complaint = bool(row.get("complaint", tier is not Tier.LOW))
    return Example(str(row["text"]), str(row.get("language") or ""), tier, complaint, topic, CORRECTIONS)


def _labelled(text: str, language: str, tier: Tier, topic: Topic | None, source: str, frame: str = "") -> Example:
    frame = f"{topic}/{frame}" if topic and frame else frame
    return Example(text, language, tier, tier is not Tier.LOW, topic, source, frame)


def held_frames(folder: Path, fold: int) -> frozenset[str]:
    """The frames of one fold: in every language at once, about an eighth, some of each topic."""
    names = [f"{topic}/{frame}" for topic, frames in read_frames(folder).items() for frame in frames]
    return frozenset(name for at, name in enumerate(names) if (at * 5) % FOLDS == fold)


def shares(examples: Iterable[Example]) -> dict[str, int]:
    """How many examples of each source and language, for the model card."""
    found: dict[str, int] = {}
    for one in examples:
        key = f"{one.source} {one.language}"
        found[key] = found.get(key, 0) + 1
    return found
