"""Who is given something: people and teams to tick; a team ticks everybody in it (S-2)."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from domain.agent import Agent
from domain.ids import AgentId
from ui.agent_menu import role_words
from ui.locale import number
from widgets.text_side import LineField

_WHO = Qt.ItemDataRole.UserRole
_ON, _OFF, _SOME = Qt.CheckState.Checked, Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked


class PeopleList(QWidget):
    """A field that narrows the list, and the list: Space ticks.

    Signals:
        changed: others are ticked.
    """

    changed = Signal()

    def __init__(self, people: Sequence[Agent], teams: Mapping[str, Sequence[AgentId]]) -> None:
        super().__init__()
        self._people = {agent.id: agent for agent in people}
        self._teams = {name: frozenset(members) & frozenset(self._people) for name, members in teams.items()}
        self._notes: Mapping[AgentId, str] = {}
        self._ticked: set[AgentId] = set()
        self._gone: tuple[AgentId, ...] = ()
        self.search, self.list = LineField(), QListWidget()
        self.search.setAccessibleName(_("Find people"))
        self.search.setPlaceholderText(_("Find people and teams"))
        self.search.setClearButtonEnabled(True)
        self.list.setObjectName("ticks")
        self.list.setAccessibleName(_("People and teams"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        self._fill()
        self.search.textChanged.connect(self._narrow)
        self.list.itemChanged.connect(self._ticked_one)
        self.search.installEventFilter(self)

    def people(self) -> tuple[AgentId, ...]:
        """Everybody who is ticked, in the order of the list; those who have left since stay."""
        return (*(one for one in self._people if one in self._ticked), *self._gone)

    def groups(self) -> tuple[str, ...]:
        """Teams of which everybody is ticked."""
        return tuple(sorted(name for name, members in self._teams.items() if members and members <= self._ticked))

    def choose(self, people: Collection[AgentId], notes: Mapping[AgentId, str]) -> None:
        """Ticks these; notes stand behind the names."""
        self._ticked = {one for one in people if one in self._people}
        self._gone = tuple(one for one in people if one not in self._people)
        self._notes = notes
        self._fill()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # From the field down into the list, as in every search.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            shown = [row for row in range(self.list.count()) if not self.list.item(row).isHidden()]
            if shown:
                self.list.setCurrentRow(shown[0])
                self.list.setFocus()
            return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for name, members in sorted(self._teams.items()):
            if members:
                count = ngettext("{count} person", "{count} people", len(members)).format(count=number(len(members)))
                self._item(_("Team {name}, {people}").format(name=name, people=count), name, team=True)
        for agent in self._people.values():
            words = _("{name}, {role}").format(name=agent.name, role=role_words(agent.role))
            note = self._notes.get(agent.id, "")
            self._item(f"{words} · {note}" if note else words, agent.id, team=False)
        self.list.setCurrentRow(0)
        self._mark()
        self.list.blockSignals(False)
        self._narrow(self.search.text())

    def _item(self, words: str, who: str, *, team: bool) -> None:
        item = QListWidgetItem(words, self.list)
        item.setData(_WHO, (team, who))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)

    def _mark(self) -> None:
        """As many ticks as there are people."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            team, who = item.data(_WHO)
            members = self._teams[who] if team else {who}
            inside = members & self._ticked
            item.setCheckState(_ON if inside == members else _SOME if inside else _OFF)

    def _ticked_one(self, item: QListWidgetItem) -> None:
        team, who = item.data(_WHO)
        members = self._teams[who] if team else {who}
        if item.checkState() is _OFF:
            self._ticked -= members
        else:
            self._ticked |= members
        self.list.blockSignals(True)
        self._mark()
        self.list.blockSignals(False)
        self.changed.emit()

    def _narrow(self, text: str) -> None:
        wanted = text.casefold().split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(not all(word in item.text().casefold() for word in wanted))
