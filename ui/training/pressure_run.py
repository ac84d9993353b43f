"""The running inbox under pressure: the list, the open dialogue, what can be done, what interrupts; all by keys."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from domain.training.pressure import Pressure
from domain.training.pressure_states import Dialogue, State
from ui.parts import button, label, line
from ui.training.entering import pressed_by
from ui.training.pressure_actions import PressureActions
from ui.training.pressure_head import PressureHead
from ui.training.pressure_interruption import InterruptionBox
from ui.training.pressure_rows import bubbles, rows
from ui.training.snug_scroll import SnugScroll
from widgets.drill.inbox_dialogue import InboxDialogue
from widgets.drill.inbox_list import InboxList
from widgets.drill.keys import key_of

TICK_MS = 100
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_LEAST, _LOW = 96, 660
_STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}


class PressureRun(QWidget):
    """One drill on screen.

    Signals:
        dealt: one more message is done with, or late.
        ended: the drill is over.
        state_changed: it begins, rests, goes on or is over.

    Attributes:
        drill: that is shown; None before the first.
    """

    dealt = Signal()
    ended = Signal()
    state_changed = Signal()

    def __init__(self, monotonic: Callable[[], float]) -> None:
        super().__init__()
        self._monotonic = monotonic
        self.drill: Pressure | None = None
        self._names: Mapping[int, str] = {}
        self._shown: tuple[int, State, int] | None = None
        self._closed, self._told, self._offers = 0, False, False
        self.head, self.list, self.dialogue = PressureHead(), InboxList(), InboxDialogue()
        self.deeds, self.empty = PressureActions(), label("", "second", wrap=True)
        self.name = label("", "title")
        self.go_on_button, self.stop_button = button(_("Continue (P)"), "primary"), button(_("End it"))
        self._body, self._middle, self._right = QStackedWidget(), QStackedWidget(), QWidget()
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._ticks.setTimerType(Qt.TimerType.PreciseTimer)
        self._lay_out()
        self.box = InterruptionBox(self._right)
        self._connect()

    def start(self, drill: Pressure, names: Mapping[int, str]) -> None:
        """Another drill; its time runs."""
        self.drill, self._names, self._shown = drill, names, None
        self._closed, self._told, self._offers = 0, False, False
        self.list.show_rows(())
        self._body.setCurrentIndex(0)
        self._ticks.start()
        self.look()
        self.list.setFocus()
        self.state_changed.emit()

    @property
    def running(self) -> bool:
        """Whether its clocks run."""
        return self.drill is not None and self.drill.end is None and not self.drill.paused

    def look(self) -> None:
        """It is now; whatever has changed since is shown."""
        if self.drill is None:
            return
        self.drill.advance(self._monotonic())
        self._show()

    def pause(self) -> None:
        """Everything stands, and nothing can be read."""
        if self.drill is None or self.drill.end is not None or self.drill.paused:
            return
        self.drill.pause(self._monotonic())
        if self.drill.end is not None:
            self._show()
            return
        self._ticks.stop()
        self._body.setCurrentIndex(1)
        if self.isVisible():
            self.go_on_button.setFocus()
        self.state_changed.emit()

    def toggle_pause(self) -> None:
        """Everything stands, or runs again."""
        if self.running:
            self.pause()
        else:
            self.go_on()

    def go_on(self) -> None:
        """Everything runs again."""
        if self.drill is None or not self.drill.paused:
            return
        self._body.setCurrentIndex(0)
        self.drill.go_on(self._monotonic())
        self._shown = None
        self._ticks.start()
        self.list.setFocus()
        self._show()
        self.state_changed.emit()

    def turn(self) -> None:
        """The three questions of the open dialogue, or back to its replies."""
        drill = self.drill
        if drill is not None and self.running and drill.asked is None and drill.open and drill.open.open_to_work:
            self.deeds.turn()

    def snooze(self) -> None:
        """Puts the open dialogue off, or the chosen one."""
        if self.running:
            self._snooze()

    def stop(self) -> None:
        """The learner has had enough; also what was paused is over."""
        if self.drill is not None:
            self.drill.stop(self._monotonic())
            self._show()

    def escape(self) -> bool:
        """One step back: out of the triage, out of the dialogue, into the pause; False when nothing runs."""
        if self.drill is None or self.drill.end is not None:
            return False
        if self.drill.paused:
            self.go_on()
        elif self.deeds.triaging and self.drill.open is not None and self.deeds.options.buttons:
            self.deeds.turn()
        elif self.drill.open is not None:
            self.drill.close_dialogue(self._monotonic())
            self._show()
        else:
            self.pause()
        return True

    def entry(self) -> QWidget:
        """What takes the keys."""
        return self.go_on_button if self.drill is not None and self.drill.paused else self.list

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate:
            self.pause()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.set_low(self.height() < _LOW)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.pause()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        drill, key = self.drill, key_of(event)
        if drill is None or drill.end is not None or event.modifiers() & _HELD:
            event.ignore()
        elif drill.paused and pressed_by(event):
            return
        elif key in _STEPS and not drill.paused:
            self.list.step(_STEPS[key])
        elif event.isAutoRepeat() or not (self._plain(key, drill) or self._on_open(event, drill)):
            event.ignore()

    def _plain(self, key: Qt.Key, drill: Pressure) -> bool:
        """What does not ask for an open dialogue."""
        if key == Qt.Key.Key_P:
            deed = self.toggle_pause
        elif drill.paused or key not in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_S}:
            return False
        else:
            deed = self._snooze if key == Qt.Key.Key_S else self._open
        deed()
        return True

    def _on_open(self, event: QKeyEvent, drill: Pressure) -> bool:
        """Digits go to what interrupts first."""
        if drill.asked is not None:
            return self.box.take(event)
        if drill.paused or drill.open is None or not drill.open.open_to_work:
            return False
        if key_of(event) == Qt.Key.Key_T:
            self.deeds.turn()
            return True
        return self.deeds.take(event)

    def _open(self, number: int | None = None) -> None:
        number = self.list.current if number is None else number
        if self.drill is not None and number is not None and self.drill.open_dialogue(number, self._monotonic()):
            self._show()

    def _snooze(self) -> None:
        if self.drill is None:
            return
        number = self.drill.open.number if self.drill.open is not None else self.list.current
        if number is not None:
            self.drill.snooze(number, self._monotonic())
            self._show()

    def _answer(self, option: int) -> None:
        if self.drill is not None and not self.drill.answer(option, self._monotonic()):
            self.deeds.options.clear()
        self._show()

    def _triage(self, topic: object, tier: object, step: object) -> None:
        if self.drill is not None:
            self.drill.triage(topic, tier, step, self._monotonic())  # type: ignore[arg-type]
        self._show()

    def _reply(self, choice: int) -> None:
        if self.drill is not None:
            self.drill.reply(choice, self._monotonic())
        self._show()

    def _painted(self) -> None:
        if self.drill is not None and self._body.currentIndex() == 0:
            self.drill.seen(self._monotonic())

    def _show(self) -> None:
        drill = self.drill
        if drill is None:
            return
        self.head.show_drill(drill)
        self.list.show_rows(rows(drill, self._names))
        self.box.show_asked(drill.asked)
        self._show_open(drill.open)
        closed = sum(1 for one in drill.dialogues if one.closed)
        if closed != self._closed:
            self._closed, self._offers = closed, True
            self.dealt.emit()
        if self._offers and drill.waiting:
            # Where nobody waited any more, whoever writes next is offered.
            self._offers = False
            self._next(drill)
        if drill.end is not None and not self._told:
            self._told = True
            self._ticks.stop()
            self.ended.emit()
            self.state_changed.emit()

    def _next(self, drill: Pressure) -> None:
        """What is done goes down; whoever waits longest is offered, unless one is open or chosen already."""
        current = drill.dialogues[self.list.current] if self.list.current is not None else None
        if drill.waiting and (current is None or current.closed):
            self.list.choose(drill.waiting[0].number)

    def _show_open(self, one: Dialogue | None) -> None:
        shown = None if one is None else (one.number, one.state, one.lines)
        if shown == self._shown and one is not None:
            return
        before, self._shown = self._shown, shown
        self._middle.setCurrentIndex(0 if one is None else 1)
        if one is None:
            self.dialogue.show_bubbles(())
            return
        self.name.setText(self._names[one.number])
        self.dialogue.show_bubbles(bubbles(one))
        self.deeds.setVisible(one.open_to_work)
        if before is None or before[0] != one.number or before[1] is State.COMING:
            self.deeds.show_dialogue(one)
        self.deeds.show_snooze(one)

    def _lay_out(self) -> None:
        self.empty.setText(_("Enter opens the chosen dialogue. Who waits longest stands at the top."))
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(10)
        column.addWidget(self.name)
        column.addWidget(self.dialogue, 1)
        self.dialogue.setMinimumHeight(_LEAST)
        column.addWidget(SnugScroll(self.deeds))
        self._middle.addWidget(self.empty)
        self._middle.addWidget(shown)
        work = QWidget()
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.list.setMinimumWidth(210)
        self.list.setMaximumWidth(340)
        row.addWidget(self.list, 2)
        row.addWidget(line(vertical=True))
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self._middle)
        row.addWidget(self._right, 5)
        self._body.addWidget(work)
        self._body.addWidget(self._pause_page())
        hints = label(_("J K choose · Enter open · 1–5 answer · T triage · S snooze · P pause · Esc back"), "faint")
        hints.setContentsMargins(14, 5, 14, 6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(line())
        whole.addWidget(self._body, 1)
        whole.addWidget(line())
        whole.addWidget(hints)

    def _pause_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(12)
        column.addStretch(2)
        for words, role in ((_("Paused"), "title"), (_("All clocks stand. Nothing can be read meanwhile."), "second")):
            said = label(words, role)
            said.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(said)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.go_on_button)
        buttons.addWidget(self.stop_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(3)
        return page

    def _connect(self) -> None:
        self._ticks.timeout.connect(self.look)
        self.list.opened.connect(self._open)
        self.dialogue.painted.connect(self._painted)
        self.deeds.answered.connect(self._answer)
        self.deeds.triaged.connect(self._triage)
        self.deeds.snoozed.connect(self._snooze)
        self.box.replied.connect(self._reply)
        self.go_on_button.clicked.connect(self.go_on)
        self.stop_button.clicked.connect(self.stop)
