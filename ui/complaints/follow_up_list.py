"""Customers who have to be asked how it is now: written to by Enter, what they said is kept by a letter (K-6)."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.changes import ChangeSet
from app.errors import KnownError
from app.i18n import _, ngettext
from app.services.complaint_values import BoardCard
from domain.complaint import FollowUpOutcome
from domain.ids import ThreadId
from ui import locale
from ui.background import Background
from ui.complaints.dialog_reason import outcome_dialog
from ui.complaints.follow_up_text import Placed, place_text
from ui.complaints.page_words import day_words, when_words
from ui.parts import button, label
from ui.ports import Services
from ui.words import error_words
from widgets.card import isolated
from widgets.flow import FlowLayout
from widgets.item_list import Item, ItemList
from widgets.thread_view.when import local_day
from widgets.tokens import Tokens

MINUTE_MS = 60_000
KEYS = {
    Qt.Key.Key_W: FollowUpOutcome.WELL,
    Qt.Key.Key_N: FollowUpOutcome.NOT_WELL,
    Qt.Key.Key_A: FollowUpOutcome.NO_ANSWER,
}
STEPS = {Qt.KeyboardModifier.NoModifier: 1, Qt.KeyboardModifier.ShiftModifier: -1}


class FollowUpList(QWidget):
    """A list with the keys Enter, W, N and A.

    Attributes:
        words: what is wrong, or that nothing is due.

    Signals:
        chosen(str): another complaint is current, "" for none.
        thread_wanted(str): the thread in whose composer the text stands.
        count_changed(int): how many there are.
        step_wanted(int): V or Shift+V, as on the board: the next way to look at complaints, or the one before.
    """

    chosen = Signal(str)
    thread_wanted = Signal(str)
    count_changed = Signal(int)
    step_wanted = Signal(int)

    def __init__(self, services: Services, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("place")
        self._services, self._service = services, services.complaints
        self._cards: dict[str, BoardCard] = {}
        self._count, self._ready = -1, False
        self.list = ItemList(grows=True)
        self.list.setAccessibleName(_("Follow-ups"))
        self.list.set_tokens(tokens)
        self.words, self.hint = label("", "second", wrap=True), label("", "small", wrap=True)
        self.write = button(_("Write to them (Enter)"), "primary")
        self.well, self.not_well = button(_("It is well (W)…")), button(_("Not well (N)…"))
        self.no_answer = button(_("No answer (A)…"))
        self._background = Background(services.tasks, self, self._troubled)
        self._lay_out()
        self._connect()
        self._stop = services.hub.subscribe(self._changed)
        self.destroyed.connect(self._stop)
        self._read()

    def focus_list(self) -> None:
        """The keys go to the list."""
        self.list.setFocus()

    @property
    def current(self) -> str:
        """The complaint that is current, "" for none."""
        return self.list.current

    def write_now(self) -> None:
        """The text into the thread's composer, then the thread."""
        card = self._cards.get(self.list.current)
        if card is not None:
            self._background.run(self._place(card), self._placed, latest="write")

    def keep(self, outcome: FollowUpOutcome) -> None:
        """What the customer said, with some words."""
        card = self._cards.get(self.list.current)
        if card is not None:
            outcome_dialog(self._services, card.complaint, outcome, self).open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        outcome = KEYS.get(Qt.Key(event.key()))
        if outcome is not None and not event.modifiers() and not event.isAutoRepeat():
            self.keep(outcome)
        elif event.key() == Qt.Key.Key_V and event.modifiers() in STEPS and not event.isAutoRepeat():
            self.step_wanted.emit(STEPS[event.modifiers()])
        else:
            super().keyPressEvent(event)

    def tick(self) -> None:
        """Time has passed: what is due is said anew."""
        if self._ready:
            self._show(tuple(self._cards.values()))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        self.words.setText(_("Reading the follow-ups…"))
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        column.addWidget(self.hint)
        self._foot = QWidget()
        row = FlowLayout(self._foot, gap=8)
        for one in (self.write, self.well, self.not_well, self.no_answer):
            row.addWidget(one)
        column.addWidget(self._foot)
        column.addStretch(0)
        self._show_parts(there=False)
        self.hint.setText(_("Enter puts the message into the composer, behind what stands there; you send it."))

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.pressed_key.connect(self._pressed)
        self.list.doubleClicked.connect(self._double_clicked)
        self.write.clicked.connect(self.write_now)
        for one, outcome in (
            (self.well, FollowUpOutcome.WELL),
            (self.not_well, FollowUpOutcome.NOT_WELL),
            (self.no_answer, FollowUpOutcome.NO_ANSWER),
        ):
            one.setProperty("outcome", outcome.value)
            one.clicked.connect(self._outcome_clicked)
        self._clock = QTimer(self)
        self._clock.setInterval(MINUTE_MS)
        self._clock.timeout.connect(self.tick)

    def _read(self) -> None:
        self._background.run(self._service.follow_ups(), self._show, latest="follow-ups")

    def _show(self, cards: Sequence[BoardCard]) -> None:
        before, now = self._words_of(len(self._cards)), self._service.now()
        self._cards = {card.complaint.id: card for card in cards}
        self.list.show_items([_item(card, now) for card in cards])
        if not self._ready or self.words.text() in ("", before) or not cards:
            self.words.setText(self._words_of(len(cards)))
        self._ready = True
        self._show_parts(there=bool(cards))
        if len(cards) != self._count:
            self._count = len(cards)
            self.count_changed.emit(self._count)

    def _show_parts(self, *, there: bool) -> None:
        for part in (self.list, self.hint, self._foot):
            part.setVisible(there)

    def _words_of(self, count: int) -> str:
        if not count:
            return _("Nobody has to be asked how it is now.")
        said = ngettext(
            "{count} customer has to be asked how it is now", "{count} customers have to be asked how it is now", count
        )
        return said.format(count=count)

    def _choose(self, key: str) -> None:
        self.chosen.emit(key)

    def _pressed(self, key: int) -> None:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.write_now()

    def _double_clicked(self) -> None:
        self.write_now()

    def _outcome_clicked(self) -> None:
        self.keep(FollowUpOutcome(self.sender().property("outcome")))

    async def _place(self, card: BoardCard) -> tuple[ThreadId, Placed]:
        text = await self._service.follow_up_text(card.complaint.id)
        return card.root_id, await place_text(self._services, card.root_id, text)

    def _placed(self, answer: tuple[ThreadId, Placed]) -> None:
        thread_id, placed = answer
        if placed is Placed.NOTE:
            self.words.setText(_("An unsent note for the team stands in that thread: save or empty it first."))
            return
        self.words.setText(self._words_of(len(self._cards)))
        self.thread_wanted.emit(thread_id)

    def _changed(self, changes: ChangeSet) -> None:
        if changes.reset or changes.complaints or "complaint" in changes.shelf:
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()
        if self._ready:
            self.tick()
        else:
            self._read()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def _troubled(self, error: KnownError) -> None:
        self.words.setText(error_words(error))


def _item(card: BoardCard, now: datetime) -> Item:
    complaint = card.complaint
    due = complaint.follow_up_due or now
    resolved = complaint.resolved_at or due
    third = _("resolved {time}: {what}").format(time=when_words(resolved, now), what=isolated(complaint.resolution))
    title = f"{isolated(card.customer)} · {isolated(complaint.title)}"
    owner = isolated(card.owner) if card.owner else ""
    second = " · ".join(filter(None, (due_words(due, now), owner)))
    return Item(complaint.id, title, second, third, complaint.tier.value, due < now)


def due_words(due: datetime, now: datetime) -> str:
    """Until when the customer has to be asked."""
    zone = locale.zone()
    days = (local_day(due, zone) - local_day(now, zone)).days
    if due < now:
        late = _("overdue since {day}") if days else _("overdue since {day} today")
        return late.format(day=day_words(due) if days else when_words(due, now))
    if days == 0:
        return _("due today, until {time}").format(time=when_words(due, now))
    if days == 1:
        return _("due tomorrow")
    return ngettext("due in {count} day, on {day}", "due in {count} days, on {day}", days).format(
        count=days, day=day_words(due)
    )
