"""Giving a pack to people with dates, or changing what was given; nothing counts before it is kept (S-2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from domain.agent import Agent
from domain.ids import AgentId, AssignmentId, PackId
from domain.training.assigning import Assignment
from domain.training.item import DrillKind
from domain.training.pack import Edition
from domain.training.report import AssignmentLine
from ui.date_fields import DayField
from ui.dialog_room import open_at
from ui.number_field import NumberField
from ui.parts import button, label, named
from ui.question import question
from ui.training.assign_people import PeopleList
from ui.training.assign_words import MOST_ROUNDS, flaw, kinds_of, notes_of, pack_words, sum_words
from ui.training.coach_field import WordField
from ui.training.progress_choice import chosen, offer
from ui.training.words import kind_name

_WEEK = timedelta(days=6)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Offered:
    """What there is to give, and to whom."""

    packs: Sequence[Edition]
    people: Sequence[Agent]
    teams: Mapping[str, Sequence[AgentId]]
    today: date


class AssignDialog(QDialog):
    """One assignment.

    Signals:
        save_wanted(Assignment): it is to be kept. end_wanted(AssignmentId): it is to be called off.
    """

    save_wanted = Signal(object)
    end_wanted = Signal(str)

    def __init__(
        self, offered: Offered, current: Assignment, lines: Sequence[AssignmentLine], parent: QWidget, *, new: bool
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Assign practice") if new else _("Assignment"))
        self._offered, self._current, self._new = offered, current, new
        self.pack, self.kind = QComboBox(), QComboBox()
        self.people = PeopleList(offered.people, offered.teams)
        self.since, self.until = _day(_("First day")), _day(_("Last day"))
        self.rounds = NumberField(1, MOST_ROUNDS)
        self.note = WordField(_("What they should know about it (may be empty)"))
        self.sum, self.trouble = label("", "second", wrap=True), label("", "error", wrap=True)
        self.save = button(_("Assign (Ctrl+Enter)") if new else _("Keep (Ctrl+Enter)"), "primary")
        self.end, self.leave = button(_("End it…")), button(_("Cancel"))
        self._lay_out()
        self._fill(lines)
        self._connect()
        self._counted()

    def assignment(self) -> Assignment:
        """As it stands here."""
        kind = chosen(self.kind)
        return replace(
            self._current,
            pack_id=PackId(chosen(self.pack)),
            kind=DrillKind(kind) if kind else None,
            people=self.people.people(),
            groups=self.people.groups(),
            since=self.since.day(),
            until=self.until.day(),
            rounds=self.rounds.within(),
            note=self.note.toPlainText().strip(),
        )

    def say(self, words: str) -> None:
        """Why it was not kept."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        self.save.setEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._save()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        days = QHBoxLayout()
        days.setSpacing(8)
        for part in (self.since, label(_("to"), "small"), self.until):
            days.addWidget(part)
        days.addStretch(1)
        self.pack.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for field, name in ((self.pack, _("Pack")), (self.kind, _("Drill")), (self.rounds, _("Rounds"))):
            named(field, name)
        self._row(grid, 0, _("Pack"), self.pack)
        self._row(grid, 1, _("Drill"), self.kind)
        self._row(grid, 2, _("For"), self.people)
        self._row(grid, 3, _("Days"), days)
        self._row(grid, 4, _("Rounds"), self.rounds)
        self._row(grid, 5, _("Note"), self.note)
        grid.setRowStretch(2, 1)
        grid.setColumnStretch(1, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.end)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        column.addWidget(label(self.windowTitle(), "title"))
        column.addLayout(grid, 1)
        column.addWidget(self.sum)
        column.addWidget(self.trouble)
        column.addLayout(foot)
        self.trouble.hide()
        self.end.setVisible(not self._new and not self._current.ended)
        open_at(self, 600, 600)

    def _row(self, grid: QGridLayout, row: int, words: str, field: QWidget | QHBoxLayout) -> None:
        grid.addWidget(label(words), row, 0, Qt.AlignmentFlag.AlignTop)
        if isinstance(field, QHBoxLayout):
            grid.addLayout(field, row, 1)
        elif field is self.rounds:
            grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignLeading)
        else:
            grid.addWidget(field, row, 1)

    def _fill(self, lines: Sequence[AssignmentLine]) -> None:
        one = self._current
        offer(self.pack, [(pack.id, pack_words(pack)) for pack in self._offered.packs], one.pack_id)
        self._offer_kinds()
        offer(self.kind, self._kinds(), one.kind.value if one.kind is not None else "")
        self.people.choose(one.people, {AgentId(who): words for who, words in notes_of(lines).items()})
        self.since.show_day(one.since)
        self.until.show_day(one.until)
        self.rounds.set_value(one.rounds)
        self.note.setPlainText(one.note)
        if one.ended:
            self.say(_("It was ended; keeping it takes it up again."))

    def _connect(self) -> None:
        self.pack.activated.connect(self._pack_chosen)
        self.kind.activated.connect(self._counted)
        self.people.changed.connect(self._counted)
        self.rounds.textChanged.connect(self._counted)
        self.note.sent.connect(self._save)
        self.save.clicked.connect(self._save)
        self.end.clicked.connect(self._ask_to_end)
        self.leave.clicked.connect(self.reject)

    def _edition(self) -> Edition | None:
        return next((pack for pack in self._offered.packs if pack.id == chosen(self.pack)), None)

    def _kinds(self) -> list[tuple[str, str]]:
        return [("", _("All drills")), *((kind.value, kind_name(kind)) for kind in kinds_of(self._edition()))]

    def _offer_kinds(self) -> None:
        """Only drills that this pack has keys for."""
        held, options = chosen(self.kind), self._kinds()
        offer(self.kind, options, held if held in {value for value, _words in options} else "")

    def _pack_chosen(self) -> None:
        self._offer_kinds()
        self._counted()

    def _counted(self) -> None:
        kind = chosen(self.kind)
        people, rounds = len(self.people.people()), self.rounds.within()
        self.sum.setText(sum_words(self._edition(), DrillKind(kind) if kind else None, people, rounds))

    def _save(self) -> None:
        one = replace(self.assignment(), ended=False)
        words = flaw(one, self._offered.today)
        self.say(words)
        if not words:
            self.save.setEnabled(False)
            self.save_wanted.emit(one)

    def _ask_to_end(self) -> None:
        words = _("It is called off for everybody; what they did stays.")
        go = (_("End it"), QMessageBox.ButtonRole.DestructiveRole)
        question(self, _("End an assignment"), words, go=go, stay=_("Cancel"), done=self._end).open()

    def _end(self) -> None:
        self.end_wanted.emit(self._current.id)


def begun(offered: Offered, id_: str, author: str) -> Assignment:
    """A new one: a week from today on, once through."""
    first = offered.packs[0].id if offered.packs else PackId("")
    until = offered.today + _WEEK
    return Assignment(AssignmentId(id_), first, None, (), (), offered.today, until, 1, "", AgentId(author))


def _day(name: str) -> DayField:
    made = DayField()
    named(made, name)
    return made
