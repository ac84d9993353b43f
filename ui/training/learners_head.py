"""What stands above the trainers' page: days, whose practice, with what, how fresh it is, export, assign."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.i18n import _
from domain.agent import Agent
from domain.training.item import DrillKind
from domain.training.pack import Edition
from ui.locale import language_name
from ui.parts import button, elided
from ui.tab_row import TabRow
from ui.training.learners_wanted import FILTERS, LearnersWanted
from ui.training.progress_choice import choice, chosen, offer
from ui.training.progress_desk import SPANS, span_name
from ui.training.words import kind_name
from widgets.chips import Chip
from widgets.flow import FlowLayout
from widgets.tokens import Tokens

CSV, XLSX, PDF, PRINT = "CSV", "XLSX", "PDF", "PRINT"


class LearnersHead(QWidget):
    """Two lines: days and tools; filters, or the learner whose page it is.

    Signals:
        wanted_changed(LearnersWanted), export_wanted(str), assign_wanted, back_wanted
    """

    wanted_changed = Signal(object)
    export_wanted = Signal(str)
    assign_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, wanted: LearnersWanted) -> None:
        super().__init__()
        self._wanted = wanted
        self.fresh = Chip()
        self.spans = TabRow(_("Days"), tuple((str(days), span_name(days)) for days in SPANS))
        self.fields = {
            "team": choice(_("Team")),
            "agent": choice(_("Learner")),
            "kind": choice(_("Drill")),
            "pack": choice(_("Pack")),
            "language": choice(_("Language")),
        }
        self.export, self.assign = button(_("Export")), button(_("Assign…"), "primary")
        self.all_button, self.back = button(_("Everything"), "link"), button(_("‹ All learners (Esc)"), "link")
        self.who = elided("", "title")
        self.menu = QMenu(self)
        self._lay_out()
        self._connect()
        self.offer((), (), ())
        self.show_wanted(wanted)

    def show_wanted(self, wanted: LearnersWanted, name: str = "") -> None:
        """These choices; `name` is whose page it is, "" for everybody's."""
        self._wanted = wanted
        self.spans.show_chosen(str(wanted.days))
        for field_name, field in self.fields.items():
            field.setCurrentIndex(max(0, field.findData(getattr(wanted, field_name))))
        alone = bool(name)
        for field_name in ("team", "agent"):
            hidden = alone or (field_name == "team" and self.fields["team"].count() < 2)
            self.fields[field_name].setHidden(hidden)
        self.back.setVisible(alone)
        self.who.setVisible(alone)
        self.who.setText(name)
        others = replace(wanted, agent="", team="") if alone else wanted
        self.all_button.setVisible(others.filtered)

    def offer(self, people: Sequence[Agent], teams: Sequence[str], packs: Sequence[Edition]) -> None:
        """What there is to choose from."""
        languages = dict.fromkeys(language for pack in packs for language in pack.languages)
        options = {
            "team": [("", _("All teams")), *((name, name) for name in sorted(teams))],
            "agent": [("", _("All learners")), *((agent.id, agent.name) for agent in people)],
            "kind": [("", _("All drills")), *((kind.value, kind_name(kind)) for kind in DrillKind)],
            "pack": [("", _("All packs")), *((pack.id, pack.title) for pack in packs)],
            "language": [("", _("All languages")), *((one, language_name(one)) for one in languages)],
        }
        for name, field in self.fields.items():
            offer(field, options[name], getattr(self._wanted, name))
        self.show_wanted(self._wanted, self.who.text())

    def open_export(self) -> None:
        """As a click on the button does."""
        self.menu.popup(self.export.mapToGlobal(QPoint(0, self.export.height())))

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other sizes."""
        space = tokens.space
        self._column.setContentsMargins(space[3], space[1], space[3], space[1])
        for field in self.fields.values():
            field.setMaximumWidth(round(tokens.type.base * 18))

    def _lay_out(self) -> None:
        for words, kind in (
            (_("Table (CSV)…"), CSV),
            (_("Workbook (XLSX)…"), XLSX),
            (_("Paper (PDF)…"), PDF),
            (_("Print…"), PRINT),
        ):
            self.menu.addAction(words).setData(kind)
        self.export.setMenu(self.menu)
        near, tools, top, under = QWidget(), QWidget(), QWidget(), QWidget()
        left, right = QHBoxLayout(near), QHBoxLayout(tools)
        for line, parts in ((left, (self.back, self.who, self.spans, self.fresh)), (right, (self.export, self.assign))):
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(8)
            for part in parts:
                line.addWidget(part)
        whole = FlowLayout(top, 8, apart=True)
        whole.addWidget(near)
        whole.addWidget(tools)
        filters = FlowLayout(under, 8)
        for field in (*self.fields.values(), self.all_button):
            filters.addWidget(field)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(6)
        self._column.addWidget(top)
        self._column.addWidget(under)

    def _connect(self) -> None:
        self.spans.chosen.connect(self._span)
        for field in self.fields.values():
            field.activated.connect(self._filtered)
        self.all_button.clicked.connect(self._everything)
        self.menu.triggered.connect(self._export)
        self.assign.clicked.connect(self.assign_wanted)
        self.back.clicked.connect(self.back_wanted)

    def _span(self, days: str) -> None:
        self._want(replace(self._wanted, days=int(days)))

    def _filtered(self) -> None:
        values: dict[str, Any] = {name: chosen(self.fields[name]) for name in FILTERS}
        if not self.who.isHidden():
            values |= {"team": self._wanted.team, "agent": self._wanted.agent}
        self._want(replace(self._wanted, **values))

    def _everything(self) -> None:
        alone = not self.who.isHidden()
        kept = LearnersWanted(self._wanted.days, "", self._wanted.agent if alone else "")
        self._want(kept)
        self.spans.buttons[str(kept.days)].setFocus()

    def _want(self, wanted: LearnersWanted) -> None:
        self.show_wanted(wanted, self.who.text() if not self.who.isHidden() else "")
        self.wanted_changed.emit(wanted)

    def _export(self, action: QAction) -> None:
        self.export_wanted.emit(action.data())
