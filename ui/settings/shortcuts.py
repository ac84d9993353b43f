"""Shortcuts: the command table with the keys in force; another key is pressed, not typed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from ui.commands import Command
from ui.keymap import build, conflicts, fault, freed, meet, rebound, reset
from ui.parts import button, label
from ui.ports import SettingsPort


class ShortcutsPage(QWidget):
    """A row a command.

    Signals:
        keys_changed: the kept list is another one.
    """

    keys_changed = Signal()

    def __init__(self, settings: SettingsPort, commands: Sequence[Command], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._commands = settings, commands
        self.table = QTableWidget(len(commands), 2)
        self.table.setHorizontalHeaderLabels([_("Action"), _("Keys")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setAccessibleName(_("Shortcuts"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.table.itemSelectionChanged.connect(self._selected)
        self.words = label("", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 4)
        column.setSpacing(8)
        column.addWidget(label(_("Shortcuts"), "title"))
        column.addWidget(self.table, 1)
        column.addLayout(self._editor())
        column.addWidget(self.words)
        self._fill()
        self.table.selectRow(0)

    def _editor(self) -> QHBoxLayout:
        self.keys = QKeySequenceEdit()
        self.keys.setMaximumSequenceLength(1)
        self.keys.setAccessibleName(_("New keys"))
        self.keys.keySequenceChanged.connect(self._typed)
        self.take = button(_("Use these keys"), "primary")
        self.take.clicked.connect(self._take)
        self.free = button(_("No keys"))
        self.free.clicked.connect(self._free)
        self.back = button(_("As delivered"))
        self.back.clicked.connect(self._reset)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.keys, 1)
        for widget in (self.take, self.free, self.back):
            row.addWidget(widget)
        return row

    def _fill(self) -> None:
        keymap = build(self._commands, self._settings.shortcuts)
        for row, command in enumerate(self._commands):
            words = QTableWidgetItem(command.text)
            words.setData(Qt.ItemDataRole.UserRole, command.id)
            self.table.setItem(row, 0, words)
            self.table.setItem(row, 1, QTableWidgetItem("   ".join(keymap.shown(command.id))))
        self._say(" ".join(keymap.errors))

    def _command(self) -> Command:
        return self._commands[max(0, self.table.currentRow())]

    def _selected(self) -> None:
        self.keys.clear()
        self._typed()

    def _typed(self) -> None:
        """Says at once what the keys mean already, or why they cannot be used."""
        keys = self._pressed()
        problem = fault(keys) if keys else ""
        self.take.setEnabled(bool(keys) and not problem)
        self._say(problem or (self._conflict(keys) if keys else ""))

    def _conflict(self, keys: str) -> str:
        keymap = build(self._commands, self._settings.shortcuts)
        chosen = self._command()
        others = [c for c in self._commands if c.id != chosen.id and meet(c, chosen)]
        holders = [c.text for c in others if keys in keymap.shown(c.id)]
        if not holders:
            return ""
        return _("{keys} means “{action}” now; it will mean this instead.").format(keys=keys, action=holders[0])

    def _pressed(self) -> str:
        return self.keys.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _take(self) -> None:
        self._keep(rebound(self._settings.shortcuts, self._command().id, self._pressed()))

    def _free(self) -> None:
        kept = self._settings.shortcuts
        for keys in build(self._commands, kept).shown(self._command().id):
            kept = freed(kept, keys, self._command().id)
        self._keep(kept)

    def _reset(self) -> None:
        self._keep(reset(self._settings.shortcuts, self._command(), self._commands))

    def _keep(self, overrides: str) -> None:
        self._settings.shortcuts = overrides
        self.keys.clear()
        self._fill()
        left = conflicts(self._commands, build(self._commands, overrides))
        if left:
            self._say(_("Two actions want {keys}.").format(keys=", ".join(left)))
        self.keys_changed.emit()

    def _say(self, text: str) -> None:
        self.words.setText(text)
        self.words.setAccessibleName(text)
