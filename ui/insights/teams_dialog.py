"""Teams by name: who belongs to which (R-3; Setting `teams`)."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from domain.agent import Agent
from domain.ids import AgentId
from domain.teams import Teams
from ui.agent_menu import role_words
from ui.dialog_room import open_at
from ui.parts import button, label
from widgets.text_side import LineField

LONGEST = 80
AGENT = Qt.ItemDataRole.UserRole


class TeamsDialog(QDialog):
    """Nothing counts before it is saved.

    Signals:
        save_wanted(teams)
    """

    save_wanted = Signal(object)

    def __init__(self, teams: Teams, people: Sequence[Agent], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Teams"))
        self._people = people
        self._held: list[tuple[str, set[AgentId]]] = [(name, set(members)) for name, members in teams.items()]
        self.names, self.members = QListWidget(), QListWidget()
        self.names.setAccessibleName(_("Teams"))
        self.members.setAccessibleName(_("Members of the chosen team"))
        self.name = LineField()
        self.name.setMaxLength(LONGEST)
        self.name.setAccessibleName(_("Name of the team"))
        self.name.setPlaceholderText(_("Name of the team"))
        self.add, self.remove = button(_("Add team")), button(_("Remove team"))
        self.save, self.leave = button(_("Save"), "primary"), button(_("Cancel"))
        self.trouble = label("", "error", wrap=True)
        self._lay_out()
        self._fill_members()
        self._fill_names(0)
        self._connect()

    def teams(self) -> Mapping[str, tuple[AgentId, ...]]:
        """As they stand here, people in the order of the list."""
        order = [agent.id for agent in self._people]
        return {
            name: (*(one for one in order if one in members), *sorted(members - set(order)))
            for name, members in self._held
        }

    def say(self, text: str) -> None:
        """Why they were not saved."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        column.addWidget(label(_("Teams"), "title"))
        said = _("Measures can be looked at for one team. A person may belong to several.")
        column.addWidget(label(said, "second", wrap=True))
        halves = QHBoxLayout()
        halves.setSpacing(16)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.names, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        left.addLayout(buttons)
        right.addWidget(self.name)
        right.addWidget(self.members, 1)
        halves.addLayout(left, 1)
        halves.addLayout(right, 1)
        column.addLayout(halves, 1)
        column.addWidget(self.trouble)
        self.trouble.hide()
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.save)
        column.addLayout(foot)
        open_at(self, 620, 420)

    def _connect(self) -> None:
        self.names.currentRowChanged.connect(self._show_team)
        self.name.textEdited.connect(self._rename)
        self.members.itemChanged.connect(self._member_changed)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.leave.clicked.connect(self.reject)
        self.save.clicked.connect(self._save)

    def _fill_members(self) -> None:
        for agent in self._people:
            words = _("{name}, {role}").format(name=agent.name, role=role_words(agent.role))
            item = QListWidgetItem(words, self.members)
            item.setData(AGENT, agent.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)

    def _fill_names(self, row: int) -> None:
        self.names.blockSignals(True)
        self.names.clear()
        for name, _members in self._held:
            self.names.addItem(name or _("(no name)"))
        self.names.setCurrentRow(min(row, len(self._held) - 1))
        self.names.blockSignals(False)
        self._show_team(self.names.currentRow())

    def _show_team(self, row: int) -> None:
        some = 0 <= row < len(self._held)
        name, members = self._held[row] if some else ("", set())
        for one in (self.name, self.members, self.remove):
            one.setEnabled(some)
        if self.name.text() != name:
            self.name.setText(name)
        self.members.blockSignals(True)
        for number in range(self.members.count()):
            item = self.members.item(number)
            inside = item.data(AGENT) in members
            item.setCheckState(Qt.CheckState.Checked if inside else Qt.CheckState.Unchecked)
        self.members.blockSignals(False)

    def _rename(self, text: str) -> None:
        row = self.names.currentRow()
        self._held[row] = (" ".join(text.split()), self._held[row][1])
        self.names.item(row).setText(self._held[row][0] or _("(no name)"))

    def _member_changed(self, item: QListWidgetItem) -> None:
        members, agent_id = self._held[self.names.currentRow()][1], item.data(AGENT)
        if item.checkState() is Qt.CheckState.Checked:
            members.add(agent_id)
        else:
            members.discard(agent_id)

    def _add(self) -> None:
        self._held.append(("", set()))
        self._fill_names(len(self._held) - 1)
        self.name.setFocus()

    def _remove(self) -> None:
        row = self.names.currentRow()
        del self._held[row]
        self._fill_names(row)

    def _save(self) -> None:
        names = [name.casefold() for name, _members in self._held]
        if not all(names):
            self.say(_("Each team needs a name."))
        elif len(set(names)) < len(names):
            self.say(_("Two teams have the same name."))
        else:
            self.say("")
            self.save_wanted.emit(self.teams())
