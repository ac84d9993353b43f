"""How customers are asked whether it is well now (K-6), in eight languages: resources/complaints/<language>.toml."""

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "complaints"
FALLBACK = "en"
_ALIAS = {"zh": "zh-Hans", "zh-CN": "zh-Hans", "zh-SG": "zh-Hans", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant"}
_ENDS = " \t\r\n.。!！?？;；,，"


@dataclass(frozen=True, slots=True)
class FollowUpWords:
    """One language's sentences.

    Attributes:
        done, done_order: what was done, without and with the order's number. between: what stands between sentences.
    """

    greeting: str
    greeting_nameless: str
    done: str
    done_order: str
    ask: str
    hotline: str
    between: str


def follow_up_text(language: str, name: str, done: str, order: str = "", hotline: str = "") -> str:
    """The message; in English for a language that has no texts.

    Args:
        done: what was done, as the agent wrote it. order: its number, "" for none. hotline: "" when none is set.
    """
    words = follow_up_words(language)
    about = words.done_order if order else words.done
    parts = [
        words.greeting.format(name=name) if name else words.greeting_nameless,
        about.format(done=" ".join(done.split()).strip(_ENDS), order=order),
        words.hotline.format(hotline=hotline) if hotline else "",
        words.ask,
    ]
    return words.between.join(part for part in parts if part)


def follow_up_language(language: str, folder: Path = RESOURCES) -> str:
    """The language that serves a tag: itself, or without its country; English where there are no texts."""
    for tag in (_ALIAS.get(language, language), language.partition("-")[0]):
        if tag and tag.replace("-", "").isalnum() and (folder / f"{tag}.toml").is_file():
            return tag
    return FALLBACK


@lru_cache(maxsize=16)
def follow_up_words(language: str, folder: Path = RESOURCES) -> FollowUpWords:
    """Its sentences. Raises ValueError when the file is not complete."""
    path = folder / f"{follow_up_language(language, folder)}.toml"
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    said = {one.name: raw.get(one.name) for one in fields(FollowUpWords)}
    if not all(isinstance(text, str) for text in said.values()):
        raise ValueError(f"not complete: {path.name}")
    return FollowUpWords(**{name: str(text) for name, text in said.items()})
