"""The anonymiser and texts meant to break it: steps stay in proportion to length, nothing fails."""

import re
import sys
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import FrameType, ModuleType
from typing import Any

import pytest

from app.training.anonymising import anonymising_lists
from domain.training.anonymising import contacts, digits, page, standins, unspaced
from domain.training.anonymising import lists as list_reading
from domain.training.anonymising.proposing import Known, Private, apply, left, propose
from tests.support.anonymised import LANGUAGES

LONG = 4_000
HOSTILE = {
    "digits": "1", "digits apart": "1 ", "digits and dashes": "1-", "at signs": "@", "at signs and letters": "a@",
    "dots": "a.", "commas": "Aa, ", "capitals": "Aa ", "streets": "Street 1, ", "russian": "ул. ", "names": "Anna ",
    "han": "王", "han roads": "路1号", "thai": "คุณ", "arabic": "عبد ", "links": "https://a/", "brackets": "(A",
    "cues": "my name is ", "orders": "order no. ", "surrogates": "\ud800", "invisible": "\u200b", "marks": "a\u0301",
    "hashes": "#", "numbers": "12 ",
    "births": "born 1 May ", "letters": "a", "large": "A", "mixed": "A1-", "newlines": "A\n",
}  # fmt: skip


class Calls:
    """Counts what is called while it is open: Python and C."""

    def __init__(self) -> None:
        self.count = 0

    def _seen(self, _frame: FrameType, event: str, _argument: Any) -> None:
        self.count += event in {"call", "c_call"}

    def __enter__(self) -> "Calls":
        sys.setprofile(self._seen)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)


def _steps(unit: str, length: int, language: str) -> int:
    text = (unit * length)[:length]
    lists = anonymising_lists(language)
    with Calls() as calls:
        propose([text], language, [Known("Anna Kowalczyk", Private.NAME)], lists, 1)
    return calls.count


@pytest.mark.parametrize("name", HOSTILE)
def test_steps_grow_with_the_length_and_no_faster(name: str) -> None:
    short, long = (_steps(HOSTILE[name], length, "en") for length in (LONG // 4, LONG))
    assert long <= 6 * short + 20_000
    assert long <= 1_500 * LONG


@pytest.mark.parametrize("module", [contacts, digits, page, standins, unspaced, list_reading])
def test_no_pattern_repeats_without_bounds_what_itself_repeats(module: ModuleType) -> None:
    found = [one for value in vars(module).values() for one in (value if isinstance(value, tuple) else (value,))]
    patterns = [one for one in found if isinstance(one, re.Pattern)]
    assert patterns
    for pattern in patterns:
        assert _is_plain(parser.parse(pattern.pattern, pattern.flags))


def _is_plain(parsed: Any) -> bool:
    """Whether every repetition without bounds is of one character, and ends its branch."""
    for at, (operation, argument) in enumerate(parsed):
        if operation in {codes.MAX_REPEAT, codes.MIN_REPEAT}:
            _least, most, inner = argument
            single = len(inner) == 1 and inner[0][0] in {codes.IN, codes.LITERAL, codes.ANY, codes.CATEGORY}
            if most is codes.MAXREPEAT and not (single and at == len(parsed) - 1):
                return False
        parts = argument if isinstance(argument, list | tuple) else ()
        for part in _inside(parts):
            if not _is_plain(part):
                return False
    return True


def _inside(parts: Any) -> list[Any]:
    """Patterns within a group, a branch or a repetition."""
    found: list[Any] = []
    for part in parts:
        if isinstance(part, parser.SubPattern):
            found.append(part)
        elif isinstance(part, list) and part and isinstance(part[0], parser.SubPattern):
            found += part
    return found


@pytest.mark.parametrize("language", [*LANGUAGES, "xx", ""])
@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_fails_and_nothing_is_left(language: str, name: str) -> None:
    text = f"call 07700 900 123 {HOSTILE[name] * 20} order 88213745"
    lists = anonymising_lists(language)
    found = propose([text, text[::-1], ""], language, [], lists, 1)
    assert not {"88213745", "900 123"} & set(re.findall(r"88213745|900 123", apply(text, found[0])))
    assert left([text], found[:1], lists) == ()


def test_a_name_between_marks_that_turn_the_writing_is_found_with_all_of_its_letters() -> None:
    text = "my name is \u202eOsbo\u200brne\u202c, hello"
    found = propose([text], "en", [Known("Osborne", Private.NAME)], anonymising_lists("en"), 1)[0]
    assert "Osbo" not in apply(text, found)
    assert "rne" not in apply(text, found)
