"""The word lists that ship, ready to be used; the samples where there are none yet."""

from app.words.lists import built_in as shipped
from domain.guidance.lexicon import Lexicon
from tests.support.guide_words import lexicon


def built_in(language: str) -> Lexicon:
    """The lists of one language."""
    return Lexicon(language, shipped(language)) if shipped(language) else lexicon(language)
