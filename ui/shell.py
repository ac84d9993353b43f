"""What is around every place: the rail with its buttons, and the one place that is on screen."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.changes import ChangeSet
from app.i18n import _
from ui.parts import line
from ui.place import Place
from ui.theme import Theme, spread
from widgets.avatar import Avatar
from widgets.rail import Rail, RailButton

INBOX = "inbox"


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """One place beside the inbox.

    Attributes:
        make: builds it, when somebody goes there first; imports it then, too.
    """

    id: str
    icon: str
    name: str
    make: Callable[[], Place]


class Shell(QWidget):
    """Rail and place.

    Attributes:
        room: what is beside the rail; it shows one place.

    Signals:
        place_changed(str): another place is on screen. place_made(str): it was made, and is not on screen yet.
        thread_wanted(ThreadId), message_wanted(ThreadId, MessageId): a place leads to a thread of the inbox.
        command_wanted(str): a place leads to what a command does.
        allowed_changed: commands may be possible or not.
    """

    place_changed = Signal(str)
    place_made = Signal(str)
    thread_wanted = Signal(str)
    message_wanted = Signal(str, str)
    command_wanted = Signal(str)
    allowed_changed = Signal()

    def __init__(self, inbox: QWidget, theme: Theme, kinds: tuple[PlaceKind, ...]) -> None:
        super().__init__()
        self._theme = theme
        self._kinds = {kind.id: kind for kind in kinds}
        self._inbox = inbox
        self.places: dict[str, Place] = {}
        self.current = INBOX
        self.me = Avatar(32)
        self.me.setAccessibleName(_("Your menu"))
        self.rail = Rail(self.me)
        self.buttons = {INBOX: self._button("inbox", _("Inbox"), INBOX)}
        for kind in kinds:
            self.buttons[kind.id] = self._button(kind.icon, kind.name, kind.id)
        self.buttons[INBOX].setChecked(True)
        self.settings_button = RailButton("settings", _("Settings"))
        self.settings_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.rail.add_tool(self.settings_button)
        self.room = QStackedWidget()
        self.room.addWidget(inbox)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(line(vertical=True))
        row.addWidget(self.room, 1)

    def show_place(self, name: str) -> None:
        """That place on screen, with the keys in it."""
        place = self._place(name)
        changed, self.current = name != self.current, name
        for id_, button in self.buttons.items():
            button.setChecked(id_ == name)
        self.room.setCurrentWidget(place or self._inbox)
        if place is not None:
            place.enter()
        if changed:
            self.place_changed.emit(name)

    def offer_place(self, name: str, offered: bool) -> None:
        """Whether this agent may go there."""
        self.buttons[name].setVisible(offered)
        if not offered and self.current == name:
            self.show_place(INBOX)

    def offers(self, name: str) -> bool:
        """Whether this agent may go there."""
        return not self.buttons[name].isHidden()

    def apply(self, changes: ChangeSet) -> None:
        """To every place that was made."""
        for place in self.places.values():
            place.apply(changes)

    def escape(self) -> bool:
        """Esc in a place beside the inbox; False when the inbox is on screen."""
        if self.current == INBOX:
            return False
        if not self.places[self.current].escape():
            self.places[self.current].enter()
        return True

    def close_places(self) -> None:
        """Nothing is told to them any more."""
        for place in self.places.values():
            place.close_place()

    def _place(self, name: str) -> Place | None:
        if name == INBOX:
            return None
        if name not in self.places:
            place = self.places[name] = self._kinds[name].make()
            place.thread_wanted.connect(self.thread_wanted)
            place.message_wanted.connect(self.message_wanted)
            place.command_wanted.connect(self.command_wanted)
            place.allowed_changed.connect(self.allowed_changed)
            self.room.addWidget(place)
            spread(place, self._theme.tokens)
            self.place_made.emit(name)
        return self.places[name]

    def _button(self, icon: str, name: str, id_: str) -> RailButton:
        button = RailButton(icon, name)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setProperty("place", id_)
        button.clicked.connect(self._clicked)
        self.rail.add_place(button)
        return button

    def _clicked(self) -> None:
        self.show_place(self.sender().property("place"))
