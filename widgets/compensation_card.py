"""The compensation's card: the loss, three options, who has to agree, and what the customer said."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from widgets.card import Card
from widgets.chips import Chip
from widgets.compensation_values import CompensationValue, EntryLine, OptionLine
from widgets.controls import PlainButton, PlainChoice
from widgets.dress import dress
from widgets.flow import FlowLayout
from widgets.plain import PlainLabel
from widgets.text_side import LineField

OPTIONS = 9
"""So many an offer has at most; their rows are made once."""
NOTES = 3
_BESIDE_WORDS = 34
"""Pixels of a small choice beside its words: frame, margins, arrow."""


class CompensationCard(Card):
    """Shows values; whoever owns it works them out.

    Signals:
        opened: the one line was pressed.
        entry_changed(str amount, str currency, str kind): the agent typed or chose.
        action_wanted, approve_wanted, decline_wanted, undo_wanted: a button was pressed.
        answered(int): the customer took that option, -1 for none of them.
    """

    opened = Signal()
    entry_changed = Signal(str, str, str)
    action_wanted = Signal()
    approve_wanted = Signal()
    decline_wanted = Signal()
    undo_wanted = Signal()
    answered = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Compensation"), parent)
        self.value: CompensationValue | None = None
        self.more = _link()
        self.entry = EntryRow()
        self.before = PlainLabel()
        self.undo = _link()
        self.rows = [OptionRow(place) for place in range(OPTIONS)]
        self.notes = [PlainLabel() for _number in range(NOTES)]
        self.action, self.approve, self.decline, self.refusal = _link(), _link(), _link(), _link()
        self.keys = PlainLabel()
        self.keys.setProperty("role", "keys")
        self._arrange()
        self._connect()
        self.hide()

    def show_value(self, value: CompensationValue | None) -> None:
        """Another thread, or its new state; None while there is no thread."""
        self.setVisible(value is not None)
        if value is None or value == self.value:
            self.value = value
            return
        self.value = value
        shut = bool(value.closed)
        self._heading.setVisible(not shut)
        self.set_heading(_("Compensation"), value.loss)
        _say(self.more, value.closed)
        self.entry.setVisible(value.entry is not None and not shut)
        if value.entry is not None:
            self.entry.show_entry(value.entry)
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(value.options) and not shut)
            if place < len(value.options):
                row.show_line(value.options[place])
        self._show_words(value)
        self._show_buttons(value)

    def focus_entry(self) -> None:
        """The caret goes to the amount, all of it selected."""
        if self.entry.isVisible():
            self.entry.amount.setFocus()
            self.entry.amount.selectAll()

    def focus_answers(self) -> None:
        """The keys go to the first thing that can be said about the offer."""
        answers = [row.answer for row in self.rows]
        for one in (self.approve, *answers, self.refusal, self.undo):
            if one.isVisible():
                one.setFocus()
                return

    def _show_words(self, value: CompensationValue) -> None:
        _label(self.before, value.before)
        _say(self.undo, value.undo)
        for place, label in enumerate(self.notes):
            role = value.tone if place == 0 and value.tone else "small"
            dress(label, role)
            _label(label, value.notes[place] if place < len(value.notes) else "")

    def _show_buttons(self, value: CompensationValue) -> None:
        _say(self.action, value.action)
        self.keys.setText(value.keys)
        self.keys.setVisible(bool(value.keys) and bool(value.action or value.closed))
        _say(self.approve, _("Approve") if value.decide else "")
        _say(self.decline, _("Decline") if value.decide else "")
        _say(self.refusal, value.refusal)
        self._foot.setVisible(bool(value.action or value.decide or value.refusal or value.closed))

    def _arrange(self) -> None:
        past = QWidget()
        line = FlowLayout(past, gap=6)
        line.addWidget(self.before)
        line.addWidget(self.undo)
        self.before.setProperty("role", "small")
        self._foot = QWidget()
        foot = FlowLayout(self._foot, gap=8)
        for part in (self.more, self.action, self.approve, self.decline, self.refusal, self.keys):
            foot.addWidget(part)
        options = QVBoxLayout()
        options.setSpacing(3)
        for row in self.rows:
            options.addWidget(row)
        self.body.addWidget(self.entry)
        self.body.addWidget(past)
        self.body.addLayout(options)
        for label in self.notes:
            label.setWordWrap(True)
            self.body.addWidget(label)
        self.body.addWidget(self._foot)

    def _connect(self) -> None:
        self.more.clicked.connect(self.opened)
        self.entry.changed.connect(self.entry_changed)
        self.action.clicked.connect(self.action_wanted)
        self.approve.clicked.connect(self.approve_wanted)
        self.decline.clicked.connect(self.decline_wanted)
        self.undo.clicked.connect(self.undo_wanted)
        self.refusal.clicked.connect(self._refused)
        for row in self.rows:
            row.answered.connect(self.answered)

    def _refused(self) -> None:
        self.answered.emit(-1)


class EntryRow(QWidget):
    """What was lost: an amount, its currency, and how it came.

    Signals:
        changed(str amount, str currency, str kind)
    """

    changed = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.amount = LineField()
        self.amount.setProperty("kind", "small")
        self.amount.setMaxLength(24)
        self.amount.setAccessibleName(_("Loss"))
        self.currency, self.kind = CalmCombo(_("Currency of the loss")), CalmCombo(_("What went wrong"))
        self.wrong = PlainLabel()
        self.wrong.setProperty("role", "high")
        self.wrong.setWordWrap(True)
        sum_ = QHBoxLayout()
        sum_.setSpacing(6)
        sum_.addWidget(self.amount, 3)
        sum_.addWidget(self.currency, 2)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(6)
        self._row.addLayout(sum_, 5)
        self._row.addWidget(self.kind, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(4)
        column.addLayout(self._row)
        column.addWidget(self.wrong)
        self.amount.textEdited.connect(self._typed)
        self.currency.activated.connect(self._typed)
        self.kind.activated.connect(self._typed)

    def show_entry(self, entry: EntryLine) -> None:
        """What is typed stays as it is typed."""
        if self.amount.text() != entry.amount:
            self.amount.setText(entry.amount)
        _choices(self.currency, tuple((code, code) for code in entry.currencies), entry.currency)
        _choices(self.kind, entry.kinds, entry.kind)
        _label(self.wrong, entry.wrong)
        self.amount.setAccessibleDescription(entry.wrong)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What went wrong stands below the amount where its words would be cut."""
        words = self.kind.fontMetrics().horizontalAdvance(self.kind.currentText())
        below = words + _BESIDE_WORDS > self.width() * 4 // 9
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)

    def _typed(self, _what: object) -> None:
        self.changed.emit(self.amount.text(), self.currency.currentData() or "", self.kind.currentData() or "")


