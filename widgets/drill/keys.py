"""Digits as they are pressed: on every keyboard, whatever its upper row types (French, Thai, Arabic)."""

import sys
import unicodedata
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_SCAN_CODES: Final = {10 + place: digit for place, digit in enumerate((1, 2, 3, 4, 5, 6, 7, 8, 9, 0))}
"""X11 and Wayland: the upper row from left to right."""
_WINDOWS: Final = {0x30 + digit: digit for digit in range(10)}
_MAC: Final = {18: 1, 19: 2, 20: 3, 21: 4, 23: 5, 22: 6, 26: 7, 28: 8, 25: 9, 29: 0}
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


def goes_on(event: QKeyEvent) -> bool:
    """Space or Enter, pressed anew."""
    keys = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
    return event.key() in keys and not event.isAutoRepeat() and not event.modifiers() & _HELD
