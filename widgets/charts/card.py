"""A card with a chart: heading, the value under the cursor, the same as a table, and ways to take it along."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app.i18n import _
from widgets.charts.chart import Chart
from widgets.charts.legend import Legend
from widgets.charts.table import SheetTable
from widgets.charts.values import Sheet
from widgets.controls import PlainMenu
from widgets.icons import themed_icon
from widgets.plain import PlainLabel, plain_tip
from widgets.tokens import Tokens, load_tokens


class ChartCard(QFrame):
    """Shows a chart or its table; a card without a chart is its table.

    Signals:
        opened(key): what is behind a value is wanted.
        export_wanted(str): "png" or "csv".
    """

    opened = Signal(str)
    export_wanted = Signal(str)

    def __init__(self, name: str, chart: Chart | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.name, self.chart = name, chart
        self._tokens = load_tokens("light")
        self.heading, self.readout, self.nothing = (
            PlainLabel(name, elide=_RIGHT),
            PlainLabel(elide=_RIGHT),
            PlainLabel(),
        )
        self.legend, self.under = Legend(), QStackedWidget()
        self._sheet = _no_sheet
        self._table = self._made_table() if chart is None else None
        self.table_button, self.take_button = _tool(_("{name}: as a table")), _tool(_("{name}: take along"))
        for button in (self.table_button, self.take_button):
            button.setAccessibleName(button.accessibleName().format(name=name))
            button.setToolTip(plain_tip(button.accessibleName()))
        self._column = QVBoxLayout(self)
        self._lay_out()
        self._connect()

    @property
    def table(self) -> SheetTable:
        """The table; made when somebody wants to see it."""
        if self._table is None:
            self._table = self._made_table()
            self._table.hide()
            self._column.insertWidget(self._column.count() - 1, self._table)
        return self._table

    @property
    def entry(self) -> QWidget:
        """What takes the keys."""
        return self.chart if self.chart is not None and not self.shows_table() else self.table

    def shows_table(self) -> bool:
        """Whether the table is on screen."""
        return self._table is not None and not self._table.isHidden()

    def show_table(self, *, shown: bool) -> None:
        """The table instead of the chart, or the chart again; the keys go along."""
        had_keys = self.entry.hasFocus()
        if shown or self._table is not None:
            self.table.show_sheet(self.sheet)
            self.table.setVisible(shown)
        self.table_button.setChecked(shown)
        if self.chart is not None:
            self.chart.setVisible(not shown)
            self.under.setHidden(shown)
        if had_keys:
            self.entry.setFocus()
            if shown and self.table.sheet_model.sheet.rows and not self.table.currentIndex().isValid():
                self.table.selectRow(0)

    def toggle_table(self) -> None:
        """T."""
        if self.chart is not None:
            self.show_table(shown=not self.shows_table())

    @property
    def sheet(self) -> Sheet:
        """The values as a table."""
        return self._sheet()

    def show_sheet(self, sheet: Callable[[], Sheet], nothing: str = "") -> None:
        """Other values for the table, made when somebody looks at it; `nothing` says why there are none."""
        self._sheet = sheet
        if self.shows_table():
            self.table.show_sheet(self.sheet)
        self.nothing.setText(nothing)
        empty = bool(nothing)
        self.nothing.setVisible(empty)
        if self.chart is not None:
            self.chart.setHidden(empty or self.shows_table())
            self.under.setHidden(empty or self.shows_table())
            self.table_button.setEnabled(not empty)
        else:
            self.table.setHidden(empty)
            self.table.show_sheet(self.sheet)
        self.take_button.setEnabled(not empty)

    def add_words(self, words: QWidget, *, above: bool = False) -> None:
        """Words above the chart, or under it."""
        self._column.insertWidget(1 if above else self._column.count() - 1, words)

    def say_more(self, text: str) -> None:
        """What stands behind its name."""
        self.heading.setText(" · ".join(filter(None, (self.name, text))))

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self._dress()

    def _dress(self) -> None:
        tokens, space = self._tokens, self._tokens.space
        size = tokens.type.base + 2
        self.table_button.setIcon(themed_icon("table", tokens.text3, tokens.line, size))
        self.take_button.setIcon(themed_icon("download", tokens.text3, tokens.line, size))
        for button in (self.table_button, self.take_button):
            button.setIconSize(QSize(size, size))
        self.under.setFixedHeight(round(tokens.type.small * 1.8))
        self._column.setContentsMargins(space[3], space[2], space[2], space[2])

    def _lay_out(self) -> None:
        self.heading.setProperty("role", "small")
        self.readout.setProperty("role", "small")
        self.nothing.setProperty("role", "second")
        self.nothing.setWordWrap(True)
        self.nothing.hide()
        self.readout.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(self.heading, 1)
        if self.chart is None:
            self.table_button.hide()
        top.addWidget(self.table_button)
        top.addWidget(self.take_button)
        column = self._column
        column.setSpacing(2)
        column.addLayout(top)
        # What is read stands where the legend is otherwise: nothing moves.
        self.under.addWidget(self.legend)
        self.under.addWidget(self.readout)
        column.addWidget(self.under)
        column.addWidget(self.nothing)
        if self.chart is not None:
            column.addWidget(self.chart)
        else:
            self.under.hide()
            column.addWidget(self.table)
        column.addStretch(1)
        self._dress()

    def _connect(self) -> None:
        self.table_button.setCheckable(True)
        self.table_button.clicked.connect(self._table_clicked)
        self._menu = PlainMenu(self)
        if self.chart is not None:
            self.chart.opened.connect(self.opened)
            self.chart.read.connect(self._read)
            self.chart.table_wanted.connect(self.toggle_table)
            self._menu.addAction(_("Picture (PNG)…")).setData("png")
        self._menu.addAction(_("Table (CSV)…")).setData("csv")
        self._menu.triggered.connect(self._take)
        self.take_button.setMenu(self._menu)
        self.take_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _made_table(self) -> SheetTable:
        made = SheetTable(self.name)
        made.set_tokens(self._tokens)
        made.opened.connect(self.opened)
        made.chart_wanted.connect(self.toggle_table)
        return made

    def _read(self, words: str) -> None:
        self.readout.setText(words)
        self.under.setCurrentWidget(self.readout if words else self.legend)

    def _table_clicked(self) -> None:
        self.show_table(shown=self.table_button.isChecked())

    def _take(self, action: QAction) -> None:
        self.export_wanted.emit(str(action.data()))


def _no_sheet() -> Sheet:
    """Before there are values."""
    return Sheet("", (), ())


_RIGHT = Qt.TextElideMode.ElideRight


def _tool(name: str) -> QToolButton:
    made = QToolButton()
    made.setProperty("kind", "faintLink")
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setAccessibleName(name)
    return made
