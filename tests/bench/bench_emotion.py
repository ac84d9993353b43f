"""The emotion engine: how fast it reads a message, how soon it is ready, how large it is, and how often it is right."""

import csv
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from domain.emotion.assessment import Assessment, Tier, Topic
from domain.emotion.engine import Engine, load
from tools.figures import Figure, at_least, at_most
from tools.measuring import ROOT

NAME = "emotion"
MODEL = ROOT / "resources" / "emotion" / "model.npz"
SITUATIONS = Path(__file__).with_name("emotion_development.tsv")
"""Messages in five situations that the model never saw in any language; `tools.train_emotion` writes it."""

CHECK = ROOT / "tools" / "emotion_corpus" / "check.tsv"
"""Messages written by somebody who saw neither the corpus nor the model, hard on purpose."""

ROUNDS = 3
STARTS = 5
READY = """
import time, numpy
from pathlib import Path
from domain.emotion.engine import load
began = time.process_time()
load(Path({path!r})).assess("ready?")
print((time.process_time() - began) * 1000)
"""
TIER, COMPLAINT, TOPIC, LANGUAGE, WORST = 0.75, 0.85, 0.75, 0.98, 0.60
UNSEEN_TOPIC = 0.5
"""A situation that was never seen names its topic in new words, or hardly: less is asked there."""

Row = tuple[str, Tier, Topic, str]


def run() -> Iterable[Figure]:
    """Speed as time of the processor, all threads together; F1 is macro-F1, its mean over twelve languages."""
    engine = load(MODEL)
    rows = _messages(SITUATIONS)
    took = _took(engine, [text for *_, text in rows])
    yield at_most("emotion: one message, p95", statistics.quantiles(took, n=20)[-1], "ms", 1)
    yield at_most("emotion: one message, median", statistics.median(took), "ms", 0.8)
    yield at_most("emotion: model read, first message answered", _ready(), "ms", 150)
    yield at_most("emotion: size of the model", MODEL.stat().st_size / 1e6, "MB", 10)
    yield from _right(engine, rows, "situations never seen", UNSEEN_TOPIC)
    yield from _right(engine, _messages(CHECK), "messages by others", TOPIC)


def _messages(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["lang"], Tier(row["tier"]), Topic(row["topic"]), row["text"]) for row in rows]


def _took(engine: Engine, texts: Sequence[str]) -> list[float]:
    """Milliseconds of the processor for every message, the first time each is seen too."""
    found = []
    for _ in range(ROUNDS):
        for text in texts:
            began = time.process_time()
            engine.assess(text)
            found.append((time.process_time() - began) * 1000)
    return found


def _ready() -> float:
    """Milliseconds of the processor in a fresh process, numpy not counted: the median of some starts."""
    code = READY.format(path=str(MODEL))
    done = (subprocess.run([sys.executable, "-c", code], capture_output=True, check=True) for _ in range(STARTS))
    return statistics.median(float(one.stdout) for one in done)


def _right(engine: Engine, rows: Sequence[Row], what: str, topic_target: float) -> Iterable[Figure]:
    by: dict[str, list[tuple[Tier, Topic, Assessment]]] = defaultdict(list)
    for language, tier, topic, text in rows:
        by[language].append((tier, topic, engine.assess(text, guess=True)))
    tiers = {one: _f1([(tier.rank, said.tier.rank) for tier, _, said in mine]) for one, mine in by.items()}
    for language, value in sorted(tiers.items()):
        yield at_least(f"emotion: tier of {what}, {language}", value, "F1", WORST)
    mean = statistics.mean
    yield at_least(f"emotion: tier of {what}, mean", mean(tiers.values()), "F1", TIER)
    complaints = (_f1([(tier is not Tier.LOW, said.complaint) for tier, _, said in mine]) for mine in by.values())
    yield at_least(f"emotion: complaint of {what}, mean", mean(complaints), "F1", COMPLAINT)
    topics = (_f1([(topic, said.topic) for _, topic, said in mine]) for mine in by.values())
    yield at_least(f"emotion: topic of {what}, mean", mean(topics), "F1", topic_target)
    told = [said.language == language for language, mine in by.items() for *_, said in mine]
    yield at_least(f"emotion: language of {what}", mean(told), "of 1", LANGUAGE)


def _f1(pairs: Sequence[tuple[object, object]]) -> float:
    """Macro-F1 of true and said values, over the values that are there."""
    values = []
    for one in {true for true, _ in pairs}:
        hit = sum(true == said == one for true, said in pairs)
        values.append(2 * hit / sum((true == one) + (said == one) for true, said in pairs))
    return statistics.mean(values)
