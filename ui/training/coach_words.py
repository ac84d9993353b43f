"""What trainers said to a learner, newest first; the learner says what they have read (S-2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from ui import locale
from ui.locale import number
from ui.parts import button, elided
from ui.training.progress_card import LineCard, readable
from widgets.card import isolated
from widgets.thread_view.when import moment

FIRST = 3
"""So many are shown at first."""


@dataclass(frozen=True, slots=True)
class WordLine:
    """One word: whose, when, what; when it was seen, None for not yet."""

    id: str
    author: str
    at: datetime
    text: str
    seen_at: datetime | None


class WordsCard(LineCard):
    """A line each.

    Signals:
        seen(str): the learner has read the one of that id.
    """

    seen = Signal(str)

    def __init__(self, name: str = "", *, mine: bool = True) -> None:
        super().__init__(name or _("Words of your trainers"))
        self._mine, self._all = mine, False
        self._lines: tuple[WordLine, ...] = ()
        self._now: datetime | None = None
        self.more = button("", "smallLink")
        self.more.clicked.connect(self._toggle)
        self.insert(self.more)
        self.more.hide()

    def show_words(self, lines: Sequence[WordLine], now: datetime) -> None:
        """These, newest first."""
        self._lines, self._now = tuple(lines), now
        self._show()

    def _show(self) -> None:
        nothing = _("No trainer has said anything yet.") if self._mine else _("Nothing was said yet.")
        self.clear("" if self._lines else nothing)
        for line in self._lines if self._all else self._lines[:FIRST]:
            self.add(self._row(line))
        rest = len(self._lines) - FIRST
        words = ngettext("{count} more", "{count} more", rest).format(count=number(rest))
        self.more.setText(_("Only the newest") if self._all else words)
        self.more.setVisible(rest > 0)

    def _row(self, line: WordLine) -> QWidget:
        made = QWidget()
        column, top = QVBoxLayout(made), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        top.addWidget(elided(self._head(line), "heading"), 1)
        if self._mine and line.seen_at is None:
            read = button(_("Seen"), "smallLink", _("Seen: the word of {author}").format(author=line.author))
            read.setProperty("id", line.id)
            read.clicked.connect(self._read)
            top.addWidget(read)
        column.addLayout(top)
        column.addWidget(readable(line.text))
        return made

    def _head(self, line: WordLine) -> str:
        parts = [isolated(line.author), self._when(line.at)]
        if not self._mine:
            unseen = line.seen_at is None
            parts.append(_("not seen yet") if unseen else _("seen {time}").format(time=self._when(line.seen_at)))
        elif line.seen_at is None:
            parts.append(_("new"))
        return " · ".join(parts)

    def _when(self, at: datetime | None) -> str:
        return moment(at, self._now or at, locale.zone(), locale.tag()) if at is not None else ""

    def _read(self) -> None:
        self.seen.emit(self.sender().property("id"))

    def _toggle(self) -> None:
        self._all = not self._all
        self._show()
