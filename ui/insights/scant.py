"""A page that scrolls where its parts would have less room than they need, and words that give way before."""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget


class ScantScroll(QScrollArea):
    """Fills its room as the page alone would, down to the least height that the page's words take at this width."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)
        page.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._page.minimumSizeHint().width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """What a key leads to comes on screen."""
        if now is not None and self._page.isAncestorOf(now):
            # Qt's own way shows the caret of a field only.
            top, bar = now.mapTo(self._page, QPoint(0, 0)).y(), self.verticalScrollBar()
            bar.setValue(min(max(bar.value(), top + now.height() - self.viewport().height()), top))

    def _fit(self) -> None:
        layout = self._page.layout()
        if layout is not None:
            self._page.setMinimumHeight(layout.totalMinimumHeightForWidth(self.viewport().width()))


class RoomyColumn(QWidget):
    """A column whose last widget is on screen only where the others have enough beside it.

    Attributes:
        column: where they go.
    """

    def __init__(self, last: QWidget, letters: int) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self._last, self._letters = last, letters

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._last.setVisible(self.height() >= self._letters * self.fontMetrics().height())
