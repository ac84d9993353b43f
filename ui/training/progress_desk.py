"""A page of the training: the learner's own curve against their own past, and what trainers gave (S-1, S-2)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.changes import ChangeSet
from app.errors import KnownError, Unreachable
from app.i18n import _
from app.services.training_values import Mine, Progress, Word
from domain.agent import Agent
from domain.ids import CoachingId
from domain.training.assigning import Certificate
from domain.training.figures import TrainingFigures
from domain.training.item import DrillKind
from domain.training.report import Standing
from ui.background import Background
from ui.locale import language_name, number, zone
from ui.notice import Notice
from ui.ports import Services
from ui.tab_row import TabRow
from ui.taking import Taking
from ui.training.certificate_door import CertificateDoor
from ui.training.coach_words import WordLine
from ui.training.entering import pressed_by
from ui.training.progress_choice import choice, chosen, offer
from ui.training.progress_page import ProgressPage
from ui.training.progress_shown import Shown
from ui.training.words import kind_name
from ui.words import error_words
from widgets.charts.card import ChartCard
from widgets.flow import FlowLayout
from widgets.tokens import Tokens

SPANS = (7, 30, 90, 365)
SHELF = frozenset({"practice", "coaching", "certificate", "edition", "setting"})


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read at once."""

    progress: Progress
    figures: TrainingFigures
    words: Sequence[Word]
    certificates: Sequence[Certificate]
    languages: Sequence[str]


