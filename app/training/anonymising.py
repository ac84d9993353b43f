"""The anonymiser's lists as they ship with the program: resources/anonymising/<language>.toml."""

import tomllib
from functools import lru_cache
from pathlib import Path

from app.words.lists import known
from domain.training.anonymising.lists import Lists, read_lists

RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "anonymising"
_BOTH = {"zh-Hans": "zh-Hant", "zh-Hant": "zh-Hans"}


@lru_cache(maxsize=16)
def anonymising_lists(language: str, folder: Path = RESOURCES) -> Lists:
    """Those of a language, with English ones behind them, because people mix those in; English for an unknown one."""
    tag = known(language) or "en"
    names = dict.fromkeys((tag, _BOTH.get(tag, "en"), "en", "general"))
    return read_lists(*(_read(folder / f"{name}.toml") for name in names))


def _read(path: Path) -> dict[str, str]:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: value for name, value in raw.items() if isinstance(value, str)}
