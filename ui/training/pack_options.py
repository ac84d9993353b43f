"""Summaries, replies and lines before a message, as rows of fields; the next empty row is always there to be filled."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from domain.emotion.assessment import Topic
from domain.training.item import COMPLETE, MOST_OPTIONS, Element, Line, ReplyOption, Side
from ui.parts import label
from ui.training.words import element_name
from widgets.flow import FlowLayout
from widgets.text_side import LineField

MOST_LINES: Final = 20
_BREAK = " ⏎ "
"""Stands for a new line in fields of one line."""


class Field(LineField):
    """One line of text that may hold several: breaks are shown as a sign."""

    def show_words(self, words: str) -> None:
        """Another text; what is typed already stays with its cursor."""
        if self.words() != words:
            self.setText(words.replace("\r\n", "\n").replace("\n", _BREAK))
            self.setCursorPosition(0)

    def words(self) -> str:
        """What stands in it."""
        return self.text().replace(_BREAK, "\n")


class _Rows(QWidget):
    """Rows that appear when the one before is filled.

    Signals:
        changed: something in them.
    """

    changed = Signal()

    def __init__(self, rows: Sequence[QWidget], fields: Sequence[Field]) -> None:
        super().__init__()
        self.rows, self.fields = rows, fields
        self.writable = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for row, field in zip(rows, fields, strict=True):
            column.addWidget(row)
            field.textChanged.connect(self._typed)
        self.unfold()

    def unfold(self) -> None:
        """One empty row behind the last that holds something."""
        last = max((place for place, field in enumerate(self.fields) if field.text().strip()), default=-1)
        for place, row in enumerate(self.rows):
            row.setVisible(place <= last + (1 if self.writable else 0))

    def set_writable(self, *, writable: bool) -> None:
        """Whether anything can be changed."""
        self.writable = writable
        for field in self.fields:
            field.setReadOnly(not writable)
        self.unfold()

    def _typed(self, _text: str) -> None:
        self.unfold()
        self.changed.emit()


class Gists(_Rows):
    """Summaries to choose from: the right one, then wrong ones."""

    def __init__(self) -> None:
        fields = [Field() for _place in range(MOST_OPTIONS)]
        for place, field in enumerate(fields):
            field.setPlaceholderText(_("The right summary") if place == 0 else _("A plausible summary that is wrong"))
            field.setAccessibleName(_("Summary {number}").format(number=place + 1))
        super().__init__(fields, fields)

    def show_gists(self, gists: Sequence[str]) -> None:
        """Another item's."""
        for field, words in zip(self.fields, (*gists, *[""] * MOST_OPTIONS), strict=False):
            field.show_words(words)

    def value(self) -> tuple[str, ...]:
        """As they stand."""
        return _filled([field.words() for field in self.fields])


