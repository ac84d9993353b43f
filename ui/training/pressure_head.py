"""Over the inbox under pressure: what is left of its time, which wave it is, and how many wait."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from domain.training.pressure import MOST_UNANSWERED, Pressure
from domain.training.pressure_plan import WAVES
from domain.training.pressure_states import State
from ui import locale
from ui.parts import label
from ui.training.pressure_words import clocks_words, per_minute
from ui.training.words import clock_words
from widgets.chips import Chip
from widgets.drill.ring import Ring
from widgets.tokens import Tokens, load_tokens

_STEPS = 180


class Waves(QWidget):
    """A bar a wave, higher and higher; those that have come are filled."""

    def __init__(self) -> None:
        super().__init__()
        self.reached = 0
        self._tokens = load_tokens("light")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_reached(self, reached: int) -> None:
        """How many have come."""
        if reached != self.reached:
            self.reached = reached
            self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        base = self._tokens.type.base
        return QSize(round(base * 0.75) * WAVES, round(base * 1.4))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width, mirrored = self.width() / WAVES, self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for wave in range(WAVES):
            place = WAVES - 1 - wave if mirrored else wave
            high = self.height() * (wave + 1.5) / (WAVES + 0.5)
            painter.setBrush(self._tokens.accent if wave < self.reached else self._tokens.line)
            painter.drawRoundedRect(QRectF(place * width + 1, self.height() - high, width - 3, high), 2, 2)
        painter.end()


class PressureHead(QWidget):
    """One line; `show_drill` is called ten times a second and touches only what is another one."""

    def __init__(self) -> None:
        super().__init__()
        self.ring, self.waves = Ring(), Waves()
        self.time = label("", "display")
        self.time.hide()
        self.wave, self.clocks = label("", "strong"), label("", "small", wrap=True)
        self.load, self.done = Chip(), label("", "strong")
        self._said: tuple[object, ...] = ()
        middle = QVBoxLayout()
        middle.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.waves)
        line.addWidget(self.wave)
        line.addStretch(1)
        middle.addStretch(1)
        middle.addLayout(line)
        middle.addWidget(self.clocks)
        middle.addStretch(1)
        end = QVBoxLayout()
        end.setSpacing(6)
        end.addStretch(1)
        end.addWidget(self.load, 0, Qt.AlignmentFlag.AlignTrailing)
        end.addWidget(self.done, 0, Qt.AlignmentFlag.AlignTrailing)
        end.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 10)
        row.setSpacing(18)
        row.addWidget(self.ring)
        row.addWidget(self.time)
        row.addLayout(middle, 1)
        row.addLayout(end)

    def set_low(self, low: bool) -> None:
        """A low window keeps its room for the dialogue."""
        self.ring.setVisible(not low)
        self.time.setVisible(low)

    def show_drill(self, drill: Pressure) -> None:
        """As it is now."""
        setting, left = drill.plan.setting, int(drill.left + 0.999)
        # In steps that can be seen; else it would be painted ten times a second.
        self.ring.show_share(
            int(_STEPS * drill.now / setting.seconds) / _STEPS, clock_words(left), _left_spoken(left), most=2
        )
        if self.time.text() != clock_words(left):
            self.time.setText(clock_words(left))
            self.time.setAccessibleName(_left_spoken(left))
        waiting = len(drill.waiting)
        done = sum(1 for one in drill.dialogues if one.state is State.DONE)
        said = (drill.wave, waiting, done, drill.overloaded_at is None)
        if said == self._said:
            return
        self._said = said
        self.waves.show_reached(drill.wave + 1)
        words = _("Wave {wave} of {waves} · {pace}")
        pace = per_minute(setting.messages(drill.wave))
        self.wave.setText(words.format(wave=drill.wave + 1, waves=WAVES, pace=pace))
        self.clocks.setText(_("Answer within: {clocks}").format(clocks=clocks_words(setting)))
        self._show_load(waiting, overloaded=drill.overloaded_at is not None)
        self.done.setText(ngettext("{count} dealt with", "{count} dealt with", done).format(count=locale.number(done)))

    def _show_load(self, waiting: int, *, overloaded: bool) -> None:
        words = _("{count} of {most} wait") if not overloaded else _("{count} of {most} wait: too many")
        kind = "high" if overloaded else "medium" if waiting == MOST_UNANSWERED else "neutral"
        shown = words.format(count=locale.number(waiting), most=locale.number(MOST_UNANSWERED))
        self.load.say(shown, kind)


def _left_spoken(seconds: int) -> str:
    return ngettext("{count} second left", "{count} seconds left", seconds).format(count=locale.number(seconds))
