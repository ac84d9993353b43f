"""One thing that could be better: its words, the rule behind it when it is looked at, and the fix."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from widgets.controls import PlainButton
from widgets.guide.values import FindingLine
from widgets.meter import tone
from widgets.painting import paint_mark, shortened
from widgets.plain import PlainLabel, plain_tip
from widgets.tokens import Tokens, load_tokens

_SHAPES = {"accent": "dot", "medium": "diamond", "high": "triangle"}


class ToneMark(QWidget):
    """A small shape in a tone: never by colour alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = "accent"
        self._tokens = load_tokens("light")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_tone(self, name: str) -> None:
        """Another tone."""
        self._tone = name
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self._tokens.type.base * 1.1), round(self._tokens.type.base * 1.5))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.width() / 2, self.height() / 2)
        colour = tone(self._tone, self._tokens)
        paint_mark(painter, centre, self._tokens.type.base * 0.6, _SHAPES[self._tone], colour)
        painter.end()


class FindingRow(QFrame):
    """Pressed anywhere but on its fix it becomes the current one.

    Signals:
        chosen(int), fixed(int): carry the row's place.
    """

    chosen = Signal(int)
    fixed = Signal(int)

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self.mark = ToneMark()
        self.words, self.why = PlainLabel(), PlainLabel()
        self.fix = PlainButton()
        self.fix.setProperty("kind", "smallLink")
        self.fix.setAutoDefault(False)
        self.fix.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.fix.clicked.connect(self._fix)
        self.keys = PlainLabel()
        self.keys.setProperty("role", "keys")
        self._fix_words = ""
        for label, role in ((self.words, ""), (self.why, "small")):
            label.setWordWrap(True)
            label.setProperty("role", role)
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        column = QVBoxLayout()
        column.setSpacing(1)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self.fix, 1)
        foot.addWidget(self.keys)
        column.addWidget(self.words)
        column.addWidget(self.why)
        column.addLayout(foot)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def show_line(self, line: FindingLine, *, current: bool) -> None:
        """Another finding, or its new state."""
        self.mark.show_tone(line.tone)
        self.words.setText(line.text)
        self.words.setAccessibleName(line.text)
        self.why.setText(line.why)
        self.why.setVisible(current and bool(line.why))
        self._fix_words = line.fix
        self.fix.setAccessibleName(line.fix)
        self.fix.setVisible(bool(line.fix))
        self.keys.setText(line.keys)
        self.keys.setVisible(bool(line.fix and line.keys))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.place)

    def _fit(self) -> None:
        """Buttons do not shorten their words by themselves."""
        taken = self.mark.sizeHint().width() + 7 + (self.keys.sizeHint().width() + 6 if self.keys.text() else 0)
        room = max(40, self.width() - taken - 6)
        self.fix.setMinimumWidth(40)
        shown = shortened(self.fix.fontMetrics(), self._fix_words, room)
        self.fix.setText(shown)
        self.fix.setToolTip(plain_tip(self._fix_words if shown != self._fix_words else ""))

    def _fix(self) -> None:
        self.fixed.emit(self.place)