class _Reply(QWidget):
    """One reply and, under it, what it lacks of what its topic asks for (Q-4).

    Signals:
        changed: another box is checked.
    """

    changed = Signal()

    def __init__(self, place: int) -> None:
        super().__init__()
        self.field = Field()
        self.field.setPlaceholderText(_("The complete reply") if place == 0 else _("A reply that lacks something"))
        self.field.setAccessibleName(_("Reply {number}").format(number=place + 1))
        self.boxes = {element: QCheckBox(element_name(element)) for element in Element}
        self._row = QWidget()
        flow = FlowLayout(self._row, 10)
        flow.addWidget(label(_("lacks"), "small"))
        for element, box in self.boxes.items():
            box.setProperty("kind", "small")
            said = _("Reply {number} lacks: {element}").format(number=place + 1, element=element_name(element))
            box.setAccessibleName(said)
            box.toggled.connect(self.changed)
            flow.addWidget(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(3)
        column.addWidget(self.field)
        column.addWidget(self._row)
        self._first = place == 0

    def show_lacks(self, lacks: Sequence[Element]) -> None:
        """These are checked."""
        for element, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(element in lacks)
            box.blockSignals(False)

    def offer(self, asked: Sequence[Element], *, writable: bool) -> None:
        """What the topic asks for can be checked; what is checked beside it can be taken back."""
        shown = False
        for element, box in self.boxes.items():
            offered = (not self._first and element in asked) or box.isChecked()
            box.setVisible(offered)
            box.setEnabled(writable)
            shown = shown or offered
        self._row.setVisible(shown)

    def lacks(self) -> tuple[Element, ...]:
        """As checked."""
        return tuple(element for element, box in self.boxes.items() if box.isChecked())


class Replies(_Rows):
    """Replies to choose from: the complete one, then those that lack something."""

    def __init__(self) -> None:
        self.replies = [_Reply(place) for place in range(MOST_OPTIONS)]
        self._topic: Topic | None = None
        super().__init__(self.replies, [one.field for one in self.replies])
        for one in self.replies:
            one.changed.connect(self.changed)

    def show_replies(self, replies: Sequence[ReplyOption], topic: Topic | None) -> None:
        """Another item's."""
        for place, one in enumerate(self.replies):
            held = replies[place] if place < len(replies) else ReplyOption("")
            one.show_lacks(held.lacks)
            one.field.show_words(held.text)
        self.show_topic(topic)

    def show_topic(self, topic: Topic | None) -> None:
        """Another topic asks for other elements."""
        self._topic = topic
        for one in self.replies:
            one.offer(COMPLETE[topic] if topic is not None else (), writable=self.writable)

    def set_writable(self, *, writable: bool) -> None:
        super().set_writable(writable=writable)
        self.show_topic(self._topic)

    def value(self) -> tuple[ReplyOption, ...]:
        """As they stand."""
        texts = _filled([one.field.words() for one in self.replies])
        return tuple(ReplyOption(text, one.lacks()) for text, one in zip(texts, self.replies, strict=False))


class Before(_Rows):
    """What was said before, oldest first."""

    def __init__(self) -> None:
        self.sides: list[QComboBox] = []
        rows, fields = [], []
        for place in range(MOST_LINES):
            row, side, field = QWidget(), QComboBox(), Field()
            side.addItem(_("Customer"), Side.CUSTOMER)
            side.addItem(_("Agent"), Side.AGENT)
            side.setCurrentIndex(place % 2)
            side.setAccessibleName(_("Who says line {number}").format(number=place + 1))
            field.setAccessibleName(_("Line {number} before it").format(number=place + 1))
            field.setPlaceholderText(_("What was said before, if it matters"))
            inner = QHBoxLayout(row)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.addWidget(side)
            inner.addWidget(field, 1)
            self.sides.append(side)
            rows.append(row)
            fields.append(field)
        super().__init__(rows, fields)
        for side in self.sides:
            side.activated.connect(self._chosen)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Another item's."""
        for place, (side, field) in enumerate(zip(self.sides, self.fields, strict=True)):
            held = lines[place] if place < len(lines) else None
            if held is not None:
                side.setCurrentIndex(side.findData(held.side))
            field.show_words(held.text if held is not None else "")

    def value(self) -> tuple[Line, ...]:
        """As they stand; empty ones are none."""
        pairs = zip(self.sides, self.fields, strict=True)
        return tuple(Line(Side(side.currentData()), field.words()) for side, field in pairs if field.words().strip())

    def set_writable(self, *, writable: bool) -> None:
        super().set_writable(writable=writable)
        for side in self.sides:
            side.setEnabled(writable)

    def _chosen(self, _index: int) -> None:
        self.changed.emit()


def _filled(texts: Sequence[str]) -> tuple[str, ...]:
    """Up to the last that holds something: an empty one between them is a flaw and is shown as one."""
    last = max((place for place, text in enumerate(texts) if text.strip()), default=-1)
    return tuple(texts[: last + 1])
