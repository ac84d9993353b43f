"""What trainers gave to a learner, and what they said, as cards of today's page (S-2)."""

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import _, ngettext
from app.services.training_values import Given, Word
from domain.training.task import Wanted
from ui import locale
from ui.parts import button, label
from ui.training.words import kind_name
from widgets.card import Card, isolated
from widgets.meter import Meter, MeterValue


class GivenCard(Card):
    """One assignment.

    Signals:
        start_wanted(Wanted): its learner wants to go on with it.
    """

    start_wanted = Signal(object)

    def __init__(self, given: Given, parent: QWidget | None = None) -> None:
        title = given.title or _("A pack that is not here yet")
        late = given.days_left < 0 and given.done < given.wanted
        super().__init__(_("Assignment"), parent, urgent=late)
        self.given = given
        whole = given.assignment
        self.title, self.when = label(title, "strong", wrap=True), label(when_words(given), "second", wrap=True)
        self.start = button(_("Start") if not given.done else _("Go on"))
        self.start.setAccessibleName(f"{self.start.text()}: {title}")
        self.start.setEnabled(bool(given.title) and not given.starts and given.done < given.wanted)
        bar = Meter(MeterValue(given.done / given.wanted if given.wanted else 0))
        done = _("{done} of {wanted} done").format(done=locale.number(given.done), wanted=locale.number(given.wanted))
        bar.setAccessibleName(done)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.title, 1)
        row.addWidget(self.start, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.body.addWidget(self.when)
        drill = kind_name(whole.kind)
        self.body.addWidget(label(f"{drill} · {done}", "second", wrap=True))
        self.body.addWidget(bar)
        if whole.note:
            said = _("{name}: {note}").format(name=isolated(given.author), note=whole.note)
            self.body.addWidget(label(said, "", wrap=True))
        self.start.clicked.connect(self._start)

    def _start(self) -> None:
        whole = self.given.assignment
        self.start_wanted.emit(Wanted(whole.kind, whole.pack_id, whole.id))


class WordCard(Card):
    """A word of a trainer.

    Signals:
        seen(CoachingId): the learner has read it.
    """

    seen = Signal(str)

    def __init__(self, word: Word, parent: QWidget | None = None) -> None:
        super().__init__(_("A word from {name}").format(name=isolated(word.author)), parent)
        self.word = word
        self.read = button(_("I have read it"))
        said = label(word.coaching.text, "", wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(said)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.read)
        self.body.addLayout(row)
        self.read.setAccessibleDescription(word.coaching.text)
        self.read.clicked.connect(self._seen)

    def _seen(self) -> None:
        self.seen.emit(self.word.coaching.id)


def when_words(given: Given) -> str:
    """Its days, and how many are left."""
    written = QLocale(locale.tag().replace("-", "_"))
    days = (given.assignment.since, given.assignment.until)
    since, until = (
        written.toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat) for day in days
    )
    if given.done >= given.wanted:
        left = _("done")
    elif given.starts:
        left = ngettext("begins in {count} day", "begins in {count} days", given.starts)
        left = left.format(count=locale.number(given.starts))
    elif given.days_left < 0:
        left = _("overdue")
    elif given.days_left == 0:
        left = _("last day")
    else:
        left = ngettext("{count} day left", "{count} days left", given.days_left)
        left = left.format(count=locale.number(given.days_left))
    return f"{isolated(since)} – {isolated(until)} · {left}"
