"""Amounts as people type them, in any digits and with any marks: 1.234,50 and 1,234.50 and ١٢٣٫٥ (K-3)."""

import re
import unicodedata
from enum import StrEnum

from domain.money import decimals

_POINTS = {"٫": ".", "٬": ",", "’": " ", "'": " ", "\u00a0": " ", "\u202f": " ", "，": ",", "．": ".", "。": "."}
_SHAPE = re.compile(r"\d+(?:[., ]\d+)*")
_MOST = 10**12
"""Of the smallest unit; more is a slip of the finger."""


class Slip(StrEnum):
    """What is wrong with what was typed."""

    EMPTY = "empty"
    NO_AMOUNT = "no_amount"
    TOO_FINE = "too_fine"
    TOO_MUCH = "too_much"


def typed_amount(text: str, currency: str, point: str = ".") -> int | Slip:
    """The amount in the currency's smallest unit, or what is wrong with it.

    Args:
        point: what stands before the decimals where the agent is; decides where a number could be read both ways.
    """
    plain = _plain(text)
    if not plain:
        return Slip.EMPTY
    if not _SHAPE.fullmatch(plain):
        return Slip.NO_AMOUNT
    whole, fine = _cut(plain, point)
    groups = re.split(r"[., ]", whole)
    if len(groups) > 1 and (len(groups[0]) > 3 or any(len(group) != 3 for group in groups[1:])):
        return Slip.NO_AMOUNT
    places = decimals(currency)
    if len(fine.rstrip("0")) > places:
        return Slip.TOO_FINE
    amount = int("".join(groups) + fine.rstrip("0").ljust(places, "0"))
    if amount > _MOST:
        return Slip.TOO_MUCH
    return amount or Slip.EMPTY


def _plain(text: str) -> str:
    """In digits that everybody reads, with points, commas and blanks."""
    shown = (_POINTS.get(one, one) for one in text.strip() if unicodedata.category(one) != "Cf")
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in shown)


def _cut(plain: str, point: str) -> tuple[str, str]:
    """What stands before the decimals, and the decimals."""
    marks = [(at, mark) for at, mark in enumerate(plain) if mark in ".,"]
    if not marks:
        return plain, ""
    at, mark = marks[-1]
    alone = plain.count(mark) == 1
    others = len(marks) > 1
    behind = len(plain) - at - 1
    own = _POINTS.get(point, point)
    grouped = behind == 3 and mark != own and not others
    if not alone or grouped or " " in plain[at:]:
        return plain, ""
    return plain[:at], plain[at + 1 :]
