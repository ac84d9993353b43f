"""Which of the three elements the first answer to a complaint has: apology, summary, promised time (K-1)."""

import tomllib
from functools import lru_cache
from pathlib import Path

from domain.guidance.breaks import RoughBreaks
from domain.guidance.guide import COMPLAINT
from domain.guidance.lexicon import Entries, Lexicon, Overlay, read_entries
from domain.guidance.parts import has
from domain.guidance.reading import Reading
from domain.guidance.situation import Situation

RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "language"
_EVERYBODYS = "en"
_CHINESE = {"zh": "zh-Hans", "zh-CN": "zh-Hans", "zh-SG": "zh-Hans", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant"}


def parts_of(reply: str, language: str, asked: str, overlay: Overlay | None = None) -> tuple[str, ...]:
    """The elements that are in the reply, in K-1's order.

    Args:
        language: what the customer writes; English is tried beside it, in which teams answer when they must.
        asked: what the customer had written. overlay: the workspace's changes to the lists of that language.
    """
    found: set[str] = set()
    for lexicon in (_lexicon(language, overlay), _lexicon(_EVERYBODYS, None)):
        about = Situation(complaint=True, language=lexicon.language, asked=asked)
        draft = Reading(reply, about, lexicon, RoughBreaks(), _unasked)
        found |= {part.value for part in COMPLAINT if has(draft, part)}
    return tuple(part.value for part in COMPLAINT if part.value in found)


def _unasked(_text: str) -> str:
    """None of the three asks what language the reply is in."""
    return ""


def language_known(language: str) -> str:
    """The language whose lists serve a tag: itself, or without its country; "" when there are none."""
    for tag in (_CHINESE.get(language, language), language.partition("-")[0]):
        if tag and tag.replace("-", "").isalnum() and (RESOURCES / tag / "words.toml").is_file():
            return tag
    return ""


def _lexicon(language: str, overlay: Overlay | None) -> Lexicon:
    if overlay is None:
        return _built_in(language_known(language))
    tag = language_known(language)
    return Lexicon(tag, overlay.over(_entries(tag)))


@lru_cache(maxsize=16)
def _built_in(language: str) -> Lexicon:
    return Lexicon(language, _entries(language))


@lru_cache(maxsize=16)
def _entries(language: str) -> Entries:
    path = RESOURCES / language / "words.toml"
    if not language or not path.is_file():
        return {}
    return read_entries(tomllib.loads(path.read_text(encoding="utf-8")))
