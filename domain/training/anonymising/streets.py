"""Postal addresses in scripts with spaces: runs of street words, house numbers, names of places and postcodes."""

from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from domain.training.anonymising.lists import Lists
from domain.training.anonymising.page import Page, Token
from domain.training.anonymising.values import Piece, Private

_ABSORBED = 4
"""Words after a street word that are its name, whatever they look like."""

_AFTER = frozenset({"number", "house", "level", "lot", "estate", "block", "unit", "building", "room", "floor"})
_SMALL = frozenset({"of", "the", "and", "de", "di", "da", "del", "della", "dello", "dei", "degli", "delle"})
_SMALL |= {"la", "le", "il", "lo", "e", "s", "al"}
_DIRECTIONS = frozenset({"n", "s", "e", "w", "nw", "ne", "sw", "se", "north", "south", "east", "west"})


class _Is(Enum):
    STREET = auto()
    UNIT = auto()
    PLACE = auto()
    NUMBER = auto()
    CAPITAL = auto()
    SMALL = auto()
    COMMA = auto()
    NAME = auto()  # a word after a street word


class _Part(NamedTuple):
    kind: _Is
    start: int
    end: int
    plain: str


def addresses(page: Page, lists: Lists, taken: list[bool]) -> Iterator[Piece]:
    """All of them; `taken` are characters of phones and links, which end an address."""
    reader = _Reader(page, lists, taken)
    index = 0
    while index < len(page.tokens):
        parts, after = reader.run(index)
        if cut := _cut(parts, lists):
            sure = any(part.kind is _Is.STREET for part in cut)
            yield Piece(cut[0].start, cut[-1].end, Private.ADDRESS, sure)
        index = max(after, index + 1)


