"""Times as they are written in Chinese, without spaces: taken apart, and with digits for the numbers."""

import re

from domain.hanzi import simplified
from domain.typed_times.words import TimeWords

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_TEN = "十"
_NUMBER = re.compile(r"(?<![周期拜])[零一二两三四五六七八九十]+(?=[点时月日号天分个周星]|小时|礼拜)")
_BEFORE_MINUTES = re.compile(r"(?<=点)[零一二三四五六七八九十]+(?=分|$|\s)")
_NEXT_WEEK = re.compile(r"下个?(周|星期|礼拜)(?=([一二三四五六日天])?)")
_HALF_HOUR = re.compile(r"(\d{0,2})个?半个?小时")
_CLOCK = re.compile(r"(\d{1,2})[点时](?:(\d{1,2})分?|(半)|([一三])刻)?[钟整]?")
_DATE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]?")
_MONTHS = re.compile(r"(?<=\d)个(?!月)")
_END_OF_MONTH = re.compile(r"(?<=\d)(?=个?月[底末初])")
_UNKNOWN = " 月 "
"""No time that is known: "11月底" is the end of November, not this month's at eleven."""
_PARTS = {"半": 30, "一": 15, "三": 45}
_WAYS = (("今早", "今天早上"), ("明早", "明天早上"), ("明晚", "明天晚上"))


def taken_apart(text: str, words: TimeWords) -> str:
    """The text with spaces between its Chinese words, in simplified characters; any other text as it is."""
    if not _HAN.search(text):
        return text
    text = simplified(text)
    for way, plain in _WAYS:
        text = text.replace(way, plain)
    text = _BEFORE_MINUTES.sub(_digits, _NUMBER.sub(_digits, text))
    text = _MONTHS.sub("", _HALF_HOUR.sub(_minutes, _END_OF_MONTH.sub(_UNKNOWN, text)))
    text = _CLOCK.sub(_clock, _DATE.sub(_date, text))
    return _HAN.sub(_Words(words).apart, _NEXT_WEEK.sub(_next_week, text))


def _digits(match: re.Match[str]) -> str:
    """Numbers up to 99, as they are said; others stay as they are, and are no time."""
    said = match.group()
    tens, ten, ones = said.partition(_TEN)
    if len(tens) > 1 or len(ones) > 1 or ones == _TEN:
        return said
    if not ten:
        return str(_DIGITS[tens])
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))


def _minutes(match: re.Match[str]) -> str:
    return f"{60 * int(match.group(1) or 0) + 30}分钟"


def _clock(match: re.Match[str]) -> str:
    hour, minute, half, quarter = match.groups()
    return f" {hour}:{int(minute or _PARTS.get(half or quarter, 0)):02} "


def _date(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    return f" {year}-{month}-{day} " if year else f" {day}.{month}. "


def _next_week(match: re.Match[str]) -> str:
    """What follows it is a day of that week, not the next day of that name."""
    return f" 下 周 {match.group(1) if match.group(2) else ''}"


class _Words:
    """Cuts a run of characters into the longest words that are known."""

    def __init__(self, words: TimeWords) -> None:
        self._known = words.known
        self._longest = max(map(len, self._known), default=1)

    def apart(self, match: re.Match[str]) -> str:
        run, at, found = match.group(), 0, list[str]()
        while at < len(run):
            ends = range(min(len(run), at + self._longest), at, -1)
            end = next((end for end in ends if run[at:end] in self._known), len(run))
            found.append(run[at:end])
            at = end
        return f" {' '.join(found)} "
