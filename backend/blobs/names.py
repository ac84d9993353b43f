"""Names and media types that came from outside, made harmless (S10, S11)."""

import re
import unicodedata

ANY_TYPE = "application/octet-stream"
_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_LONGEST_NAME = 120
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


def clean_type(text: str) -> str:
    """A media type without parameters; what is none becomes application/octet-stream."""
    kind = text.partition(";")[0].strip().lower()
    return kind if _TYPE.fullmatch(kind) else ANY_TYPE


def file_name(text: str) -> str:
    """A display name without folders, invisible or direction-changing signs, and names that are devices somewhere."""
    last = re.split(r"[/\\:]", text)[-1]
    shown = "".join(sign for sign in last if unicodedata.category(sign) not in _HIDDEN).strip().rstrip(". ")
    if _DEVICE.fullmatch(shown):
        shown = f"_{shown}"
    if len(shown) <= _LONGEST_NAME:
        return shown
    stem, dot, ending = shown.rpartition(".")
    return shown[:_LONGEST_NAME] if not dot or len(ending) > 12 else f"{stem[: _LONGEST_NAME - 13]}.{ending}"
