"""People of the team as a table: who is there, how much each has in hand, what is in front of them (R-1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.i18n import _
from app.services.insight_values import TeamLine
from domain.ids import AgentId, ThreadId
from domain.thread import UNANSWERED_LIMIT
from ui.agent_menu import role_words
from ui.locale import number
from widgets.board.words import length
from widgets.card import isolated
from widgets.painted_list import paint_ground, painting
from widgets.painting import paint_avatar, paint_line, paint_mark, sized
from widgets.tokens import Tokens

THREADS_MIME = "application/x-braid-threads"
NAME, PRESENCE, OPEN, WAITING, OLDEST, VIEWING = range(6)
LINE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
LEAST_NAME = 9
"""So many times the size of the letters a name is wide at least."""

LEAST_LINES = 2.75
"""So many lines there is room for at least, the head of the table among them."""

_NUMBERS = frozenset({OPEN, OLDEST})


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One line: a person, or the queue.

    Attributes:
        line: None for the queue. held: how many threads stand in the queue.
        viewing: the customer of the thread in front of them, "" for none.
    """

    line: TeamLine | None
    viewing: str = ""
    held: int = 0

    @property
    def agent_id(self) -> AgentId | None:
        """Whom threads are given to; None for the queue."""
        return self.line.agent.id if self.line is not None else None

    @property
    def name(self) -> str:
        """What stands in front."""
        return self.line.agent.name if self.line is not None else _("Queue")


def presence_words(line: TeamLine) -> str:
    """Where somebody is."""
    if line.present is None:
        return _("unknown")
    if not line.present:
        return _("not here")
    return _("away") if line.away else _("here")


def waiting_words(line: TeamLine) -> str:
    """How many wait, against the limit of R-1."""
    words = _("{count}, limit {limit}") if line.waiting > UNANSWERED_LIMIT else _("{count} of {limit}")
    return words.format(count=number(line.waiting), limit=number(UNANSWERED_LIMIT))


