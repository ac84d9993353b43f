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
        width = max(self.viewport().width(), 200)
        return QSize(width, self._wanted(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, min(self._least, self.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        # Said outright: what wraps would else ask for as much height as in the narrowest window.
        self._held.setMinimumHeight(self._wanted(max(self.viewport().width(), 200)))
        self.updateGeometry()

    def _wanted(self, width: int) -> int:
        layout = self._held.layout()
        if layout is not None and layout.hasHeightForWidth():
            return layout.totalHeightForWidth(width)
        return self._held.sizeHint().height()
