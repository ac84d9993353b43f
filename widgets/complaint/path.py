"""The path of a complaint: stops that are done, at hand, to come or late, told by shape, colour and words."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _
from widgets.complaint.values import PathLine, PathState
from widgets.dress import dress
from widgets.painting import paint_mark
from widgets.plain import PlainLabel
from widgets.tokens import Tokens, load_tokens


def state_words(state: PathState) -> str:
    """What the shape says, for who cannot see it."""
    return {
        PathState.DONE: _("done"),
        PathState.NOW: _("now"),
        PathState.COMING: _("to come"),
        PathState.LATE: _("late"),
    }[state]


class PathMark(QWidget):
    """A tick, a disc, a ring or a triangle."""

    def __init__(self, state: PathState = PathState.COMING, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state
        self._tokens = load_tokens("light")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, state: PathState) -> None:
        """Another shape."""
        self.state = state
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        # As high as a line of text, so that the mark stands before the first one of several.
        return QSize(self._tokens.type.base, round(self._tokens.type.base * 1.4))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_stop(
            painter, QPointF(QRectF(self.rect()).center()), self._tokens.type.base * 0.72, self.state, self._tokens
        )
        painter.end()


def paint_stop(painter: QPainter, centre: QPointF, size: float, state: PathState, tokens: Tokens) -> None:
    """One stop's shape."""
    half = size / 2
    if state is PathState.LATE:
        paint_mark(painter, centre, size, "triangle", tokens.high)
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state is PathState.DONE:
        painter.setPen(_pen(tokens.ok, size / 6))
        corner = centre + QPointF(-half * 0.25, half * 0.75)
        painter.drawPolyline([centre + QPointF(-half, 0), corner, centre + QPointF(half, -half * 0.8)])
    elif state is PathState.NOW:
        paint_mark(painter, centre, size, "dot", tokens.medium)
    else:
        painter.setPen(_pen(tokens.text3, 1.2))
        painter.drawEllipse(centre, half - 0.6, half - 0.6)


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


class PathList(QWidget):
    """The stops below each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._tokens = load_tokens("light")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 0)
        self._column.setSpacing(5)

    def show_lines(self, lines: tuple[PathLine, ...]) -> None:
        """Other stops, or their new state; rows stay, so that a clock that runs moves nothing."""
        while len(self._rows) < len(lines):
            row = _Row()
            row.mark.set_tokens(self._tokens)
            self._rows.append(row)
            self._column.addWidget(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(lines))
            if place < len(lines):
                row.show_line(lines[place])

    def set_tokens(self, tokens: Tokens) -> None:
        """Rows made later take them, too."""
        self._tokens = tokens


class _Row(QWidget):
    """One stop."""

    def __init__(self) -> None:
        super().__init__()
        self.mark, self.words, self.more = PathMark(), PlainLabel(), PlainLabel()
        self.more.setProperty("role", "small")
        column = QVBoxLayout()
        column.setSpacing(0)
        for label in (self.words, self.more):
            label.setWordWrap(True)
            column.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def show_line(self, line: PathLine) -> None:
        """Its shape and its words."""
        self.mark.show_state(line.state)
        self.words.setText(line.text)
        self.words.setAccessibleName(f"{state_words(line.state)}: {line.text}")
        role = {PathState.LATE: "high", PathState.COMING: "second"}.get(line.state, "")
        dress(self.words, role)
        self.more.setText(line.more)
        self.more.setVisible(bool(line.more))
