"""E-mail addresses, links and handles: what leads to a person wherever it is written."""

import re
from collections.abc import Iterator

from domain.training.anonymising.lists import Lists
from domain.training.anonymising.page import Page, Token
from domain.training.anonymising.values import Piece, Private

_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'«»“”,;(){}\[\]\u3001-\u303f\u3400-\u9fff\uff00-\uffef\u0e01-\u0e4e]{2,1000}", re.I
)
_SHORT = re.compile(
    r"(?<![\w@.])[a-z0-9-]{1,40}\.(?:com|net|org|io|me|ly|gl|be|ru|it|cn|tw|hk|th|vn|ae|sa|eg|co)/[^\s,;<>\"]{1,500}",
    re.I,
)
_BEFORE, _AFTER = 64, 200
_ASCII = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_TAIL = ".,;:!?)]}'\""


def contacts(page: Page, lists: Lists) -> Iterator[Piece]:
    """All of them; a link to nothing but a site is harmless."""
    for pattern in (_LINK, _SHORT):
        yield from (piece for one in pattern.finditer(page.text) for piece in _link(page, one.start(), one.end()))
    for at, character in enumerate(page.text):
        if character == "@":
            yield from _around(page, at)
    yield from _named(page, lists)


def _link(page: Page, start: int, end: int) -> Iterator[Piece]:
    address = page.text[start:end].rstrip(_TAIL)
    rest = address.partition("://")[2] or address
    _site, slash, path = rest.partition("/")
    if (slash and path) or "?" in rest or "@" in rest:
        yield Piece(start, start + len(address), Private.LINK, True)


def _around(page: Page, at: int) -> Iterator[Piece]:
    """The address or the handle at an @."""
    text, start = page.text, at
    while start and at - start < _BEFORE and (text[start - 1] in _ASCII or text[start - 1] in "._%+-"):
        start -= 1
    end = at + 1
    while end < len(text) and end - at < _AFTER and (text[end].isalnum() or text[end] in "._-"):
        end += 1
    end = at + 1 + len(text[at + 1 : end].rstrip("._-"))
    if start < at and "." in text[at + 1 : end]:
        end = at + 1 + _domain(text[at + 1 : end])
        yield Piece(start, end, Private.EMAIL, True)
    elif end - at > 2 and start == at:
        yield Piece(at, end, Private.HANDLE, True)
    elif start < at and end > at + 1:
        yield Piece(start, end, Private.EMAIL, False)


def _domain(text: str) -> int:
    """How much of what follows an @ is a domain, where another script follows without a space."""
    length = 0
    while length < len(text) and (text[length] in _ASCII or text[length] in ".-"):
        length += 1
    return length or len(text)


def _named(page: Page, lists: Lists) -> Iterator[Piece]:
    """A name of an account after a word that announces one."""
    cues, tokens = lists.phrase("handle_cues"), page.tokens
    index = 0
    while index < len(tokens):
        after = cues.at(tokens, index)
        if after > index:
            yield from _account(page, tokens, after)
        index = max(after, index + 1)


def _account(page: Page, tokens: tuple[Token, ...], at: int) -> Iterator[Piece]:
    while at < len(tokens) and (tokens[at].kind == "s" or page.text[tokens[at].start] in ":=@\"'是为為"):
        at += 1
    if at == len(tokens):
        return
    start = end = tokens[at].start
    while end < len(page.text) and end - start < _BEFORE and (page.text[end] in _ASCII or page.text[end] in "._-"):
        end += 1
    name = page.text[start:end].rstrip(".-_")
    if any(letter.isalpha() for letter in name) and any(letter in "_." or letter.isdigit() for letter in name):
        yield Piece(start, start + len(name), Private.HANDLE, True)
