"""Card numbers: thirteen to nineteen digits that pass Luhn's test; only the last four may be written."""

import re
from collections.abc import Iterator

from domain.guidance.findings import Check, CheckId, Edit, Finding, Level
from domain.guidance.reading import Reading
from domain.guidance.sentences import Span

_DIGITS = re.compile(r"(?<![\w#.-])\d(?:[ -]?\d){12,18}(?![\w-])")
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
_FIRST = frozenset("23456")


def find(draft: Reading) -> Iterator[Finding]:
    """Each of them; the fix keeps the last four digits."""
    for hit in _DIGITS.finditer(draft.text):
        digits = [int(character) for character in hit[0] if character.isdecimal()]
        last = "".join(map(str, digits[-4:]))
        if str(digits[0]) in _FIRST and passes_luhn(digits):
            yield Finding(
                CheckId.CARD_NUMBERS,
                (Span(hit.start(), hit.end()),),
                instead=last,
                edits=(Edit(hit.start(), hit.end(), f"•••• {last}"),),
            )


def passes_luhn(digits: list[int]) -> bool:
    """Whether the last digit is the check digit of the others."""
    return len(set(digits)) > 1 and (sum(digits[-1::-2]) + sum(_DOUBLED[digit] for digit in digits[-2::-2])) % 10 == 0


CHECK = Check(CheckId.CARD_NUMBERS, "S18", Level.CONFIRM, find)