class _Reader:
    """Reads tokens as parts of an address."""

    def __init__(self, page: Page, lists: Lists, taken: list[bool]) -> None:
        self._page, self._lists, self._taken = page, lists, taken
        self._tokens = page.tokens

    def run(self, index: int) -> tuple[list[_Part], int]:
        """The parts from a token on, as far as they go, and the token after them."""
        parts: list[_Part] = []
        absorbing = 0
        while index < len(self._tokens):
            token = self._tokens[index]
            if token.kind == "s" and "\n" not in self._page.text[token.start : token.end]:
                index += 1
                continue
            found = None if self._taken[token.start] else self._part(index, parts, absorbing)
            if found is None:
                break
            part, index = found
            parts.append(part)
            if part.kind in {_Is.STREET, _Is.UNIT}:
                absorbing = _ABSORBED
            elif part.kind in {_Is.COMMA, _Is.NUMBER, _Is.PLACE}:
                absorbing = 0
            else:
                absorbing -= 1
        return parts, index

    def _part(self, index: int, parts: list[_Part], absorbing: int) -> tuple[_Part, int] | None:
        token = self._tokens[index]
        if token.kind == "d":
            return self._number(index)
        if token.kind in "sp":
            return self._sign(index, parts)
        if token.kind != "w" or self._lists.phrase("harmless").at(self._tokens, index) > index + 1:
            return None
        for kind, name in ((_Is.PLACE, "places"), (_Is.STREET, "streets"), (_Is.UNIT, "units")):
            after = self._listed(index, name)
            if after > index and self._counts(kind, index, after, parts):
                return self._made(kind, index, after), after
        return self._word(index, parts, absorbing)

    def _word(self, index: int, parts: list[_Part], absorbing: int) -> tuple[_Part, int] | None:
        """A word that is in none of the lists of addresses."""
        token = self._tokens[index]
        follows = self._tokens[index + 1] if index + 1 < len(self._tokens) else None
        if token.capital and follows and follows.kind == "d" and token.end - token.start <= 4:
            return self._number(index)  # SW12, K47
        kind = self._kind(index, parts, absorbing)
        return (self._made(kind, index, index + 1), index + 1) if kind else None

    def _kind(self, index: int, parts: list[_Part], absorbing: int) -> _Is | None:
        token = self._tokens[index]
        bracketed = self._page.text[token.start - 1 : token.start] == "(" and self._province(token.start - 1)
        ordinary = self._lists.has("not_names", token) and not bracketed
        last = parts[-1].kind if parts else None
        if parts and token.plain in _DIRECTIONS and token.capital:
            return _Is.SMALL
        if token.capital and last is _Is.CAPITAL and self._lists.has("units", token):
            return _Is.UNIT
        if token.capital and not ordinary:
            return _Is.CAPITAL
        if parts and token.plain in _SMALL and last is not _Is.COMMA:
            return _Is.SMALL
        named = absorbing > 0 and (not ordinary or token.capital)
        return _Is.NAME if named or (last is _Is.NUMBER and self._street_soon(index)) else None

    def _street_soon(self, index: int) -> bool:
        """Whether a street word comes within three words: 14 wexford road."""
        words = [at for at in range(index + 1, min(index + 6, len(self._tokens))) if self._tokens[at].kind != "s"]
        return any(
            self._tokens[at].end - self._tokens[at].start > 3 and self._listed(at, "streets") > at for at in words[:2]
        )

    def _listed(self, index: int, name: str) -> int:
        """The token after an entry of a list; Arabic words may begin with a letter that means and, in, to."""
        after = self._lists.phrase(name).at(self._tokens, index)
        token = self._tokens[index]
        if (
            after == index
            and token.plain[:1] in "وبلف"
            and len(token.plain) > 3
            and self._lists.phrase(name).has(token.plain[1:])
        ):
            return index + 1
        return after

    def _counts(self, kind: _Is, index: int, after: int, parts: list[_Part]) -> bool:
        """Whether a listed word is meant: short ones only with a dot or a number, English ones with a capital."""
        token, text = self._tokens[index], self._page.text
        end = self._tokens[after - 1].end
        if kind is _Is.PLACE:
            return token.capital or not token.plain.isascii()
        number_next = text[end : end + 2].strip(" .#")[:1].isdigit()
        if end - token.start <= 2 and not "\u0620" <= token.plain <= "\u06ff" * 2:
            return text[end : end + 1] == "." or number_next or (token.capital and bool(parts))
        if token.plain in _AFTER:
            return number_next or text[end : end + 2].strip(" .#")[:1].isupper()
        if kind is _Is.STREET and token.small.isascii() and not token.capital:
            number_before = any(part.kind is _Is.NUMBER for part in parts[-3:])
            return number_before or self._number_soon(after)
        return True

    def _number_soon(self, index: int) -> bool:
        return any(one.kind == "d" for one in self._tokens[index : index + 12])

    def _number(self, index: int) -> tuple[_Part, int] | None:
        """A house number, a postcode: digits, with letters and signs that touch them."""
        at = index + 1
        while at < len(self._tokens) and not self._taken[self._tokens[at].start] and self._touches(at):
            at += 1
        while self._tokens[at - 1].kind == "p":
            at -= 1
        digits = sum(one.isdigit() for one in self._page.text[self._tokens[index].start : self._tokens[at - 1].end])
        return (self._made(_Is.NUMBER, index, at), at) if digits <= 8 else None

    def _touches(self, at: int) -> bool:
        token = self._tokens[at]
        if token.kind == "p":
            return self._page.text[token.start] in "/-" or (
                self._page.text[token.start] == "." and at + 1 < len(self._tokens) and self._tokens[at + 1].kind == "d"
            )
        return token.kind == "d" or (token.kind == "w" and token.end - token.start <= 2)

    def _sign(self, index: int, parts: list[_Part]) -> tuple[_Part, int] | None:
        """A comma goes on; a dot only after a short form."""
        token = self._tokens[index]
        sign = self._page.text[token.start]
        if not parts:
            return (self._made(_Is.COMMA, index, index + 1), index + 1) if sign == "#" else None
        last = parts[-1]
        short = (
            last.end - last.start <= (2 if self._lists.accents else 6)
            and last.kind in {_Is.STREET, _Is.UNIT, _Is.SMALL}
            and last.end == token.start
        )
        initial = last.kind is _Is.CAPITAL and last.end - last.start <= 2
        if sign in ",#-/'\n" or token.kind == "s" or (sign == "." and (short or initial)):
            return self._made(_Is.COMMA if sign != "." else _Is.SMALL, index, index + 1), index + 1
        if sign in "()" and self._province(token.start):
            return self._made(_Is.SMALL, index, index + 1), index + 1
        return None

    def _province(self, at: int) -> bool:
        """Whether a bracket stands around two letters: (MI)."""
        text = self._page.text
        inside = text[at + 1 : at + 3] if text[at] == "(" else text[max(0, at - 2) : at]
        around = text[at + 3 : at + 4] == ")" if text[at] == "(" else text[max(0, at - 3) : at - 2] == "("
        return around and inside.isalpha() and inside.isupper()

    def _made(self, kind: _Is, index: int, after: int) -> _Part:
        tokens: tuple[Token, ...] = self._tokens
        start, end = tokens[index].start, tokens[after - 1].end
        return _Part(kind, start, end, self._page.plain[start:end])


