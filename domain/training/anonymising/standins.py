"""Invented things in the place of real ones: chosen by seed and order, never made of what they replace."""

import random
import re
from collections.abc import Iterator, Sequence
from itertools import count, product
from typing import NamedTuple

from domain.training.anonymising.lists import Lists
from domain.training.anonymising.page import Page, read
from domain.training.anonymising.values import Private
from domain.training.anonymising.words import near, stem

_NUMBER = re.compile("#{1,6}")


class _Person(NamedTuple):
    """Somebody: the words of their real name, and the two invented ones."""

    words: tuple[str, ...]
    given: str
    surname: str


class StandIns:
    """The stand-ins of one dialogue: the same thing gets the same one."""

    def __init__(self, lists: Lists, seed: int, texts: Sequence[Page]) -> None:
        """Names that stand in the texts are not invented once more."""
        self._stands, self._family = lists.stands, lists.of("surnames")
        chance = random.Random(seed)
        self._chance = chance
        self._names = self._invented(chance, " ".join(page.plain for page in texts))
        self._people: list[_Person] = []
        self._made: dict[tuple[Private, str], str] = {}
        self._counts = {kind: count(chance.randrange(1, 50)) for kind in Private}

    def _invented(self, chance: random.Random, said: str) -> Iterator[tuple[str, str]]:
        """Pairs of names without end; a given name comes twice only when all have been."""
        given, surnames = list(self._stands.given), list(self._stands.surnames)
        chance.shuffle(given)
        chance.shuffle(surnames)
        free = [one for one in given if read(one).plain not in said] or given
        families = [one for one in surnames if read(one).plain not in said] or surnames
        first = [(one, families[at % len(families)]) for at, one in enumerate(free)]
        rest = [pair for pair in product(free, families) if pair not in first]
        yield from first
        yield from rest
        yield from ((f"{one} {number}", other) for number in count(2) for one, other in first)

    def meet(self, names: Sequence[str]) -> None:
        """Everybody who is named, in the order in which they are; whoever is named in full is known by each part."""
        wholes = [words for name in names if len(words := self._words(name)) > 1]
        for name in names:
            words = self._words(name)
            if self._who(words) is None:
                whole = next((one for one in wholes if self._belongs(words, one)), words)
                self._people.append(_Person(whole, *next(self._names)))

    def of(self, value: str, kind: Private) -> str:
        """The stand-in of something."""
        if kind is Private.NAME:
            return self._name(value)
        key = (kind, self._key(value, kind))
        if key not in self._made:
            self._made[key] = self._new(value, kind)
        return self._made[key]

    def _key(self, value: str, kind: Private) -> str:
        plain = "".join(sign for sign in read(value).plain if sign.isalnum())
        return plain[-8:] if kind is Private.PHONE else plain

    def _new(self, value: str, kind: Private) -> str:
        number = next(self._counts[kind])
        match kind:
            case Private.PHONE:
                return _filled(self._stands.phone, number)
            case Private.EMAIL:
                return f"person{number}@example.com"
            case Private.HANDLE:
                return f"@person{number}" if value.startswith("@") else f"person{number}"
            case Private.LINK:
                return f"https://example.com/{number}"
            case Private.ADDRESS:
                return _filled(self._stands.addresses[number % len(self._stands.addresses)], number)
            case Private.BIRTH:
                return self._stands.births[number % len(self._stands.births)]
        return f"A-{number:04}" if any(sign.isalpha() for sign in value) else f"{number:06}"

    def _name(self, value: str) -> str:
        """Their whole name for a whole one, the part for a part."""
        words = self._words(value)
        person = self._who(words)
        if person is None:
            self.meet([value])
            person = self._people[-1]
        if len(words) > 1:
            return self._whole(person)
        family_first = self._stands.order.startswith("surname")
        at = next((at for at, one in enumerate(person.words) if _alike(words[0], one)), 0)
        family = words[0] in self._family if len(person.words) == 1 else (at == 0) == family_first
        return person.surname if family and (len(person.words) > 1 or family_first) else person.given

    def _whole(self, person: _Person) -> str:
        order = self._stands.order
        if order == "surnamegiven":
            return f"{person.surname}{person.given}"
        return f"{person.surname} {person.given}" if order.startswith("surname") else f"{person.given} {person.surname}"

    def _who(self, words: tuple[str, ...]) -> _Person | None:
        return next((one for one in self._people if self._belongs(words, one.words)), None)

    def _belongs(self, words: tuple[str, ...], whole: tuple[str, ...]) -> bool:
        """Whether all words of a name are words of another."""
        return bool(words) and all(any(_alike(word, one) for one in whole) for word in words)

    def _words(self, name: str) -> tuple[str, ...]:
        """Surname and given name where no blank is between them; words elsewhere."""
        page = read(name)
        if page.text and "\u3400" <= page.text[0] <= "\u9fff":
            size = 2 if page.plain[:2] in self._family else 1
            whole = len(page.plain) > size and page.plain[:size] in self._family
            return (page.plain[:size], page.plain[size:]) if whole else (page.plain,)
        return tuple(page.plain.replace("-", " ").replace(".", " ").split()) or (page.plain,)


def _alike(one: str, other: str) -> bool:
    return one == other or stem(one) == stem(other) != "" or (min(len(one), len(other)) >= 5 and near(one, other))


def _filled(pattern: str, number: int) -> str:
    """The number in the place of ##, as long as that."""
    return _NUMBER.sub(lambda one: str(number % 10 ** len(one[0])).zfill(len(one[0])), pattern)
