"""The board: columns side by side, one current card, keys, and cards that are carried from one column to another."""

from collections.abc import Sequence
from datetime import datetime
from math import ceil, inf

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import _
from widgets.board.carrying import Carrying
from widgets.board.column import Column
from widgets.board.layout import LANE, ColumnLayout, lane_heights
from widgets.board.painter import Painter
from widgets.board.scene import Scene, Spot
from widgets.board.steps import Steps
from widgets.board.values import CardOf, ColumnValues, Verdict, always
from widgets.board.words import spoken
from widgets.thread_view.accessibility import announce
from widgets.tokens import Tokens

SOONEST_MS, LATEST_MS = 200, 60_000


class Board(QWidget):
    """All columns. Cards are asked for by their keys, and only those on screen.

    Signals:
        chosen(key): another card is the current one, "" for none.
        opened(key): Enter, a click: the agent wants to see it.
        dropped(key, column, lane): it was carried there, and may be; lane is "" without lanes.
        refused(words): it was carried where it may not be.

    Attributes:
        verdict: whether a card may go somewhere.
        columns: the widgets.
    """

    chosen = Signal(str)
    opened = Signal(str)
    dropped = Signal(str, str, str)
    refused = Signal(str)

    def __init__(self, tokens: Tokens, card_of: CardOf, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = Scene(Painter(tokens), card_of, now)
        self.scene.set_now(now)
        self.verdict: Verdict = always
        self.columns: list[Column] = []
        self._steps = Steps(self.scene, self.columns)
        self._carrying = Carrying(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(tokens.space[2])
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._tick)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Complaints by tier"))

    @property
    def current(self) -> str:
        """The current card's key, "" for none."""
        spot = self.scene.current
        return spot.key if spot is not None and not spot.key.startswith(LANE) else ""

    @property
    def carrying(self) -> bool:
        """Whether a card is under way."""
        return bool(self.scene.dragged)

    def show_board(self, columns: Sequence[ColumnValues]) -> None:
        """These columns; the current card stays current wherever it is now."""
        self.scene.columns = columns
        while len(self.columns) < len(columns):
            self._add_column()
        for column, values in zip(self.columns, columns, strict=True):
            column.show_column(values)
        self._lay_out()
        self._find_current()
        self._tick()

    def set_now(self, now: datetime) -> None:
        """What time it is there where the clocks run."""
        self.scene.set_now(now)
        self._tick()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self.scene.painter = Painter(tokens)
        self._row.setSpacing(tokens.space[2])
        for column in self.columns:
            column.measure()
        self._lay_out()

    def refresh(self) -> None:
        """Cards say something else, in the same places."""
        for column in self.columns:
            column.view.viewport().update()
        self._describe()
        self._tick()

    def choose(self, key: str) -> bool:
        """Makes a card the current one and brings it on screen; False when it is not here."""
        for number, column in enumerate(self.columns):
            if column.view.layout_.place(key) >= 0:
                self._choose(Spot(number, key))
                return True
        return False

    def fold(self, lane: str, folded: bool | None = None) -> None:
        """Shows a lane's cards or not; the other way round without saying which."""
        wanted = lane not in self.scene.folded if folded is None else folded
        (self.scene.folded.add if wanted else self.scene.folded.discard)(lane)
        self._lay_out()
        spot = self.scene.current
        if spot is not None and self.columns[spot.column].view.layout_.place(spot.key) < 0:
            # The card is folded away: its lane's head has the keys now.
            self._choose(Spot(spot.column, LANE + lane))
        self._tick()

    def cancel(self) -> None:
        """What is carried goes back."""
        self._carrying.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        spot = self._steps.after(key, mirrored=self.isRightToLeft())
        if spot is not None:
            self._choose(spot)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.scene.current is not None:
            self._enter(self.scene.current.key)
        elif key not in Steps.KEYS:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_keys(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_keys(False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()
        self.cancel()
        self.scene.painter.forget()

    def _add_column(self) -> None:
        column = Column(len(self.columns), self.scene, self)
        self.columns.append(column)
        self._row.addWidget(column, 1)
        view = column.view
        view.pressed.connect(self._pressed)
        view.clicked.connect(self._enter)
        view.opened.connect(self.opened)
        view.dragged.connect(self._dragged)
        view.dropped.connect(self._dropped)
        view.verticalScrollBar().valueChanged.connect(self._scrolled)

    def _lay_out(self) -> None:
        scene = self.scene
        sizes = scene.painter.sizes
        tall = lane_heights(scene.columns, sizes, scene.folded)
        for column, values in zip(self.columns, scene.columns, strict=True):
            column.view.show_layout(ColumnLayout(values.lanes, tall, sizes, scene.folded))
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        for column in self.columns:
            # Lanes go through all columns, which scroll together: one bar is enough.
            column.view.setVerticalScrollBarPolicy(off if scene.laned and column is not self.columns[-1] else needed)

    def _find_current(self) -> None:
        """The current card may stand in another column now, or be gone; then the keys go on from where it was."""
        spot = self.scene.current
        if spot is None:
            return
        places = [number for number, column in enumerate(self.columns) if column.view.layout_.place(spot.key) >= 0]
        if spot.column in places:
            self._describe()
        elif places:
            self.scene.current = Spot(places[0], spot.key)
            self.columns[places[0]].view.reveal(spot.key)
            self._describe()
        else:
            self._steps.lost(spot)
            self.scene.current = None
            self._describe()
            self.chosen.emit("")

    def _choose(self, spot: Spot) -> None:
        before, self.scene.current = self.scene.current, spot
        for one in (before, spot):
            if one is not None and one.column < len(self.columns):
                self.columns[one.column].view.repaint_slot(one.key)
        self.columns[spot.column].view.reveal(spot.key)
        if spot != before:
            self._describe()
            announce(self, self.accessibleDescription())
            self.chosen.emit(self.current)

    def _enter(self, key: str) -> None:
        if key.startswith(LANE):
            self.fold(key.removeprefix(LANE))
        elif key:
            self.opened.emit(key)

    def _describe(self) -> None:
        """What a screen reader says of the current card."""
        spot = self.scene.current
        if spot is None:
            self.setAccessibleDescription("")
            return
        column = self.scene.columns[spot.column]
        layout = self.columns[spot.column].view.layout_
        where = _("{column}, {place} of {count}").format(
            column=column.name, place=layout.place(spot.key) + 1, count=len(layout)
        )
        if spot.key.startswith(LANE):
            key = spot.key.removeprefix(LANE)
            name = next((lane.name for lane in column.lanes if lane.key == key), "")
            state = _("folded") if key in self.scene.folded else _("unfolded")
            self.setAccessibleDescription(", ".join((name, state, where)))
            return
        card = self.scene.card_of(spot.key)
        said = spoken(card, self.scene.now) if card is not None else ""
        self.setAccessibleDescription(", ".join((said, where)))

    def _show_keys(self, has: bool) -> None:
        self.scene.keys = has
        if self.scene.current is not None:
            self.columns[self.scene.current.column].view.repaint_slot(self.scene.current.key)

    def _pressed(self, key: str) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        view = self.sender()
        for column in self.columns:
            if key and column.view is view:
                self._choose(Spot(column.view.number, key))

    def _dragged(self, key: str, where: QPoint, grip: QPoint) -> None:
        self._carrying.carry(key, where, grip)

    def _dropped(self, where: QPoint) -> None:
        self._carrying.drop(where)

    def _scrolled(self, value: int) -> None:
        if self.scene.laned:
            for column in self.columns:
                column.view.verticalScrollBar().setValue(value)
        if self.isVisible() and not self._clock.isActive():
            self._clock.start(SOONEST_MS)

    def _tick(self) -> None:
        """Paints clocks that moved on, and sleeps until one on screen does so again."""
        if not self.isVisible():
            self._clock.stop()
            return
        seconds = min((column.view.tick() for column in self.columns), default=inf)
        if seconds == inf:
            self._clock.stop()
        else:
            self._clock.start(max(SOONEST_MS, min(LATEST_MS, ceil(seconds * 1000) + 5)))
