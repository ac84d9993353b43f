"""What pages of settings are made of: their column, figures with their names, the way back to what was delivered."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
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


def field_grid(
    fields: Mapping[str, QLineEdit], typed: Callable[[], None], columns: int = 1, below: QGridLayout | None = None
) -> QGridLayout:
    """Each field behind its name, so many beside each other; `typed` hears when one was left or Enter was pressed.

    Args:
        below: a grid that these stand in, too, so that all its columns are in line; else one of their own.
    """
    grid = below or QGridLayout()
    grid.setHorizontalSpacing(10)
    first = _next_row(grid)
    for number, (text, field) in enumerate(fields.items()):
        field.setAccessibleName(text)
        field.editingFinished.connect(typed)
        row, column = first + number // columns, number % columns * 2
        grid.addWidget(label(text), row, column)
        grid.addWidget(field, row, column + 1)
    grid.setColumnStretch(2 * columns, 1)
    return grid


def across(grid: QGridLayout, part: QWidget, above: int = 0) -> None:
    """A heading or a sentence over all columns, with so many pixels above it."""
    row = _next_row(grid)
    if above:
        grid.setRowMinimumHeight(row, above)
        row += 1
    grid.addWidget(part, row, 0, 1, -1)


def card_form(card: QWidget) -> QGridLayout:
    """A form in a card: names beside the middle of their fields (QFormLayout has them higher)."""
    form = QGridLayout(card)
    form.setContentsMargins(14, 12, 14, 14)
    form.setColumnStretch(1, 1)
    return form


def form_row(form: QGridLayout, words: QLabel, field: QWidget) -> None:
    """One more field behind its name."""
    row = _next_row(form)
    form.addWidget(words, row, 0)
    form.addWidget(field, row, 1)


def form_foot(form: QGridLayout, add: QPushButton) -> None:
    """What is done with the form, at its trailing side."""
    form.addWidget(add, _next_row(form), 0, 1, -1, Qt.AlignmentFlag.AlignTrailing)


def _next_row(grid: QGridLayout) -> int:
    """An empty grid says that it has one row."""
    return grid.rowCount() if grid.count() else 0


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