class OptionRow(QWidget):
    """One option.

    Signals:
        answered(int): the customer took it; carries its place.
    """

    answered = Signal(int)

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self.mark, self.words = PlainLabel(), PlainLabel()
        self.chip = Chip("", "accent")
        self.answer = _link()
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        row.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.answer, 0, Qt.AlignmentFlag.AlignTop)
        self.answer.clicked.connect(self._answered)

    def show_line(self, line: OptionLine) -> None:
        """Another option, or its new state."""
        self.mark.setText(line.mark)
        self.words.setText(line.text)
        role = "strong" if line.taken else "second" if line.faint else ""
        for label in (self.mark, self.words):
            dress(label, role)
        self.chip.say(line.share, "neutral" if line.faint else "accent")
        _say(self.answer, line.answer)
        self.answer.setAccessibleName(_("The customer took {option}").format(option=f"{line.mark} {line.text}"))

    def _answered(self) -> None:
        self.answered.emit(self.place)


class CalmCombo(PlainChoice):
    """A box that the wheel leaves alone: who scrolls the column chooses nothing."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "small")
        self.setAccessibleName(name)
        self.setMinimumContentsLength(3)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _link() -> QPushButton:
    made = PlainButton()
    made.setProperty("kind", "smallLink")
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.hide()
    return made


def _say(button: QPushButton, words: str) -> None:
    button.setText(words)
    button.setVisible(bool(words))


def _label(label: PlainLabel, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))


def _choices(box: QComboBox, choices: tuple[tuple[str, str], ...], chosen: str) -> None:
    held = tuple((box.itemData(place), box.itemText(place)) for place in range(box.count()))
    if held != choices:
        box.clear()
        for key, words in choices:
            box.addItem(words, key)
    box.setCurrentIndex(box.findData(chosen))
