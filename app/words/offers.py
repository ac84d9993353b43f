"""How each language offers a compensation: resources/language/<language>/compensation.toml."""

import tomllib
from functools import lru_cache
from pathlib import Path

from app.words.lists import RESOURCES, known
from domain.compensation.wording import OfferWords, read_words

FALLBACK = "en"


def offer_language(language: str, folder: Path = RESOURCES) -> str:
    """The language in which somebody who writes in that one is made an offer; English where there are no texts."""
    tag = known(language, folder)
    return tag if tag and (folder / tag / "compensation.toml").is_file() else FALLBACK


@lru_cache(maxsize=16)
def offer_words(language: str, folder: Path = RESOURCES) -> OfferWords:
    """Its texts. Raises ValueError when the file is not complete."""
    path = folder / offer_language(language, folder) / "compensation.toml"
    return read_words(tomllib.loads(path.read_text(encoding="utf-8")))
