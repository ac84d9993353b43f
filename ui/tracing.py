"""Tells when the first frame and the first filled list were painted; only while somebody measures."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QTableView, QWidget


class PaintTrace(QObject):
    """Watches every paint of the program until both have been seen.

    Attributes:
        mark: is told the name of what has just been painted: "first_paint", then "usable_list".
    """

    def __init__(self, application: QApplication, mark: Callable[[str], None]) -> None:
        super().__init__(application)
        self.mark = mark
        self._application = application
        self._missing = ["first_paint", "usable_list"]
        self._painted: list[str] = []
        application.installEventFilter(self)

    def _tell(self) -> None:
        for name in self._painted:
            self.mark(name)
        self._painted.clear()
        if not self._missing:
            self._application.removeEventFilter(self)

    def _seen(self, name: str) -> None:
        if name in self._missing:
            self._missing.remove(name)
            self._painted.append(name)
            # Told when the paint is over, not when it begins.
            QTimer.singleShot(0, self, self._tell)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self._seen("first_paint")
            table = watched.parent()
            if isinstance(table, QTableView) and table.model() is not None and table.model().rowCount() > 0:
                self._seen("usable_list")
        return False
