"""The cards of one column: a surface that paints what is on screen and tells what the mouse does to it."""

from datetime import datetime
from math import inf

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QToolTip, QWidget

from widgets.board.layout import LANE, ColumnLayout, Slot
from widgets.board.scene import Scene
from widgets.board.words import clock_text, says_on, tip, urgency
from widgets.card import isolated
from widgets.plain import plain_tip

DRAGGED = 0.4
"""How much is left to see of a card where it was taken from."""


class CardsView(QAbstractScrollArea):
    """One column's cards.

    Signals:
        pressed(key): the mouse went down on a slot. clicked(key): and up again.
        opened(key): a double click.
        dragged(key, QPoint where, QPoint grip), dropped(QPoint where): global points; grip is within the card.
    """

    pressed = Signal(str)
    clicked = Signal(str)
    opened = Signal(str)
    dragged = Signal(str, QPoint, QPoint)
    dropped = Signal(QPoint)

    def __init__(self, number: int, scene: Scene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self._scene = scene
        self.layout_ = ColumnLayout((), (), scene.painter.sizes, ())
        self._said: dict[str, tuple[str, str]] = {}
        self._grip: tuple[str, QPoint, QPoint] | None = None
        self._under_way = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_layout(self, layout: ColumnLayout) -> None:
        """Other slots; what stands on top of the view stays there if it can."""
        self.layout_ = layout
        self._fit()
        self.viewport().update()

    def slot_rect(self, slot: Slot) -> QRect:
        """Where it is on the viewport."""
        return QRect(0, slot.top - self.verticalScrollBar().value(), self.viewport().width(), slot.height)

    def shown(self) -> list[Slot]:
        """What is on screen."""
        top = self.verticalScrollBar().value()
        return self.layout_.between(top, top + self.viewport().height())

    def reveal(self, key: str) -> None:
        """Scrolls just so far that the slot is on screen."""
        place = self.layout_.place(key)
        if place < 0:
            return
        slot, bar, height = self.layout_.slot(place), self.verticalScrollBar(), self.viewport().height()
        gap = self._scene.painter.sizes.gap
        if slot.top < bar.value():
            bar.setValue(slot.top)
        elif slot.top + slot.height + gap > bar.value() + height:
            bar.setValue(slot.top + slot.height + gap - height)

    def repaint_slot(self, key: str) -> None:
        """That one again, if it is on screen."""
        place = self.layout_.place(key)
        if place >= 0:
            self.viewport().update(self.slot_rect(self.layout_.slot(place)))

    def tick(self) -> float:
        """Paints those again whose clock says something else; returns the seconds until the next one will."""
        now, soonest, said = self._scene.now, inf, {}
        for slot in self.shown():
            card = None if slot.is_lane else self._scene.card_of(slot.key)
            if card is None:
                continue
            said[slot.key] = words = (clock_text(card.clock, now), urgency(card.clock, now))
            if self._said.get(slot.key, words) != words:
                self.viewport().update(self.slot_rect(slot))
            soonest = min(soonest, says_on(card.clock, now))
        self._said = said
        return soonest

    def picture(self, key: str) -> QPixmap:
        """The card as it would be painted, to be carried around."""
        size = QRect(0, 0, self.viewport().width(), self._scene.painter.sizes.card)
        ratio = self.devicePixelRatioF()
        made = QPixmap(size.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        card = self._scene.card_of(key)
        if card is not None:
            painter = QPainter(made)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._scene.painter.mirrored = self.isRightToLeft()
            self._scene.painter.card(painter, QRectF(size), card, self._scene.now, chosen=True, keys=True)
            painter.end()
        return made

    def let_go(self) -> None:
        """What is dragged from here is not any more."""
        self._grip, self._under_way = None, False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        self._scene.painter.mirrored = self.isRightToLeft()
        area, top = event.rect(), self.verticalScrollBar().value()
        painter.fillRect(area, self._scene.painter.tokens.sunken)
        self._paint_target(painter)
        now = self._scene.now
        for slot in self.layout_.between(top + area.top(), top + area.bottom() + 1):
            self._paint_slot(painter, slot, now)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(0, dy)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        slot = self._slot_at(event.position().toPoint())
        self._grip = None
        if slot is not None:
            where = event.position().toPoint()
            self._grip = (slot.key, where, where - self.slot_rect(slot).topLeft())
        self.pressed.emit(slot.key if slot is not None else "")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        key, start, grip = self._grip
        where = event.position().toPoint()
        far = (where - start).manhattanLength() >= QApplication.startDragDistance()
        if key.startswith(LANE) or not (far or self._under_way):
            return
        self._under_way = True
        self.dragged.emit(key, event.globalPosition().toPoint(), grip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, under_way = self._grip, self._under_way
        self.let_go()
        if under_way:
            self.dropped.emit(event.globalPosition().toPoint())
        elif held is not None and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(held[0])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        slot = self._slot_at(event.position().toPoint())
        if slot is not None and not slot.is_lane:
            self.opened.emit(slot.key)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            slot = self._slot_at(event.pos())
            card = None if slot is None or slot.is_lane else self._scene.card_of(slot.key)
            if slot is not None and card is not None:
                area, words = self.slot_rect(slot), tip(card, self._scene.now)
                QToolTip.showText(event.globalPos(), plain_tip(words), self.viewport(), area)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def _fit(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self.layout_.height - height))
        bar.setPageStep(height)
        sizes = self._scene.painter.sizes
        bar.setSingleStep(max(1, (sizes.card + sizes.gap) // 3))

    def _slot_at(self, where: QPoint) -> Slot | None:
        return self.layout_.at(where.y() + self.verticalScrollBar().value())

    def _paint_slot(self, painter: QPainter, slot: Slot, now: datetime) -> None:
        scene, current = self._scene, self._scene.current
        area = QRectF(self.slot_rect(slot))
        chosen = current is not None and current.column == self.number and current.key == slot.key
        if slot.is_lane:
            key = slot.key.removeprefix(LANE)
            lane = next(lane for lane in self.layout_.lanes if lane.key == key)
            words = f"{isolated(lane.name)} · {len(lane.cards)}"
            scene.painter.lane(painter, area, words, folded=key in scene.folded, chosen=chosen, keys=scene.keys)
            return
        card = scene.card_of(slot.key)
        if card is not None:
            # While a card is carried columns have another ground, which shows at the corners of cards.
            paint = scene.painter.card if scene.dragged else scene.painter.kept
            painter.setOpacity(DRAGGED if slot.key == scene.dragged else 1.0)
            paint(painter, area, card, now, chosen=chosen, keys=scene.keys)
            painter.setOpacity(1.0)

    def _paint_target(self, painter: QPainter) -> None:
        """Where the dragged card would land, and whether it may."""
        target, tokens = self._scene.target, self._scene.painter.tokens
        if target is None or target.column != self.number:
            return
        area = QRectF(self.viewport().rect())
        if target.lane:
            top, bottom = self.layout_.lane_span(target.lane)
            offset = self.verticalScrollBar().value()
            area.setTop(top - offset)
            area.setBottom(bottom - offset)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.high_soft if target.refusal else tokens.accent_soft)
        painter.drawRoundedRect(area, tokens.radius.card, tokens.radius.card)
