"""Languages that texts are translated between, and how a translated text is known again (U-2)."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

LANGUAGES: Final = ("en", "zh-Hans", "zh-Hant", "ru", "it", "ar", "th", "vi", "id", "ms", "es", "pt")
"""Every provider has a mapping for these; a tag of another language goes out as it is."""

LONGEST: Final = 10_000
"""Characters of one text; more is refused before anything leaves."""

_HANT = {"zh-TW", "zh-HK", "zh-MO"}


@dataclass(frozen=True, slots=True)
class Translated:
    """A text in another language.

    Attributes:
        source: BCP 47 tag of the original as the provider told or was told it, "" when nobody knows.
    """

    text: str
    source: str = ""


def canonical(tag: str) -> str:
    """A tag as this house writes it: "zh-TW" is "zh-Hant", "pt-BR" is "pt"; "" stays ""."""
    first = tag.replace("_", "-").partition("-")[0].lower()
    if first != "zh":
        return first
    traditional = tag.replace("_", "-").lower() in {known.lower() for known in _HANT} or "hant" in tag.lower()
    return "zh-Hant" if traditional else "zh-Hans"


def readable(written: str, reader: str) -> bool:
    """Whether who reads one language needs no translation of the other; unknown ones are not readable.

    Both Chinese scripts count as one language: their readers manage, and a translation would only rewrite signs.
    """
    return bool(written) and canonical(written).partition("-")[0] == canonical(reader).partition("-")[0]


def worth_translating(text: str) -> bool:
    """Whether there are words in it: numbers, signs and emoji are the same everywhere."""
    return sum(character.isalpha() for character in text) >= 2


def fingerprint(engine: str, source: str, target: str, text: str) -> str:
    """Under which a translation is kept; says nothing about the text.

    Args:
        engine: who translated, and where.
    """
    return sha256("\0".join((engine, source, target, text)).encode("utf-8", "surrogatepass")).hexdigest()
