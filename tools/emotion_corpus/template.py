"""One template of the corpus: plain words, [choices|that may nest] and {slots}."""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass

MARKS = re.compile(r"([\[\]|{}])")
SPACES = re.compile(r"\s+")
BEFORE_STOPS = re.compile(r" +([,.!?;:،؟؛。，！？])(?![)(D])")

Slots = Mapping[str, tuple[str, ...]]


class TemplateError(ValueError):
    """A template that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for one of the values of slots.txt."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to go on, each a run of pieces; an empty run is one too."""

    runs: tuple[tuple["str | Slot | Choice", ...], ...]


Run = tuple[str | Slot | Choice, ...]


def parse(text: str) -> Run:
    """The pieces of a template.

    Raises:
        TemplateError: brackets that do not match, a slot without a name, "|" outside of a choice.
    """
    tokens = [token for token in MARKS.split(text) if token]
    run, rest = _run(tokens, 0)
    if rest < len(tokens):
        raise TemplateError(f"a {tokens[rest]!r} too many")
    return run


def _run(tokens: list[str], at: int) -> tuple[Run, int]:
    pieces: list[str | Slot | Choice] = []
    while at < len(tokens) and tokens[at] not in ("]", "|", "}"):
        piece, at = _piece(tokens, at)
        pieces.append(piece)
    return tuple(pieces), at


def _piece(tokens: list[str], at: int) -> tuple[str | Slot | Choice, int]:
    if tokens[at] == "{":
        return _slot(tokens, at)
    if tokens[at] == "[":
        return _choice(tokens, at + 1)
    return tokens[at], at + 1


def _slot(tokens: list[str], at: int) -> tuple[Slot, int]:
    if tokens[at + 2 : at + 3] != ["}"] or not tokens[at + 1].isidentifier():
        raise TemplateError("a slot is written {name}")
    return Slot(tokens[at + 1]), at + 3


def _choice(tokens: list[str], at: int) -> tuple[Choice, int]:
    runs = []
    while True:
        run, at = _run(tokens, at)
        runs.append(run)
        if at == len(tokens) or tokens[at] == "}":
            raise TemplateError("a '[' is not closed")
        if tokens[at] == "]":
            return Choice(tuple(runs)), at + 1
        at += 1


def slots_of(run: Run) -> frozenset[str]:
    """The names of every slot anywhere in a template."""
    names: set[str] = set()
    for piece in run:
        if isinstance(piece, Slot):
            names.add(piece.name)
        elif isinstance(piece, Choice):
            names.update(*(slots_of(inner) for inner in piece.runs))
    return frozenset(names)


def fill(run: Run, slots: Slots, chance: random.Random) -> str:
    """One filling of a template, with the spaces that empty choices leave behind taken away."""
    return BEFORE_STOPS.sub(r"\1", SPACES.sub(" ", _filled(run, slots, chance))).strip()


def _filled(run: Run, slots: Slots, chance: random.Random) -> str:
    words = []
    for piece in run:
        if isinstance(piece, Slot):
            words.append(chance.choice(slots[piece.name]))
        elif isinstance(piece, Choice):
            words.append(_filled(chance.choice(piece.runs), slots, chance))
        else:
            words.append(piece)
    return "".join(words)
