"""What is one thing to a reader is one word: links, addresses, order and phone numbers, amounts with their unit."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

Span = tuple[int, int]
"""Characters (code points) from, to (not included)."""

_SIGNS: Final = "%‰°$€£¥￥₽₫฿₴₩₹﷼"
_WORDS: Final = (
    r"kg|mg|km|cm|mm|ml|GB|MB|TB|g|USD|EUR|GBP|RUB|THB|VND|CNY|RMB|TWD|NTD|HKD|SAR|AED|EGP|euro|"
    r"руб|коп|шт|кг|см|км|мм|мл|г|м|л|р|đồng|đ|ngàn|nghìn|triệu|ريال|درهم|جنيه|دينار|دولار"
)
"""Units that end where a word ends."""
_RUN_ON: Final = "บาท|ชั่วโมง|นาที|เดือน|วัน|ชิ้น|小時|小时|分鐘|分钟|公斤|[元塊块天日號号件個个月年週周點点分秒次張张]"
"""Units that the next word may follow without a space."""
_NUMBER: Final = r"(?:(?<!\d)\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:[.,٫]\d+)?|\d+(?:[.,:٫٬]\d+)*)"
_CODE: Final = r"[A-Za-z\d\u0400-\u04ff]+"
_THINGS: Final = re.compile(
    r"(?<![A-Za-z0-9.-])(?:(?:https?://|www\.)|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/)[!-~]*[A-Za-z0-9/=&#%+~_-]"
    r"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|\+\d(?:[ ()-]{0,2}\d){6,14}"
    rf"|[{_SIGNS}][ \u00a0]?{_NUMBER}"
    rf"|(?:{_NUMBER}[ \u00a0]?(?:{_RUN_ON}|[{_SIGNS}]+[CFС]?|(?:{_WORDS})\b))+"
    rf"|№[ \u00a0]?{_CODE}(?:[-_/]{_CODE})*"
    rf"|(?P<code>[#＃]?{_CODE}(?:(?:[-_/]|(?<=\d)[.,:](?=\d)){_CODE})*)",
    re.IGNORECASE,
)
_DIGIT: Final = re.compile(r"\d")
_WORD: Final = re.compile(r"\w")


def joined(text: str, words: Sequence[Span]) -> list[Span]:
    """Those words, with each thing as one word; what a thing covers of a word is the word's no more."""
    things = list(_things(text))
    if not things:
        return list(words)
    rest = (part for word in words for part in _without(word, things))
    return sorted([*things, *((start, end) for start, end in rest if _WORD.search(text, start, end))])


def _things(text: str) -> Iterator[Span]:
    for found in _THINGS.finditer(text):
        start, end = found.span()
        # Plain words match as codes do; they are the segmenter's.
        if found.lastgroup == "code" and not _DIGIT.search(text, start, end):
            continue
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        yield start, end


def _without(word: Span, things: Sequence[Span]) -> Iterator[Span]:
    start, end = word
    for first, last in things:
        if last <= start:
            continue
        if first >= end:
            break
        if start < first:
            yield start, first
        start = max(start, last)
    if start < end:
        yield start, end
