"""Values the program knows: each place where they stand, however they are written there."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from domain.training.anonymising.lists import Lists
from domain.training.anonymising.page import Page, Token, read
from domain.training.anonymising.values import Known, Piece, Private
from domain.training.anonymising.words import near, stem

_TYPO_FROM = 5
"""Letters of a name in which one may be wrong."""

_DIALLED = 8
"""Digits of a phone that are compared: before them come the country and its trunk, or neither."""

_BOUND = frozenset("لوبف")
"""Arabic letters before a name that are words of their own: to, and, with."""

_GAP = 3
"""Signs that may stand between two characters of a number."""


def known_pieces(page: Page, known: Sequence[Known], lists: Lists) -> Iterator[Piece]:
    """All of them."""
    squashed = _Squashed(page)
    for one in known:
        value = read(one.value)
        if one.kind is Private.NAME:
            yield from _names(page, squashed, value, lists)
        elif one.kind is Private.PHONE:
            yield from squashed.dialled("".join(sign for sign in value.text if sign.isdigit()))
        else:
            yield from _values(squashed, value, one.kind)


class _Squashed:
    """Letters and digits of a page without anything between, each with its place."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.places = [at for at, sign in enumerate(page.plain) if sign.isalnum() or _is_thai(sign)]
        self.text = "".join(page.plain[at] for at in self.places)
        self.digit_places = [at for at, sign in enumerate(page.plain) if sign.isdigit()]
        self.digits = "".join(page.plain[at] for at in self.digit_places)

    def find(self, value: str, kind: Private, *, sure: bool = True) -> Iterator[Piece]:
        """Each place of a squashed value that is not part of a longer word."""
        at = self.text.find(value) if value else -1
        while at >= 0:
            start, end = self.places[at], self.places[at + len(value) - 1] + 1
            gaps = self.places[at : at + len(value)]
            close = all(b - a <= _GAP + 1 for a, b in pairwise(gaps))
            whole = close and _apart(self._page.plain, start, end)
            if whole:
                yield Piece(start, end, kind, sure)
            at = self.text.find(value, at + (len(value) if whole else 1))

    def dialled(self, digits: str) -> Iterator[Piece]:
        """A phone with its country, without it, or with a nought instead."""
        tail = digits[-_DIALLED:]
        at = self.digits.find(tail) if len(tail) >= 5 else -1
        while at >= 0:
            first, last = at, at + len(tail) - 1
            while first and self._close(first - 1) and digits.endswith(self.digits[first - 1 : last + 1]):
                first -= 1
            if first and self._close(first - 1) and self.digits[first - 1] == "0":
                first -= 1
            if all(self._close(one) for one in range(first, last)):
                yield self._with_country(self.digit_places[first], self.digit_places[last] + 1)
            at = self.digits.find(tail, at + 1)

    def _with_country(self, start: int, end: int) -> Piece:
        """With what of the number stands before it: +44 and (0)."""
        text = self._page.text
        while start and (text[start - 1].isdigit() or text[start - 1] in "+()- ."):
            start -= 1
        return Piece(start, end, Private.PHONE, True)

    def _close(self, at: int) -> bool:
        between = self._page.text[self.digit_places[at] + 1 : self.digit_places[at + 1]]
        return len(between) <= _GAP and not any(sign.isalpha() for sign in between)


def _names(page: Page, squashed: _Squashed, value: Page, lists: Lists) -> Iterator[Piece]:
    """The whole name, its parts, its parts with an ending or a typo."""
    whole = _letters(value.plain)
    if len(whole) >= (2 if _is_unspaced(whole) else 3) or whole.isdigit():
        yield from squashed.find(whole, Private.NAME)
    if _is_unspaced(whole):
        yield from _unspaced(page, squashed, value, whole)
    for part in _parts(value, lists):
        for token in page.tokens:
            if token.kind != "w":
                continue
            if token.plain[1:] == part.plain and token.plain[0] in _BOUND:
                yield Piece(token.start + 1, token.end, Private.NAME, True)
            elif (sure := _same(part, token, lists)) is not None:
                yield Piece(token.start, token.end, Private.NAME, sure)