class PeopleModel(QAbstractTableModel):
    """The queue first, then everybody.

    Signals:
        dropped(threads, agent id or None): threads were let go on somebody.
    """

    dropped = Signal(list, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[PersonLine] = []
        self.now: datetime | None = None

    def show_people(self, people: Sequence[TeamLine], names: Mapping[ThreadId, str], queue: int, now: datetime) -> None:
        """These; who is still there keeps their line."""
        made = [PersonLine(None, held=queue)]
        made += [PersonLine(line, names.get(line.viewing, "") if line.viewing else "") for line in people]
        self.now = now
        if [one.agent_id for one in made] == [one.agent_id for one in self.lines]:
            self.lines = made
            self.dataChanged.emit(self.index(0, 0), self.index(len(made) - 1, VIEWING))
            return
        self.beginResetModel()
        self.lines = made
        self.endResetModel()

    def tick(self, now: datetime) -> None:
        """Some time has gone by."""
        self.now = now
        if self.lines:
            self.dataChanged.emit(self.index(0, OLDEST), self.index(len(self.lines) - 1, OLDEST))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else VIEWING + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            names = (_("Person"), _("Presence"), _("Open"), _("Waiting"), _("Waits longest"), _("In front of them"))
            return names[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            edge = Qt.AlignmentFlag.AlignTrailing if section in _NUMBERS else Qt.AlignmentFlag.AlignLeading
            return edge | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        one = self.lines[index.row()]
        if role == LINE:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(one, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in _NUMBERS:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDropEnabled

    def mimeTypes(self) -> list[str]:
        return [THREADS_MIME]

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if not parent.isValid() or not data.hasFormat(THREADS_MIME):
            return False
        threads = bytes(data.data(THREADS_MIME).data()).decode().split("\n")
        self.dropped.emit(threads, self.lines[parent.row()].agent_id)
        return True

    def _text(self, one: PersonLine, column: int) -> str:
        line = one.line
        if line is None:
            return {NAME: one.name, OPEN: number(one.held)}.get(column, "")
        if column == OLDEST:
            return length(self.now - line.oldest_wait) if line.oldest_wait is not None and self.now is not None else ""
        return {
            NAME: _("{name}, {role}").format(name=one.name, role=role_words(line.agent.role)),
            PRESENCE: presence_words(line),
            OPEN: number(line.open),
            WAITING: waiting_words(line),
            VIEWING: isolated(one.viewing),
        }[column]


class _Painter(QStyledItemDelegate):
    """Faces, presence by shape and word, and the bar against the limit."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = tokens

    def height(self) -> int:
        """Of each line."""
        return round(self.tokens.type.base * 3.1)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        one = index.data(LINE)
        if not isinstance(one, PersonLine):
            return
        with painting(painter, option) as (whole, _mirrored):
            paint_ground(painter, option, self.tokens)
            self._cell(painter, whole.adjusted(8, 0, -8, 0), one, index)

    def _cell(self, painter: QPainter, area: QRectF, one: PersonLine, index: Index) -> None:
        if index.column() == NAME:
            self._name(painter, area, one)
        elif one.line is not None and index.column() == PRESENCE:
            self._presence(painter, area, one.line)
        elif one.line is not None and index.column() == WAITING:
            self._waiting(painter, area, one.line)
        elif index.column() not in (PRESENCE, WAITING):
            self._words(painter, area, str(index.data() or ""), trailing=index.column() in _NUMBERS)

    def _words(self, painter: QPainter, area: QRectF, text: str, *, trailing: bool) -> None:
        tokens, base = self.tokens, self.tokens.type.base
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        line = QRectF(area.left(), area.center().y() - base * 0.75, area.width(), base * 1.5)
        paint_line(painter, line, text, sized(base, tokens.type.normal), tokens.text, at_right=trailing is not mirrored)

    def _name(self, painter: QPainter, area: QRectF, one: PersonLine) -> None:
        tokens, base = self.tokens, self.tokens.type.base
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        size = base * 2.1
        disc = QRectF(area.right() - size if mirrored else area.left(), area.center().y() - size / 2, size, size)
        if one.line is not None:
            paint_avatar(painter, disc, one.line.agent.id, one.name, tokens)
        else:
            painter.setPen(QPen(tokens.text3, 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
        gap = size + 8
        room = area.adjusted(0, 0, -gap, 0) if mirrored else area.adjusted(gap, 0, 0, 0)
        if one.line is None:
            line = QRectF(room.left(), room.center().y() - base * 0.75, room.width(), base * 1.5)
            paint_line(painter, line, one.name, sized(base, tokens.type.strong), tokens.text, at_right=mirrored)
            return
        top = QRectF(room.left(), room.center().y() - base * 1.35, room.width(), base * 1.45)
        paint_line(painter, top, one.name, sized(base, tokens.type.strong), tokens.text, at_right=mirrored)
        low = QRectF(room.left(), top.bottom(), room.width(), tokens.type.small * 1.4)
        role = role_words(one.line.agent.role)
        paint_line(painter, low, role, sized(tokens.type.small, tokens.type.normal), tokens.text2, at_right=mirrored)

    def _presence(self, painter: QPainter, area: QRectF, line: TeamLine) -> None:
        """A full disc is here, a half one away, a ring not here, a diamond unknown."""
        tokens, base = self.tokens, self.tokens.type.base
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        half = base * 0.33
        centre = QPointF(area.right() - half if mirrored else area.left() + half, area.center().y())
        disc = QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half)
        if line.present is None:
            paint_mark(painter, centre, 2 * half, "diamond", tokens.text3)
        else:
            painter.setPen(QPen(tokens.ok if line.present else tokens.text3, 1.5))
            painter.setBrush(tokens.ok if line.present and not line.away else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(disc)
            if line.present and line.away:
                painter.setBrush(tokens.ok)
                painter.drawChord(disc, 90 * 16, 180 * 16)
        gap = 2 * half + 7
        room = area.adjusted(0, 0, -gap, 0) if mirrored else area.adjusted(gap, 0, 0, 0)
        text = QRectF(room.left(), room.center().y() - base * 0.75, room.width(), base * 1.5)
        paint_line(painter, text, presence_words(line), sized(base, tokens.type.normal), tokens.text, at_right=mirrored)

    def _waiting(self, painter: QPainter, area: QRectF, line: TeamLine) -> None:
        tokens, base = self.tokens, self.tokens.type.base
        over, mirrored = line.waiting > UNANSWERED_LIMIT, painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        text = QRectF(area.left(), area.center().y() - base * 1.3, area.width(), base * 1.4)
        if over:
            half = base * 0.33
            x = text.right() - half if mirrored else text.left() + half
            paint_mark(painter, QPointF(x, text.center().y()), 2 * half, "triangle", tokens.high)
            gap = 2 * half + 6
            text = text.adjusted(0, 0, -gap, 0) if mirrored else text.adjusted(gap, 0, 0, 0)
        ink = tokens.high if over else tokens.text
        weight = tokens.type.strong if over else tokens.type.normal
        paint_line(painter, text, waiting_words(line), sized(base, weight), ink, at_right=mirrored)
        bar = QRectF(area.left(), text.bottom() + 3, area.width(), 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.sunken)
        painter.drawRoundedRect(bar, 3, 3)
        width = bar.width() * min(1.0, line.waiting / UNANSWERED_LIMIT)
        painter.setBrush(tokens.high if over else tokens.accent)
        painter.drawRoundedRect(QRectF(bar.right() - width if mirrored else bar.left(), bar.top(), width, 6), 3, 3)


class PeopleTable(QTableView):
    """Arrows choose somebody; threads can be dropped on a line.

    Signals:
        chosen(agent id or None): another line is the current one.
        into_wanted: Enter: the keys to their threads.
    """

    chosen = Signal(object)
    into_wanted = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.people = PeopleModel(self)
        self._painter = _Painter(tokens, self)
        self.setObjectName("table")
        self.setAccessibleName(_("People"))
        self.setModel(self.people)
        self.setItemDelegate(self._painter)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.setDragDropOverwriteMode(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.selectionModel().currentRowChanged.connect(self._changed)
        self.activated.connect(self.into_wanted)
        self.set_tokens(tokens)

    @property
    def current(self) -> PersonLine | None:
        """The chosen line."""
        line = self.currentIndex().data(LINE)
        return line if isinstance(line, PersonLine) else None

    def choose(self, agent_id: AgentId | None) -> None:
        """That person's line, the queue's for None."""
        for row, one in enumerate(self.people.lines):
            if one.agent_id == agent_id:
                self.setCurrentIndex(self.people.index(row, 0))

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._painter.tokens = tokens
        self.verticalHeader().setDefaultSectionSize(self._painter.height())
        header, base = self.horizontalHeader(), tokens.type.base
        for column, letters in {PRESENCE: 9.5, OPEN: 5, WAITING: 11, OLDEST: 9, VIEWING: 13}.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, round(letters * base))
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Fixed)
        self.setMinimumHeight(round(LEAST_LINES * self._painter.height()))
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """The name has what is left, and never less than a name needs: the rest is scrolled to then."""
        header = self.horizontalHeader()
        others = sum(header.sectionSize(column) for column in range(NAME + 1, VIEWING + 1))
        header.resizeSection(NAME, max(round(LEAST_NAME * self._painter.tokens.type.base), self.width() - others - 2))

    def _changed(self, now: QModelIndex, before: QModelIndex) -> None:
        line = now.data(LINE)
        if isinstance(line, PersonLine) and now.row() != before.row():
            self.chosen.emit(line.agent_id)
