"""A scroll area that is as high as what it holds, and scrolls only where there is no room for it."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget


class SnugScroll(QScrollArea):
    """Yields its height last to `least` pixels."""

    def __init__(self, held: QWidget, least: int = 90) -> None:
        super().__init__()
        self._least, self._held = least, held
        self.setWidget(held)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.viewport().setAutoFillBackground(False)
        held.setAutoFillBackground(False)
        held.installEventFilter(self)

    def sizeHint(self) -> QSize:
        held = self._held
        width = max(self.viewport().width(), 200)
        layout = held.layout()
        high = layout.heightForWidth(width) if layout is not None and layout.hasHeightForWidth() else -1
        return QSize(width, max(high, held.minimumSizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, min(self._least, self.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
