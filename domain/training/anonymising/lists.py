"""What the rules know of a language: names, cue phrases, words of addresses, and the invented stand-ins."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from domain.training.anonymising.page import Token, plain, read, small

Shown = tuple[str, ...]
_BETWEEN = re.compile(r"[,，;；、\n]")


class Phrases:
    """Phrases that are looked up word by word; in scripts without spaces, character by character."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Phrases as people write them."""
        made = {tuple(one.plain for one in read(each).tokens if one.kind != "s") for each in phrases if each.strip()}
        self._words = frozenset(made)
        self._firsts = {words[0] for words in made}
        self._longest = max(map(len, made), default=0)

    def __contains__(self, words: str) -> bool:
        """Whether it is one of the phrases; `words` is plain."""
        return tuple(one.plain for one in read(words).tokens if one.kind != "s") in self._words

    def has(self, word: str) -> bool:
        """Whether a single plain word is a phrase."""
        return (word,) in self._words

    def at(self, tokens: tuple[Token, ...], index: int) -> int:
        """The index after the longest phrase that begins at a token; the same index when none does."""
        if tokens[index].plain not in self._firsts:
            return index
        seen: list[str] = []
        best, at = index, index
        while at < len(tokens) and len(seen) < self._longest:
            if tokens[at].kind != "s":
                seen.append(tokens[at].plain)
                if tuple(seen) in self._words:
                    best = at + 1
            at += 1
        return best


@dataclass(frozen=True)
class Stands:
    """Invented things of a language; `##` stands for a number.

    Attributes:
        order: "given surname" and the like: how a whole name is put together.
    """

    given: Shown = ("Alex",)
    surnames: Shown = ("Ashby",)
    order: str = "given surname"
    phone: str = "555-01##"
    addresses: Shown = ("## Example Street",)
    births: Shown = ("1 January 1990",)


@dataclass(frozen=True)
class Lists:
    """The lists of one language; an empty one finds nothing.

    Attributes:
        words: sets of single plain words and of strings in scripts without spaces, by the list's name.
        phrases: the same lists, of several words too.
        exact: words with their accents; asked where the language makes other words by them.
        accents: whether it does.
    """

    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    phrases: Mapping[str, Phrases] = field(default_factory=dict)
    stands: Stands = field(default_factory=Stands)
    exact: Mapping[str, frozenset[str]] = field(default_factory=dict)
    accents: bool = False

    def has(self, name: str, token: Token) -> bool:
        """Whether a word is in a list; who writes without accents means them."""
        if self.accents and not token.bare:
            return token.small in self.exact.get(name, frozenset())
        return token.plain in self.of(name)

    def of(self, name: str) -> frozenset[str]:
        """Its entries, plain."""
        return self.words.get(name, frozenset())

    def phrase(self, name: str) -> Phrases:
        """Its entries, to look up in tokens."""
        return self.phrases.get(name, _NONE)


_NONE = Phrases(())


def read_lists(*raw: Mapping[str, str]) -> Lists:
    """The lists of a language, from its file and those its customers mix in; the first has the stand-ins."""
    names = sorted({name for one in raw for name in one if not name.startswith("stand_")})
    entries = {name: [entry for one in raw for entry in split(one.get(name, ""))] for name in names}
    return Lists(
        words={name: frozenset(map(plain, many)) for name, many in entries.items()},
        phrases={name: Phrases(many) for name, many in entries.items()},
        stands=_stands(raw[0]) if raw else Stands(),
        exact={name: frozenset(map(small, many)) for name, many in entries.items()},
        accents=bool(raw and raw[0].get("accents")),
    )


def split(text: str) -> Shown:
    """The entries of a list."""
    return tuple(entry.strip() for entry in _BETWEEN.split(text) if entry.strip())


def _stands(raw: Mapping[str, str]) -> Stands:
    usual = Stands()
    addresses = raw.get("stand_addresses", "")
    return Stands(
        split(raw.get("stand_given", "")) or usual.given,
        split(raw.get("stand_surnames", "")) or usual.surnames,
        raw.get("stand_order", usual.order),
        raw.get("stand_phone", usual.phone),
        tuple(map(str.strip, addresses.split(";"))) if ";" in addresses else split(addresses) or usual.addresses,
        split(raw.get("stand_births", "")) or usual.births,
    )
