"""A drill on screen: task after task, its clock, pause and review, and what came of it at the end (S-1, S-2)."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.errors import KnownError
from app.i18n import _
from app.services.training_values import Mine
from domain.training.answering import NOTHING, Answer
from domain.training.item import DrillKind
from domain.training.results import Attempt
from domain.training.task import Wanted
from ui.background import Background
from ui.ports import Services
from ui.theme import spread
from ui.training.drill_body import DrillBody
from ui.training.drill_keeper import Keeper
from ui.training.drill_run import AgainDeck, DrillRun, Opened, Phase
from ui.training.entering import pressed_by
from ui.training.kinds import VIEWS
from ui.training.task_view import TaskView
from ui.words import error_words
from widgets.drill.keys import goes_on, key_of
from widgets.tokens import Tokens

TICK_MS = 100


class DrillPage(QScrollArea):
    """One go of practice from its first task to its summary.

    Signals:
        ended: the learner is done with it. again_wanted(Wanted): the same once more. deck_wanted(Opened): that deck.
        task_shown(PackId): a task of that pack is at hand.
        state_changed: it is another phase, paused, or goes on.

    Attributes:
        run: what is known of it. view: of the task at hand; None before the first. paused: the text is covered.
    """

    ended = Signal()
    again_wanted = Signal(object)
    deck_wanted = Signal(object)
    task_shown = Signal(str)
    state_changed = Signal()

    def __init__(self, services: Services, tokens: Tokens, opened: Opened) -> None:
        super().__init__()
        self._services, self._tokens = services, tokens
        self._background = Background(services.tasks, self, self._troubled)
        self.run = DrillRun(services.training, opened)
        self.keeper = Keeper(services, self)
        self.view: TaskView | None = None
        self.paused = False
        self._views: dict[DrillKind, TaskView] = {}
        body = self._body = DrillBody()
        self.head, self.cover, self.review, self.summary = body.head, body.cover, body.review, body.summary
        self.trouble, self.curve, self._stack = body.trouble, body.curve, body.stack
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._connect()
        body.show_curve(self.run)

    @property
    def over(self) -> bool:
        """Whether only the summary is left."""
        return self.run.phase is Phase.OVER and self.view is not None

    def begin(self) -> None:
        """The first task, once the page is on screen."""
        self._next()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self._set_room()

    def enter(self) -> None:
        """Something in it has the keys."""
        self._entry().setFocus(Qt.FocusReason.OtherFocusReason)

    def entry(self) -> QWidget:
        """What has them."""
        return self._entry()

    def pause(self) -> None:
        """Covers the text; no time is counted."""
        self.run.covered()
        if self.run.phase is not Phase.OVER:
            self.cover.say_paused(self.run.figures.pause)
            self._cover()

    def ask_end(self) -> None:
        """Pauses and asks; asked again it ends."""
        if self.run.phase is Phase.OVER:
            self.ended.emit()
        elif self.paused and self.cover.asks:
            self.end()
        else:
            self.run.covered()
            self.cover.ask_end(len(self.run.attempts))
            self._cover()

    def toggle_pause(self) -> None:
        """P."""
        if self.paused:
            self.go_on()
        else:
            self.pause()

    def go_on(self) -> None:
        """Out of the pause, or to the next task."""
        if self.run.phase is Phase.REVIEW and not self.paused:
            self._next()
        elif self.paused and self.view is not None:
            self.paused = False
            if self.run.away_too_long:
                self._judge(NOTHING, self.run.void())
            self._uncover()

    def end(self) -> None:
        """No further task; what was done is kept."""
        self.paused = False
        self.run.finish()
        self._finish()

    def rest(self) -> None:
        """Nobody can see it: another window, another place."""
        if self.run.phase is Phase.TASK and not self.paused:
            self.pause()
        else:
            self.run.covered()

    def close_page(self) -> None:
        """Hears nothing any more."""
        self.run.covered()
        self._timer.stop()

    def retire(self, heir: QObject) -> Keeper:
        """It is not needed any more; what is not kept yet goes on under another owner."""
        self.hide()
        self.keeper.disconnect(self)
        self.keeper.setParent(heir)
        self.deleteLater()
        return self.keeper

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate:
            self.rest()
        elif event.type() == QEvent.Type.WindowActivate and self.isVisible():
            self._return()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._return()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = key_of(event)
        if pressed_by(event):
            return
        if key in (Qt.Key.Key_P, Qt.Key.Key_Pause) and not event.isAutoRepeat() and self.run.phase is not Phase.OVER:
            self.toggle_pause()
        elif goes_on(event) and self.run.phase is Phase.OVER:
            self.summary.done.click()
        elif goes_on(event) and (self.paused or self.run.phase is Phase.REVIEW):
            self.go_on()
        else:
            super().keyPressEvent(event)

    def _return(self) -> None:
        """Its reader is back: the review goes on by itself, a text only when they say so."""
        if not self.paused:
            self.run.looked_at()
        elif self.window().focusWidget() is None:
            self.enter()

    def _next(self) -> None:
        task = self.run.go_on()
        if task is None:
            self._finish()
            return
        self.view = self._view(task.kind)
        self.view.start(task, self.run.words)
        self.review.hide()
        self.task_shown.emit(task.pack_id)
        self._show_head()
        if self.isVisible() and self.isActiveWindow():
            self._uncover()
        else:
            self.pause()

    def _view(self, kind: DrillKind) -> TaskView:
        if kind not in self._views:
            view = self._views[kind] = VIEWS[kind]()
            view.figures, view.clock = self.run.figures, self._services.training.monotonic
            view.painted.connect(self._painted)
            view.answered.connect(self._answered)
            view.hint_changed.connect(self._show_head)
            self._stack.add_part(view)
            spread(view, self._tokens)
            self._set_room()
        return self._views[kind]

    def _painted(self) -> None:
        if not self.paused and self.sender() is self.view:
            self.run.painted()
            if self.run.running:
                self._timer.start()

    def _answered(self, answer: Answer) -> None:
        if self.run.phase is Phase.TASK and not self.paused and self.sender() is self.view:
            self._judge(answer, self.run.answer(answer))
            self.enter()

    def _judge(self, answer: Answer, attempt: Attempt) -> None:
        """The review of what was just answered, and what was done so far is kept."""
        assert self.view is not None
        self._timer.stop()
        self.view.show_review(answer, attempt)
        words = self.view.review_words(answer, attempt) if attempt.counts else ""
        self.review.show_review(attempt, self.run.figures, words)
        self.review.show()
        self._show_head()
        self._body.show_curve(self.run)
        self.keeper.keep(self.run.going)
        self.state_changed.emit()

    def _reveal_review(self) -> None:
        """As soon as it has its place: the page has another length by then."""
        if self.review.isVisible():
            self.ensureWidgetVisible(self.review, 0, 16)

    def _cover(self) -> None:
        self.paused = True
        self._timer.stop()
        if self.view is not None:
            self.view.cover(True)
            # The page keeps its place under the eye.
            self.cover.setMinimumHeight(max(self.cover.minimumHeight(), self.view.height()))
        self._stack.show_part(self.cover)
        self.review.hide()
        self._body.tools.setVisible(not self.paused)
        self.enter()
        self.state_changed.emit()

    def _uncover(self) -> None:
        assert self.view is not None
        self._stack.show_part(self.view)
        self.view.cover(False)
        self.review.setVisible(self.run.phase is Phase.REVIEW)
        self.run.looked_at()
        self._body.tools.setVisible(not self.paused)
        self._show_head()
        self.verticalScrollBar().setValue(0)
        self.enter()
        self.state_changed.emit()

    def _finish(self) -> None:
        self._timer.stop()
        going = self.run.going
        if not going.attempts:
            self.ended.emit()
            return
        self.keeper.keep(going, over=True)
        self._body.show_summary(self.run)
        self.verticalScrollBar().setValue(0)
        self.enter()
        self.state_changed.emit()

    def _kept(self) -> None:
        """The last state is kept: what comes back is known now."""
        if self.run.failed:
            self._background.run(self._services.training.progress(Mine()), self.summary.show_due, latest="due")

    def _show_trouble(self) -> None:
        trouble = self.keeper.trouble
        words = error_words(trouble) if trouble is not None else ""
        over = self.run.phase is Phase.OVER
        self.summary.say(words if over else "")
        self.trouble.say("" if over else words, _("Try again") if words else "")

    def _troubled(self, error: KnownError) -> None:
        self.trouble.say(error_words(error))

    def _again(self) -> None:
        self.again_wanted.emit(replace(self.run.opened.wanted, repeat=False))

    def _failed_again(self) -> None:
        """What went wrong just now, in a go of its own."""
        opened = self.run.opened
        deck = AgainDeck(opened.deck.title, self.run.failed)
        wanted = Wanted(kind=opened.wanted.kind, pack_id=opened.wanted.pack_id, items=deck.size, repeat=True)
        self.deck_wanted.emit(replace(opened, wanted=wanted, deck=deck))

    def _done(self) -> None:
        self.ended.emit()

    def _tick(self) -> None:
        if self.run.running:
            self.head.show_time(self.run)
        else:
            self._timer.stop()

    def _show_head(self) -> None:
        if self.view is not None:
            asked = self.run.phase is Phase.TASK
            self.head.show_task(self.run, self.view.question(), self.view.hint() if asked else "")

    def _set_room(self) -> None:
        for view in self._views.values():
            view.set_room(max(self._tokens.type.base * 14, round(self.viewport().height() * 0.42)))

    def _entry(self) -> QWidget:
        if self.run.phase is Phase.OVER:
            return self.summary.done
        if self.paused:
            return self.cover.on
        if self.run.phase is Phase.REVIEW:
            return self.review.on
        return self.view.entry() if self.view is not None else self

    def _connect(self) -> None:
        self._body.pause_button.clicked.connect(self.pause)
        self._body.end_button.clicked.connect(self.ask_end)
        self.verticalScrollBar().rangeChanged.connect(self._reveal_review)
        self.cover.on_wanted.connect(self.go_on)
        self.cover.end_wanted.connect(self.end)
        self.review.on_wanted.connect(self.go_on)
        self.keeper.changed.connect(self._show_trouble)
        self.keeper.finished.connect(self._kept)
        self.trouble.acted.connect(self.keeper.again)
        self.summary.keep_wanted.connect(self.keeper.again)
        self.summary.again_wanted.connect(self._again)
        self.summary.failed_wanted.connect(self._failed_again)
        self.summary.done_wanted.connect(self._done)
