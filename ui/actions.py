"""The command table as QActions: one a command, with its keys where they work."""

from collections.abc import Callable, Collection, Iterable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from ui.commands import Command, Context, Need
from ui.keymap import Keymap

Handler = Callable[[], None]


class Actions(QObject):
    """All actions of one window.

    Attributes:
        bound: contexts whose keys work in a widget that is attached; all other keys work in the whole window.
        keymap: which keys are in force.
    """

    def __init__(
        self, window: QWidget, bound: Collection[Context], commands: Iterable[Command], keymap: Keymap
    ) -> None:
        super().__init__(window)
        self.commands = {command.id: command for command in commands}
        self.keymap = keymap
        self._handlers: Mapping[str, Handler] = {}
        self._anywhere: dict[str, QAction] = {}
        self._in_list: dict[str, QAction] = {}
        self._met: set[Need] = {Need.NOTHING}
        self._focused: QWidget | None = None
        for command in self.commands.values():
            action = self._anywhere[command.id] = self._make(command, window, whole=command.context not in bound)
            if command.context not in bound:
                window.addAction(action)
        self.set_keymap(keymap)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)

    def attach(self, context: Context, pane: QWidget) -> None:
        """Keys and letters of that context work in this widget from now on; it may be made later than the window."""
        for command in self.commands.values():
            if command.context is context:
                pane.addAction(self._anywhere[command.id])
            if command.letters_in is context:
                action = self._in_list[command.id] = self._make(command, pane, whole=False)
                pane.addAction(action)
                action.setShortcuts([QKeySequence(keys) for keys in self.keymap.list_keys.get(command.id, ())])
                action.setEnabled(command.need in self._met)

    def handle(self, handlers: Mapping[str, Handler]) -> None:
        """What each command does; a command without a handler is our bug."""
        missing = set(self.commands) - set(handlers)
        if missing:
            raise LookupError(f"commands without a handler: {sorted(missing)}")
        self._handlers = handlers

    def set_keymap(self, keymap: Keymap) -> None:
        """Other keys, at once."""
        self.keymap = keymap
        for name in self.commands:
            self._anywhere[name].setShortcuts([QKeySequence(keys) for keys in keymap.keys.get(name, ())])
            if name in self._in_list:
                self._in_list[name].setShortcuts([QKeySequence(keys) for keys in keymap.list_keys.get(name, ())])

    def allow(self, needs: Iterable[Need]) -> None:
        """Which commands make sense now."""
        self._met = {Need.NOTHING, *needs}
        for name, command in self.commands.items():
            for actions in (self._anywhere, self._in_list):
                if name in actions:
                    actions[name].setEnabled(command.need in self._met)

    def possible(self) -> list[Command]:
        """Those that make sense now and may stand in the palette."""
        return [
            command
            for name, command in self.commands.items()
            if command.in_palette and self._anywhere[name].isEnabled()
        ]

    def action(self, name: str) -> QAction:
        """For menus."""
        return self._anywhere[name]

    def run(self, name: str) -> None:
        """Does it, if it makes sense now."""
        if self._anywhere[name].isEnabled():
            self._handlers[name]()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Text fields claim Ctrl+K and its like for themselves; ours win there."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._ours(event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _ours(self, event: QKeyEvent) -> bool:
        pressed = QKeySequence(event.keyCombination())
        if isinstance(self._focused, QLineEdit) and event.key() == Qt.Key.Key_Escape:
            return False
        return any(action.isEnabled() and pressed in action.shortcuts() for action in self._anywhere.values())

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self._focused is not None and isValid(self._focused):
            self._focused.removeEventFilter(self)
        mine = now is not None and isinstance(self.parent(), QWidget) and now.window() is self.parent()
        self._focused = now if mine else None
        if self._focused is not None:
            self._focused.installEventFilter(self)

    def _make(self, command: Command, owner: QWidget, *, whole: bool) -> QAction:
        within, anywhere = Qt.ShortcutContext.WidgetWithChildrenShortcut, Qt.ShortcutContext.WindowShortcut
        action = QAction(command.text, owner)
        action.setShortcutContext(anywhere if whole else within)
        action.setAutoRepeat(command.repeats)
        action.setProperty("command", command.id)
        action.triggered.connect(self._triggered)
        return action

    def _triggered(self) -> None:
        self._handlers[self.sender().property("command")]()
