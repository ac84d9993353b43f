"""What pages of settings are made of: their column, figures with their names, the way back to what was delivered."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.i18n import _
from ui.parts import button, label


def page_column(page: QWidget, title: str, words: QLabel | None = None) -> QVBoxLayout:
    """From top to bottom, with its title and, below it, what is said of the page."""
    column = QVBoxLayout(page)
    column.setContentsMargins(24, 20, 24, 12)
    column.setSpacing(8)
    column.addWidget(label(title, "title"))
    if words is not None:
        column.addWidget(words)
    return column


def field_grid(fields: Mapping[str, QLineEdit], typed: Callable[[], None], columns: int = 1) -> QGridLayout:
    """Each field behind its name, so many beside each other; `typed` hears when one was left or Enter was pressed."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    for number, (text, field) in enumerate(fields.items()):
        field.setAccessibleName(text)
        field.editingFinished.connect(typed)
        row, column = number // columns, number % columns * 2
        grid.addWidget(label(text), row, column)
        grid.addWidget(field, row, column + 1)
    grid.setColumnStretch(2 * columns, 1)
    return grid


def delivered_button(clicked: Callable[[], None]) -> QPushButton:
    """Back to what Braid came with."""
    made = button(_("All as delivered"))
    made.clicked.connect(clicked)
    return made


def end_column(column: QVBoxLayout, default: QPushButton) -> None:
    """The way back stands at the leading side, below everything."""
    foot = QHBoxLayout()
    foot.addWidget(default)
    foot.addStretch(1)
    column.addLayout(foot)
    column.addStretch(1)


def not_yours() -> str:
    """What is said to those who may only look."""
    return _("Leads and admins change this for everybody.")
