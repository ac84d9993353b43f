"""A line across the column that says what is wrong and offers what can be done about it."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.i18n import _
from widgets.chips import SHAPES, chip_colours
from widgets.controls import PlainButton
from widgets.painting import paint_mark
from widgets.plain import PlainLabel
from widgets.tokens import Tokens, load_tokens

SPACE = 10


class Mark(QWidget):
    """A tier's shape by itself."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._tokens = load_tokens("light")

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._tokens.type.base, self._tokens.type.base)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = chip_colours(self.kind, self._tokens)[0]
        centre = QPointF(self.width() / 2, self.height() / 2)
        paint_mark(painter, centre, self._tokens.type.base * 0.72, SHAPES[self.kind], ink)
        painter.end()


class Banner(QWidget):
    """Hidden until it has something to say.

    Signals:
        acted: its action was clicked.
        dismissed: the agent has read it.
    """

    acted = Signal()
    dismissed = Signal()

    def __init__(self, kind: str, parent: QWidget | None = None, *, dismissable: bool = False) -> None:
        super().__init__(parent)
        self.kind = kind
        self._tokens = load_tokens("light")
        self._mark = Mark(kind)
        self._words = PlainLabel()
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = _link()
        self._action.clicked.connect(self.acted)
        self._close = _link()
        self._close.setText(_("Dismiss"))
        self._close.clicked.connect(self._dismiss)
        line = self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        line.setContentsMargins(16, 7, 14, 7)
        line.setSpacing(SPACE)
        said, links = QHBoxLayout(), QHBoxLayout()
        said.setSpacing(SPACE)
        said.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        said.addWidget(self._words, 1)
        links.setSpacing(SPACE)
        links.addStretch(1)
        links.addWidget(self._action)
        links.addWidget(self._close)
        line.addLayout(said, 1)
        line.addLayout(links)
        # Not before it stands in the banner: by itself it would be a window for a moment, and take the keys away.
        self._close.setVisible(dismissable)
        self.hide()

    def say(self, text: str, action: str = "", kind: str = "") -> None:
        """Shows the words and the name of what can be done; hides without words.

        Args:
            kind: another kind for these words only ("low" for good news).
        """
        self._mark.kind = kind or self.kind
        self._paint_words()
        self._words.setText(text)
        self._words.setAccessibleName(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._fit()
        self.setVisible(bool(text))

    def text(self) -> str:
        """Its words."""
        return self._words.text()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self._paint_words()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What can be done stands below the words where these would have less than half of the line."""
        links = sum(one.sizeHint().width() + SPACE for one in (self._action, self._close) if not one.isHidden())
        below = 2 * links > self.width()
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(0 if below else SPACE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), chip_colours(self._mark.kind, self._tokens)[1])
        painter.end()

    def _paint_words(self) -> None:
        palette = self._words.palette()
        palette.setColor(self._words.foregroundRole(), chip_colours(self._mark.kind, self._tokens)[0])
        self._words.setPalette(palette)
        font = self._words.font()
        font.setWeight(font.Weight(self._tokens.type.strong))
        self._words.setFont(font)
        self._mark.update()
        self.update()

    def _dismiss(self) -> None:
        self.say("")
        self.dismissed.emit()


def _link() -> QPushButton:
    button = PlainButton()
    button.setProperty("kind", "link")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button
