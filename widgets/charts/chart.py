"""What all charts have in common: a cursor, keys, what is read out, and a picture of themselves."""

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QRegion
from PySide6.QtWidgets import QWidget

from widgets.charts.cursor import Cursor
from widgets.tokens import Tokens, load_tokens

PNG_RATIO = 2


class Chart(QWidget):
    """One chart.

    Signals:
        opened(key): what is behind that value is wanted (Enter, click).
        read(str): the words of the value under the cursor, "" for none.
        table_wanted: T was pressed.
    """

    opened = Signal(str)
    read = Signal(str)
    table_wanted = Signal()
    FORTH: tuple[Qt.Key, ...] = (Qt.Key.Key_Down,)
    BACK: tuple[Qt.Key, ...] = (Qt.Key.Key_Up,)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.cursor_at = Cursor()
        self._tokens = load_tokens("light")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self.restyle()
        self.updateGeometry()
        self.update()

    def said(self, index: int) -> str:
        """The value there in words."""
        raise NotImplementedError

    def lead(self, index: int) -> str:
        """What is told when the value there is opened, "" when nothing is behind it."""
        raise NotImplementedError

    def index_at(self, x: float, y: float) -> int:
        """The value at that point, -1 for none."""
        raise NotImplementedError

    def restyle(self) -> None:
        """The tokens are other ones."""

    def moved(self) -> None:
        """The cursor is elsewhere: paints it and reads the value out."""
        words = self.said(self.cursor_at.shown) if self.cursor_at.shown >= 0 else ""
        self.read.emit(words)
        spoken = ": ".join(filter(None, (self.name, words)))
        if spoken != self.accessibleName():
            self.setAccessibleName(spoken)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()

    def picture(self) -> QImage:
        """The chart as it is now, twice as sharp as on screen, without cursor."""
        index, hovered = self.cursor_at.index, self.cursor_at.hovered
        self.cursor_at.index = self.cursor_at.hovered = -1
        self.update_cursor()
        image = QImage(self.size() * PNG_RATIO, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(PNG_RATIO)
        image.fill(self._tokens.surface)
        self.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        self.cursor_at.index, self.cursor_at.hovered = index, hovered
        self.update_cursor()
        return image

    def update_cursor(self) -> None:
        """Puts what shows the cursor where it is now."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.cursor_at.shown >= 0:
            self._open(self.cursor_at.shown)
        elif key == Qt.Key.Key_T:
            self.table_wanted.emit()
        elif not self._went(key):
            event.ignore()

    def _went(self, key: Qt.Key) -> bool:
        """Whether the key moves the cursor."""
        forth, back = self.FORTH, self.BACK
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            mirror = {Qt.Key.Key_Left: Qt.Key.Key_Right, Qt.Key.Key_Right: Qt.Key.Key_Left}
            key = mirror.get(key, key)
        cursor = self.cursor_at
        if key in {*forth, *back}:
            if cursor.index < 0:
                cursor.go(self.first())
            else:
                cursor.step(1 if key in forth else -1)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            cursor.go(0 if key == Qt.Key.Key_Home else len(cursor.keys) - 1)
        else:
            return False
        cursor.hovered = -1
        self.moved()
        return True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position().x(), event.position().y())
        leads = 0 <= index < len(self.cursor_at.keys) and bool(self.lead(index))
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
        if self.cursor_at.hover(index):
            self.moved()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position().x(), event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and index >= 0:
            self.cursor_at.go(index)
            self.moved()
            self._open(index)

    def _open(self, index: int) -> None:
        lead = self.lead(index)
        if lead:
            self.opened.emit(lead)

    def leaveEvent(self, event: QEvent) -> None:
        if self.cursor_at.hover(-1):
            self.moved()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.cursor_at.index < 0 and event.reason() not in {
            Qt.FocusReason.MouseFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        }:
            self.cursor_at.go(self.first())
        self.moved()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def first(self) -> int:
        """Where the cursor stands when the keys come here first."""
        return 0

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())
