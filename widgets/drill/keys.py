"""Digits and letters as they are pressed: on every keyboard, whatever it types (French, Thai, Russian, Arabic)."""

import sys
import unicodedata
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_SCAN_CODES: Final = {10 + place: digit for place, digit in enumerate((1, 2, 3, 4, 5, 6, 7, 8, 9, 0))}
"""X11 and Wayland: the upper row from left to right."""
_WINDOWS: Final = {0x30 + digit: digit for digit in range(10)}
_MAC: Final = {18: 1, 19: 2, 20: 3, 21: 4, 23: 5, 22: 6, 26: 7, 28: 8, 25: 9, 29: 0}
_ROWS: Final = ((24, "QWERTYUIOP"), (38, "ASDFGHJKL"), (52, "ZXCVBNM"))
_LETTER_CODES: Final = {first + place: letter for first, row in _ROWS for place, letter in enumerate(row)}
"""X11 and Wayland: where the letters are on the caps of most keyboards."""
_MAC_LETTERS: Final = dict(zip((*range(10), 11, *range(12, 18)), "ASDFHGZXCVBQWERYT", strict=True)) | {
    31: "O", 32: "U", 34: "I", 35: "P", 37: "L", 38: "J", 40: "K", 45: "N", 46: "M",
}  # fmt: skip
_HELD: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def digit_of(event: QKeyEvent) -> int | None:
    """0 to 9; None for every other key, for a key that is held down, and together with Ctrl, Alt or Cmd."""
    if event.isAutoRepeat() or event.modifiers() & _HELD:
        return None
    key = event.key()
    if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        return int(key) - int(Qt.Key.Key_0)
    typed = event.text()
    if len(typed) == 1 and (digit := unicodedata.digit(typed, -1)) >= 0:
        return digit
    return _by_place(event)


def _by_place(event: QKeyEvent) -> int | None:
    """By where the key is: its cap has a digit, and it types something else without Shift."""
    if sys.platform == "win32":
        return _WINDOWS.get(event.nativeVirtualKey())
    if sys.platform == "darwin":
        return _MAC.get(event.nativeVirtualKey())
    return _SCAN_CODES.get(event.nativeScanCode())


def key_of(event: QKeyEvent) -> Qt.Key:
    """The key; where the keyboard types no Latin letters, the one whose cap has the letter at that place."""
    typed = event.text()
    if not typed or typed.isascii() or not typed.isprintable():
        return Qt.Key(event.key())
    if sys.platform == "win32":
        code = event.nativeVirtualKey()
        letter = chr(code) if ord("A") <= code <= ord("Z") else ""
    elif sys.platform == "darwin":
        letter = _MAC_LETTERS.get(event.nativeVirtualKey(), "")
    else:
        letter = _LETTER_CODES.get(event.nativeScanCode(), "")
    return Qt.Key(ord(letter)) if letter else Qt.Key(event.key())


def goes_on(event: QKeyEvent) -> bool:
    """Space or Enter, pressed anew."""
    keys = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
    return event.key() in keys and not event.isAutoRepeat() and not event.modifiers() & _HELD
