"""The thread for screen readers: a list whose children are the messages on screen."""

import weakref

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from widgets.thread_view.spoken import spoken_row
from widgets.thread_view.surface import ThreadSurface

Related = tuple[QAccessibleInterface, QAccessible.RelationFlag]


class RowInterface(QAccessibleInterface):
    """One row. It answers for its key, wherever that row is now."""

    def __init__(self, view: ThreadSurface, key: str) -> None:
        super().__init__()
        self._view = weakref.ref(view)
        self.key = key

    def isValid(self) -> bool:
        return self._number() is not None

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        return None

    def relations(self, match: QAccessible.RelationFlag) -> list[Related]:  # type: ignore[override]
        return []

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        view = self._living()
        return QAccessible.queryAccessibleInterface(view) if view is not None else None

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        view, number = self._living(), self._number()
        if kind != QAccessible.Text.Name or view is None or number is None or view.context is None:
            return ""
        said = spoken_row(view.stack.rows[number], view.context), view.translations.spoken(self.key)
        return ", ".join(text for text in said if text)

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        pass

    def rect(self) -> QRect:
        view, number = self._living(), self._number()
        if view is None or number is None:
            return QRect()
        shown = view.row_rect(number).toRect()
        return QRect(view.viewport().mapToGlobal(shown.topLeft()), shown.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        view = self._living()
        state.focusable = True
        state.readOnly = True
        if view is not None and view.hasFocus() and view.current == self.key:
            state.focused = True
        return state

    def _living(self) -> ThreadSurface | None:
        view = self._view()
        return view if view is not None and isValid(view) else None

    def _number(self) -> int | None:
        view = self._living()
        return view.stack.index_of(self.key) if view is not None else None


class ViewInterface(QAccessibleInterface):
    """The thread: a list of the rows on screen."""

    def __init__(self, view: ThreadSurface) -> None:
        super().__init__()
        self._view = weakref.ref(view)
        self._rows: dict[str, RowInterface] = {}

    def isValid(self) -> bool:
        return self._living() is not None

    def object(self) -> QObject | None:  # type: ignore[override]
        return self._living()

    def window(self) -> QWindow | None:  # type: ignore[override]
        view = self._living()
        return view.window().windowHandle() if view is not None else None

    def relations(self, match: QAccessible.RelationFlag) -> list[Related]:  # type: ignore[override]
        return []

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        view = self._living()
        above = view.parentWidget() if view is not None else None
        return QAccessible.queryAccessibleInterface(above) if above is not None else None

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        keys = self._keys()
        return self.row(keys[index]) if 0 <= index < len(keys) else None

    def childCount(self) -> int:
        return len(self._keys())

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        keys = self._keys()
        return keys.index(child.key) if isinstance(child, RowInterface) and child.key in keys else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        view = self._living()
        if view is None:
            return None
        number = view.row_at(view.viewport().mapFromGlobal(QPoint(x, y)))
        return self.row(view.stack.rows[number].key) if number is not None else None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        view = self._living()
        return self.row(view.current) if view is not None and view.current in self._keys() else None

    def text(self, kind: QAccessible.Text) -> str:
        view = self._living()
        return view.accessibleName() if view is not None and kind == QAccessible.Text.Name else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        pass

    def rect(self) -> QRect:
        view = self._living()
        return QRect(view.mapToGlobal(QPoint(0, 0)), view.size()) if view is not None else QRect()

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.List

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        view = self._living()
        state.focusable = True
        if view is not None:
            state.focused = view.hasFocus()
            state.invisible = not view.isVisible()
        return state

    def row(self, key: str) -> RowInterface | None:
        """The row's interface, the same object each time: Qt keeps only a pointer to it."""
        view = self._living()
        if view is None:
            return None
        for gone in [known for known in self._rows if view.stack.index_of(known) is None]:
            del self._rows[gone]
        return self._rows.setdefault(key, RowInterface(view, key))

    def _keys(self) -> list[str]:
        view = self._living()
        return [view.stack.rows[number].key for number in view.visible_rows()] if view is not None else []

    def _living(self) -> ThreadSurface | None:
        view = self._view()
        return view if view is not None and isValid(view) else None


_interfaces: "weakref.WeakKeyDictionary[ThreadSurface, ViewInterface]" = weakref.WeakKeyDictionary()
_installed: list[bool] = []


def make_accessible() -> None:
    """Tells Qt how thread views look to a screen reader; once a process."""
    if not _installed:
        QAccessible.installFactory(_interface_for)
        _installed.append(True)


def announce(view: QWidget, words: str) -> None:
    """Has the screen reader say it without moving the focus."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, words))


def focus_moved(view: QWidget, index: int) -> None:
    """The current row is another one."""
    if QAccessible.isActive():
        event = QAccessibleEvent(view, QAccessible.Event.Focus)
        event.setChild(index)
        QAccessible.updateAccessibility(event)


def _interface_for(_name: str, subject: QObject) -> QAccessibleInterface | None:
    if not isinstance(subject, ThreadSurface):
        return None
    return _interfaces.setdefault(subject, ViewInterface(subject))
