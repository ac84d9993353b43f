"""The head of the place: what is here, how much of it, how old it is, and the ways to look at it."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from app.i18n import _, ngettext
from app.ports import SyncStatus
from ui import locale
from ui.parts import button, label
from widgets.card import isolated
from widgets.chips import Chip
from widgets.flow import FlowLayout
from widgets.thread_view.when import clock_time, local_day, moment
from widgets.tokens import Tokens

BOARD, TABLE, FOLLOW_UPS, ENDED = "board", "table", "follow_ups", "ended"
TABS = (BOARD, TABLE, FOLLOW_UPS, ENDED)


class BoardHead(QWidget):
    """Title, count, age, tabs, Export.

    Signals:
        tab_wanted(name): one of TABS. export_wanted: the button.
    """

    tab_wanted = Signal(str)
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count, self.age = Chip(""), Chip("", "medium")
        self.tabs: dict[str, QPushButton] = {}
        self.export = button(_("Export"))
        left, right = QWidget(), QWidget()
        for part, widgets in (
            (left, (label(_("Complaints"), "title"), self.count, self.age)),
            (right, (*self._tabs(), self.export)),
        ):
            row = QHBoxLayout(part)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(6)
            for widget in widgets:
                row.addWidget(widget)
        self._row = FlowLayout(self, 10, apart=True)
        self._row.addWidget(left)
        self._row.addWidget(right)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._left, self._right = left, right
        for chip in (self.count, self.age):
            chip.hide()
        self.export.clicked.connect(self.export_wanted)

    def set_tokens(self, _tokens: Tokens) -> None:
        """Other sizes: both halves stay in one line, in its middle."""
        self._left.setMinimumHeight(self._right.sizeHint().height())

    def show_tab(self, name: str) -> None:
        """That one is on screen."""
        self.tabs[name].setChecked(True)

    def show_count(self, shown: int, all_: int) -> None:
        """How many are open, and how many of them are on screen when not all are."""
        if shown == all_:
            self.count.say(ngettext("{count} open", "{count} open", all_).format(count=all_))
        else:
            self.count.say(_("{shown} of {count} open").format(shown=shown, count=all_))

    def show_follow_ups(self, count: int) -> None:
        """How many customers have to be asked how it is."""
        words = tab_words(FOLLOW_UPS)
        self.tabs[FOLLOW_UPS].setText(f"{words} {count}" if count else words)

    def show_age(self, status: SyncStatus, now: datetime) -> None:
        """Of when what is here is, while there is no connection."""
        self.age.say(age_words(status, now))

    def _tabs(self) -> list[QPushButton]:
        self._group = QButtonGroup(self)
        for name in TABS:
            tab = self.tabs[name] = button(tab_words(name), "tab")
            tab.setCheckable(True)
            tab.setProperty("tab", name)
            self._group.addButton(tab)
        self._group.buttonClicked.connect(self._clicked)
        self.tabs[BOARD].setChecked(True)
        return list(self.tabs.values())

    def _clicked(self, tab: QPushButton) -> None:
        self.tab_wanted.emit(tab.property("tab"))


def tab_words(name: str) -> str:
    """A tab's name."""
    return {BOARD: _("Board"), TABLE: _("Table"), FOLLOW_UPS: _("Follow-ups"), ENDED: _("Ended")}[name]


def age_words(status: SyncStatus, now: datetime) -> str:
    """ "as of 14:02, no connection"; "" while there is one, or while the first one is tried."""
    if status.online or (status.offline_since is None and not status.signed_out):
        return ""
    at, zone = status.last_sync_at, locale.zone()
    if at is None:
        return _("no connection")
    today = local_day(at, zone) == local_day(now, zone)
    time = clock_time(at, zone) if today else moment(at, now, zone, locale.tag())
    return _("as of {time}, no connection").format(time=isolated(time))
