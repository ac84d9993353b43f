"""What customers are asked, in their language: resources/language/<language>/survey.toml."""

import tomllib
from functools import lru_cache
from pathlib import Path

from domain.surveys.figures import Question

RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "language"
_FALLBACK = "en"
_ALIAS = {"zh": "zh-Hans", "zh-CN": "zh-Hans", "zh-SG": "zh-Hans", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant"}


def question_text(question: Question, language: str) -> str:
    """What is asked, in that language or else in English."""
    return _texts(_known(language))[question.value]


def _known(language: str) -> str:
    for tag in (_ALIAS.get(language, language), language.partition("-")[0]):
        if tag and tag.replace("-", "").isalnum() and (RESOURCES / tag / "survey.toml").is_file():
            return tag
    return _FALLBACK


@lru_cache(maxsize=32)
def _texts(language: str) -> dict[str, str]:
    return tomllib.loads((RESOURCES / language / "survey.toml").read_text(encoding="utf-8"))
