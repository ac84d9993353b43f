"""What stands above all pages: how fresh it is, which days, taking it along; below it the names of the pages."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from ui.insights.wanted import Span
from ui.parts import button, label
from ui.tab_row import TabRow
from widgets.chips import Chip
from widgets.controls import PlainMenu
from widgets.flow import FlowLayout
from widgets.tokens import Tokens


class Header(QWidget):
    """Title, freshness, days, export, pages.

    Signals:
        export_wanted(str): everything that is shown is to be taken along, as "CSV" or "XLSX".
    """

    export_wanted = Signal(str)

    def __init__(self, pages: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.fresh = Chip()
        self.spans = TabRow(
            _("Days"),
            (
                (Span.TODAY, _("Today")),
                (Span.WEEK, _("7 days")),
                (Span.MONTH, _("30 days")),
                (Span.OWN, _("Own days")),
            ),
        )
        self.export_button = button(_("Export"))
        self.export_menu = PlainMenu(self)
        self.export_menu.addAction(_("Table (CSV)…")).setData("CSV")
        self.export_menu.addAction(_("Workbook (XLSX)…")).setData("XLSX")
        self.export_menu.triggered.connect(self._export)
        self.export_button.setMenu(self.export_menu)
        self.tabs = TabRow(_("Pages"), pages, wraps=True)
        self._title = QWidget()
        title = QHBoxLayout(self._title)
        title.setContentsMargins(0, 0, 0, 0)
        title.setSpacing(8)
        title.addWidget(label(_("Insights"), "title"))
        title.addWidget(self.fresh)
        self.tools = QWidget()
        tools = QHBoxLayout(self.tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(8)
        tools.addWidget(self.spans)
        tools.addWidget(self.export_button)
        self._top = QWidget()
        flow = FlowLayout(self._top, 8, apart=True)
        flow.addWidget(self._title)
        flow.addWidget(self.tools)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 9, 14, 7)
        self._column.setSpacing(6)
        self._column.addWidget(self._top)
        self._column.addWidget(self.tabs)

    def open_export(self) -> None:
        """As a click on the button does."""
        self.export_menu.popup(self.export_button.mapToGlobal(QPoint(0, self.export_button.height())))

    def _export(self, action: QAction) -> None:
        self.export_wanted.emit(action.data())

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other sizes."""
        space = tokens.space
        # Both parts of the line stand on one height.
        self._title.setMinimumHeight(self.tools.sizeHint().height())
        self._column.setContentsMargins(space[3], space[1], space[3], space[1])
