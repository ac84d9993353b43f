"""The team at work: who is there, who has how much in hand, and threads moved from one to another (R-1, R-3)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from app.changes import ChangeSet
from app.errors import KnownError
from app.i18n import _, ngettext
from app.services.insight_values import TeamLine
from domain.agent import Permission
from domain.ids import AgentId, ThreadId
from domain.inbox import ThreadRow
from domain.teams import Teams
from ui import locale
from ui.background import Background
from ui.inbox.contexts import Contexts
from ui.insights.team_people import PeopleTable
from ui.insights.team_threads import TeamThreads
from ui.insights.teams_dialog import TeamsDialog
from ui.parts import button, label
from ui.ports import Services
from ui.words import error_words
from widgets.banner import Banner
from widgets.card import isolated
from widgets.controls import PlainMenu
from widgets.flow import FlowLayout
from widgets.tokens import Tokens

TICK_MS, FRESH_MS = 1_000, 15_000


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read at once."""

    people: Sequence[TeamLine]
    queue: Sequence[ThreadRow]
    names: dict[ThreadId, str]


@dataclass(slots=True)
class _Move:
    """Threads that went to somebody; `before` says who had each."""

    to: AgentId | None
    before: dict[ThreadId, AgentId | None] = field(default_factory=dict)


class TeamDesk(QWidget):
    """People on top, the threads of the chosen one under them.

    Signals:
        thread_wanted(ThreadId): the lead wants to see it in the inbox.
    """

    thread_wanted = Signal(str)

    def __init__(self, services: Services, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("place")
        self._services, self._service, self._tokens = services, services.insights, tokens
        self._background = Background(services.tasks, self, self._troubled)
        self._whose: AgentId | None = None
        self._last: _Move | None = None
        self._unread = False
        self._people: Sequence[TeamLine] = ()
        self.dialog: TeamsDialog | None = None
        self.menu: QMenu | None = None
        self.trouble = Banner("high", dismissable=True)
        self.moved = Banner("low", dismissable=True)
        self.note = label("", "small", wrap=True)
        self.table = PeopleTable(tokens)
        self.whose, self.empty = label("", "heading"), label("", "second", wrap=True)
        self.threads = TeamThreads(tokens, Contexts(services).of_list())
        self.give, self.back = button(_("Move to… (M)")), button(_("Back to the queue (Q)"))
        self.open, self.teams = button(_("Open thread (Enter)")), button(_("Teams…"))
        self._lay_out()
        self._connect()
        self._clock, self._fresh = QTimer(self), QTimer(self)
        for timer, length, slot in ((self._clock, TICK_MS, self.tick), (self._fresh, FRESH_MS, self.refresh)):
            timer.setInterval(length)
            timer.timeout.connect(slot)

    def enter(self) -> None:
        """It is on screen now."""
        self.refresh()
        self.table.setFocus()

    def apply(self, changes: ChangeSet) -> None:
        """Threads or people changed."""
        if self.isVisible() and (changes.threads or changes.people or changes.reset):
            self.refresh()

    def close_desk(self) -> None:
        """Hears nothing any more."""
        self._clock.stop()
        self._fresh.stop()
        self._stop()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens

    def refresh(self) -> None:
        """Reads who is there and who has what."""
        self._background.run(self._read(), self._known, self._not_read, latest="team")

    def tick(self) -> None:
        """A second has gone by."""
        self.table.people.tick(self._services.clock.now())

    def give_to(self, threads: Sequence[ThreadId], to: AgentId | None) -> None:
        """Gives these to somebody, or back to the queue; can be undone."""
        rows = {row.thread_id: row for row in self.threads.held.rows}
        going = [one for one in threads if one in rows and rows[one].assignee_id != to]
        if not going:
            return
        done = _Move(to, {one: rows[one].assignee_id for one in going})
        self._background.run(self._service.move(going, to), partial(self._gone, done))

    def undo(self) -> None:
        """The last move, taken back."""
        if self._last is None:
            return
        last, self._last = self._last, None
        self.moved.say("")
        for agent_id in dict.fromkeys(last.before.values()):
            threads = [thread for thread, had in last.before.items() if had == agent_id]
            self._background.run(self._service.move(threads, agent_id), self._undone)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()
        self._fresh.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()
        self._fresh.stop()

    async def _read(self) -> _Known:
        people = await self._service.team()
        names: dict[ThreadId, str] = {}
        for line in people:
            found = await self._services.inbox.row(line.viewing) if line.viewing is not None else None
            if found is not None:
                names[found[0].thread_id] = found[0].name
        return _Known(people, await self._service.threads_of(None), names)

    def _known(self, known: _Known) -> None:
        first = not self.table.people.lines
        self._people = known.people
        self.table.people.show_people(known.people, known.names, len(known.queue), self._services.clock.now())
        if first or self.table.current is None:
            self.table.choose(self._whose)
        unknown = any(line.present is None for line in known.people)
        words = _("Without a connection nobody knows who is there; what each has in hand is as last known.")
        self.note.setText(words if unknown else "")
        self.note.setVisible(unknown)
        self._read_threads()

    def _chosen(self, agent_id: AgentId | None) -> None:
        self._whose = agent_id
        self._read_threads()

    def _read_threads(self) -> None:
        self._background.run(self._service.threads_of(self._whose), self._shown, self._not_read, latest="threads")

    def _shown(self, rows: Sequence[ThreadRow]) -> None:
        if self._unread:
            self._unread = False
            self.trouble.say("")
        self.threads.set_context(Contexts(self._services).of_list())
        self.threads.show_rows(rows)
        who = self.table.current
        count = ngettext("{count} open thread", "{count} open threads", len(rows))
        named = isolated(who.name) if who is not None else ""
        words = count.format(count=locale.number(len(rows)))
        self.whose.setText(_("{name}: {threads}").format(name=named, threads=words))
        self.threads.setVisible(bool(rows))
        self.empty.setText(_("No open threads here."))
        self.empty.setVisible(not rows)
        self._allow()

    def _allow(self) -> None:
        some = bool(self.threads.chosen())
        self.give.setEnabled(some)
        self.back.setEnabled(some and self._whose is not None)
        self.open.setEnabled(len(self.threads.chosen()) == 1)

    def _choose_whom(self) -> None:
        """The menu of everybody else; typing a name finds it."""
        if not self.threads.chosen():
            return
        menu = PlainMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for line in self._people:
            if line.agent.id != self._whose:
                waiting = ngettext("{name}, {count} waits", "{name}, {count} wait", line.waiting)
                said = waiting.format(name=line.agent.name, count=locale.number(line.waiting))
                menu.addAction(said.replace("&", "&&")).setData(line.agent.id)
        menu.triggered.connect(self._whom_chosen)
        menu.destroyed.connect(self._menu_closed)
        self.menu = menu
        menu.popup(self.give.mapToGlobal(QPoint(0, self.give.height())))

    def _whom_chosen(self, action: QAction) -> None:
        self.give_to(self.threads.chosen(), action.data())

    def _menu_closed(self) -> None:
        self.menu = None

    def _to_queue(self) -> None:
        if self._whose is not None:
            self.give_to(self.threads.chosen(), None)

    def _dropped(self, threads: list[str], agent_id: AgentId | None) -> None:
        self.give_to([ThreadId(one) for one in threads], agent_id)

    def _gone(self, done: _Move, _nothing: None) -> None:
        self._last = done
        name = next((line.agent.name for line in self._people if line.agent.id == done.to), _("the queue"))
        words = ngettext("{count} thread went to {name}.", "{count} threads went to {name}.", len(done.before))
        said = words.format(count=locale.number(len(done.before)), name=isolated(name))
        self.moved.say(said, _("Undo (Ctrl+Z)"))
        self.refresh()

    def _undone(self, _nothing: None) -> None:
        self.refresh()

    def _open_thread(self) -> None:
        chosen = self.threads.chosen()
        if chosen:
            self.thread_wanted.emit(chosen[0])

    def _edit_teams(self) -> None:
        self._background.run(self._read_teams(), self._teams_known)

    async def _read_teams(self) -> tuple[Teams, bool]:
        return await self._service.teams(), await self._service.teams_lost()

    def _teams_known(self, found: tuple[Teams, bool]) -> None:
        teams, lost = found
        self.dialog = TeamsDialog(teams, [line.agent for line in self._people], self)
        self.dialog.save_wanted.connect(self._keep_teams)
        self.dialog.destroyed.connect(self._dialog_closed)
        if lost:
            self.dialog.say(_("The teams that were set cannot be read: saving puts these in their place."))
        self.dialog.open()

    def _keep_teams(self, teams: dict[str, tuple[AgentId, ...]]) -> None:
        self._background.run(self._service.keep_teams(teams), self._teams_kept, self._teams_refused)

    def _teams_kept(self, _nothing: None) -> None:
        if self.dialog is not None:
            self.dialog.accept()

    def _teams_refused(self, error: KnownError) -> None:
        if self.dialog is not None:
            self.dialog.say(error_words(error))

    def _dialog_closed(self) -> None:
        self.dialog = None

    def _troubled(self, error: KnownError) -> None:
        self.trouble.say(error_words(error))

    def _not_read(self, error: KnownError) -> None:
        self._unread = True
        self.trouble.say(error_words(error), _("Try again"))

    def _into(self) -> None:
        if self.threads.isVisible():
            self.threads.setFocus()

    def _connect(self) -> None:
        self._stop = self._services.presence.on_change(self._presence_changed)
        self.table.chosen.connect(self._chosen)
        self.table.into_wanted.connect(self._into)
        self.table.people.dropped.connect(self._dropped)
        self.threads.selectionModel().selectionChanged.connect(self._allow)
        self.threads.thread_opened.connect(self.thread_wanted)
        self.threads.move_wanted.connect(self._choose_whom)
        self.threads.queue_wanted.connect(self._to_queue)
        self.threads.back_wanted.connect(self.table.setFocus)
        self.give.clicked.connect(self._choose_whom)
        self.back.clicked.connect(self._to_queue)
        self.open.clicked.connect(self._open_thread)
        self.teams.clicked.connect(self._edit_teams)
        self.trouble.acted.connect(self.refresh)
        self.moved.acted.connect(self.undo)
        session = self._services.session.current
        self.teams.setVisible(session is not None and session.agent.may(Permission.CHANGE_SETTINGS))
        undo = QShortcut(QKeySequence("Ctrl+Z"), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.undo)

    def _presence_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _lay_out(self) -> None:
        low = QWidget()
        under = QVBoxLayout(low)
        under.setContentsMargins(0, 8, 0, 0)
        under.setSpacing(8)
        under.addWidget(self.whose)
        under.addWidget(self.threads, 1)
        under.addWidget(self.empty, 0, Qt.AlignmentFlag.AlignTop)
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.addWidget(self.table)
        halves.addWidget(low)
        halves.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        for banner in (self.trouble, self.moved):
            column.addWidget(banner)
        column.addWidget(self.note)
        column.addWidget(halves, 1)
        # Not in the lower half: a splitter does not ask what breaks into lines how high it is.
        deeds = QWidget()
        foot = FlowLayout(deeds, 8, apart=True)
        for one in (self.give, self.back, self.open, self.teams):
            foot.addWidget(one)
        column.addWidget(deeds)
