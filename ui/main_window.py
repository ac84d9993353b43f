"""The one window: rail, places, palette; it turns commands into what the places do."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid

from app.changes import ChangeSet
from app.errors import KnownError
from app.i18n import _, ngettext
from domain.ids import MessageId, ThreadId
from ui import commands, places
from ui.actions import Actions
from ui.agent_menu import AgentMenu
from ui.alerts.desk import AlertDesk
from ui.commands import Context
from ui.fault_screen import FaultScreen
from ui.finder.finder import Finder
from ui.handlers import handlers
from ui.idle import IdleWatch
from ui.inbox.place import InboxPlace
from ui.keymap import build
from ui.leaving import Leaving
from ui.needs import needs_met
from ui.panes import Panes
from ui.ports import Services
from ui.sheets import Sheets
from ui.shell import INBOX, Shell
from ui.sign_in.screen import SignInScreen
from ui.sign_in.unlock import UnlockScreen
from ui.theme import Theme, spread, spread_late
from ui.words import error_words
from widgets.palette import Palette
from widgets.plain import plain_tip

if TYPE_CHECKING:
    from ui.complaints.badge import Badge


class MainWindow(QMainWindow):
    """Shows one screen at a time: sign-in, inbox, or why there is none.

    Signals:
        closing: the agent wants to leave; whoever runs the program ends it.
    """

    closing = Signal()

    def __init__(self, services: Services, theme: Theme) -> None:
        super().__init__()
        self.services = services
        self._focus_before: QWidget | None = None
        self.theme = theme
        theme.setParent(self)
        self.setWindowTitle("Braid")
        self.setMinimumSize(900, 560)
        self.inbox = InboxPlace(services, theme.tokens)
        self.sign_in = SignInScreen(services)
        self.unlock = UnlockScreen(services)
        self.fault = FaultScreen()
        self._build()
        self.overlay = Palette(theme.tokens, self._body)
        table = commands.table()
        self.registry = Actions(self, {Context.COMPOSER}, table, build(table, services.settings.shortcuts))
        self.registry.attach(Context.LIST, self.inbox.column.list)
        self.registry.handle(handlers(self))
        self.finder = Finder(services, self.overlay, self.registry.possible, self)
        self.panes = Panes(self.inbox, self.shell)
        self.leaving = Leaving(self)
        self.sheets = Sheets(self)
        self.agent_menu = AgentMenu(self, self.registry, theme)
        self.alerts = AlertDesk(self)
        self._rest = QTimer(self, singleShot=True, interval=0)
        self.idle = IdleWatch(services.presence, self)
        self._connect()
        self._allow()
        self._take_theme()

    @cached_property
    def complaint_badge(self) -> "Badge":
        """Counts on the rail; made when the inbox has filled."""
        from ui.complaints.badge import Badge

        made = Badge(self.services, self)
        made.count_changed.connect(self._show_urgent)
        return made

    @property
    def is_working(self) -> bool:
        """Whether the workspace is on screen, not a screen before it."""
        return self._pages.currentWidget() is self.shell

    def show_inbox(self) -> None:
        """The inbox; it fills as soon as the local database is open."""
        self._show_me()
        self._pages.setCurrentWidget(self.shell)
        self.inbox.start()
        if self.inbox.is_furnished:
            self.complaint_badge.start()
        self.inbox.column.list.setFocus()
        self._allow()

    def show_sign_in(self) -> None:
        """The sign-in screen."""
        self.sign_in.refresh()
        self._pages.setCurrentWidget(self.sign_in)
        self.sign_in.focus_first()
        self._allow()

    def show_unlock(self) -> None:
        """The passphrase first."""
        self._pages.setCurrentWidget(self.unlock)
        self.unlock.focus_first()
        self._allow()

    def show_wiped(self) -> None:
        """Everything here is gone because an admin said so (S21)."""
        self.inbox.open_thread(None)
        self.show_sign_in()
        self.sign_in.say(_("This computer was signed out from elsewhere, and what Braid kept on it was erased."))

    def show_fault(self, error: KnownError) -> None:
        """Why the workspace cannot be opened, and what can be done."""
        self.fault.say(error_words(error))
        self._pages.setCurrentWidget(self.fault)
        self._allow()

    def show_place(self, name: str) -> None:
        """Another place, if this agent may go there."""
        if self.is_working and self.shell.offers(name):
            self.shell.show_place(name)

    def go_to_thread(self, thread_id: str, message_id: str = "") -> None:
        """A thread in the inbox, from wherever one is; at a message if one is named."""
        self.shell.show_place(INBOX)
        self.inbox.go_to(ThreadId(thread_id), MessageId(message_id) if message_id else None)

    def open_complaint(self, complaint_id: str) -> None:
        """A complaint on the board, with all of it."""
        self.show_place(places.COMPLAINTS)
        if self.shell.current == places.COMPLAINTS:
            self.shell.places[places.COMPLAINTS].look_at(complaint_id)

    def open_palette(self) -> None:
        """Ctrl+K."""
        if self.is_working:
            self.finder.keymap = self.registry.keymap
            self._focus_before = self.focusWidget()
            self.overlay.open()

    def take_keys(self) -> None:
        """The agent's own keys are other ones."""
        self.registry.set_keymap(build(commands.table(), self.services.settings.shortcuts))
        self.inbox.name_keys(self.registry.keymap)

    def closeEvent(self, event: QCloseEvent) -> None:
        # The loop is ended by whoever runs it; a window that closes itself would end it under running tasks.
        event.ignore()
        self.leaving.quit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        spread(self, self.theme.tokens)

    def dispose(self) -> None:
        """Hears nothing any more (before it is deleted)."""
        self._unsubscribe()
        self._rest.stop()
        self.shell.close_places()
        if "complaint_badge" in self.__dict__:
            self.complaint_badge.close()
        self.alerts.close()
        self.inbox.close_desks()

    def _build(self) -> None:
        self._body = QWidget()
        self._pages = QStackedWidget()
        self._pages.setObjectName("places")
        self.shell = Shell(self.inbox, self.theme, places.kinds(self.services, self.theme))
        self.me, self.rail = self.shell.me, self.shell.rail
        self.inbox_button = self.shell.buttons[INBOX]
        for page in (self.shell, self.sign_in, self.unlock, self.fault):
            self._pages.addWidget(page)
        whole = QHBoxLayout(self._body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self.setCentralWidget(self._body)

    def _connect(self) -> None:
        self._unsubscribe = self.services.hub.subscribe(self._changed)
        self.theme.changed.connect(self._take_theme)
        self.sign_in.signed_in.connect(self.show_inbox)
        self.sign_in.theme_wanted.connect(self.theme.toggle)
        self.sign_in.help_wanted.connect(self.sheets.open_about)
        self.leaving.export_wanted.connect(self.inbox.connection.export)
        self.leaving.signed_out.connect(self.show_sign_in)
        self.leaving.gone.connect(self.closing)
        self.unlock.unlocked.connect(self.show_inbox)
        self.unlock.sign_in_wanted.connect(self.show_sign_in)
        self.inbox.protection_wanted.connect(self.sheets.open_computer)
        self.fault.sign_in_wanted.connect(self.show_sign_in)
        self.fault.quit_wanted.connect(self.close)
        self.inbox.unread_changed.connect(self.inbox_button.set_count)
        self.inbox.unread_changed.connect(self._show_title)
        self.inbox.state_changed.connect(self._show_state)
        self.inbox.thread_changed.connect(self._allow)
        self.inbox.sign_in_wanted.connect(self.show_sign_in)
        self.shell.place_changed.connect(self._moved)
        self.shell.place_made.connect(self._place_made)
        self.shell.thread_wanted.connect(self.go_to_thread)
        self.shell.message_wanted.connect(self.go_to_thread)
        self.shell.command_wanted.connect(self.registry.run)
        self.shell.allowed_changed.connect(self._allow)
        self.shell.settings_button.clicked.connect(self.sheets.open_general)
        self.me.clicked.connect(self.agent_menu.open)
        self.finder.thread_chosen.connect(self.go_to_thread)
        self.finder.command_chosen.connect(self.registry.run)
        self.overlay.closed.connect(self._palette_closed)
        self.inbox.furnished.connect(self._inbox_furnished)
        self._rest.timeout.connect(self._wake)

    def _inbox_furnished(self) -> None:
        """What belongs to a thread is there, with its keys and its look; the rest of the window wakes a turn later."""
        spread_late(self.inbox, self.theme.tokens)
        self.registry.attach(Context.COMPOSER, self.inbox.middle.composer)
        self.inbox.quick.editor_wanted.connect(self.sheets.open_replies)
        self.inbox.complaints.page_wanted.connect(self.open_complaint)
        self.inbox.translation.settings_wanted.connect(self.sheets.open_translation)
        self.inbox.name_keys(self.registry.keymap)
        self.take_enter()
        self._rest.start()

    def _wake(self) -> None:
        self.alerts.begin()
        if self.services.session.current is not None:
            self.complaint_badge.start()

    def _changed(self, changes: ChangeSet) -> None:
        if changes.reset or changes.people:
            self._show_me()
        self.inbox.apply(changes)
        self.shell.apply(changes)

    def _show_me(self) -> None:
        session = self.services.session.current
        if session is not None:
            self.me.show_person(session.agent.id, session.agent.name)
            self.me.setAccessibleName(_("Menu of {name}").format(name=session.agent.name))
            self.me.setToolTip(plain_tip(_("{name} (you)").format(name=session.agent.name)))
            self._show_state(self.services.waiting.status.online)
        for name in places.NEEDS:
            self.shell.offer_place(name, places.allowed(session.agent if session else None, name))
        self._allow()

    def _show_urgent(self, count: int) -> None:
        words = ngettext("{count} late or nearly", "{count} late or nearly", count).format(count=count)
        self.shell.buttons[places.COMPLAINTS].set_count(count, words)

    def _show_title(self, unread: int) -> None:
        self.setWindowTitle(_("({count}) Braid").format(count=unread) if unread else "Braid")

    def _show_state(self, online: bool) -> None:
        self.me.set_state("ok" if online else "medium")

    def _allow(self) -> None:
        self.registry.allow(needs_met(self))

    def _place_made(self, name: str) -> None:
        for context, pane in self.shell.places[name].letters().items():
            self.registry.attach(context, pane)

    def _moved(self, name: str) -> None:
        self._allow()
        if name == INBOX:
            self.inbox.column.focus_entry()

    def _palette_closed(self) -> None:
        before = self._focus_before
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()
        elif self.shell.current == INBOX:
            self.inbox.column.focus_entry()

    def take_enter(self) -> None:
        """What Enter does in the composer is what the agent chose."""
        if self.inbox.is_furnished:
            self.inbox.middle.composer.set_enter_sends(self.services.settings.enter_sends)

    def _take_theme(self) -> None:
        spread(self, self.theme.tokens)
        self.sign_in.theme.setText(_("light") if not self.theme.tokens.dark else _("dark"))
