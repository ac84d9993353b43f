"""The built-in packs: one a language, in resources/drills/<language>.toml; read when they are first wanted."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from domain.emotion.assessment import Tier, Topic
from domain.ids import DrillItemId, PackId
from domain.training.item import DrillItem, Element, Line, NextStep, ReplyOption, Side
from domain.training.marking import read_marked
from domain.training.pack import Edition, PackSource
from domain.training.validity import flaws

RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "drills"


def languages(folder: Path = RESOURCES) -> tuple[str, ...]:
    """Those that have a pack."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


@lru_cache(maxsize=16)
def builtin_pack(language: str, folder: Path = RESOURCES) -> Edition:
    """That language's pack. Raises ValueError for a file that is not whole."""
    raw = tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8"))
    items = tuple(_item(language, one) for one in raw["item"])
    broken = {item.id: found for item in items if (found := flaws(item))}
    if broken or len({item.id for item in items}) != len(items):
        raise ValueError(f"not whole: {language}: {broken or 'ids twice'}")
    return Edition(PackId(f"builtin-{language}"), raw["title"], raw["note"], PackSource.BUILT_IN, items, raw["edition"])


def _item(language: str, raw: dict[str, Any]) -> DrillItem:
    text, marks = read_marked(raw["text"].strip())
    return DrillItem(
        id=DrillItemId(raw["id"]),
        language=language,
        text=text,
        marks=marks,
        topic=Topic(raw["topic"]) if raw.get("topic") else None,
        tier=Tier(raw["tier"]),
        complaint=raw["complaint"],
        step=NextStep(raw["step"]),
        gists=tuple(raw.get("gists", ())),
        replies=tuple(ReplyOption(one["text"].strip(), _lacks(one)) for one in raw.get("replies", ())),
        before=tuple(Line(Side(one["side"]), one["text"]) for one in raw.get("before", ())),
    )


def _lacks(raw: dict[str, Any]) -> tuple[Element, ...]:
    return tuple(Element(word) for word in raw.get("lacks", ()))
