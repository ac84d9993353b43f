"""Flash reading: the text in pieces at a set pace, then its summary; the pace told is the one that was (S-2)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from domain.training.answering import Answer
from domain.training.flash import Unit, chunks, unit_of
from domain.training.flash_pace import FlashRun
from domain.training.results import Attempt
from domain.training.task import Task
from ui import locale
from ui.parts import label
from ui.training.drill_message import DrillMessage
from ui.training.task_view import TaskView
from widgets.drill.flash_word import FlashWord
from widgets.drill.keys import digit_of
from widgets.drill.options import Option, Options


class FlashView(TaskView):
    """The pieces, then the summaries to choose from.

    Attributes:
        run: the pieces and their time; None before the first task. word: shows them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.run: FlashRun | None = None
        self._task: Task | None = None
        self._order: tuple[int, ...] = ()
        self._steps = 0
        self._told = False
        self.word, self.message = FlashWord(), DrillMessage()
        self.pace, self.state = label("", "second"), label("", "strong")
        self.options = Options(_("Which summary is right?"), wide=True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._top = QStackedWidget()
        self._top.addWidget(self.word)
        self._top.addWidget(self.message)
        foot = QHBoxLayout()
        foot.addWidget(self.pace, 1)
        foot.addWidget(self.state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._top)
        column.addLayout(foot)
        column.addWidget(self.options)
        column.addStretch(1)
        self.word.painted.connect(self._painted)
        self._timer.timeout.connect(self.look)
        self.options.chosen.connect(self._chosen)

    def start(self, task: Task, words: Sequence[tuple[int, int]]) -> None:
        item = task.item
        self._task, self._order = task, task.order or tuple(range(len(item.gists)))
        self.run = FlashRun(chunks(item.text, words, item.language), task.pace, unit_of(item.language))
        self.run.faster(self._steps, self.clock())
        self._told = False
        self.options.show_options(())
        self.options.hide()
        self._top.setCurrentWidget(self.word)
        self.word.show_text(item.text)
        self._show()
        self.hint_changed.emit()

    def look(self) -> None:
        """It is now: the next piece, if its time has come."""
        if self.run is None:
            return
        if self.run.step(self.clock()):
            self._show()
        self._wait()

    def cover(self, covered: bool) -> None:
        if self.run is None:
            return
        if covered:
            self._timer.stop()
            self.run.cover(self.clock())
        elif self.run.chunk is not None:
            self._show()

    def show_review(self, answer: Answer, attempt: Attempt) -> None:
        self._timer.stop()
        if self._task is None:
            return
        self._offer()
        chosen = None if answer.option is None else self._order.index(answer.option) + 1
        self.options.judge(self._order.index(0) + 1, chosen)
        self.message.show_item(self._task.item, ())
        self._top.setCurrentWidget(self.message)
        self.state.setText("")

    def review_words(self, answer: Answer, attempt: Attempt) -> str:
        return self._pace_words(attempt.pace) if attempt.pace else ""

    def question(self) -> str:
        return _("Read the pieces, then choose the summary")

    def hint(self) -> str:
        if self.run is not None and self.run.over:
            return _("1–{last}: choose").format(last=locale.number(len(self._order)))
        return _("Space: stop and go on · ↑ ↓: faster, slower · ← →: back and forth while it stands")

    def set_room(self, height: int) -> None:
        self.message.text.set_most(height)

    def entry(self) -> QWidget:
        return self.word if self._top.currentWidget() is self.word else self.message.text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        run, held = self.run, event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if (
            run is None
            or held
            or self._told
            or not (self._on_options(event) if run.over else self._on_text(event, run))
        ):
            event.ignore()

    def _on_options(self, event: QKeyEvent) -> bool:
        digit = digit_of(event)
        return digit is not None and self.options.choose(digit)

    def _on_text(self, event: QKeyEvent, run: FlashRun) -> bool:
        key, now = event.key(), self.clock()
        ahead = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        turns = {Qt.Key.Key_Right: ahead, Qt.Key.Key_Left: -ahead}
        paces = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if key == Qt.Key.Key_Space and not event.isAutoRepeat():
            (run.go_on if run.paused else run.pause)(now)
        elif key in paces:
            before = run.pace
            run.faster(paces[Qt.Key(key)], now)
            self._steps += paces[Qt.Key(key)] if run.pace != before else 0
        elif key in turns:
            if run.turn(turns[Qt.Key(key)], now):
                self._show()
        else:
            return False
        self._say()
        self._wait()
        return True

    def _painted(self) -> None:
        if self.run is not None:
            self.run.painted(self.clock())
            self._wait()
            self.painted.emit()

    def _wait(self) -> None:
        due = self.run.due() if self.run is not None else None
        if due is None:
            self._timer.stop()
        else:
            # Rounded up: a millisecond too early would only wait again.
            self._timer.start(max(0, int((due - self.clock()) * 1000) + 1))

    def _show(self) -> None:
        run, task = self.run, self._task
        if run is None or task is None:
            return
        chunk = run.chunk
        if chunk is None:
            self.word.show_chunk("", 1.0)
            self._offer()
            self.hint_changed.emit()
        else:
            self.word.show_chunk(task.item.text[chunk.start : chunk.end], (run.at + 1) / len(run.chunks))
        self._say()

    def _offer(self) -> None:
        if self._task is not None and not self.options.buttons:
            gists = self._task.item.gists
            self.options.show_options([Option(digit, gists[own]) for digit, own in enumerate(self._order, 1)])
            self.options.show()

    def _say(self) -> None:
        run = self.run
        if run is None:
            return
        self.pace.setText(self._pace_words(run.real if run.over else run.pace))
        self.state.setText(_("Choose the summary") if run.over else _("It stands") if run.paused else "")

    def _pace_words(self, pace: float) -> str:
        characters = self.run is not None and self.run.unit is Unit.CHARACTERS
        words = _("{pace} characters a minute") if characters else _("{pace} words a minute")
        return words.format(pace=locale.number(pace))

    def _chosen(self, digit: int) -> None:
        if self.run is not None and self.run.over and not self._told:
            self._told = True
            self.answered.emit(Answer(option=self._order[digit - 1], pace=round(self.run.real, 1)))
