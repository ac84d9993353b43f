"""The word lists and sentence starters that ship with the program: resources/language/<language>/*.toml."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from domain.guidance.findings import Part
from domain.guidance.lexicon import Entries, read_entries

RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "language"
_ALIAS = {"zh": "zh-Hans", "zh-CN": "zh-Hans", "zh-SG": "zh-Hans", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant"}


def languages(folder: Path = RESOURCES) -> tuple[str, ...]:
    """Those that have word lists, by name."""
    return tuple(sorted(path.parent.name for path in folder.glob("*/words.toml")))


def known(language: str, folder: Path = RESOURCES) -> str:
    """The language whose lists serve a tag: itself, or without its country; "" when there are none."""
    for tag in (_ALIAS.get(language, language), language.partition("-")[0]):
        if tag and tag.replace("-", "").isalnum() and (folder / tag / "words.toml").is_file():
            return tag
    return ""


@lru_cache(maxsize=32)
def built_in(language: str, folder: Path = RESOURCES) -> Entries:
    """The lists of a language as they ship; none for one without."""
    return read_entries(_read(folder, language, "words.toml"))


@lru_cache(maxsize=32)
def starters(language: str, folder: Path = RESOURCES) -> dict[Part, tuple[str, ...]]:
    """Beginnings of sentences for each part of a reply, with Liquid fields in them."""
    raw = _read(folder, language, "starters.toml")
    return {part: tuple(text for text in raw.get(part.value, ()) if isinstance(text, str)) for part in Part}


def _read(folder: Path, language: str, name: str) -> dict[str, Any]:
    tag = known(language, folder)
    path = folder / tag / name
    if not tag or not path.is_file():
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8"))
