"""Qt's own buttons, menus and choices, with words that run as they are written, whichever way the screen runs."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QMenu,
    QPushButton,
    QStyledItemDelegate,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionMenuItem,
    QStyleOptionToolButton,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)

from widgets.painting import as_written


class PlainButton(QPushButton):
    """A button: "7 days" and "Export…" stay so in a mirrored window."""

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        option.text = _as_written(option, option.text)


class PlainTool(QToolButton):
    """The same without a frame."""

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        super().initStyleOption(option)
        option.text = _as_written(option, option.text)


class PlainMenu(QMenu):
    """A menu: each line runs as it is written, and so do the keys behind it."""

    def initStyleOption(self, option: QStyleOptionMenuItem, action: QAction) -> None:
        super().initStyleOption(option, action)
        option.text = "\t".join(_as_written(option, part) for part in option.text.split("\t"))


class PlainChoice(QComboBox):
    """One of several: closed and open, "5 seconds" stays so in a mirrored window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Lines(self))

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        option.currentText = _as_written(option, option.currentText)


class _Lines(QStyledItemDelegate):
    """The lines of an open choice."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.text = _as_written(option, option.text)


def _as_written(option: QStyleOption, text: str) -> str:
    """What Qt would turn around is kept as it is; the rest needs nothing."""
    return as_written(text, mirrored=option.direction == Qt.LayoutDirection.RightToLeft)
