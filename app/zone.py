"""The name of the time zone that this computer is in."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo

_LINK = Path("/etc/localtime")
_FOLDER = "zoneinfo"


def zone_name(link: Path = _LINK) -> str:
    """The IANA name ("Asia/Bangkok") as the system tells it; "UTC" when it does not."""
    told = os.environ.get("TZ", "").lstrip(":")
    for name in (told, _behind(link)):
        try:
            if name and ZoneInfo(name).key == name:
                return name
        except (OSError, ValueError, LookupError):
            continue
    return "UTC"


def _behind(link: Path) -> str:
    try:
        parts = link.resolve().parts
    except (OSError, RuntimeError):
        return ""
    return "/".join(parts[parts.index(_FOLDER) + 1 :]) if _FOLDER in parts else ""
