"""The list of sampled conversations: letters and digits say what is thought of the current one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from widgets.item_list import ItemList

_KEYS = {
    Qt.Key.Key_1: "exemplary",
    Qt.Key.Key_2: "fine",
    Qt.Key.Key_3: "learn",
    Qt.Key.Key_T: "training",
    Qt.Key.Key_V: "vocabulary",
    Qt.Key.Key_C: "comment",
    Qt.Key.Key_Return: "open",
    Qt.Key.Key_Enter: "open",
    Qt.Key.Key_Right: "next_turn",
    Qt.Key.Key_Left: "previous_turn",
}
_MOVES = {Qt.Key.Key_J: Qt.Key.Key_Down, Qt.Key.Key_K: Qt.Key.Key_Up}
_MIRRORED = {"next_turn": "previous_turn", "previous_turn": "next_turn"}
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Conversations(ItemList):
    """J and K move as the arrows do.

    Signals:
        deed(str): what a key means for the current one.
    """

    deed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, grows=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() not in _PLAIN:
            event.ignore()
            return
        if key in _MOVES:
            event = QKeyEvent(event.type(), _MOVES[key], Qt.KeyboardModifier.NoModifier)
            super().keyPressEvent(event)
            return
        name = _KEYS.get(key)
        if name is None:
            super().keyPressEvent(event)
        elif self.current and not (event.isAutoRepeat() and key not in (Qt.Key.Key_Right, Qt.Key.Key_Left)):
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self.deed.emit(_MIRRORED.get(name, name) if mirrored else name)
