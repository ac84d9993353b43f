"""The anonymiser on 200 written cases, and on ordinary messages that others wrote; a part of the bench `drill`."""

import csv
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from app.training.anonymising import anonymising_lists
from domain.training.anonymising.proposing import propose
from tests.support.anonymised import BLIND, LANGUAGES, cases, later_cases, score
from tools.figures import Figure, at_least, at_most
from tools.measuring import ROOT

RECALL, PRECISION, LATER, UNSEEN = 0.98, 0.85, 0.95, 0.9
ORDINARY = (Path(__file__).with_name("emotion_development.tsv"), ROOT / "tools" / "emotion_corpus" / "check.tsv")
"""Messages written for another purpose, before there was an anonymiser; a few do name people and orders."""

BOTHERED = 0.05


def run() -> Iterable[Figure]:
    """Knowing nothing of the thread; in the program names, phones and orders are known besides."""
    for language in LANGUAGES:
        whole = score(cases(language))
        yield at_least(f"anonymiser: private things found, {language}", whole.recall, "of 1", RECALL)
        yield at_least(f"anonymiser: proposals that are private, {language}", whole.precision, "of 1", PRECISION)
    held_out = score(one for one in chain.from_iterable(map(cases, LANGUAGES)) if one.held_out)
    yield at_least("anonymiser: private things found, cases held out", held_out.recall, "of 1", RECALL)
    yield at_least("anonymiser: proposals that are private, cases held out", held_out.precision, "of 1", PRECISION)
    later = score(later_cases())
    yield at_least("anonymiser: private things found, messages written later", later.recall, "of 1", LATER)
    blind = score(later_cases(BLIND))
    yield at_least("anonymiser: private things found, messages no rule was made for", blind.recall, "of 1", UNSEEN)
    yield at_most("anonymiser: ordinary messages with a proposal", _bothered(), "of 1", BOTHERED)


def _bothered() -> float:
    """The share of ordinary messages in which somebody would have to look at something."""
    seen = found = 0
    for path in ORDINARY:
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["lang"] in LANGUAGES:
                    seen += 1
                    found += any(propose([row["text"]], row["lang"], (), anonymising_lists(row["lang"]), 1))
    return found / seen
