"""The left column: how many are mine, the connection, the search field, and the folders or what was found."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from domain.inbox import Folder, FolderCounts
from domain.thread import UNANSWERED_LIMIT
from ui.inbox.list_loader import ListLoader
from ui.inbox.search_panel import SearchField, SearchPanel
from ui.inbox.searcher import Searcher
from ui.inbox.sync_words import state_words
from ui.models.threads import ThreadModel
from ui.parts import button, label, line
from ui.ports import Services
from widgets.chips import Chip
from widgets.dress import dress
from widgets.flow import FlowLayout
from widgets.plain import plain_tip
from widgets.thread_list.view import ThreadList
from widgets.thread_list.words import ListContext
from widgets.tokens import Tokens

BAR = 52

CAP_ROOM = 28
"""Pixels beside the text for the key that leads into the search field."""


class ListColumn(QWidget):
    """Header, search, folders and list.

    Signals:
        waiting_wanted: the connection's words were clicked.
        unread_changed(int): unread threads of this agent.
        wanted: the keys are about to go here; it may not be on screen.
    """

    waiting_wanted = Signal()
    unread_changed = Signal(int)
    wanted = Signal()

    def __init__(self, services: Services, tokens: Tokens, context: ListContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("listColumn")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = ThreadModel(context, self)
        self.loader = ListLoader(services, self.model, self)
        self.list = ThreadList(self.model, tokens, context)
        self.list.set_skeleton(True)
        self._complete = False
        self._empty = label("", "second", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setContentsMargins(24, 0, 24, 120)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._empty)
        self.panel = SearchPanel(tokens, context)
        self._pages.addWidget(self.panel)
        self.searcher = Searcher(services, self.panel, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(line())
        column.addLayout(self._search())
        column.addWidget(self._tabs())
        column.addWidget(self._pages, 1)
        self.list.more_wanted.connect(self.loader.extend)
        self.loader.loaded.connect(self._loaded)
        self.loader.counted.connect(self._counted)
        for change in (self.model.rowsInserted, self.model.rowsRemoved):
            change.connect(self._show_page)

    @property
    def searching(self) -> bool:
        """Whether what was found stands in the place of the list."""
        return self._pages.currentWidget() is self.panel

    def focus_search(self) -> None:
        """The caret into the search field, over what is in it."""
        self.wanted.emit()
        self.search.setFocus()
        self.search.selectAll()

    def focus_entry(self) -> None:
        """The keys to whatever this column shows."""
        self.wanted.emit()
        if self.searching:
            self.search.setFocus()
        else:
            self.list.setFocus()

    def leave_search(self) -> None:
        """Back to the list as it was."""
        self.search.clear()
        self.list.setFocus()

    def folder(self) -> Folder:
        """Which one is on screen."""
        return self.loader.folder

    def open_folder(self, folder: Folder) -> None:
        """Shows another folder."""
        self._folders[folder].setChecked(True)
        self.list.set_skeleton(True)
        self._pages.setCurrentWidget(self.list)
        self.search.clear()
        self.loader.show(folder)

    def faces(self) -> tuple[QWidget, ...]:
        """What a folder's lines, or the words in their place, are painted on."""
        return self.list.viewport(), self._empty

    def set_context(self, context: ListContext) -> None:
        """Another time, team or connection."""
        self.model.set_context(context)
        self.list.set_context(context)
        self.panel.set_context(context)

    def set_state(self, text: str, good: bool) -> None:
        """How the connection stands, in words."""
        self.state.setText(text)
        self.state.setAccessibleName(_("Connection: {state}").format(state=state_words(text)))
        dress(self.state, "okLink" if good else "warnLink", "kind")

    def set_complete(self, complete: bool) -> None:
        """Whether everything was here once: before that, a folder without lines is not an empty one."""
        if complete != self._complete:
            self._complete = complete
            if self.loader.ready:
                self._loaded()

    def _bar(self) -> QWidget:
        bar = QWidget()
        bar.setMinimumHeight(BAR)
        column, inner = QVBoxLayout(bar), QWidget()
        column.setContentsMargins(14, 6, 10, 6)
        column.addWidget(inner, 0, Qt.AlignmentFlag.AlignVCenter)
        row = FlowLayout(inner, 8, apart=True)
        self.mine = Chip("")
        self.state = button("", "okLink")
        self.state.setToolTip(_("Show what waits to leave"))
        self.state.clicked.connect(self.waiting_wanted)
        row.addWidget(label(_("Inbox"), "title"))
        row.addWidget(self.mine)
        row.addWidget(self.state)
        return bar

    def _search(self) -> QVBoxLayout:
        self.search = SearchField()
        inner = QHBoxLayout(self.search)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.addStretch(1)
        self._cap = label("/", "keys")
        self._cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inner.addWidget(self._cap, 0, Qt.AlignmentFlag.AlignVCenter)
        self._make_room()
        self.search.textChanged.connect(self._typed)
        self.search.stepped.connect(self.panel.list.step)
        self.search.entered.connect(self.panel.list.take)
        self.search.left.connect(self.leave_search)
        self.panel.filter_wanted.connect(self._add_filter)
        self.searcher.active.connect(self._show_search)
        box = QVBoxLayout()
        box.setContentsMargins(12, 10, 12, 8)
        box.addWidget(self.search)
        return box

    def _make_room(self) -> None:
        """Margins of a field are not mirrored with the layout."""
        mirrored = self.search.isRightToLeft()
        self.search.setTextMargins(CAP_ROOM if mirrored else 0, 0, 0 if mirrored else CAP_ROOM, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._make_room()

    def _typed(self, text: str) -> None:
        self._cap.setVisible(not text)
        self.searcher.typed(text)

    def _add_filter(self, name: str) -> None:
        before = self.search.text()
        self.search.setText(f"{before.rstrip()} {name}".lstrip())
        self.search.setFocus()
        self.search.end(False)

    def _show_search(self, active: bool) -> None:
        self._tab_row.setVisible(not active)
        if active:
            self._pages.setCurrentWidget(self.panel)
        else:
            self._pages.setCurrentWidget(self.list)
            self._show_page()

    def _tabs(self) -> QWidget:
        self._tab_row = QWidget()
        row = FlowLayout(self._tab_row, 2, long=True)
        row.setContentsMargins(12, 0, 12, 8)
        self._group = QButtonGroup(self)
        self._folders: dict[Folder, QPushButton] = {}
        for folder in Folder:
            tab = button(folder_words(folder), "tab")
            tab.setCheckable(True)
            tab.setProperty("folder", folder.value)
            self._group.addButton(tab)
            self._folders[folder] = tab
            row.addWidget(tab)
        self._folders[Folder.MINE].setChecked(True)
        self._group.buttonClicked.connect(self._tab_clicked)
        return self._tab_row

    def _tab_clicked(self, tab: QPushButton) -> None:
        self.open_folder(Folder(tab.property("folder")))

    def _loaded(self) -> None:
        self.list.set_skeleton(not self._complete)
        self._show_page()

    def _show_page(self) -> None:
        if self.searching and self.search.text().strip():
            return
        empty = self.loader.ready and self._complete and not self.model.rows
        self._empty.setText(empty_words(self.folder()))
        self._pages.setCurrentWidget(self._empty if empty else self.list)

    def _counted(self, counts: FolderCounts) -> None:
        numbers = {Folder.MINE: counts.mine, Folder.QUEUE: counts.queue}
        for folder, tab in self._folders.items():
            number = numbers.get(folder, 0)
            words = folder_words(folder)
            tab.setText(_("{folder} {count}").format(folder=words, count=number) if number else words)
        full = counts.mine_unanswered >= UNANSWERED_LIMIT
        text = _("mine {count} / {limit}").format(count=counts.mine_unanswered, limit=UNANSWERED_LIMIT)
        self.mine.say(text, "medium" if full else "neutral")
        said = ngettext(
            "{count} of your threads waits for an answer, at most {limit} may",
            "{count} of your threads wait for an answer, at most {limit} may",
            counts.mine_unanswered,
        )
        self.mine.setToolTip(plain_tip(said.format(count=counts.mine_unanswered, limit=UNANSWERED_LIMIT)))
        self.unread_changed.emit(counts.mine_unread)


def folder_words(folder: Folder) -> str:
    """A folder's name."""
    return {
        Folder.MINE: _("Mine"),
        Folder.QUEUE: _("Queue"),
        Folder.SNOOZED: _("Snoozed"),
        Folder.DONE: _("Done"),
    }[folder]


def empty_words(folder: Folder) -> str:
    """What an empty folder says."""
    return {
        Folder.MINE: _("All done. Take a thread from the queue when you are ready (Ctrl+2)."),
        Folder.QUEUE: _("The queue is empty. Nobody waits."),
        Folder.SNOOZED: _("Nothing is snoozed."),
        Folder.DONE: _("Nothing is done yet."),
    }[folder]
