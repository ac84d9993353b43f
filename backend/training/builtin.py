"""What the server has to know of the packs that come with the program: which there are, and what their items ask."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from domain.training.item import DrillKind

RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "drills"

_NAME = re.compile(r"builtin-([A-Za-z]{2,3}(?:-[A-Za-z]{2,8})?)")


class Known(NamedTuple):
    """An item and the drills that it has a key for."""

    id: str
    kinds: frozenset[DrillKind]


def is_builtin(pack_id: str) -> bool:
    """Whether there is such a pack."""
    return _file(pack_id) is not None


@cache
def builtin_items(pack_id: str) -> tuple[Known, ...]:
    """Its items; none for a pack that does not come with the program."""
    path = _file(pack_id)
    raw = tomllib.loads(path.read_text(encoding="utf-8")) if path is not None else {}
    return tuple(Known(item["id"], _kinds(item)) for item in raw.get("item", ()))


def _file(pack_id: str) -> Path | None:
    # The name is looked at before the path is made of it: it comes from outside.
    found = _NAME.fullmatch(pack_id)
    path = RESOURCES / f"{found[1]}.toml" if found else None
    return path if path is not None and path.is_file() else None


def _kinds(item: dict[str, Any]) -> frozenset[DrillKind]:
    found = {DrillKind.TRIAGE, DrillKind.PRESSURE}
    found |= {DrillKind.KEYWORDS} if "[[" in item["text"] else set()
    found |= {DrillKind.GIST, DrillKind.FLASH} if len(item.get("gists", ())) > 1 else set()
    found |= {DrillKind.REPLY} if len(item.get("replies", ())) > 1 else set()
    return frozenset(found)
