"""A chart's values as a table, with the same keys."""

from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from widgets.charts.values import Sheet
from widgets.painting import is_rtl
from widgets.plain import plain_tip
from widgets.tokens import Tokens, load_tokens

Index = QModelIndex | QPersistentModelIndex
_OTHERS = 0.7
"""All columns but the first may take so much of the width before they are cut, too."""
_NAME = 14
"""How many letters wide the first column is, where the columns scroll."""
MOST_ROWS = 12
"""So many are shown without scrolling."""


class SheetModel(QAbstractTableModel):
    """The rows as they are now."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sheet = Sheet("", (), ())
        self._marked: tuple[int, str] = (-1, "")

    def mark(self, column: int, sign: str) -> None:
        """That sign stands behind the head of that column."""
        self._marked = (column, sign)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(self.sheet.heads) - 1))

    def take(self, sheet: Sheet) -> None:
        """Other values; where the rows are the same ones, they change in place."""
        same = sheet.heads == self.sheet.heads and sheet.keys == self.sheet.keys
        if same and len(sheet.rows) == len(self.sheet.rows):
            self.sheet = sheet
            if sheet.rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(sheet.rows) - 1, len(sheet.heads) - 1))
            return
        self.beginResetModel()
        self.sheet = sheet
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.sheet.heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | Qt.AlignmentFlag | None:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(first=section == 0)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        column, sign = self._marked
        return f"{self.sheet.heads[section]} {sign}" if section == column else self.sheet.heads[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        cell = self.sheet.rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            # What begins with a digit would run with the window; it runs as it is written.
            return cell.text if index.column() == 0 or is_rtl(cell.text) else f"\u2068{cell.text}\u2069"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(cell.text)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(first=index.column() == 0)
        return None


class SheetTable(QTableView):
    """Arrows move, Enter leads to what is behind the row. Where it can be sorted: S takes the next column, R turns it.

    Signals:
        opened(key): of that row.
        chart_wanted: T was pressed.

    Attributes:
        sorted_by: the column and whether the largest comes first; None for as it is.
    """

    opened = Signal(str)
    chart_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet_model = SheetModel(self)
        self.sorted_by: tuple[int, bool] | None = None
        self._whole, self._sortable, self._name = Sheet("", (), ()), False, name
        self._tokens = load_tokens("light")
        self.setObjectName("sheet")
        self.setModel(self.sheet_model)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.clicked.connect(self._clicked)

    def show_sheet(self, sheet: Sheet) -> None:
        """Other values; the current row stays current, and so does the order."""
        self._whole = sheet
        sheet = in_order(sheet, *self.sorted_by) if self.sorted_by is not None else sheet
        key, row = self.sheet_model.sheet.key(self.currentIndex().row()), self.currentIndex().row()
        self.sheet_model.take(sheet)
        if row >= 0 and not self.currentIndex().isValid() and sheet.rows:
            at = sheet.keys.index(key) if key and key in sheet.keys else min(row, len(sheet.rows) - 1)
            self.setCurrentIndex(self.sheet_model.index(at, 0))
        self._fit()
        self._share_width()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other sizes."""
        self._tokens = tokens
        self._fit()

    def allow_sorting(self) -> None:
        """By a click on a head, or by keys; where columns do not fit, they scroll instead of being cut."""
        self._sortable = True
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(self._head_clicked)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def sort_by(self, column: int, *, largest_first: bool) -> None:
        """In that order, until another one is wanted."""
        self.sorted_by = (column, largest_first)
        self.sheet_model.mark(column, "▼" if largest_first else "▲")
        self.setAccessibleName(f"{self._name} ({self._whole.heads[column]})")
        self.show_sheet(self._whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """The first column gets what the others leave; where that is too little, all are cut alike."""
        header, columns = self.horizontalHeader(), len(self.sheet_model.sheet.heads)
        wide = [max(self.sizeHintForColumn(column), header.sectionSizeHint(column)) for column in range(columns)]
        stretch, fit = QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.ResizeToContents
        room = self.viewport().width()
        name = min(wide[0], round(self._tokens.type.base * _NAME)) if columns else 0
        fits = sum(wide) <= room or (self._sortable and name + sum(wide[1:]) <= room)
        kept = self._sortable and not fits
        fits = fits or (not kept and sum(wide[1:]) <= room * _OTHERS)
        for column in range(columns):
            header.setSectionResizeMode(column, fit if (fits and column) or kept else stretch)
        if kept and columns:
            # A long name takes no more than it must, so that most of the numbers are seen without scrolling.
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(0, name)

    def _fit(self) -> None:
        height = round(self._tokens.type.base * 1.95)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        rows = max(1, min(MOST_ROWS, len(self.sheet_model.sheet.rows)))
        bar = self.horizontalScrollBar().sizeHint().height() if self._sortable else 0
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + height * rows + 4 + bar)

    def _head_clicked(self, column: int) -> None:
        """The largest first; the other way round when it is so already."""
        self.sort_by(column, largest_first=self.sorted_by != (column, True))

    def _sort_on(self, key: Qt.Key, *, back: bool) -> None:
        column, largest = self.sorted_by or (-1, True)
        if key == Qt.Key.Key_R:
            self.sort_by(max(column, 0), largest_first=not largest)
        else:
            self.sort_by((column + (-1 if back else 1)) % len(self._whole.heads), largest_first=largest)

    def _clicked(self, index: QModelIndex) -> None:
        self._open(index.row())

    def _open(self, row: int) -> None:
        key = self.sheet_model.sheet.key(row)
        if key:
            self.opened.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_T and not event.modifiers():
            self.chart_wanted.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._open(self.currentIndex().row())
        elif key in {Qt.Key.Key_S, Qt.Key.Key_R} and self._sortable and self._whole.heads:
            self._sort_on(key, back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


def in_order(sheet: Sheet, column: int, largest_first: bool) -> Sheet:
    """The same rows by that column; what nobody knows stands last, whichever way round."""
    if column >= len(sheet.heads):
        return sheet
    places = range(len(sheet.rows))
    known = [place for place in places if sheet.rows[place][column].kept != ""]

    def value(place: int) -> tuple[bool, float, str]:
        kept = sheet.rows[place][column].kept
        return (True, 0.0, kept.casefold()) if isinstance(kept, str) else (False, float(kept), "")

    known.sort(key=value, reverse=largest_first)
    order = [*known, *(place for place in places if place not in set(known))]
    keys = tuple(sheet.key(place) for place in order)
    return replace(sheet, rows=tuple(sheet.rows[place] for place in order), keys=keys)


def _side(*, first: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeading if first else Qt.AlignmentFlag.AlignTrailing
    return side | Qt.AlignmentFlag.AlignVCenter
