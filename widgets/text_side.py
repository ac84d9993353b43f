"""Fields in which people write: their lines stand at the side where the text begins."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from widgets.painting import is_rtl

_LOOKED_AT = 200


def stand(field: QPlainTextEdit) -> None:
    """By the first letter that has a direction, and as the screen runs while there is none.

    A plain text field of Qt's does not see to that itself. Every paragraph keeps a direction of its own.
    """
    option, wanted = field.document().defaultTextOption(), _side(field, field.document().firstBlock().text())
    if option.alignment() != wanted:
        option.setAlignment(wanted)
        field.document().setDefaultTextOption(option)


class LineField(QLineEdit):
    """One line in which people write; every such field of the house is one.

    Qt goes by the keyboard's language while nothing is written, and so leaves the words in an empty field of a mirrored
    screen at the left.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.textChanged.connect(self._stand)
        self._stand()

    def _stand(self) -> None:
        wanted = _side(self, self.text())
        if self.alignment() != wanted:
            self.setAlignment(wanted)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._stand()


def _side(field: QWidget, text: str) -> Qt.AlignmentFlag:
    mirrored = is_rtl(text[:_LOOKED_AT], otherwise=field.isRightToLeft())
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute
