"""Reads the corpus of one language and names every fault with its file and line."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from domain.emotion.assessment import Tier, Topic
from tools.emotion_corpus.template import Run, TemplateError, parse, slots_of

TIERS = {"L": Tier.LOW, "M": Tier.MEDIUM, "H": Tier.HIGH}
LETTERS = {tier: letter for letter, tier in TIERS.items()}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file; line 0 is the file as a whole."""

    path: Path
    line: int
    why: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.why}"


@dataclass(frozen=True, slots=True)
class Template:
    """One template and where it stands."""

    run: Run
    tier: Tier
    topic: Topic
    frame: str
    line: int


@dataclass(frozen=True, slots=True)
class Short:
    """One very short or odd message, as it is."""

    text: str
    tier: Tier
    topic: Topic | None


@dataclass(slots=True)
class Corpus:
    """All that is written in one language; faults are lines that cannot be used."""

    slots: dict[str, tuple[str, ...]] = field(default_factory=dict)
    templates: list[Template] = field(default_factory=list)
    shorts: list[Short] = field(default_factory=list)
    cues: dict[str, tuple[str, ...]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_frames(folder: Path) -> dict[Topic, tuple[str, ...]]:
    """The frames that every language has, by topic, from frames.txt."""
    frames: dict[Topic, list[str]] = {}
    topic = Topic.LOGISTICS
    for _, line in _lines(folder / "frames.txt"):
        if line.startswith("["):
            topic = Topic(line.strip("[]"))
        else:
            frames.setdefault(topic, []).append(line.split()[0])
    return {topic: tuple(names) for topic, names in frames.items()}


def read_corpus(folder: Path, language: str) -> Corpus:
    """What is there of a language; a file that is not written yet is empty."""
    corpus, home = Corpus(), folder / language
    _read_slots(corpus, home / "slots.txt")
    for topic, frames in read_frames(folder).items():
        _read_topic(corpus, home / f"{topic}.txt", topic, frames)
    _read_shorts(corpus, home / "short.txt")
    _read_cues(corpus, home / "cues.toml")
    return corpus


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()


def _read_slots(corpus: Corpus, path: Path) -> None:
    for number, line in _lines(path):
        name, colon, values = line.partition(":")
        found = tuple(value.strip() for value in values.split("|") if value.strip())
        if not colon or not found:
            corpus.faults.append(Fault(path, number, "a slot is written name: value | value"))
        elif name in corpus.slots:
            corpus.faults.append(Fault(path, number, f"the slot {name} stands twice"))
        else:
            corpus.slots[name] = found


def _read_topic(corpus: Corpus, path: Path, topic: Topic, frames: tuple[str, ...]) -> None:
    frame = ""
    for number, line in _lines(path):
        if line.startswith("="):
            frame = line[1:].strip()
            why = "" if frame in frames else f"no frame {frame!r} under {topic} in frames.txt"
        else:
            why = _read_template(corpus, line, topic, frame, number)
        if why:
            corpus.faults.append(Fault(path, number, why))


def _read_template(corpus: Corpus, line: str, topic: Topic, frame: str, number: int) -> str:
    letter, _, text = line.partition(" ")
    if letter not in TIERS or not text.strip():
        return "a template is written L, M or H, a space, its words"
    if not frame:
        return "a template before the first frame"
    try:
        run = parse(text)
    except TemplateError as error:
        return str(error)
    if unknown := slots_of(run) - corpus.slots.keys():
        return f"unknown slot {', '.join(sorted(unknown))}"
    corpus.templates.append(Template(run, TIERS[letter], topic, frame, number))
    return ""


def _read_shorts(corpus: Corpus, path: Path) -> None:
    for number, line in _lines(path):
        letter, _, rest = line.partition("\t")
        topic, _, text = rest.partition("\t")
        if letter not in TIERS or topic not in ("-", *Topic) or not text.strip():
            corpus.faults.append(Fault(path, number, "a short message is written L|M|H, tab, topic or -, tab, text"))
        else:
            corpus.shorts.append(Short(text.strip(), TIERS[letter], None if topic == "-" else Topic(topic)))


def _read_cues(corpus: Corpus, path: Path) -> None:
    if not path.exists():
        return
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        corpus.faults.append(Fault(path, 0, str(error)))
        return
    for key, phrases in held.items():
        if isinstance(phrases, list) and all(isinstance(phrase, str) for phrase in phrases):
            corpus.cues[key] = tuple(phrases)
        else:
            corpus.faults.append(Fault(path, 0, f"{key} is not a list of phrases"))
