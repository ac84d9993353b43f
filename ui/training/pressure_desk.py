"""A page of the training: the inbox under pressure, from its setting to what went wrong (S-2)."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.changes import ChangeSet
from app.errors import KnownError, Refused
from app.i18n import _
from app.services.training_values import Going, PackCard
from domain.ids import PracticeId
from domain.training.figures import DEFAULTS, TrainingFigures
from domain.training.pressure import Pressure
from domain.training.pressure_plan import Setting, plan
from domain.training.pressure_score import attempts, score
from domain.training.task import Task, Wanted
from ui.background import Background
from ui.commands import Need
from ui.ports import Services
from ui.theme import spread
from ui.training.pressure_debrief import PressureDebrief
from ui.training.pressure_rows import names
from ui.training.pressure_run import PressureRun
from ui.training.pressure_setup import PressureSetup
from ui.words import error_words
from widgets.tokens import Tokens


class _Ready(NamedTuple):
    """What a drill needs before it starts."""

    wanted: Wanted
    setting: Setting
    tasks: Sequence[Task]
    figures: TrainingFigures
    best: float


class PressureDesk(QWidget):
    """The page.

    Signals:
        drill_wanted(Wanted): what went wrong is to be practised.
        allowed_changed: a drill begins, rests, goes on or is over.
    """

    drill_wanted = Signal(object)
    allowed_changed = Signal()

    def __init__(self, services: Services, tokens: Tokens) -> None:
        super().__init__()
        self._training, self._tokens = services.training, tokens
        self._background = Background(services.tasks, self, self._troubled)
        self._ready = _Ready(Wanted(), Setting(), (), DEFAULTS, 0.0)
        self._id, self._began = PracticeId(""), services.training.now()
        self._seed = 0
        self.setup, self.run, self.debrief = (
            PressureSetup(),
            PressureRun(services.training.monotonic),
            PressureDebrief(),
        )
        self._pages = QStackedWidget()
        for page in (self.setup, self.run, self.debrief):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.setup.started.connect(self._prepare)
        self.run.dealt.connect(self._note)
        self.run.ended.connect(self._finish)
        self.run.state_changed.connect(self.allowed_changed)
        self.debrief.again.connect(self._prepare)
        self.debrief.repeat.connect(self._repeat)
        self.debrief.left.connect(self._back)
        spread(self, tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens

    def enter(self) -> None:
        """It is on screen: what can be chosen is read anew; a drill that was left stands paused."""
        if self._pages.currentWidget() is self.setup:
            self._read_packs()
        self._focus()

    def apply(self, changes: ChangeSet) -> None:
        """Other packs may be offered."""
        if "edition" in changes.shelf:
            self._read_packs()

    def start(self, wanted: Wanted) -> None:
        """Somebody wants just that: it is chosen, and Enter starts; a drill that runs goes on."""
        if self._pages.currentWidget() is not self.run:
            self._pages.setCurrentWidget(self.setup)
            self.setup.choose(wanted)
            self.enter()

    def escape(self) -> bool:
        """One step back; False at the setting."""
        if self._pages.currentWidget() is self.run:
            return self.run.escape()
        if self._pages.currentWidget() is self.debrief:
            self._back()
            return True
        return False

    def needs(self) -> frozenset[Need]:
        """What of a drill is there for commands."""
        drill = self.run.drill
        runs = self._pages.currentWidget() is self.run and drill is not None and drill.end is None
        if not runs:
            return frozenset()
        return frozenset({Need.DRILL, Need.PRESSURE} if self.practising else {Need.DRILL})

    @property
    def practising(self) -> bool:
        """Whether the clock runs."""
        return self._pages.currentWidget() is self.run and self.run.running

    def toggle_pause(self) -> None:
        """Pauses, or goes on."""
        self.run.toggle_pause()

    def ask_end(self) -> None:
        """Everything stands, and the button that ends it has the keys."""
        self.run.pause()
        self.run.stop_button.setFocus()

    def step(self, by: int) -> None:
        """To another dialogue of the list."""
        self.run.list.step(by)

    def triage(self) -> None:
        """The three questions of the open dialogue, or back to its replies."""
        self.run.turn()

    def snooze(self) -> None:
        """Puts the open dialogue off, or the chosen one."""
        self.run.snooze()

    def close_desk(self) -> None:
        """Nothing runs any more; what was done is noted already."""
        self.run.pause()

    def _read_packs(self) -> None:
        self._background.run(self._training.packs(), self._offer, latest="packs")

    def _offer(self, cards: Sequence[PackCard]) -> None:
        self.setup.offer(cards)
        if self._pages.currentWidget() is self.setup and not self.setup.start.isEnabled():
            self._focus()

    def _prepare(self) -> None:
        wanted, setting = self.setup.wanted, self.setup.setting
        self._background.run(self._read(wanted, setting), self._start, self._not_started, latest="start")

    async def _read(self, wanted: Wanted, setting: Setting) -> _Ready:
        tasks = await self._training.inbox(wanted)
        return _Ready(wanted, setting, tasks, await self._training.figures(), await self._training.held_pace())

    def _start(self, ready: _Ready) -> None:
        self._ready = ready
        self._id, self._began = self._training.new_id(), self._training.now()
        # Another one each time, and the same again for whoever knows the practice's number.
        self._seed = sum(str(self._id).encode())
        drill = Pressure(plan(ready.setting, ready.tasks, self._seed), self._training.monotonic())
        self.setup.say_trouble("")
        self._pages.setCurrentWidget(self.run)
        self.run.start(drill, names(drill.plan, self._seed))

    def _not_started(self, error: KnownError) -> None:
        nothing = isinstance(error, Refused) and error.args[:1] == ("nothing_to_practise",)
        words = _("There is nothing to practise with in this language.") if nothing else error_words(error)
        self._pages.setCurrentWidget(self.setup)
        self.setup.say_trouble(words)

    def _going(self) -> Going:
        drill = self.run.drill
        assert drill is not None
        found = attempts(drill, self._ready.figures, self._began)
        return Going(self._id, self._ready.wanted, self._began, drill.now, found)

    def _note(self) -> None:
        if self.run.drill is not None and self.run.drill.end is None:
            self._background.run(self._training.note(self._going()))

    def _finish(self) -> None:
        going, drill = self._going(), self.run.drill
        assert drill is not None
        self.debrief.show_drill(drill, going.attempts, names(drill.plan, self._seed))
        self.debrief.show_score(score(drill, going.attempts), self._ready.figures, self._ready.best)
        self._pages.setCurrentWidget(self.debrief)
        self._focus()
        self._background.run(self._training.finish(going))

    def _troubled(self, error: KnownError) -> None:
        self.debrief.say_trouble(error_words(error))
        self.setup.say_trouble(error_words(error))

    def _repeat(self, count: int) -> None:
        wanted = self._ready.wanted
        self.drill_wanted.emit(Wanted(None, wanted.pack_id, language=wanted.language, items=count, repeat=True))

    def _back(self) -> None:
        self._pages.setCurrentWidget(self.setup)
        self.enter()

    def _focus(self) -> None:
        page = self._pages.currentWidget()
        entries = {self.setup: self.setup.entry(), self.debrief: self.debrief.entry(), self.run: self.run.entry()}
        if page is not None and self.isVisible():
            entries[page].setFocus()
