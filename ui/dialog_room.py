"""How large a dialog opens: as it was drawn, and larger for those who read larger, as far as its window has room."""

from typing import Final

from PySide6.QtWidgets import QDialog

BASE: Final = 13
"""Pixels of the letters that dialogs are drawn with."""
SIDE: Final = 24
"""Pixels of the window that stay in sight."""


def open_at(dialog: QDialog, width: int, height: int) -> None:
    """Gives it that size, in pixels at 100 %."""
    dialog.ensurePolished()
    zoom = dialog.fontInfo().pixelSize() / BASE
    over = dialog.parentWidget()
    room = over.window().size() if over is not None else dialog.screen().availableSize()
    dialog.resize(
        min(round(width * zoom), max(width, room.width() - SIDE)),
        min(round(height * zoom), max(height, room.height() - SIDE)),
    )


def make_room(dialog: QDialog) -> None:
    """Words that have just been shown take no room from others: the dialog grows."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        needed = layout.totalHeightForWidth(dialog.width())
        dialog.resize(dialog.width(), max(dialog.height(), needed))