class ProgressDesk(QWidget):
    """Read from this computer, so that it is there without a connection; only the team's table asks the server.

    Attributes:
        mine: what is looked at. page: tiles and cards. door: where certificates leave.
    """

    def __init__(self, services: Services, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("place")
        self._services, self._service = services, services.training
        self._background = Background(services.tasks, self, self._troubled)
        self.mine = Mine()
        self.page, self.notice = ProgressPage(), Notice()
        self.taking = Taking(services, self, _("My practice"))
        self.door = CertificateDoor(services, self)
        self.spans = TabRow(_("Days"), tuple((str(days), span_name(days)) for days in SPANS))
        kinds = [("", _("All drills")), *((kind.value, kind_name(kind)) for kind in DrillKind)]
        self.kind, self.language = choice(_("Drill"), kinds), choice(_("Language"), [("", _("All languages"))])
        self._stack = QStackedWidget()
        self._lay_out()
        self.spans.show_chosen(str(self.mine.days))
        self._connect()
        self.set_tokens(tokens)

    def enter(self) -> None:
        """It is on screen."""
        self.read()
        self._background.run(self._team(), self._show_team, self._no_team, latest="team")

    def apply(self, changes: ChangeSet) -> None:
        """Practice, words, certificates or figures may be other ones."""
        if self.isVisible() and (changes.reset or changes.shelf & SHELF):
            self.read()

    def read(self) -> None:
        """Reads everything that is here."""
        if self.page.seen is None:
            self.notice.say(_("Counting…"))
        self._background.run(self._all(), self._show, latest="progress")

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other sizes."""
        space = tokens.space
        self._top.setContentsMargins(space[3], space[3], space[3], 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_by(event):
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        tools = QWidget()
        flow = FlowLayout(tools, 8)
        for one in (self.spans, self.kind, self.language):
            flow.addWidget(one)
        self._top = QVBoxLayout()
        self._top.addWidget(tools)
        self._stack.addWidget(self.notice)
        self._stack.addWidget(self.page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.spans.chosen.connect(self._span_chosen)
        self.kind.activated.connect(self._filtered)
        self.language.activated.connect(self._filtered)
        self.notice.acted.connect(self._act)
        self.page.words.seen.connect(self._saw)
        self.page.certificates.wanted.connect(self.door.save)
        for card in (*self.page.chart_cards(), self.page.team):
            card.export_wanted.connect(self._take)

    async def _all(self) -> _Read:
        service = self._service
        packs = await service.packs()
        languages = dict.fromkeys(language for pack in packs for language in pack.languages)
        words, certificates = await service.words_to_me(), await service.certificates()
        return _Read(await service.progress(self.mine), await service.figures(), words, certificates, list(languages))

    def _show(self, read: _Read) -> None:
        self._offer(read.languages)
        self.page.words.show_words([line_of(word) for word in read.words], self._service.now())
        self.page.certificates.show_certificates(read.certificates)
        shown = shown_of(read.progress, read.figures, self._today)
        self.page.show_seen(shown)
        nothing = not (shown.result.attempts or shown.longest or read.words or read.certificates)
        never = nothing and self.mine == Mine(self.mine.days)
        if never:
            words = _("As soon as you have practised, you see here how fast and how sure you have become.")
            self.notice.say(_("You have not practised yet"), words)
        self._stack.setCurrentWidget(self.notice if never else self.page)
        self.setFocusProxy(self.spans.buttons[str(self.mine.days)] if never else self.page.entry())

    def _offer(self, languages: Sequence[str]) -> None:
        """Languages there are packs of."""
        options = [("", _("All languages")), *((one, language_name(one)) for one in languages)]
        offer(self.language, options, self.mine.language)

    def _span_chosen(self, days: str) -> None:
        self.mine = replace(self.mine, days=int(days))
        self.read()

    def _filtered(self) -> None:
        kind = chosen(self.kind)
        self.mine = replace(self.mine, kind=DrillKind(kind) if kind else None, language=chosen(self.language))
        self.read()

    def _act(self, _deed: str) -> None:
        self.read()

    def _saw(self, coaching_id: str) -> None:
        self._background.run(self._service.saw(CoachingId(coaching_id)), self._saw_done)

    def _saw_done(self, _nothing: None) -> None:
        self.read()

    async def _team(self) -> tuple[Sequence[Standing], Sequence[Agent]]:
        lines = await self._service.team()
        return lines, await self._services.inbox.agents() if lines else ()

    def _show_team(self, found: tuple[Sequence[Standing], Sequence[Agent]]) -> None:
        lines, agents = found
        session = self._services.session.current
        me = session.agent.id if session is not None else None
        self.page.team.show_team(lines, {agent.id: agent.name for agent in agents}, me)

    def _no_team(self, error: KnownError) -> None:
        words = error_words(error)
        if isinstance(error, Unreachable):
            words = _("Without a connection the team's table cannot be counted. Your own figures are up to date.")
        self._background.run(self._service.figures(), self._team_wanted(words), latest="team")

    def _team_wanted(self, words: str) -> Callable[[TrainingFigures], None]:
        """Only where the workspace has a team's table at all."""

        def show(figures: TrainingFigures) -> None:
            if figures.team_table:
                self.page.team.show_trouble(words)
            else:
                self.page.team.hide()

        return show

    def _take(self, kind: str) -> None:
        card = self.sender()
        if isinstance(card, ChartCard):
            self.taking.take_card(card, kind, span_name(self.mine.days))

    @property
    def _today(self) -> date:
        return self._service.now().astimezone(zone()).date()

    def _troubled(self, error: KnownError) -> None:
        self.notice.say(_("This could not be read"), error_words(error), _("Try again"), "again")
        self._stack.setCurrentWidget(self.notice)


def shown_of(progress: Progress, figures: TrainingFigures, today: date) -> Shown:
    """A learner's own practice, ready for the page."""
    first = today - timedelta(days=progress.mine.days - 1)
    return Shown(
        progress.result,
        progress.before,
        progress.curve,
        progress.topics,
        first,
        today,
        today,
        figures,
        progress.sessions,
        progress.seconds,
        progress.streak,
        progress.longest_streak,
        progress.due,
    )


def line_of(word: Word) -> WordLine:
    """A trainer's word as the card has it."""
    one = word.coaching
    return WordLine(one.id, word.author or _("A trainer"), one.at, one.text, one.seen_at)


def span_name(days: int) -> str:
    """A span of days, up to today."""
    return _("{count} days").format(count=number(days)) if days < 365 else _("1 year")
