"""Enter presses the button that has the keys, as Space does; Qt's buttons know that in dialogs only."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton


def pressed_by(event: QKeyEvent) -> bool:
    """Whether Enter has pressed a button just now."""
    focused = QApplication.focusWidget()
    enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()
    if not enters or not isinstance(focused, QPushButton):
        return False
    focused.click()
    return True
