"""What has not left this computer: what needs a person, how much waits, how the connection does."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from app.ports import SyncStatus
from domain.ids import ThreadId
from domain.outbox import OutboxState, QueuedOperation, Waiting
from ui import locale
from ui.inbox.waiting_items import WaitingItems
from ui.inbox.waiting_words import connection_lines
from ui.parts import button, elided, label, line
from ui.theme import spread
from ui.words import hold_words
from widgets.banner import Mark
from widgets.card import Card, empty_layout
from widgets.thread_list.words import duration
from widgets.thread_view.when import clock_time
from widgets.tokens import Tokens

MOST_NEEDS = 5


class WaitingPanel(QWidget):
    """Takes values; tells what was clicked.

    Signals:
        review_wanted(ThreadId): show the thread in which something is held or blocked.
        retry_wanted: try the connection now.
        export_wanted, close_wanted
    """

    review_wanted = Signal(str)
    retry_wanted = Signal()
    export_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._shown: tuple[Waiting, Mapping[ThreadId, str]] | None = None
        self._needs = Card("")
        self._amount = Card("")
        self._connection = Card(_("Connection"))
        self._network = label("", "small", wrap=True)
        self._connection.body.addWidget(self._network)
        self.retry = button(_("Try now"))
        self.retry.clicked.connect(self.retry_wanted)
        row = QHBoxLayout()
        row.addWidget(self.retry)
        row.addStretch(1)
        self._connection.body.addSpacing(4)
        self._connection.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(self._head())
        self.each = WaitingItems(tokens)
        for card in (self._needs, self._amount, self._connection, self.each):
            column.addWidget(card)
        self._needs_column = _inner(self._needs)
        self._amount_column = _inner(self._amount)
        self._keeping = label("", "faint", wrap=True)
        self.set_durable(True)
        column.addWidget(self._keeping)
        self.export = button(_("Export as a file…"), "link")
        self.export.clicked.connect(self.export_wanted)
        foot = QHBoxLayout()
        foot.addWidget(self.export)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)

    def show_waiting(self, waiting: Waiting, names: Mapping[ThreadId, str], status: SyncStatus, now: datetime) -> None:
        """Another state of the outbox; `names` are those of the threads that it is about."""
        was_empty = not self.each.isVisibleTo(self)
        self.each.show_rows(waiting, names, status, now)
        if was_empty and self.close_button.hasFocus():
            self.take_keys()
        if self._shown != (waiting, names):
            self._shown = (waiting, dict(names))
            self._show_needs(waiting, names)
            self._show_amount(waiting, now)
            self.export.setEnabled(waiting.total > 0)
            spread(self, self._tokens)

    def show_status(self, status: SyncStatus, server: str, now: datetime) -> None:
        """The connection, once a second while the panel is open."""
        self.retry.setEnabled(not status.online or status.next_try_at is not None)
        self._network.setText("\n".join(connection_lines(status, server, now)))

    def take_keys(self) -> None:
        """The keys go to the list; to the way out while nothing is listed."""
        (self.each.list if self.each.isVisibleTo(self) else self.close_button).setFocus()

    def set_durable(self, durable: bool) -> None:
        """Whether what waits outlives the program."""
        self._keeping.setText(
            _("Everything here is stored encrypted on this computer and survives a restart.")
            if durable
            else _("This computer has no keychain: what waits here is gone when Braid is closed.")
        )

    def set_tokens(self, tokens: Tokens) -> None:
        """Marks made later take them too."""
        self._tokens = tokens

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(_("Waiting to leave"), "title", wrap=True), 1)
        self.close_button = button(_("Close"), "link", _("Close this panel"))
        self.close_button.clicked.connect(self.close_wanted)
        row.addWidget(self.close_button)
        return row

    def _show_needs(self, waiting: Waiting, names: Mapping[ThreadId, str]) -> None:
        self._needs.setVisible(bool(waiting.needs_person))
        self._needs.set_heading(_("Needs you · {count}").format(count=len(waiting.needs_person)))
        empty_layout(self._needs_column)
        for number, row in enumerate(waiting.needs_person[:MOST_NEEDS]):
            if number:
                self._needs_column.addWidget(line())
            self._needs_column.addLayout(self._need(row, names.get(row.operation.lane, "")))
        more = len(waiting.needs_person) - MOST_NEEDS
        if more > 0:
            words = ngettext("and {count} more, listed below", "and {count} more, listed below", more)
            self._needs_column.addWidget(label(words.format(count=more), "second", wrap=True))

    def _need(self, row: QueuedOperation, name: str) -> QHBoxLayout:
        blocked = row.state is OutboxState.BLOCKED
        time = clock_time(row.since, locale.zone())
        since = _("blocked since {time}") if blocked else _("held since {time}")
        reason = hold_words(row.reason).rstrip(".")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(elided(name or _("a thread")))
        words.addWidget(label(f"{reason} · {since.format(time=time)}", "small", wrap=True))
        go = button(_("Review"), "smallLink", _("Review what is held for {name}").format(name=name))
        go.setProperty("thread", row.operation.lane)
        go.clicked.connect(self._review_clicked)
        link = QHBoxLayout()
        link.addWidget(go)
        link.addStretch(1)
        words.addLayout(link)
        whole = QHBoxLayout()
        whole.setSpacing(8)
        mark = QVBoxLayout()
        mark.addSpacing(3)
        mark.addWidget(Mark("high" if blocked else "medium"))
        mark.addStretch(1)
        whole.addLayout(mark)
        whole.addLayout(words, 1)
        return whole

    def _show_amount(self, waiting: Waiting, now: datetime) -> None:
        total = waiting.replies + waiting.notes + waiting.others
        self._amount.set_heading(_("Waiting · {count}").format(count=total))
        empty_layout(self._amount_column)
        if not total and not waiting.files:
            self._amount_column.addWidget(label(_("Nothing waits. Everything has left."), "second", wrap=True))
            return
        for name, number in (
            (_("Replies"), waiting.replies), (_("Notes"), waiting.notes), (_("Done, snooze, tags"), waiting.others),
        ):  # fmt: skip
            self._pair(name, str(number))
        if waiting.oldest is not None:
            self._pair(_("oldest"), duration(now - waiting.oldest), faint=True)
        if waiting.files:
            size = locale.file_size(waiting.file_bytes)
            text = ngettext("{count} · {size}", "{count} · {size}", waiting.files)
            self._pair(_("attachments"), text.format(count=waiting.files, size=size), faint=True)

    def _pair(self, name: str, value: str, *, faint: bool = False) -> None:
        row = QHBoxLayout()
        row.addWidget(label(name, "second" if faint else "", wrap=True), 1)
        row.addWidget(label(value, "second" if faint else "strong"))
        self._amount_column.addLayout(row)

    def _review_clicked(self) -> None:
        self.review_wanted.emit(self.sender().property("thread"))


def _inner(card: Card) -> QVBoxLayout:
    """A column in a card that can be emptied without its heading."""
    column = QVBoxLayout()
    column.setSpacing(6)
    card.body.addLayout(column)
    return column