def _cut(parts: list[_Part], lists: Lists) -> list[_Part]:
    """The address within a run; nothing when there is none."""
    segments = _segments(parts)
    telling = [at for at, one in enumerate(segments) if any(part.kind in _TELLING for part in one)]
    if not telling:
        return []
    first, last = telling[0], telling[-1]
    if first and _is_town(segments[first - 1], lists):
        first -= 1
    if last + 1 < len(segments) and _is_town(segments[last + 1], lists):
        last += 1
    chosen = [part for one in segments[first : last + 1] for part in one]
    chosen = _without_lead(chosen)
    return chosen if _is_address(chosen) else []


_TELLING = frozenset({_Is.STREET, _Is.UNIT, _Is.NUMBER, _Is.PLACE})


def _segments(parts: list[_Part]) -> list[list[_Part]]:
    """What stands between commas."""
    made: list[list[_Part]] = [[]]
    for part in parts:
        if part.kind is _Is.COMMA:
            made.append([])
        else:
            made[-1].append(part)
    return [one for one in made if one]


def _is_town(segment: list[_Part], lists: Lists) -> bool:
    """One or two names that are nobody's."""
    given = lists.of("given")
    return len(segment) <= 3 and all(
        part.kind in {_Is.CAPITAL, _Is.SMALL} and part.plain not in given for part in segment
    )


def _without_lead(parts: list[_Part]) -> list[_Part]:
    """Without words before the number that a street address begins with: Deliver To 14 Wexford Road."""
    at = 0
    while at < len(parts) and parts[at].kind in {_Is.CAPITAL, _Is.SMALL, _Is.NAME}:
        at += 1
    if at < len(parts) and parts[at].kind is _Is.NUMBER and any(part.kind is _Is.STREET for part in parts[at:]):
        return parts[at:]
    return parts


def _is_address(parts: list[_Part]) -> bool:
    """Whether it says where somebody lives, not only which town."""
    kinds = [part.kind for part in parts]
    numbers, names = kinds.count(_Is.NUMBER), kinds.count(_Is.CAPITAL) + kinds.count(_Is.NAME)
    streets, units, places = kinds.count(_Is.STREET), kinds.count(_Is.UNIT), kinds.count(_Is.PLACE)
    if streets:
        return bool(numbers or units or (places and names))
    if units:
        apart = sum(one is _Is.UNIT is not other for one, other in zip(kinds, [*kinds[1:], None], strict=True))
        return bool((numbers and (apart > 1 or places)) or apart > 2 or (apart and numbers > 1 and names > 1))
    return bool(
        places
        and names >= 2
        and any("/" in part.plain or part.plain[0] == "k" for part in parts if part.kind is _Is.NUMBER)
    )