def _unspaced(page: Page, squashed: _Squashed, value: Page, whole: str) -> Iterator[Piece]:
    """Given names of Chinese full names; words of Thai names, with a typo too."""
    if not _is_thai(whole[0]):
        if len(whole) >= 3:
            yield from squashed.find(whole[-2:], Private.NAME)
        return
    for word in value.plain.split():
        if len(word) >= 3:
            yield from squashed.find(word, Private.NAME)
        if len(word) >= _TYPO_FROM:
            yield from _thai_typos(page, word)


def _thai_typos(page: Page, word: str) -> Iterator[Piece]:
    """Places that differ from the word by one sign; the first or the last two are right."""
    for at in range(len(page.plain)):
        for size in (len(word), len(word) + 1, len(word) - 1):
            seen = page.plain[at : at + size]
            likely = seen[:2] == word[:2] or seen[-2:] == word[-2:]
            inside = word in seen or seen in word
            if likely and len(seen) == size and " " not in seen and not inside and near(word, seen):
                yield Piece(at, at + size, Private.NAME, False)
                break


def _parts(value: Page, lists: Lists) -> list[Token]:
    """Its words that are long enough to be known again, and no titles."""
    words = [one for one in value.tokens if one.kind == "w"]
    common = lists.of("titles") | lists.of("particles")
    return [one for one in words if one.plain not in common and (len(one.plain) >= 3 or len(words) == 1)]


def _same(part: Token, token: Token, lists: Lists) -> bool | None:
    """Whether a token is that part of a name; None when not. A word that means something else needs its capital."""
    name, word = part.plain, token.plain
    if lists.accents and not (part.small.isascii() or token.small.isascii()):
        name, word = part.small, token.small
    if word == name:
        ordinary = lists.has("not_names", token)
        return None if ordinary and not token.capital else not ordinary
    if len(name) >= 4 and stem(name) != name and stem(name) == stem(word):
        return True
    if len(name) < _TYPO_FROM or lists.phrase("not_names").has(token.plain):
        return None
    close = near(name, word) or (len(stem(name)) >= _TYPO_FROM and near(stem(name), stem(word)))
    return False if close else None


def _values(squashed: _Squashed, value: Page, kind: Private) -> Iterator[Piece]:
    """A number, an address, a handle: whole, and the parts that tell as much."""
    whole = _letters(value.plain)
    if len(whole) >= 3:
        yield from squashed.find(whole, kind)
    if kind is Private.NUMBER:
        for part in {one.plain for one in value.tokens if one.kind == "d" and one.end - one.start >= 4}:
            yield from squashed.find(part, kind)
    elif kind is Private.EMAIL:
        local = _letters(value.plain.partition("@")[0])
        if len(local) >= _TYPO_FROM:
            yield from squashed.find(local, kind)
    elif kind is Private.ADDRESS:
        for part in dict.fromkeys(value.plain.replace("\n", ",").split(",")):
            squashed_part = _letters(part)
            if len(squashed_part) >= 6 and any(sign.isdigit() for sign in part):
                yield from squashed.find(squashed_part, kind)


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum() or _is_thai(sign))


def _apart(text: str, start: int, end: int) -> bool:
    """Whether no word or number goes on at either end; scripts without spaces have no such ends."""
    return not (_joined(text[start - 1 : start], text[start]) or _joined(text[end - 1], text[end : end + 1]))


def _joined(before: str, behind: str) -> bool:
    if not before or not behind:
        return False
    if before.isdigit() or behind.isdigit():
        return before.isdigit() and behind.isdigit()
    return before.isalpha() and behind.isalpha() and not (_is_unspaced(before) or _is_unspaced(behind))


def _is_thai(sign: str) -> bool:
    return "\u0e01" <= sign <= "\u0e4e"


def _is_unspaced(text: str) -> bool:
    return bool(text) and (_is_thai(text[0]) or "\u3400" <= text[0] <= "\u9fff" or text[0] >= "\U00020000")
