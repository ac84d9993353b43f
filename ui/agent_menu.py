"""The menu behind the agent's own avatar: who one is, how it looks, out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QActionGroup

from app.i18n import _
from domain.agent import Role
from ui.actions import Actions
from ui.theme import CHOICES, Theme
from widgets.controls import PlainMenu

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class AgentMenu(QObject):
    """Filled anew each time it opens."""

    def __init__(self, window: "MainWindow", actions: Actions, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._theme = theme
        self.menu = PlainMenu(window)
        self.menu.setAccessibleName(_("Your menu"))

    def open(self) -> None:
        """Shows it beside the avatar."""
        self.fill()
        me = self._window.me
        corner = me.rect().bottomLeft() if self._window.isRightToLeft() else me.rect().bottomRight()
        self.menu.popup(me.mapToGlobal(corner - QPoint(0, self.menu.sizeHint().height())))

    def fill(self) -> None:
        """What it holds now."""
        self.menu.clear()
        session = self._window.services.session.current
        if session is not None:
            agent = session.agent
            who = _("{name} (you) · {role}").format(name=agent.name, role=role_words(agent.role))
            self.menu.addAction(who).setEnabled(False)
            self.menu.addSeparator()
        self._add_themes()
        self.menu.addSeparator()
        for name in ("settings", "shortcuts", "about"):
            self.menu.addAction(self._actions.action(name))
        self.menu.addSeparator()
        self.menu.addAction(self._actions.action("sign_out"))
        self.menu.addAction(self._actions.action("quit"))

    def _add_themes(self) -> None:
        group = QActionGroup(self.menu)
        words = {"system": _("Look as the system does"), "light": _("Light"), "dark": _("Dark")}
        for choice in CHOICES:
            action = self.menu.addAction(words[choice])
            action.setCheckable(True)
            action.setChecked(choice == self._theme.choice)
            action.setData(choice)
            group.addAction(action)
        group.triggered.connect(self._theme_chosen)

    def _theme_chosen(self, action: QAction) -> None:
        self._theme.choose(action.data())


def role_words(role: Role) -> str:
    """A role's name."""
    return {
        Role.AGENT: _("Agent"),
        Role.SENIOR: _("Senior agent"),
        Role.LEAD: _("Team lead"),
        Role.TRAINER: _("Trainer"),
        Role.ADMIN: _("Admin"),
    }[role]
