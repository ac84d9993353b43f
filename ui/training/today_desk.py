"""A page of the training: today's five minutes, what is due, what trainers gave and said (S-2)."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.changes import ChangeSet
from app.errors import KnownError
from app.i18n import _, ngettext
from app.services.training_values import Today
from domain.ids import CoachingId
from domain.training.figures import TrainingFigures
from domain.training.task import Wanted
from ui import locale
from ui.background import Background
from ui.centred import centre
from ui.parts import button, label
from ui.ports import Services
from ui.theme import spread
from ui.training.entering import pressed_by
from ui.training.given_card import GivenCard, WordCard
from ui.training.words import days_words, length_words, messages_words
from ui.words import error_words
from widgets.banner import Banner
from widgets.card import Card, empty_layout
from widgets.drill.ring import Ring
from widgets.tokens import Tokens

_WIDE = 760 / 13
_LEAST = 60
"""Seconds of a daily drill at least, however little is left of today's goal."""


@dataclass(frozen=True, slots=True)
class _Known:
    today: Today
    figures: TrainingFigures


class TodayDesk(QScrollArea):
    """Start button, ring, assignments, words.

    Signals:
        drill_wanted(Wanted): somebody wants to practise that.
    """

    drill_wanted = Signal(object)

    def __init__(self, services: Services, tokens: Tokens) -> None:
        super().__init__()
        self._services, self._tokens = services, tokens
        self._background = Background(services.tasks, self, self._troubled)
        self._today: Today | None = None
        self.trouble = Banner("high")
        self.ring = Ring()
        self.heading, self.streak, self.due = label("", "title", wrap=True), label("", "second"), label("", "second")
        self.start, self.repeat = button(_("Start (Enter)"), "primary"), button(_("Repeat what is due"))
        self.given: list[GivenCard] = []
        self.words: list[WordCard] = []
        self._given, self._words = QVBoxLayout(), QVBoxLayout()
        self.empty = label("", "second", wrap=True)
        self._lay_out()
        self.start.clicked.connect(self.start_daily)
        self.repeat.clicked.connect(self._start_due)
        self.trouble.acted.connect(self.refresh)

    def enter(self) -> None:
        """It is on screen now."""
        self.refresh()
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def apply(self, changes: ChangeSet) -> None:
        """Something was practised, given or said."""
        if self.isVisible() and (
            changes.reset or changes.shelf & {"practice", "assignment", "coaching", "edition", "setting"}
        ):
            self.refresh()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self._body.setMaximumWidth(round(tokens.type.base * _WIDE))
        self.start.setMinimumSize(round(tokens.type.base * 11), round(tokens.type.base * 3.2))

    def refresh(self) -> None:
        """Reads it."""
        self._background.run(self._read(), self._show, latest="today")

    def start_daily(self) -> None:
        """The daily drill: what is left of today's minutes, all of them once they are done."""
        if self._today is not None:
            goal = self._today.minutes * 60
            left = goal - self._today.seconds
            self.drill_wanted.emit(Wanted(seconds=goal if left <= 0 else round(max(_LEAST, left)), items=0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_by(event):
            super().keyPressEvent(event)

    async def _read(self) -> _Known:
        service = self._services.training
        return _Known(await service.today(), await service.figures())

    def _show(self, known: _Known) -> None:
        today = self._today = known.today
        self.trouble.say("")
        goal = today.minutes * 60
        share, done = today.seconds / goal, today.seconds >= goal
        minutes = locale.number(int(today.seconds // 60))
        said = _("{done} of {goal} minutes today").format(done=minutes, goal=locale.number(today.minutes))
        self.ring.show_share(min(1.0, share), "✓" if done else f"{minutes}/{locale.number(today.minutes)}", said)
        plain = ngettext("Today's {count} minute", "Today's {count} minutes", today.minutes)
        self.heading.setText(_heading(plain.format(count=locale.number(today.minutes)), today.seconds, done=done))
        self.streak.setText(_streak(today))
        due = _("{messages} to be repeated").format(messages=messages_words(today.due))
        self.due.setText(due if today.due else _("Nothing is due again today."))
        self.repeat.setVisible(bool(today.due))
        self.start.setText(_start_words(today))
        self._show_given(today)
        self._show_words(today)
        spread(self._body, self._tokens)

    def _show_given(self, today: Today) -> None:
        empty_layout(self._given)
        self.given = [GivenCard(one) for one in today.given]
        for card in self.given:
            card.start_wanted.connect(self.drill_wanted)
            self._given.addWidget(card)
        self.empty.setVisible(not today.given)
        self.empty.setText(_("Nothing is assigned to you. Today's minutes mix everything that you can practise."))

    def _show_words(self, today: Today) -> None:
        empty_layout(self._words)
        self.words = [WordCard(one) for one in today.words]
        for card in self.words:
            card.seen.connect(self._saw)
            self._words.addWidget(card)

    def _saw(self, coaching_id: str) -> None:
        self._background.run(self._services.training.saw(CoachingId(coaching_id)), self._seen)

    def _seen(self, _nothing: None) -> None:
        self.refresh()
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start_due(self) -> None:
        self.drill_wanted.emit(Wanted(repeat=True))

    def _troubled(self, error: KnownError) -> None:
        self.trouble.say(error_words(error), _("Try again"))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(3)
        words.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        for one in (self.heading, self.streak, self.due):
            words.addWidget(one)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self.ring)
        row.addLayout(words, 1)
        row.addWidget(self.start, 0, Qt.AlignmentFlag.AlignVCenter)
        now = Card(_("Today"))
        now.body.addLayout(row)
        now.body.setSpacing(10)
        low = QHBoxLayout()
        low.addWidget(self.repeat)
        low.addStretch(1)
        now.body.addLayout(low)
        self._body = QWidget()
        self._body.setObjectName("place")
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 22, 0, 22)
        column.setSpacing(14)
        column.addWidget(self.trouble)
        column.addWidget(now)
        column.addLayout(self._words)
        column.addWidget(label(_("For you"), "title"))
        column.addWidget(self.empty)
        column.addLayout(self._given)
        column.addStretch(1)
        centre(self, self._body)
        self.repeat.hide()


def _heading(wanted: str, seconds: float, *, done: bool) -> str:
    """The ring counts whole minutes: what is said beside it knows the seconds, too."""
    time = length_words(seconds)
    if done:
        return _("Done for today: {time}").format(time=time)
    return _("{wanted} · {time} done").format(wanted=wanted, time=time) if seconds else wanted


def _start_words(today: Today) -> str:
    if today.seconds >= today.minutes * 60:
        return _("Once more (Enter)")
    return _("Go on (Enter)") if today.seconds else _("Start (Enter)")


def _streak(today: Today) -> str:
    if today.streak:
        return _("Streak: {days}").format(days=days_words(today.streak))
    return _("No streak yet: it begins with today's minutes.")
