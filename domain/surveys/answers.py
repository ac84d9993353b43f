"""What a customer answers when asked how it was: a number in any script, stars, "4/5"; anything else is no answer."""

import re
import unicodedata
from dataclasses import dataclass

from domain.surveys.figures import SCORES, Question

LONGEST = 500
"""Characters of a comment that are kept."""

_STARS = re.compile(r"(?:[⭐★🌟]\ufe0f?\s*)+\Z")
_UNITS = (
    "stars?|points?|分|顆星|颗星|顆|颗|星|из|звёзд[ыа]?|звезд[ыа]?|звезда|балл(?:ов|а)?|stell[ae]|punt[io]|su|"
    "نجوم|نجمة|من|نقاط|ดาว|คะแนน|เต็ม|sao|điểm|trên|out of|of|/"
)
_ANSWER = re.compile(
    rf"\W{{0,3}}(?P<score>\d{{1,2}})\s*(?:(?:{_UNITS})\s*(?P<most>\d{{1,2}})?\s*(?:{_UNITS})?)?"
    r"(?:\s*[.,;:!。，！；：、\n\-–—]+\s*(?P<comment>.*))?\s*[^\w\s]{0,6}\Z",
    re.DOTALL | re.IGNORECASE,
)
_HAN = str.maketrans("零一二三四五六七八九", "0123456789")
_ONE_HAN = re.compile(r"[零一二三四五六七八九十](?=分|顆|颗|星|\s*\Z)")


@dataclass(frozen=True, slots=True)
class Score:
    """One answer; the comment is what was written behind the number."""

    score: int
    comment: str = ""


def read_answer(question: Question, text: str) -> Score | None:
    """The answer in a message; None when it is none, or out of the question's range."""
    said = _digits(unicodedata.normalize("NFKC", text).strip())
    if question is Question.CSAT and _STARS.match(said):
        return _within(question, sum(character in "⭐★🌟" for character in said), None, "")
    match = _ANSWER.match(said)
    if match is None:
        return None
    most = int(match["most"]) if match["most"] else None
    return _within(question, int(match["score"]), most, (match["comment"] or "").strip()[:LONGEST])


def _within(question: Question, score: int, most: int | None, comment: str) -> Score | None:
    least, best = SCORES[question]
    if most is not None and most != best:
        return None
    return Score(score, comment) if least <= score <= best else None


def _digits(text: str) -> str:
    """Digits of every script as 0 to 9; a lone Chinese numeral too."""
    plain = "".join(str(unicodedata.digit(one)) if one.isdigit() else one for one in text)
    found = _ONE_HAN.match(plain)
    if not found:
        return plain
    return ("10" if found[0] == "十" else found[0].translate(_HAN)) + plain[found.end() :]
