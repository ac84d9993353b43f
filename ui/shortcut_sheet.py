"""F1: every shortcut on one sheet, from the command table."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.i18n import _
from ui.commands import Command, Group
from ui.dialog_room import open_at
from ui.keymap import Keymap
from ui.parts import button, label

COLUMNS = (
    (Group.GENERAL, Group.FOLDERS, Group.VIEW, Group.COMPLAINTS),
    (Group.THREADS, Group.ANSWER, Group.INSIGHTS, Group.TRAINING),
)
SIZE, SIDE = (980, 680), 24


class ShortcutSheet(QDialog):
    """Two columns with every group of the table; as large as there is room for."""

    def __init__(self, commands: Sequence[Command], keymap: Keymap, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard shortcuts"))
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 20, SIDE, 18)
        column.addWidget(label(_("Keyboard shortcuts"), "title"))
        column.addWidget(
            label(_("Single letters work while the thread list has the focus, or the board of complaints."), "small")
        )
        body = QWidget()
        body.setObjectName("sideBody")
        halves = QHBoxLayout(body)
        halves.setContentsMargins(0, 8, 12, 8)
        halves.setSpacing(36)
        for groups in COLUMNS:
            halves.addLayout(_grid(commands, groups, keymap), 1)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(_("Keyboard shortcuts"))
        column.addWidget(area, 1)
        close = button(_("Close"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column.addLayout(foot)
        open_at(self, *SIZE)


def _grid(commands: Sequence[Command], groups: Sequence[Group], keymap: Keymap) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    for group in groups:
        row = grid.rowCount()
        grid.setRowMinimumHeight(row, 34)
        heading = label(group.text.upper(), "heading")
        grid.addWidget(heading, row, 0, 1, 2, Qt.AlignmentFlag.AlignBottom)
        for place, command in enumerate((each for each in commands if each.group is group), row + 1):
            grid.addWidget(label(command.text, wrap=True), place, 0)
            grid.addLayout(_caps(keymap.shown(command.id)), place, 1)
    grid.setRowStretch(grid.rowCount(), 1)
    return grid


def _caps(shown: Sequence[str]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(4)
    row.addStretch(1)
    for keys in shown[:3]:
        made = label(keys, "keys")
        made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
    return row
