"""What a message looks like beside its words: marks, capitals, sums of money, length; as small whole numbers."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.emotion.cues import KINDS, Hit
from domain.emotion.folding import Folded, unjoined
from domain.emotion.pieces import is_capitals

MOST = 7
"""No number is larger than this."""

_SYMBOL = r"[$€£¥฿₫₽₺₹﷼]"
_MONEY = (
    r"(?:usd|eur|gbp|cny|rmb|yuan|rub|руб\w*|р\b|dollars?|euros?|bucks|quid|baht|บาท|vnd|dong|đồng|[kđ]\b|tr\b|triệu|nghìn"
    r"|ngàn|rp\b|rupiah|ribu|juta|rm\b|ringgit|reais|r\$|pesos?|元|块|塊|ريال|درهم|دينار|جنيه|ليره|دولار|nt\$|twd)"
)
_NUMBER = r"\d+(?:[.,\s]\d{3})*(?:[.,]\d+)?"
_AMOUNT = re.compile(rf"(?:{_SYMBOL}|\brp\.?|\brm|r\$|nt\$)\s?{_NUMBER}|{_NUMBER}\s?(?:{_SYMBOL}|{_MONEY})")
_BEFORE = 4
"""What stands before a number that is a sum of money ("nt$ ") is no longer than this."""

_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]{2,}")
_RUN = re.compile(r"[!?！？؟]{2,}")
_STEPS = (2, 4, 8, 14, 22, 34, 50)
_NONE = (0,) * len(KINDS)


@dataclass(frozen=True, slots=True)
class Surface:
    """What was counted, and the places that the reasons show.

    Attributes:
        numbers: as the model reads them, 0 to `MOST` each.
        shouted: the customer's words in capitals, the first run of them.
        marks: the first run of marks ("?!!"), "" for none.
        amount: the first sum of money, as written.
    """

    numbers: tuple[int, ...]
    shouted: str
    marks: str
    amount: str


NAMES = (*KINDS, "exclamations", "questions", "capitals", "capital share", "stretched", "length", "amount", "runs")


def look(folded: Folded, hits: Iterable[Hit], pieces: int) -> Surface:
    """What a message looks like, with the phrases that were found in it."""
    source = folded.source
    words = _WORD.findall(source)
    loud = [word for word in words if word.isupper() and is_capitals(word)]
    shouted = loud if _shouts(words, loud) else []
    runs = _RUN.findall(source)
    amount = _amount(folded.text)
    counted = [hit.kind for hit in hits]
    numbers = (
        *([min(2 * counted.count(kind), MOST) for kind in KINDS] if counted else _NONE),
        min(source.count("!") + source.count("！"), MOST),
        min(source.count("?") + source.count("？") + source.count("؟"), MOST),
        min(2 * len(shouted), MOST),
        MOST * len(shouted) // max(1, len(words)),
        min(2 * folded.stretched, MOST),
        bisect_right(_STEPS, pieces),
        MOST if amount else 0,
        min(3 * len(runs), MOST),
    )
    sum_of_money = folded.words(*amount.span()) if amount else ""
    return Surface(numbers, _first_run(source, shouted), runs[0] if runs else "", sum_of_money)


def _amount(text: str) -> re.Match[str] | None:
    """The first sum of money; looked for from where the first number is."""
    digit = _DIGIT.search(text)
    return _AMOUNT.search(text, max(0, digit.start() - _BEFORE)) if digit else None


def _shouts(words: Sequence[str], loud: Sequence[str]) -> bool:
    """One shouted word of four letters or more, or two of any length; a lone "SMS" is a name."""
    return len(loud) >= 2 or any(len(word) >= 4 for word in loud)


def _first_run(source: str, shouted: Sequence[str]) -> str:
    """The longest stretch of the message from the first shouted word on in which nothing is small."""
    if not shouted:
        return ""
    start = source.find(shouted[0])
    end = start + len(shouted[0])
    for match in _WORD.finditer(source, end):
        if not match.group().isupper():
            break
        end = match.end()
    return unjoined(source[start:end])
