"""What is private in a dialogue is proposed, replaced once a person confirms it, and looked for once more (S-2)."""

from collections.abc import Iterator, Mapping, Sequence

from domain.training.anonymising.contacts import contacts
from domain.training.anonymising.digits import numbers
from domain.training.anonymising.known import known_pieces
from domain.training.anonymising.lists import Lists
from domain.training.anonymising.names import Names
from domain.training.anonymising.page import Page, read
from domain.training.anonymising.settle import settled
from domain.training.anonymising.standins import StandIns
from domain.training.anonymising.streets import addresses
from domain.training.anonymising.unspaced import chinese_addresses, thai_addresses
from domain.training.anonymising.unspaced_names import ChineseNames, ThaiNames
from domain.training.anonymising.values import Found, Known, Left, Piece, Private

__all__ = ["Found", "Known", "Left", "Private", "apply", "left", "moved", "propose"]

_ENDS_ADDRESS = frozenset({Private.EMAIL, Private.LINK, Private.PHONE, Private.BIRTH})
_LONG_NUMBER = 8


def propose(
    texts: Sequence[str], language: str, known: Sequence[Known], lists: Lists, seed: int
) -> tuple[tuple[Found, ...], ...]:
    """What should be removed of each text of a dialogue: in order, not overlapping, with its stand-in.

    Args:
        language: BCP 47 tag of most of it. known: what the program knows of those who talk.
        seed: another one chooses other stand-ins.
    """
    pages = [read(text) for text in texts]
    first = [_by_rules(page, language, lists) for page in pages]
    said = {True: list(known), False: []}
    for page, mine in zip(pages, first, strict=True):
        for piece in mine:
            if piece.kind is not Private.BIRTH:
                said[piece.sure].append(_known(page, piece))
    pieces = [settled(page, (*mine, *_again(page, said, lists))) for page, mine in zip(pages, first, strict=True)]
    stands = StandIns(lists, seed, pages)
    stands.meet(
        [
            _value(page, one)
            for page, mine in zip(pages, pieces, strict=True)
            for one in mine
            if one.kind is Private.NAME
        ]
    )
    return tuple(tuple(_found(page, one, stands) for one in mine) for page, mine in zip(pages, pieces, strict=True))


def _by_rules(page: Page, language: str, lists: Lists) -> list[Piece]:
    """What the rules find in one text."""
    found = [*contacts(page, lists), *numbers(page, lists)]
    taken = [False] * (len(page.text) + 1)
    for piece in found:
        long = piece.kind is Private.NUMBER and sum(sign.isdigit() for sign in _value(page, piece)) >= _LONG_NUMBER
        if piece.kind in _ENDS_ADDRESS or long:
            taken[piece.start : piece.end] = [True] * (piece.end - piece.start)
    found += _scripts(page, lists, taken)
    return settled(page, found)


def _scripts(page: Page, lists: Lists, taken: list[bool]) -> Iterator[Piece]:
    """Names and addresses by the rules of each script that stands in the text: people mix them."""
    kinds = {token.kind for token in page.tokens}
    if "w" in kinds:
        yield from addresses(page, lists, taken)
        yield from Names(page, lists).found()
    if "h" in kinds:
        yield from chinese_addresses(page, lists, taken)
        yield from ChineseNames(page, lists).found()
    if "t" in kinds:
        yield from thai_addresses(page, lists, taken)
        yield from ThaiNames(page, lists).found()


def _again(page: Page, said: Mapping[bool, Sequence[Known]], lists: Lists) -> Iterator[Piece]:
    """What is known, or was found once, wherever else it stands; what follows from something unsure is unsure."""
    yield from known_pieces(page, tuple(dict.fromkeys(said[True])), lists)
    for piece in known_pieces(page, tuple(dict.fromkeys(said[False])), lists):
        yield piece._replace(sure=False)


def _known(page: Page, piece: Piece) -> Known:
    return Known(_value(page, piece), piece.kind)


def _value(page: Page, piece: Piece) -> str:
    return page.text[piece.start : piece.end]


def _found(page: Page, piece: Piece, stands: StandIns) -> Found:
    start, end = page.original(piece.start, piece.end)
    return Found(start, end, piece.kind, stands.of(_value(page, piece), piece.kind), piece.sure)


def apply(text: str, found: Sequence[Found]) -> str:
    """The text with the stand-ins."""
    parts, at = [], 0
    for one in sorted(found, key=_start):
        parts += [text[at : one.start], one.replacement]
        at = one.end
    return "".join((*parts, text[at:]))


def moved(start: int, end: int, found: Sequence[Found]) -> tuple[int, int]:
    """Where some characters of the text stand once it is anonymised; those inside a stand-in become all of it."""
    return _moved(start, found, after=False), _moved(end, found, after=True)


def _moved(at: int, found: Sequence[Found], *, after: bool) -> int:
    grown = 0
    for one in sorted(found, key=_start):
        if one.end <= at:
            grown += len(one.replacement) - (one.end - one.start)
        elif one.start < at:
            return one.start + grown + (len(one.replacement) if after else 0)
    return at + grown


def left(texts: Sequence[str], found: Sequence[Sequence[Found]], lists: Lists | None = None) -> tuple[Left, ...]:
    """What is removed in one place and still stands in another, in whatever form; empty before anything is kept."""
    removed = {
        Known(text[one.start : one.end], one.kind) for text, mine in zip(texts, found, strict=True) for one in mine
    }
    every = sorted(removed, key=_by_value)
    return tuple(
        one
        for at, (text, mine) in enumerate(zip(texts, found, strict=True))
        for one in _left_in(at, text, mine, every, lists or Lists())
    )


def _left_in(number: int, text: str, found: Sequence[Found], every: Sequence[Known], lists: Lists) -> Iterator[Left]:
    page = read(text)
    gone = [False] * (len(text) + 1)
    for one in found:
        gone[one.start : one.end] = [True] * (one.end - one.start)
    standing = [piece for piece in known_pieces(page, every, lists) if not any(_gone(page, piece, gone))]
    for piece in settled(page, standing):
        start, end = page.original(piece.start, piece.end)
        yield Left(number, start, end, piece.kind, text[start:end])


def _gone(page: Page, piece: Piece, gone: list[bool]) -> Iterator[bool]:
    """For each place of a value whether it is replaced; where any is, the value no longer stands there."""
    start, end = page.original(piece.start, piece.end)
    return (gone[at] for at in range(start, end))


def _start(one: Found) -> int:
    return one.start


def _by_value(one: Known) -> tuple[str, str]:
    return one.value, one.kind
