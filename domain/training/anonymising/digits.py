"""Numbers that lead to a person: phones, orders, waybills, cards, accounts, papers, plates, places, dates of birth."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.training.anonymising.cues import cued
from domain.training.anonymising.lists import Lists, Phrases
from domain.training.anonymising.page import Page, Token
from domain.training.anonymising.values import Piece, Private

_BOUND = r"(?<![0-9A-Za-z])"
_PLACE = re.compile(_BOUND + r"[-+]?[0-9]{1,3}\.[0-9]{4,12}°?\s{0,2}[,;/ ]\s{0,2}[-+]?[0-9]{1,3}\.[0-9]{4,12}")
_DATE = re.compile(
    _BOUND + r"(?:([0-9]{1,2})([./-])([0-9]{1,2})\2((?:19|20|25)?[0-9]{2})"
    r"|((?:19|20)[0-9]{2})([./-])([0-9]{1,2})\6([0-9]{1,2}))"
    r"(?![0-9A-Za-z])"
)
_CODES = (
    re.compile(r"(?<!\w)[A-Z]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3} ?[A-Z]{2}(?!\w)"),  # parcels of the post
    re.compile(r"(?<!\w)[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)"),  # IBAN
    re.compile(
        r"[京津沪滬渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤粵青藏川宁琼][A-Z][·. -]?[A-Z0-9]{5,6}(?![A-Z0-9])"
    ),
    re.compile(r"(?<!\w)[АВЕКМНОРСТУХавекмнорстух][0-9]{3}[АВЕКМНОРСТУХавекмнорстух]{2} ?[0-9]{2,3}(?!\w)"),
    re.compile(r"(?<!\w)[0-9]{2}[A-Z][0-9A-Z]?[- ]?[0-9]{3}\.?[0-9]{2}(?!\w)"),
)
_PLATE_AFTER_CUE = re.compile(
    r"[0-9]?[ก-ฮ]{2}[ -]?[0-9]{1,4}|(?:[ء-ي][ -]){2,4}[0-9]{1,4}(?![0-9])|[A-Z]{2}[0-9]{2} ?[A-Z]{3}(?!\w)"
    r"|[A-Z]{2} ?[0-9]{3} ?[A-Z]{2}(?!\w)"
)
_HOURS = re.compile(_BOUND + r"[0-2]?[0-9][.:][0-5][0-9] ?- ?[0-2]?[0-9][.:][0-5][0-9](?![0-9])")
_IN_WORDS = re.compile(r"[〇零一二三四五六七八九幺两兩]{7,30}")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}[-/ ](?:19|20)[0-9]{2}")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:([ .])[0-9]{3})(?:\1[0-9]{3})?")
_SIGNS = "$£€¥₽฿₫%￥₴₸"
_JOINS = "-./·()+_–"
_LIKE_DIGITS = frozenset("oOоОlIі")


@dataclass(frozen=True, slots=True)
class _Run:
    """Digits and short pieces of letters that belong together."""

    start: int
    end: int
    first: int
    text: str

    @property
    def digits(self) -> str:
        """Its digits only; letters that look like digits count among digits only."""
        letters = [one for one in self.text if one.isalpha()]
        alike = bool(letters) and _LIKE_DIGITS.issuperset(letters)
        return "".join(one for one in self.text if one.isdigit() or (alike and one.isalpha()))

    @property
    def letters(self) -> bool:
        """Whether it has letters that are no digits in disguise."""
        return any(one.isalpha() and one not in _LIKE_DIGITS for one in self.text)

    @property
    def longest(self) -> int:
        """The most digits in a row."""
        return max((len(part) for part in re.findall(r"[0-9]{1,64}", self.text)), default=0)


def numbers(page: Page, lists: Lists) -> Iterator[Piece]:
    """All of them."""
    births = tuple(_births(page, lists))
    places = tuple(Piece(one.start(), one.end(), Private.ADDRESS, True) for one in _PLACE.finditer(page.text))
    yield from births
    yield from places
    for pattern in _CODES:
        yield from (Piece(one.start(), one.end(), Private.NUMBER, True) for one in pattern.finditer(page.text))
    yield from (Piece(one.start(), one.end(), Private.PHONE, True) for one in _IN_WORDS.finditer(page.text))
    by_number = cued(page, lists, "number_cues", "number_fillers")
    by_phone = cued(page, lists, "phone_cues", "number_fillers")
    for index in by_number:
        if plate := _PLATE_AFTER_CUE.match(page.text, page.tokens[index].start):
            yield Piece(plate.start(), plate.end(), Private.NUMBER, True)
    barred = _barred(page, (*births, *places), by_number)
    for run in _runs(page, lists, barred, by_number):
        if piece := _judged(page, lists, run, run.first in by_number, run.first in by_phone):
            yield piece


def _births(page: Page, lists: Lists) -> Iterator[Piece]:
    """A date after a word that speaks of birth."""
    tokens, months = page.tokens, lists.phrase("months")
    for index in cued(page, lists, "birth_cues", "number_fillers"):
        at, end = index, tokens[index].start
        while at < len(tokens) and at - index < 24:
            token = tokens[at]
            after = months.at(tokens, at)
            if after > at or token.kind == "d" or token.plain in _OF_DATES:
                at = max(after, at + 1)
                end = tokens[at - 1].end if after > index or token.kind != "s" else end
            elif token.kind == "s" or page.text[token.start] in ".,/-'":
                at += 1
            else:
                break
        if sum(one.isdigit() for one in page.text[tokens[index].start : end]) >= 3:
            yield Piece(_first_digit(page, tokens[index].start), end, Private.BIRTH, True)


_OF_DATES = frozenset(
    {"st", "nd", "rd", "th", "of", "de", "di", "del", "thang", "nam", "ngay", *"年月日号號民國国พศ", "г", "года"}
)


def _first_digit(page: Page, at: int) -> int:
    """Past signs and blanks."""
    while at < len(page.text) - 1 and not page.text[at].isalnum():
        at += 1
    return at


def _barred(page: Page, pieces: tuple[Piece, ...], by_number: frozenset[int]) -> list[bool]:
    """Characters that no number may reach into: what is found, and dates, which stay."""
    barred = [False] * (len(page.text) + 1)
    taken = [(one.start, one.end) for one in pieces]
    taken += [one.span() for one in _HOURS.finditer(page.text)]
    announced = {page.tokens[index].start for index in by_number}
    for one in _DATE.finditer(page.text):
        if one.start() not in announced and _sensible(one):
            taken.append((one.start(), one.end()))
    for start, end in taken:
        barred[start:end] = [True] * (end - start)
    return barred


def _sensible(date: re.Match[str]) -> bool:
    """Whether day and month can be."""
    one, two = (int(part) for part in ((date[1], date[3]) if date[1] else (date[7], date[8])))
    return 0 < min(one, two) <= 12 and max(one, two) <= 31


def _runs(page: Page, lists: Lists, barred: list[bool], by_number: frozenset[int]) -> Iterator[_Run]:
    """Each as long as it gets; letters stand in it only as in codes."""
    tokens, index, money = page.tokens, 0, lists.phrase("money")
    while index < len(tokens):
        end = _run_end(page, money, barred, index, index in by_number) if _may_begin(page, barred, index) else index
        if end > index:
            start = tokens[index].start
            yield _Run(start, tokens[end - 1].end, index, page.text[start : tokens[end - 1].end])
        index = max(end, index + 1)


def _may_begin(page: Page, barred: list[bool], index: int) -> bool:
    token = page.tokens[index]
    if barred[token.start] or (index and page.tokens[index - 1].kind == "w" and token.kind != "d"):
        return False
    return token.kind == "d" or (token.kind == "w" and (_code_like(page, token) or _beside_digits(page, index)))


def _code_like(page: Page, token: Token) -> bool:
    """Letters as codes have them: few, and large where there are large ones."""
    written = page.text[token.start : token.end]
    return len(written) <= 6 and (written.isupper() or (len(written) == 1 and written == written.upper()))


def _beside_digits(page: Page, index: int) -> bool:
    """Whether letters touch digits."""
    tokens, token = page.tokens, page.tokens[index]
    near = (tokens[at] for at in (index - 1, index + 1) if 0 <= at < len(tokens))
    return token.end - token.start <= 8 and any(one.kind == "d" for one in near)


def _run_end(page: Page, money: Phrases, barred: list[bool], index: int, loose: bool) -> int:
    """The token after a run; `index` itself when there are no digits in it."""
    tokens, at, end = page.tokens, index, index
    while at < len(tokens) and not barred[tokens[at].start]:
        token = tokens[at]
        gap = page.text[tokens[end - 1].end : token.start] if end > index else ""
        if end > index and not gap and token.kind == "w" and money.has(token.plain):
            break
        if token.kind == "d" or (end > index and token.kind == "w" and not gap and _beside_digits(page, at)):
            end = at + 1
        elif token.kind == "w" and (_code_like(page, token) or _beside_digits(page, at)):
            if " " in gap and not (loose or _beside_digits(page, at)):
                break
            if not _digits_follow(page, at) and not (loose and end > index):
                break
            end = at + 1 if loose or end == index or gap.strip() or not gap else end
        elif not (token.kind == "p" and page.text[token.start] in _JOINS) and page.text[token.start : token.end] != " ":
            break
        at += 1
        if at < len(tokens) and end > index and tokens[at].start - tokens[end - 1].end > 3:
            break
    has_digits = any(tokens[one].kind == "d" for one in range(index, end))
    return end if has_digits else index


def _digits_follow(page: Page, index: int) -> bool:
    """Whether digits come next, with at most two signs between."""
    for token in page.tokens[index + 1 : index + 4]:
        if token.kind == "d":
            return True
        if token.kind == "w" and not _code_like(page, token):
            return False
    return False


def _judged(page: Page, lists: Lists, run: _Run, number: bool, phone: bool) -> Piece | None:
    """What a run is, if it is private."""
    count = len(run.digits)
    if count < 3 or _YEARS.fullmatch(run.text) or (count <= 9 and _is_money(page, lists, run)):
        return None
    before = page.text[max(0, run.start - 2) : run.start]
    marked = before.rstrip(" ").endswith("#")
    start = run.start - 1 if before[-1:] in {"+", "("} else run.start
    if (before[-1:] == "+" and count >= 7) or (phone and not number and not run.letters and count >= 6):
        return Piece(start, run.end, Private.PHONE, True)
    if marked or (number and (count >= 4 or run.letters)):
        return Piece(run.start, run.end, Private.NUMBER, count >= 4)
    if run.letters:
        large = run.longest >= 5 or count >= 6
        return Piece(run.start, run.end, Private.NUMBER, count >= 8) if large else None
    if count >= 8:
        kind = Private.PHONE if not number and _phone_like(run.digits, before) else Private.NUMBER
        return Piece(start if kind is Private.PHONE else run.start, run.end, kind, True)
    if (count == 7 and not _THOUSANDS.fullmatch(run.text)) or run.longest == 6:
        return Piece(run.start, run.end, Private.PHONE if phone else Private.NUMBER, False)
    return None


def _is_money(page: Page, lists: Lists, run: _Run) -> bool:
    """Whether it is a price, or a share."""
    before = page.text[max(0, run.start - 2) : run.start].rstrip()
    behind = page.text[run.end : run.end + 2].lstrip()
    if before[-1:] in _SIGNS or behind[:1] in _SIGNS:
        return bool(before[-1:] in _SIGNS and before) or bool(behind)
    at = run.first
    while at < len(page.tokens) and (page.tokens[at].start < run.end or page.tokens[at].kind == "s"):
        at += 1
    money = lists.phrase("money")
    return at < len(page.tokens) and money.at(page.tokens, at) > at


def _phone_like(digits: str, before: str) -> bool:
    """Whether somebody could dial it in one of our markets."""
    count = len(digits)
    if before.endswith("(") or (digits[0] == "0" and 9 <= count <= 14):
        return True
    russian, chinese = count == 11 and digits[0] in "78", count == 11 and digits[0] == "1"
    return russian or chinese or (count in {9, 10} and digits[0] in "35679") or (count == 8 and digits[0] in "235689")
