"""F1: every shortcut on one sheet, from the command table."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.i18n import _
from ui.commands import Command, Group
from ui.keymap import Keymap
from ui.parts import button, label


class ShortcutSheet(QDialog):
    """Two columns of groups."""

    def __init__(self, commands: Sequence[Command], keymap: Keymap, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard shortcuts"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.addWidget(label(_("Keyboard shortcuts"), "title"))
        column.addWidget(label(_("Single letters work while the thread list has the focus."), "small"))
        body = QWidget()
        body.setObjectName("sideBody")
        halves = QHBoxLayout(body)
        halves.setContentsMargins(0, 8, 12, 8)
        halves.setSpacing(36)
        for groups in ((Group.GENERAL, Group.FOLDERS, Group.VIEW), (Group.THREADS, Group.ANSWER)):
            half = QVBoxLayout()
            for group in groups:
                half.addWidget(label(group.text.upper(), "heading"))
                half.addLayout(_grid([command for command in commands if command.group is group], keymap))
                half.addSpacing(12)
            half.addStretch(1)
            halves.addLayout(half, 1)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
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
        self.resize(920, 660)


def _grid(commands: Sequence[Command], keymap: Keymap) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    for row, command in enumerate(commands):
        grid.addWidget(label(command.text), row, 0)
        caps = QHBoxLayout()
        caps.setSpacing(4)
        caps.addStretch(1)
        for keys in keymap.shown(command.id)[:3]:
            cap = label(keys, "keys")
            cap.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            caps.addWidget(cap)
        grid.addLayout(caps, row, 1)
    return grid
