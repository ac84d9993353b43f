"""Keys of a voice note in the thread: P plays and pauses, S changes the speed, the arrows go back and on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from widgets.thread_view.audio import is_voice

if TYPE_CHECKING:
    from widgets.thread_view.view import ThreadView

STEP = 5.0
"""Seconds that an arrow goes."""

_STEPS = {Qt.Key.Key_Left: -STEP, Qt.Key.Key_Right: STEP}


def voice_key(view: "ThreadView", key: Qt.Key) -> bool:
    """Does what the key asks of the current message's voice note, or of the one that plays; whether there was one."""
    entry = view.current_entry()
    voice = next((part for part in entry.message.parts if is_voice(part)), None) if entry is not None else None
    if key == Qt.Key.Key_P and voice is not None:
        view.play_requested.emit(entry, voice)
        return True
    if not view.playing.blob:
        return False
    if key == Qt.Key.Key_S:
        view.speed_requested.emit()
        return True
    if key in _STEPS:
        view.seek_requested.emit(_STEPS[key])
        return True
    return False
