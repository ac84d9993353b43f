"""One column of the board: its head, and the cards under it on a sunken ground."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import ngettext
from widgets.board.cards_view import CardsView
from widgets.board.scene import Scene
from widgets.board.values import ColumnValues

LEAST_WIDTH = 150


class Column(QWidget):
    """Head and cards.

    Attributes:
        view: the cards.
        values: what it shows now.
    """

    def __init__(self, number: int, scene: Scene, parent: QWidget) -> None:
        super().__init__(parent)
        self._scene = scene
        self.values: ColumnValues | None = None
        self.view = CardsView(number, scene, self)
        self._box = QVBoxLayout(self)
        self._box.setSpacing(0)
        self._box.addWidget(self.view)
        self.setMinimumWidth(LEAST_WIDTH)
        self.measure()

    def measure(self) -> None:
        """The theme or its sizes are other ones."""
        side = self._scene.painter.tokens.space[1]
        self._box.setContentsMargins(side, self._scene.painter.head_height(), side, side)
        self.update()

    def show_column(self, values: ColumnValues) -> None:
        """Other values in the head; the cards are the view's."""
        self.values = values
        count = ngettext("{count} complaint", "{count} complaints", values.count).format(count=values.count)
        self.setAccessibleName(", ".join((values.name, values.times, count)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = self._scene.painter.tokens, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.sunken)
        painter.drawRoundedRect(QRectF(self.rect()), tokens.radius.card, tokens.radius.card)
        if self.values is not None:
            self._scene.painter.mirrored = self.isRightToLeft()
            head = QRectF(0, 0, self.width(), self._scene.painter.head_height())
            self._scene.painter.head(painter, head, self.values)
        painter.end()
