"""Fields in which people write: their lines stand at the side where the text begins."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from widgets.painting import is_rtl

_LOOKED_AT = 200


def stand(field: QPlainTextEdit) -> None:
    """By the first letter that has a direction, and as the screen runs while there is none.

    A plain text field of Qt's does not see to that itself. Every paragraph keeps a direction of its own.
    """
    mirrored = is_rtl(field.document().firstBlock().text()[:_LOOKED_AT], otherwise=field.isRightToLeft())
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    option, wanted = field.document().defaultTextOption(), side | Qt.AlignmentFlag.AlignAbsolute
    if option.alignment() != wanted:
        option.setAlignment(wanted)
        field.document().setDefaultTextOption(option)
