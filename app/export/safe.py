"""Texts that no spreadsheet takes for a formula, names that no file system and no spreadsheet refuses (S14)."""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

MARK: Final = "'"
"""Stands before what would be a formula, as a spreadsheet shows it itself."""

_SPACE = r"(?:[^\S\t\r\n]|[\u0000-\u0008\u000e-\u001f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff])*"
_STARTER = "[=+\\-@\uff1d\uff0b\uff0d\uff20]"
# Where the other program separates cells by something else, a cell of ours is cut there: each piece is a beginning.
_BEGINNING = r"(?:\A|(?<=[;|\t\r\n]))"
_RISK = rf"(?='*{_SPACE}{_STARTER})"
_BREAK = r"(?='*[\t\r\n])"
_RISKY = re.compile(rf"{_BEGINNING}{_RISK}|\A{_BREAK}")
_MARKED = re.compile(rf"{_BEGINNING}'{_RISK}|\A'{_BREAK}")

_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_SHEET_NEVER = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_FILE_NEVER = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?i)\A(con|prn|aux|nul|com\d|lpt\d)(\.|\Z)")
_SHEET_LENGTH, _FILE_BYTES = 31, 120


def writable(text: str) -> str:
    """The text; what no file in UTF-8 can hold becomes the sign for that."""
    return _UNWRITABLE.sub("\ufffd", text)


def guarded(text: str) -> str:
    """The text with marks before whatever a spreadsheet would take for a formula."""
    return _RISKY.sub(MARK, text)


def bare(text: str) -> str:
    """What `guarded` was given."""
    return _MARKED.sub("", text)


def sheet_name(title: str, taken: Collection[str] = ()) -> str:
    """A name for a sheet: at most 31 characters, none that is forbidden, and no other sheet's."""
    plain = _SHEET_NEVER.sub(" ", _visible(writable(title)))
    base = _cut(" ".join(plain.split()).strip("'"), _SHEET_LENGTH).strip("' ") or "1"
    if base.casefold() == "history":
        base = f"{base} 1"
    held, name, number = {one.casefold() for one in taken}, base, 2
    while name.casefold() in held:
        name = f"{_cut(base, _SHEET_LENGTH - 4)} {number}"
        number += 1
    return name


def file_name(title: str, suffix: str) -> str:
    """A name that every system takes: no separators, no control or direction signs, no device, not too long."""
    plain = " ".join(_FILE_NEVER.sub(" ", _visible(writable(title))).split()).strip(". ")
    short = plain.encode("utf-8")[:_FILE_BYTES].decode("utf-8", "ignore").strip(". ")
    return f"{'_' if _RESERVED.match(short) else ''}{short or 'braid'}{suffix}"


def _visible(text: str) -> str:
    """Without what is not seen and changes how the rest is read."""
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") else sign for sign in text)


def _cut(text: str, units: int) -> str:
    """At most so many UTF-16 units, as spreadsheets count."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
