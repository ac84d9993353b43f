"""Carries a card from one column or lane to another with the mouse; Esc takes it back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QTimer

from widgets.board.column import Column
from widgets.board.drag import Ghost
from widgets.board.scene import Target

if TYPE_CHECKING:
    from widgets.board.board import Board

EDGE, STEP, STEP_MS = 36, 18, 30
"""So close to a column's edge, in pixels, it scrolls, by so many each time."""


class Carrying(QObject):
    """One for a board. It is told of every move, and asks the board's verdict."""

    def __init__(self, board: "Board") -> None:
        super().__init__(board)
        self._board = board
        self._ghost = Ghost(board.scene.painter.tokens, board)
        self._where = QPoint()
        self._from: Target | None = None
        self._edge = QTimer(self)
        self._edge.setInterval(STEP_MS)
        self._edge.timeout.connect(self._scroll)

    def carry(self, key: str, where: QPoint, grip: QPoint) -> None:
        """The card is under the pointer, at a global point."""
        board = self._board
        if board.scene.dragged != key:
            self._begin(key, grip)
        self._where = board.mapFromGlobal(where)
        self._aim()
        target = board.scene.target
        self._ghost.follow(self._where, target.refusal if target is not None else "")
        self._edge.start()

    def drop(self, where: QPoint) -> None:
        """The button is up."""
        board = self._board
        key = board.scene.dragged
        self._where = board.mapFromGlobal(where)
        if key:
            self._aim()
        target = board.scene.target
        self.stop()
        if not key or target is None:
            return
        if target.refusal:
            board.refused.emit(target.refusal)
        else:
            board.dropped.emit(key, board.scene.columns[target.column].key, target.lane)

    def stop(self) -> None:
        """Nothing is under way any more."""
        board = self._board
        self._edge.stop()
        if not board.scene.dragged:
            return
        board.scene.dragged, board.scene.target = "", None
        self._ghost.hide()
        for column in board.columns:
            column.view.let_go()
            column.view.viewport().update()

    def _begin(self, key: str, grip: QPoint) -> None:
        board = self._board
        number = next(n for n, column in enumerate(board.columns) if column.view.layout_.place(key) >= 0)
        lanes = board.scene.columns[number].lanes
        lane = next(lane.key for lane in lanes if key in lane.cards) if board.scene.laned else ""
        self._from = Target(number, lane)
        board.scene.dragged = key
        self._ghost.take(board.columns[number].view.picture(key), grip, board.scene.painter.tokens)

    def _aim(self) -> None:
        """Where it would land now."""
        board, scene = self._board, self._board.scene
        before, target = scene.target, None
        found = self._column()
        if found is not None:
            number, column = found
            lane = self._lane(column) if scene.laned else ""
            if Target(number, lane) != self._from:
                refusal = board.verdict(scene.dragged, scene.columns[number].key, lane)
                target = Target(number, lane, refusal)
        scene.target = target
        for one in {t.column for t in (before, target) if t is not None and before != target}:
            board.columns[one].view.viewport().update()

    def _column(self) -> tuple[int, Column] | None:
        for number, column in enumerate(self._board.columns):
            if column.geometry().contains(self._where):
                return number, column
        return None

    def _lane(self, column: Column) -> str:
        view = column.view
        y = view.viewport().mapFrom(self._board, self._where).y()
        lane = view.layout_.lane_at(y + view.verticalScrollBar().value())
        return lane.key if lane is not None else ""

    def _scroll(self) -> None:
        """At the upper or lower edge of a column its cards come along."""
        found = self._column()
        if found is None:
            return
        view = found[1].view
        area = QRect(view.viewport().mapTo(self._board, QPoint()), view.viewport().size())
        bar = view.verticalScrollBar()
        if self._where.y() < area.top() + EDGE:
            bar.setValue(bar.value() - STEP)
        elif self._where.y() > area.bottom() - EDGE:
            bar.setValue(bar.value() + STEP)
        self._aim()
