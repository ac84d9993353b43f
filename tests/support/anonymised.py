"""The written cases of the anonymiser, and how well it does on them."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.training.anonymising import anonymising_lists
from domain.training.anonymising.proposing import Found, Private, propose

FOLDER = Path(__file__).with_name("anonymising")
LATER = Path(__file__).with_name("anonymising_later.toml")
BLIND = Path(__file__).with_name("anonymising_blind.toml")
LANGUAGES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
KINDS = {
    "n": Private.NAME, "p": Private.PHONE, "e": Private.EMAIL, "h": Private.HANDLE,
    "o": Private.NUMBER, "a": Private.ADDRESS, "l": Private.LINK, "b": Private.BIRTH, "?": None,
}  # fmt: skip
_MARKED = re.compile(r"\{([npehoalb?]):([^{}]+)\}")
HALF = 0.5


@dataclass(frozen=True)
class Planted:
    """Something private in a case; no kind: it may be proposed or not."""

    start: int
    end: int
    kind: Private | None


@dataclass(frozen=True)
class Case:
    """A message or a short dialogue; held out when nobody looked at it while the rules were made."""

    language: str
    texts: tuple[str, ...]
    planted: tuple[tuple[Planted, ...], ...]
    held_out: bool


@dataclass(frozen=True)
class Score:
    """What was planted and found, what was proposed and private; the values that were missed or proposed in vain."""

    planted: int
    found: int
    proposed: int
    private: int
    right_kind: int
    missed: tuple[str, ...]
    in_vain: tuple[str, ...]

    @property
    def recall(self) -> float:
        return self.found / self.planted

    @property
    def precision(self) -> float:
        return self.private / self.proposed


@cache
def cases(language: str) -> tuple[Case, ...]:
    """Those of a language."""
    raw = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    made = []
    for one in raw["case"]:
        read = [_read(text) for text in one["texts"]]
        texts, planted = tuple(text for text, _ in read), tuple(planted for _, planted in read)
        made.append(Case(language, texts, planted, one.get("held_out", False)))
    return tuple(made)


@cache
def later_cases(path: Path = LATER) -> tuple[Case, ...]:
    """Messages written when the rules were done."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    read = [(language, _read(text)) for language, one in raw.items() for text in one["texts"]]
    return tuple(Case(language, (text,), (planted,), held_out=True) for language, (text, planted) in read)


def _read(marked: str) -> tuple[str, tuple[Planted, ...]]:
    text, planted, at = "", [], 0
    for one in _MARKED.finditer(marked):
        text += marked[at : one.start()]
        planted.append(Planted(len(text), len(text) + len(one[2]), KINDS[one[1]]))
        text, at = text + one[2], one.end()
    return text + marked[at:], tuple(planted)


def score(chosen: Iterable[Case], seed: int = 1) -> Score:
    """The program knows nothing of the thread. A fact counts as found when none of its letters and digits is left."""
    missed, in_vain = [], []
    planted = found = proposed = private = right = 0
    for case in chosen:
        lists = anonymising_lists(case.language)
        every = propose(case.texts, case.language, (), lists, seed)
        for text, facts, mine in zip(case.texts, case.planted, every, strict=True):
            for fact in facts:
                if fact.kind is None:
                    continue
                planted += 1
                hit = not _uncovered(text, fact, mine)
                found += hit
                right += hit and any(
                    one.kind is fact.kind and one.start < fact.end and one.end > fact.start for one in mine
                )
                if not hit:
                    missed.append(f"{case.language}: {text[fact.start : fact.end]}")
            for one in mine:
                if _within(one, facts, may=True) and not _within(one, facts, may=False):
                    continue
                proposed += 1
                good = _within(one, facts, may=False)
                private += good
                if not good:
                    in_vain.append(f"{case.language}: {text[one.start : one.end]} ({one.kind})")
    return Score(planted, found, proposed, private, right, tuple(missed), tuple(in_vain))


def _uncovered(text: str, fact: Planted, found: Sequence[Found]) -> bool:
    return any(
        text[at].isalnum() and not any(one.start <= at < one.end for one in found) for at in range(fact.start, fact.end)
    )


def _within(one: Found, facts: Sequence[Planted], *, may: bool) -> bool:
    """Whether at least half of it is private."""
    inside = sum(
        any(fact.start <= at < fact.end for fact in facts if may or fact.kind) for at in range(one.start, one.end)
    )
    return inside >= HALF * (one.end - one.start)
