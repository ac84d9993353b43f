"""Names of invented customers, for the inbox under pressure; one list a language."""

import tomllib
from functools import lru_cache
from pathlib import Path

PEOPLE = Path(__file__).resolve().parents[2] / "resources" / "drill_people.toml"


def people(language: str) -> tuple[str, ...]:
    """Names as they are written there; English ones where nobody knows."""
    held = _held()
    near = (one for one in held if one.split("-")[0] == language.split("-", maxsplit=1)[0])
    return held.get(language) or held[next(near, "en")]


@lru_cache(maxsize=1)
def _held() -> dict[str, tuple[str, ...]]:
    raw = tomllib.loads(PEOPLE.read_text(encoding="utf-8"))
    return {language: tuple(names) for language, names in raw.items()}
