"""The thread's complaint beside the composer: how much time is left, whose it is, what comes next, the way to all."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _
from widgets.card import Card, isolated
from widgets.chips import Chip
from widgets.complaint.clock import Clock
from widgets.complaint.path import paint_stop, state_words
from widgets.complaint.values import BriefValue, PathState
from widgets.controls import PlainButton
from widgets.plain import PlainLabel
from widgets.tokens import Tokens, load_tokens


class BriefCard(Card):
    """Hidden while the thread has no open complaint.

    Attributes:
        link: leads to the whole complaint.

    Signals:
        page_wanted: the agent wants to see all of it.
    """

    page_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Complaint"), parent)
        self.value: BriefValue | None = None
        self.tier, self.stops = Chip("", "low"), Stops()
        self.title, self.owner = _line(""), _line("small")
        self.step, self.more = _line("small"), _line("small")
        self.clock = Clock()
        self.link = PlainButton(_("Open on the board"))
        self.link.setProperty("kind", "smallLink")
        self.link.setAutoDefault(False)
        self.link.setCursor(Qt.CursorShape.PointingHandCursor)
        self.link.clicked.connect(self.page_wanted)
        self._arrange()
        self.hide()

    def show_value(self, value: BriefValue | None) -> None:
        """Another one, its new state, or only later; None hides the card."""
        self.setVisible(value is not None)
        if value is None or value == self.value:
            self.value = value
            return
        self.value = value
        self.set_urgent(urgent=value.urgent)
        self.title.setText(value.title)
        self.tier.say(value.tier_words, value.tier)
        self.stops.show_stops(value.path)
        self.clock.show_clock(value.clock)
        for label, words in ((self.step, value.step), (self.owner, value.owner), (self.more, value.more)):
            label.setText(words)
            label.setVisible(bool(words))
        self.link.setAccessibleName(_("Open {complaint} on the board").format(complaint=value.title))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.tier)
        head.addStretch(1)
        head.addWidget(self.stops)
        self.body.addLayout(head)
        for part in (self.title, self.clock, self.step, self.owner, self.more):
            self.body.addWidget(part)
        foot = QVBoxLayout()
        foot.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addLayout(foot)


class Stops(QWidget):
    """The path without words: its shapes in a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stops: tuple[PathState, ...] = ()
        self._tokens = load_tokens("light")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_stops(self, stops: tuple[PathState, ...]) -> None:
        """Other shapes."""
        if stops != self._stops:
            self._stops = stops
            self.setAccessibleName(isolated(", ".join(state_words(stop) for stop in stops)))
            self.updateGeometry()
            self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(
            round(self._tokens.type.base * 1.3) * max(1, len(self._stops)), round(self._tokens.type.base * 1.4)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        step = self.width() / max(1, len(self._stops))
        for place, stop in enumerate(self._stops):
            x = step * (place + 0.5)
            centre = QPointF(self.width() - x if mirrored else x, self.height() / 2)
            paint_stop(painter, centre, self._tokens.type.base * 0.62, stop, self._tokens)
        painter.end()


def _line(role: str) -> PlainLabel:
    made = PlainLabel()
    if role:
        made.setProperty("role", role)
    made.setWordWrap(True)
    return made
