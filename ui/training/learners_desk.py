"""A page of the training: what trainers see of everybody and of one learner, and what they give (S-2, S-3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.changes import ChangeSet
from app.errors import KnownError, Unreachable
from app.i18n import _
from app.services.insight_values import Held
from domain.agent import Agent
from domain.ids import AgentId
from domain.training.assigning import Assignment
from domain.training.figures import TrainingFigures
from domain.training.pack import Edition
from domain.training.report import Result, TrainingReport
from ui import locale
from ui.background import Background
from ui.commands import Need
from ui.notice import Notice
from ui.paper_door import PaperDoor
from ui.parts import line
from ui.ports import Services
from ui.taking import Taking
from ui.theme import spread
from ui.training.assign_desk import AssignDesk
from ui.training.assign_dialog import Offered
from ui.training.entering import pressed_by
from ui.training.learners_head import PDF, PRINT, LearnersHead
from ui.training.learners_one import OneLearner
from ui.training.learners_page import LearnersPage
from ui.training.learners_paper import paper_of, subtitle
from ui.training.learners_shown import ASSIGNMENT, LEARNER, Known, Reported, known_of, reported
from ui.training.learners_wanted import LearnersWanted
from ui.training.progress_desk import span_name
from ui.words import error_words
from widgets.charts.card import ChartCard
from widgets.thread_view.when import moment
from widgets.tokens import Tokens

OLDEST_MS = 240_000
SHELF = frozenset({"assignment", "coaching", "certificate", "edition", "setting"})


@dataclass(frozen=True, slots=True)
class _Around:
    """What is here without a connection."""

    people: Sequence[Agent]
    teams: dict[str, tuple[AgentId, ...]]
    packs: Sequence[Edition]
    assigned: Sequence[Assignment]
    figures: TrainingFigures


class LearnersDesk(QWidget):
    """The report of a span; Enter on a learner opens their page, Escape leads back.

    Attributes:
        wanted: what is asked for. page: everybody's. one: one learner's page and what is done there.
    """

    def __init__(self, services: Services, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("place")
        self._services, self._service, self._tokens = services, services.trainers, tokens
        self._background = Background(services.tasks, self, self._troubled)
        self.wanted = LearnersWanted()
        self._team = self.wanted
        self._around: _Around | None = None
        self._held: Held[TrainingReport] | None = None
        self.head, self.notice, self.page = LearnersHead(self.wanted), Notice(), LearnersPage()
        self.one = OneLearner(services, self)
        self.assigning = AssignDesk(services, self)
        self.taking, self.paper = Taking(services, self, _("Learners")), PaperDoor(services, self)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._timer = QTimer(self, interval=OLDEST_MS)
        self._timer.timeout.connect(self.load)

    def enter(self) -> None:
        """It is on screen."""
        self.load()

    def apply(self, changes: ChangeSet) -> None:
        """Something was given, said, published or certified; or everything is other."""
        if changes.reset:
            self._held = self._around = None
            self._show_all()
        if self.isVisible() and (changes.reset or changes.people or changes.shelf & SHELF):
            self._read_around()
            self.one.read()

    def close_desk(self) -> None:
        """Asks no more."""
        self._timer.stop()

    def load(self) -> None:
        """Asks for the report, and for what is here."""
        if self._held is None:
            self.notice.say(_("Counting…"))
            self._stack.setCurrentWidget(self.notice)
        self._read_around()
        choice = self.wanted.choice(self._today, locale.zone())
        self._background.run(self._service.report(choice), self._take, self._fail, latest="report")

    def open_learner(self, agent_id: str) -> None:
        """That learner's page."""
        self._team = self.wanted
        self._want(replace(self.wanted, agent=agent_id, team=""))
        self.one.open(AgentId(agent_id))
        self._show_all()
        self.one.page.entry().setFocus()

    def escape(self) -> bool:
        """Back to everybody; whether there was anywhere to go."""
        if self.one.agent_id is None:
            return False
        came_from = f"{LEARNER}{self.one.agent_id}"
        self.one.close()
        self._held = None
        self._want(self._team)
        table = self.page.learners.table
        table.setFocus()
        keys = table.sheet_model.sheet.keys
        if came_from in keys:
            table.selectRow(keys.index(came_from))
        return True

    def needs(self) -> frozenset[Need]:
        """Its commands are possible while it is on screen."""
        return frozenset({Need.LEARNERS})

    def assign(self) -> None:
        """As a click on the button does."""
        self._assign()

    def open_export(self) -> None:
        """Likewise, if there is something to export."""
        if self.head.export.isEnabled():
            self.head.open_export()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_by(event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def export(self, kind: str) -> None:
        """Everything that the page shows: "CSV", "XLSX", "PDF" or on a printer."""
        if self._held is None:
            return
        shown = self.one.page if self.one.agent_id is not None else self.page
        if kind not in (PDF, PRINT):
            self.taking.take_all(shown.sheets(), kind, span_name(self.wanted.days))
            return
        days = span_name(self.wanted.days)
        counted = moment(self._held.at, self._service.now(), locale.zone(), locale.tag())
        title = self.one.name or _("Speed reading: learners")
        paper = paper_of(title, subtitle(days, counted), shown.sheets())
        if kind == PDF:
            self.paper.save(paper)
        else:
            self.paper.print(paper)

    def _lay_out(self) -> None:
        for widget in (self.notice, self.page, self.one.page):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(line())
        column.addWidget(self._stack, 1)
        spread(self.one.page, self._tokens)

    def _connect(self) -> None:
        self.head.wanted_changed.connect(self._want)
        self.head.export_wanted.connect(self.export)
        self.head.assign_wanted.connect(self._assign)
        self.head.back_wanted.connect(self.escape)
        self.notice.acted.connect(self._again)
        self.page.trouble.acted.connect(self._again)
        for page in (self.page, self.one.page):
            page.opened.connect(self._open)
            page.export_wanted.connect(self._take_along)

    def _want(self, wanted: LearnersWanted) -> None:
        self.wanted = wanted
        self.head.show_wanted(wanted, self.one.name if self.one.agent_id is not None else "")
        self.load()

    def _read_around(self) -> None:
        self._background.run(self._read(), self._take_around, latest="around")

    async def _read(self) -> _Around:
        service = self._service
        people, teams, packs = await service.people(), await service.teams(), await service.offered()
        return _Around(people, teams, packs, await service.assignments(), await self._services.training.figures())

    def _take_around(self, around: _Around) -> None:
        self._around = around
        self.head.offer(around.people, tuple(around.teams), around.packs)
        self.one.know({agent.id: agent.name for agent in around.people}, around.packs, around.figures)
        self._show_all()

    def _take(self, held: Held[TrainingReport]) -> None:
        self._held = held
        self._show_all()

    def _fail(self, error: KnownError) -> None:
        self._held = None
        words = error_words(error)
        if isinstance(error, Unreachable):
            words = _("These days were not looked at before, so nothing of them is kept here.") + " " + words
        self._say_age()
        self.head.export.setEnabled(False)
        days = (self.wanted.first(self._today), self._today, self._today)
        empty = Reported(Result(), Result(), (), (), *days, known=self._known())
        self.page.show_without(empty, _("This could not be counted"), words)
        if self.one.agent_id is not None:
            self.one.without()
            self.notice.say(_("This could not be counted"), words, _("Try again"), "again")
        alone = self.one.agent_id is not None
        self._stack.setCurrentWidget(self.notice if alone else self.page)
        self.setFocusProxy(self.notice.button if alone else self.page.trouble.button)

    def _show_all(self) -> None:
        self._say_age()
        self.head.export.setEnabled(self._held is not None)
        if self._held is None:
            return
        alone = self.one.agent_id is not None
        shown = reported(self._held.value, self.wanted, self._known(), self._today)
        self.head.show_wanted(self.wanted, self.one.name if alone else "")
        if alone and self._held.value.choice.agent == self.one.agent_id:
            self.one.page.show_seen(shown)
            self._stack.setCurrentWidget(self.one.page)
            self.setFocusProxy(self.one.page.entry())
        elif not alone and self._empty(shown):
            self._say_empty(shown)
        elif not alone:
            self.page.show_seen(shown)
            self._stack.setCurrentWidget(self.page)
            self.setFocusProxy(self.page.learners.table)

    def _empty(self, shown: Reported) -> bool:
        return not shown.result.attempts and not any(line.sessions for line in shown.people)

    def _say_empty(self, shown: Reported) -> None:
        if self.wanted.filtered:
            heading, words = _("Nothing to show"), _("Nobody practised this in these days.")
            self.page.show_without(shown, heading, words)
            self.page.trouble.say(heading, words, _("Show everything"), "everything")
        else:
            words = _("As soon as somebody practises, it is counted here. Assign a pack to begin with.")
            self.page.show_without(shown, _("Nobody practised in these days"), words)
        self._stack.setCurrentWidget(self.page)

    def _say_age(self) -> None:
        if self._held is None or not self._held.stale:
            self.head.fresh.say("")
            return
        at = moment(self._held.at, self._service.now(), locale.zone(), locale.tag())
        self.head.fresh.say(_("offline, as of {time}").format(time=at), "medium")

    def _known(self) -> Known:
        around = self._around
        if around is None:
            return Known()
        alone, assigned = self.one.agent_id, around.assigned
        if alone is not None:
            assigned = [one for one in assigned if alone in one.people]
        return known_of(around.people, around.packs, assigned, around.figures)

    def _open(self, key: str) -> None:
        if key.startswith(LEARNER):
            self.open_learner(key.removeprefix(LEARNER))
        elif key.startswith(ASSIGNMENT):
            wanted = key.removeprefix(ASSIGNMENT)
            found = [one for one in (self._around.assigned if self._around else ()) if one.id == wanted]
            going = self._held.value.assignments if self._held is not None else ()
            for one in found:
                lines = [each for each in going if each.assignment_id == wanted]
                self.assigning.edit(self._offered(), one, lines)

    def _assign(self) -> None:
        people = (self.one.agent_id,) if self.one.agent_id is not None else ()
        self._background.run(self._read(), partial(self._assign_to, people), latest="assign")

    def _assign_to(self, people: tuple[AgentId, ...], around: _Around) -> None:
        self._take_around(around)
        self.assigning.begin(self._offered(), people)

    def _offered(self) -> Offered:
        around = self._around
        if around is None:
            return Offered((), (), {}, self._today)
        return Offered(around.packs, around.people, around.teams, self._today)

    def _again(self, deed: str) -> None:
        if deed == "everything":
            self._want(LearnersWanted(self.wanted.days))
        else:
            self.load()

    def _take_along(self, card: ChartCard, kind: str) -> None:
        self.taking.take_card(card, kind, span_name(self.wanted.days))

    @property
    def _today(self) -> date:
        return self._service.now().astimezone(locale.zone()).date()

    def _troubled(self, error: KnownError) -> None:
        self.notice.say(_("This could not be read"), error_words(error), _("Try again"), "again")
        self._stack.setCurrentWidget(self.notice)
