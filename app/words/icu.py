"""Word breaks by ICU, called through ctypes: PySide6's own copy on Linux, the system's elsewhere."""

import ctypes
import re
import sys
from array import array
from collections.abc import Iterator
from ctypes import byref, c_char_p, c_int, c_int32, c_void_p
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

from app.words.rough import rough_spans
from app.words.things import Span, joined
from domain.guidance.breaks import without_links

WORD = 1
WORDS_FROM = 100
"""Rule statuses below are spaces and marks; 100 numbers, 200 letters, 300 kana, 400 ideographs."""
MOST = 20_000
"""UTF-16 units that are looked at; a longer text is counted by the share of it that was."""
_WIDE = 0xFFFF
"""Characters above take two UTF-16 units."""

_TRIED = (("hello there", 2), ("退款多久到账", 3), ("พัสดุของคุณอยู่ที่ไหน", 5))


class IcuBreaks:
    """One break iterator, used by one thread at a time."""

    def __init__(self, library: Any, suffix: str) -> None:
        self._lock = Lock()
        self._set_text = _function(library, "ubrk_setText" + suffix, None, c_void_p, c_void_p, c_int32, c_void_p)
        self._next = _function(library, "ubrk_next" + suffix, c_int32, c_void_p)
        self._status = _function(library, "ubrk_getRuleStatus" + suffix, c_int32, c_void_p)
        open_iterator = _function(library, "ubrk_open" + suffix, c_void_p, c_int, c_char_p, c_void_p, c_int32, c_void_p)
        failed = c_int(0)
        self._iterator = open_iterator(WORD, b"en", None, 0, byref(failed))
        if failed.value > 0 or not self._iterator:
            raise OSError(f"ICU opens no word breaks: error {failed.value}")

    @classmethod
    def find(cls) -> "IcuBreaks | None":
        """With the ICU of this computer; None when there is none that counts Thai and Chinese."""
        for path, suffix in _libraries():
            try:
                found = cls(ctypes.CDLL(path), suffix)
            except (OSError, AttributeError):
                continue
            if all(abs(found.count(text) - words) <= 2 for text, words in _TRIED):
                return found
        return None

    def count(self, text: str) -> int:
        """Words, by ICU's rules and its dictionaries."""
        units = _units(without_links(text))
        looked = min(len(units), MOST)
        if not looked:
            return 0
        words = self._count(units, looked)
        return words if looked == len(units) else round(words * len(units) / looked)

    def spans(self, text: str) -> list[Span]:
        """Where words stand, in characters; a text that is longer than anything people read is cut roughly."""
        units = _units(text)
        if not units:
            return []
        if len(units) > MOST:
            return rough_spans(text)
        places = self._places(units, len(units))
        if len(units) == len(text):
            return joined(text, places)
        at = _characters(text)
        return joined(text, [(at[start], at[end]) for start, end in places])

    def _places(self, units: "array[int]", length: int) -> list[Span]:
        failed = c_int(0)
        address, _size = units.buffer_info()
        places: list[Span] = []
        with self._lock:
            self._set_text(self._iterator, address, length, byref(failed))
            start, step, status = 0, self._next, self._status
            while failed.value <= 0 and (end := step(self._iterator)) != -1:
                if status(self._iterator) >= WORDS_FROM:
                    places.append((start, end))
                start = end
        return places

    def _count(self, units: "array[int]", length: int) -> int:
        failed = c_int(0)
        address, _size = units.buffer_info()
        with self._lock:
            self._set_text(self._iterator, address, length, byref(failed))
            if failed.value > 0:
                return 0
            # The iterator reads the units in place: they must outlive the loop.
            return sum(1 for status in self._statuses() if status >= WORDS_FROM)

    def _statuses(self) -> Iterator[int]:
        step, status, iterator = self._next, self._status, self._iterator
        while step(iterator) != -1:
            yield status(iterator)


def _units(text: str) -> "array[int]":
    units = array("H", text.encode("utf-16-le", "surrogatepass"))
    if sys.byteorder == "big":
        units.byteswap()
    return units


def _characters(text: str) -> list[int]:
    """For each UTF-16 unit, and for the end, the character that it begins or belongs to."""
    wide = [1 + (ord(character) > _WIDE) for character in text]
    at = [index for index, units in enumerate(wide) for _unit in range(units)]
    return [*at, len(text)]


def _function(library: Any, name: str, result: Any, *arguments: Any) -> Any:
    function = getattr(library, name)
    function.restype, function.argtypes = result, arguments
    return function


def _libraries() -> Iterator[tuple[str, str]]:
    """Where ICU may be, with what is behind its functions' names: the version, or nothing."""
    if sys.platform == "win32":
        yield from (("icu.dll", ""), ("icuuc.dll", ""))
        return
    if sys.platform == "darwin":
        yield "/usr/lib/libicucore.dylib", ""
    for folder in _folders():
        for path in sorted(folder.glob("libicuuc.so.*"), reverse=True):
            if version := re.fullmatch(r"libicuuc\.so\.(\d+)", path.name):
                yield str(path), f"_{version[1]}"


def _folders() -> Iterator[Path]:
    found = find_spec("PySide6")
    for place in found.submodule_search_locations or () if found else ():
        yield Path(place) / "Qt" / "lib"
    if bundle := getattr(sys, "_MEIPASS", ""):
        yield from (Path(bundle) / "PySide6" / "Qt" / "lib", Path(bundle))
    yield from (Path("/usr/lib") / f"{sys.implementation._multiarch}", Path("/usr/lib64"), Path("/usr/lib"))
