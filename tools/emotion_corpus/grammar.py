"""Messages out of the corpus, and its check: python -m tools.emotion_corpus.grammar check|count [LANG…]."""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.emotion.assessment import Tier, Topic
from tools.emotion_corpus.reading import LETTERS, Corpus, Fault, Template, read_corpus, read_frames
from tools.emotion_corpus.template import fill

HOME = Path(__file__).parent
FEWEST = {Tier.LOW: 3, Tier.MEDIUM: 4, Tier.HIGH: 4}
FEWEST_SHORTS = 60
SHORT = "short"
CUES = (
    *("repetition", "waiting", "publicity", "authority", "leaving", "distrust"),
    *("insult", "demand", "thanks", "politeness", "question"),
)
TRIES = 12


class BadCorpusError(ValueError):
    """A corpus with lines that cannot be used; the message names them."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One message and what it is; topic None when it points to none, frame "short" for those of short.txt."""

    text: str
    language: str
    tier: Tier
    topic: Topic | None
    frame: str


def languages(folder: Path = HOME) -> tuple[str, ...]:
    """Every language that has been begun."""
    return tuple(sorted(path.parent.name for path in folder.glob("*/slots.txt")))


def messages(folder: Path, language: str, per_template: int, seed: int) -> Iterator[Labelled]:
    """Up to so many different fillings of every template, then short.txt once: no text twice, the same for a seed.

    A template has its own chance, so that a change elsewhere in the corpus does not change what it gives.

    Raises:
        BadCorpusError: lines that cannot be used.
    """
    corpus = read_corpus(folder, language)
    if corpus.faults:
        raise BadCorpusError("\n".join(str(fault) for fault in corpus.faults))
    return _unlike(_written(corpus, language, per_template, seed))


def _written(corpus: Corpus, language: str, per_template: int, seed: int) -> Iterator[Labelled]:
    for template in corpus.templates:
        for text in _fillings(template, corpus, per_template, seed):
            yield Labelled(text, language, template.tier, template.topic, template.frame)
    for short in corpus.shorts:
        yield Labelled(short.text, language, short.tier, short.topic, SHORT)


def _fillings(template: Template, corpus: Corpus, wanted: int, seed: int) -> Iterator[str]:
    chance = random.Random(f"{seed} {template.run!r}")
    seen: set[str] = set()
    for _ in range(wanted * TRIES):
        if len(seen) == wanted:
            return
        text = fill(template.run, corpus.slots, chance)
        if text not in seen:
            seen.add(text)
            yield text


def _unlike(written: Iterable[Labelled]) -> Iterator[Labelled]:
    seen: set[str] = set()
    for message in written:
        if message.text and message.text not in seen:
            seen.add(message.text)
            yield message


def check(folder: Path, language: str) -> list[Fault]:
    """Everything wrong with a language: lines that cannot be used, and what is missing."""
    corpus = read_corpus(folder, language)
    return [*corpus.faults, *_too_few(corpus, folder, language), *_rest_missing(corpus, folder / language)]


def _too_few(corpus: Corpus, folder: Path, language: str) -> Iterator[Fault]:
    held = Counter((template.topic, template.frame, template.tier) for template in corpus.templates)
    first = {(one.topic, one.frame): one.line for one in reversed(corpus.templates)}
    for topic, frames in read_frames(folder).items():
        path = folder / language / f"{topic}.txt"
        for frame in frames:
            if (topic, frame) not in first:
                yield Fault(path, 0, f"the frame {frame} is missing")
                continue
            for tier, fewest in FEWEST.items():
                if (found := held[topic, frame, tier]) < fewest:
                    why = f"{frame} has {found} templates of {LETTERS[tier]}, not {fewest}"
                    yield Fault(path, first[topic, frame], why)


def _rest_missing(corpus: Corpus, home: Path) -> Iterator[Fault]:
    if len(corpus.shorts) < FEWEST_SHORTS:
        yield Fault(home / "short.txt", 0, f"{len(corpus.shorts)} short messages, not {FEWEST_SHORTS}")
    for key in CUES:
        if not corpus.cues.get(key):
            yield Fault(home / "cues.toml", 0, f"no cues of {key}")
    for key in corpus.cues.keys() - set(CUES):
        yield Fault(home / "cues.toml", 0, f"nobody knows the cue {key}")


def count(folder: Path, language: str, per_template: int = 40) -> str:
    """One line: templates by topic and tier, and how many messages they give."""
    templates = read_corpus(folder, language).templates
    by_topic = Counter(template.topic for template in templates)
    by_tier = Counter(template.tier for template in templates)
    given = Counter(message.tier for message in messages(folder, language, per_template, 1))
    topics = " ".join(f"{topic} {by_topic[topic]}" for topic in Topic)
    tiers = " ".join(f"{LETTERS[tier]} {by_tier[tier]}" for tier in Tier)
    made = " ".join(f"{LETTERS[tier]} {given[tier]}" for tier in Tier)
    return f"{language}: {len(templates)} templates ({topics}; {tiers}), {given.total()} messages ({made})"


def main() -> int:
    """The command line; 1 when a check found something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=("check", "count"))
    parser.add_argument("languages", nargs="*", metavar="LANG")
    asked = parser.parse_args()
    wanted = asked.languages or languages()
    if asked.command == "count":
        for language in wanted:
            print(count(HOME, language))
        return 0
    faults = [fault for language in wanted for fault in check(HOME, language)]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
