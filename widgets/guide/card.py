"""The guide's card: tier and clock, structure, steps, words, and what was found in the draft."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from widgets.card import Card, isolated
from widgets.chips import Chip
from widgets.dress import dress
from widgets.flow import FlowLayout
from widgets.guide.finding_row import FindingRow
from widgets.guide.step_button import StepButton
from widgets.guide.values import ClockValue, GuideValue, StepLine
from widgets.meter import Meter
from widgets.painting import pill_width
from widgets.plain import PlainLabel, plain_tip
from widgets.tokens import Tokens, load_tokens

STEPS, PARTS, FINDINGS = 8, 4, 6
"""So many there are at most on screen; their widgets are made once."""


class GuideCard(Card):
    """Shows values; whoever owns it works them out.

    Signals:
        starter_wanted(str): a part of the reply was pressed; carries its key.
        finding_chosen(int), fix_wanted(int): by the finding's place.
    """

    starter_wanted = Signal(str)
    finding_chosen = Signal(int)
    fix_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Reply guide"), parent)
        self.value: GuideValue | None = None
        self.tokens = load_tokens("light")
        self.chip = Chip()
        # It gives way to what is around it, and then says less.
        self.chip.setMinimumWidth(1)
        self.time, self.idle, self.remark = PlainLabel(), PlainLabel(), PlainLabel()
        self.clock_meter, self.words_meter = Meter(), Meter()
        self.structure = [StepButton(inline=True) for _number in range(PARTS)]
        self.steps = [StepButton() for _number in range(STEPS)]
        self.count = PlainLabel()
        self.rows = [FindingRow(place) for place in range(FINDINGS)]
        self.more = PlainLabel()
        self._arrange()
        self._connect()
        self.hide()

    def show_guide(self, value: GuideValue | None) -> None:
        """Another guide; None while there is no thread."""
        self.setVisible(value is not None)
        if value is None or value == self.value:
            self.value = value
            return
        self.value = value
        self.set_urgent(urgent=value.urgent)
        self._fit_chip()
        self.idle.setText(value.idle)
        self.idle.setVisible(bool(value.idle))
        self._flow.setVisible(not value.idle)
        self._words.setVisible(bool(value.words))
        self.words_meter.setVisible(bool(value.words))
        self._show_steps(self.structure, value.structure, arrows=True)
        self._show_steps(self.steps, value.steps)
        self.count.setText(isolated(value.words))
        self.words_meter.show_value(value.words_meter)
        self._show_findings(value)

    def show_clock(self, value: ClockValue | None) -> None:
        """The time left; None while nobody waits."""
        self.clock_meter.setVisible(value is not None)
        self.time.setVisible(value is not None)
        self.remark.setVisible(value is not None and bool(value.remark))
        if value is None:
            return
        self.remark.setText(value.remark)
        self.clock_meter.show_value(value.meter)
        if self.time.text() != value.text:
            self.time.setText(isolated(value.text))
        dress(self.time, value.meter.tone)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other sizes; its parts have their own."""
        self.tokens = tokens

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_chip()

    def _fit_chip(self) -> None:
        """Where the column is narrow, or the text large, the tier's name alone has to do."""
        if self.value is None:
            return
        whole, short = self.value.chip, self.value.chip.partition(" · ")[0]
        room = self.width() - self.body.contentsMargins().left() - self.body.contentsMargins().right()
        fits = pill_width(whole, self.tokens, "dot") + 2 <= room
        if self.chip.text() != (whole if fits else short) or self.chip.kind != self.value.tier:
            self.chip.say(whole if fits else short, self.value.tier)
            self.chip.setToolTip(plain_tip("" if fits else whole))

    def _arrange(self) -> None:
        head = QWidget()
        line = FlowLayout(head, gap=4, apart=True)
        line.addWidget(self.chip)
        line.addWidget(self.time)
        self._flow = QWidget()
        flow = FlowLayout(self._flow, gap=4)
        for word in self.structure:
            flow.addWidget(word)
        self._words = QWidget()
        words = QHBoxLayout(self._words)
        words.setContentsMargins(0, 3, 0, 0)
        name = PlainLabel(_("Words"))
        name.setProperty("role", "second")
        self.count.setProperty("role", "strong")
        words.addWidget(name)
        words.addStretch(1)
        words.addWidget(self.count)
        lines = QVBoxLayout()
        lines.setSpacing(1)
        for step in self.steps:
            lines.addWidget(step)
        found = QVBoxLayout()
        found.setSpacing(6)
        for row in self.rows:
            found.addWidget(row)
        found.addWidget(self.more)
        for label, role in ((self.idle, "small"), (self.remark, "small"), (self.more, "faint")):
            label.setProperty("role", role)
            label.setWordWrap(True)
        for part in (head, self.clock_meter, self.remark, self.idle, self._flow):
            self.body.addWidget(part)
        self.body.addLayout(lines)
        self.body.addWidget(self._words)
        self.body.addWidget(self.words_meter)
        self.body.addLayout(found)

    def _connect(self) -> None:
        for button in (*self.structure, *self.steps):
            button.clicked.connect(self._step_pressed)
        for row in self.rows:
            row.chosen.connect(self.finding_chosen)
            row.fixed.connect(self.fix_wanted)

    def _step_pressed(self) -> None:
        button = self.sender()
        if isinstance(button, StepButton):
            self.starter_wanted.emit(button.line.key)

    def _show_steps(self, buttons: list[StepButton], lines: tuple[StepLine, ...], *, arrows: bool = False) -> None:
        for place, button in enumerate(buttons):
            button.setVisible(place < len(lines))
            if place < len(lines):
                button.show_line(lines[place], arrow=arrows and place + 1 < len(lines))

    def _show_findings(self, value: GuideValue) -> None:
        hidden = max(0, len(value.findings) - FINDINGS)
        first = max(0, min(value.current - FINDINGS + 1, hidden))
        for place, row in enumerate(self.rows):
            row.place = first + place
            row.setVisible(row.place < len(value.findings))
            if row.place < len(value.findings):
                row.show_line(value.findings[row.place], current=row.place == value.current)
        self.more.setText(_("and {count} more").format(count=hidden) if hidden else "")
        self.more.setVisible(bool(hidden))
