"""Which week is reviewed, how many conversations are drawn and with which seed; drawing again is asked first (M-1)."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QWidget

from app.i18n import _, ngettext
from domain.measures.sampling import LEAST, MOST
from domain.review import ReviewItem
from ui.insights.review_values import seed_of, seen, size_of, weeks
from ui.insights.review_words import progress_words, week_choice
from ui.locale import number
from ui.number_field import NumberField
from ui.parts import button, label
from ui.question import question
from widgets.controls import PlainChoice
from widgets.dress import dress
from widgets.flow import FlowLayout

_LARGEST_SEED = 2**31 - 1


class DrawBar(QWidget):
    """The line above the list; `busy` while the server draws: it is not asked twice.

    Signals:
        week_chosen: another week. draw_wanted: the server is to draw, after it was asked where it has to be.
    """

    week_chosen = Signal()
    draw_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weeks: tuple[date, ...] = ()
        self._items: Sequence[ReviewItem] = ()
        self.weeks, self.count, self.seed = PlainChoice(), NumberField(LEAST, MOST), NumberField(0, _LARGEST_SEED)
        self.progress, self.draw = label("", "strong"), button(_("Draw"), "primary")
        self.busy = False
        self.box: QMessageBox | None = None
        self.count.set_value(LEAST)
        self.seed.setToolTip(_("The same seed draws the same conversations for everybody."))
        self._lay_out()
        self.weeks.activated.connect(self._chosen)
        self.draw.clicked.connect(self._ask)

    @property
    def week(self) -> date:
        """The Monday that is chosen."""
        return self._weeks[max(0, self.weeks.currentIndex())]

    @property
    def size_wanted(self) -> int:
        """How many are to be drawn, never fewer or more than a review has (M-1)."""
        self.count.setText(str(self.count.within()))
        return self.count.value()

    @property
    def seed_wanted(self) -> int:
        """What the draw begins with."""
        self.seed.setText(str(self.seed.within()))
        return self.seed.value()

    def offer_weeks(self, today: date) -> None:
        """Those of that day; the chosen one stays, else it is last week."""
        offered = weeks(today)
        if offered == self._weeks:
            return
        before = self.week if self._weeks else offered[1]
        self._weeks = offered
        self.weeks.clear()
        self.weeks.addItems([week_choice(week, today) for week in offered])
        self.weeks.setCurrentIndex(offered.index(before) if before in offered else 1)
        self.seed.set_value(seed_of(self.week))

    def choose_week(self, week: date) -> None:
        """That one, if it is offered."""
        if week in self._weeks and week != self.week:
            self.weeks.setCurrentIndex(self._weeks.index(week))
            self._chosen()

    def show_items(self, items: Sequence[ReviewItem]) -> None:
        """What the week has: how far one is, and what it was drawn with."""
        if items and not self._items:
            self.count.set_value(size_of(items))
            self.seed.set_value(items[0].seed)
        self._items = items
        self.progress.setText(progress_words(sum(map(seen, items)), len(items)))
        self.set_busy(busy=self.busy)
        kind = "" if items else "primary"
        dress(self.draw, kind, "kind")

    def set_busy(self, *, busy: bool) -> None:
        """The server draws: it is not asked twice."""
        self.busy = busy
        self.draw.setText(_("Drawing…") if busy else self._draw_words())

    def _lay_out(self) -> None:
        flow = FlowLayout(self, 8, apart=True)
        flow.addWidget(_group((_("Week"), self.weeks), (None, self.progress)))
        flow.addWidget(_group((_("Conversations"), self.count), (_("Seed"), self.seed), (None, self.draw)))

    def _chosen(self, _index: int = 0) -> None:
        self._items = ()
        self.count.set_value(LEAST)
        self.seed.set_value(seed_of(self.week))
        self.week_chosen.emit()

    def _draw_words(self) -> str:
        return _("Draw again…") if self._items else _("Draw")

    def _ask(self) -> None:
        if self.busy:
            return
        if not self._items:
            self.draw_wanted.emit()
            return
        marked = sum(map(seen, self._items))
        stays = ngettext(
            "The {count} conversation that was looked at stays with what was said of it; the others make room.",
            "The {count} conversations that were looked at stay with what was said of them; the others make room.",
            marked,
        )
        words = stays if marked else _("Nothing was looked at yet: all of them make room for others.")
        title, text = _("Draw again"), words.format(count=number(marked))
        go = (title, QMessageBox.ButtonRole.AcceptRole)
        self.box = question(self, title, text, go=go, stay=_("Leave it"), done=self.draw_wanted)
        self.box.finished.connect(self._answered)
        self.box.open()

    def _answered(self, _answer: int) -> None:
        self.box = None


def _group(*parts: tuple[str | None, QWidget]) -> QWidget:
    """Fields with their names in one line."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for name, part in parts:
        if name is not None:
            words = label(name, "small")
            words.setBuddy(part)
            part.setAccessibleName(name)
            row.addWidget(words)
        row.addWidget(part)
    return made
