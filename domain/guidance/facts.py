"""Important facts in a text: amounts of money, dates, times, order and waybill numbers (L-1, Q-3)."""

import re
from dataclasses import dataclass
from enum import StrEnum

_SIGNS = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "￥": "CNY", "₽": "RUB", "฿": "THB", "₫": "VND", "đ": "VND",
    "元": "CNY", "块": "CNY", "塊": "TWD", "руб": "RUB", "บาท": "THB", "евро": "EUR", "euro": "EUR", "dollars": "USD",
    "ريال": "SAR", "درهم": "AED", "دولار": "USD", "đồng": "VND", "us$": "USD", "nt$": "TWD", "hk$": "HKD", "rmb": "CNY",
    "cn¥": "CNY",
}  # fmt: skip
_CODES = "USD|EUR|GBP|CNY|TWD|HKD|RUB|THB|VND|SAR|AED|IDR|MYR|BRL|MXN|JPY|RMB"
_NUMBER = r"\d{1,3}(?:[ .,\u00a0]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_BEFORE = rf"(?P<sign>US\$|NT\$|HK\$|CN¥|[$€£¥￥₽฿₫]|(?:{_CODES})\b)\s?(?P<first>{_NUMBER})"
_UNITS = r"руб|บาท|евро|euro\b|dollars\b|ريال|درهم|دولار|đồng|đ\b"
_BEHIND = rf"(?P<second>{_NUMBER})\s?(?P<unit>CN¥|US\$|NT\$|HK\$|[$€£¥￥₽฿₫元块塊]|(?:{_CODES})\b|{_UNITS})"
_AMOUNT = re.compile(rf"(?<![A-Za-z\d.,]){_BEFORE}|(?<![A-Za-z\d.,]){_BEHIND}", re.IGNORECASE)
_NUMBERED = re.compile(r"#\s?[A-Z]{0,4}-?\d{3,}|(?<![A-Za-z\d])[A-Z]{2,4}-?\d{6,}[A-Z]{0,2}(?![A-Za-z\d])")
_DATE = re.compile(
    r"(?<![\d.,])(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}:\d{2}(?!\d)"
    r"|(?:\d{1,2}\s?月\s?)\d{1,2}\s?[日号號])"
    r"|(?<!\w)\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
)
_HAS_DIGIT = re.compile(r"\d")


class FactKind(StrEnum):
    """What kind of fact it is."""

    AMOUNT = "amount"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Fact:
    """One of them.

    Attributes:
        amount: the whole part of an amount of money; currency: ISO 4217 of it, "" for other facts.
    """

    kind: FactKind
    start: int
    end: int
    amount: int = 0
    currency: str = ""


def facts(text: str) -> tuple[Fact, ...]:
    """All facts in the order of the text, none inside another."""
    if not _HAS_DIGIT.search(text):
        return ()
    found = [_amount(hit) for hit in _AMOUNT.finditer(text)]
    found += [Fact(FactKind.NUMBER, hit.start(), hit.end()) for hit in _NUMBERED.finditer(text)]
    found += [Fact(FactKind.DATE, hit.start(), hit.end()) for hit in _DATE.finditer(text)]
    chosen: list[Fact] = []
    for fact in sorted(found, key=_place):
        if not chosen or fact.start >= chosen[-1].end:
            chosen.append(fact)
    return tuple(chosen)


def _amount(hit: re.Match[str]) -> Fact:
    sign = (hit["sign"] or hit["unit"]).casefold()
    currency = "CNY" if sign == "rmb" else _SIGNS.get(sign, sign.upper())
    return Fact(FactKind.AMOUNT, hit.start(), hit.end(), _whole(hit["first"] or hit["second"]), currency)


def _whole(digits: str) -> int:
    """The whole part: a mark with one or two digits behind it begins the cents, any other groups thousands."""
    cents = re.search(r"[.,]\d{1,2}$", digits)
    whole = digits[: cents.start()] if cents else digits
    return int("".join(character for character in whole if character.isdecimal())[:15] or "0")


def _place(fact: Fact) -> tuple[int, int]:
    return fact.start, -fact.end
