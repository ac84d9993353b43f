"""Findings that overlap become findings that do not; nothing that one of them covers is lost."""

from collections.abc import Iterable
from itertools import groupby

from domain.training.anonymising.page import Page
from domain.training.anonymising.values import Piece, Private

_RANK = {
    Private.LINK: 0, Private.EMAIL: 1, Private.ADDRESS: 2, Private.BIRTH: 3, Private.PHONE: 4,
    Private.NUMBER: 5, Private.HANDLE: 6, Private.NAME: 7,
}  # fmt: skip


def settled(page: Page, pieces: Iterable[Piece]) -> list[Piece]:
    """In order and without overlaps; the more telling kind keeps what two of them claim."""
    owner: list[Piece | None] = [None] * len(page.text)
    for piece in sorted(set(pieces), key=_weakest_first):
        owner[piece.start : piece.end] = [piece] * (piece.end - piece.start)
    made: list[Piece] = []
    for mine, places in groupby(range(len(owner)), key=owner.__getitem__):
        if mine is not None:
            at = list(places)
            made += _trimmed(page, mine, at[0], at[-1] + 1)
    return made


def _weakest_first(piece: Piece) -> tuple[int, int, bool, int]:
    """Longer ones of the same kind come later and cover shorter ones."""
    return (-_RANK[piece.kind], piece.end - piece.start, piece.sure, piece.start)


def _trimmed(page: Page, piece: Piece, start: int, end: int) -> list[Piece]:
    """Its part without blanks and signs at the ends, if anything else is in it."""
    while start < end and not _tells(page.text[start], first=True):
        start += 1
    while end > start and not _tells(page.text[end - 1], first=False):
        end -= 1
    return [piece._replace(start=start, end=end)] if end > start else []


def _tells(character: str, *, first: bool) -> bool:
    if character.isalnum() or "\u0e30" <= character <= "\u0e4e":
        return True
    return character in ("+(@" if first else ")")
