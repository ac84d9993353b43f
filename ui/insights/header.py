"""What stands above all pages: how fresh it is, which days, taking it along; below it the names of the pages."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.i18n import _
from ui.insights.wanted import Span
from ui.parts import button, label, named
from widgets.chips import Chip
from widgets.flow import FlowLayout
from widgets.painting import sized
from widgets.tokens import Tokens


class TabRow(QWidget):
    """Buttons of which one is chosen; arrows move between them.

    Signals:
        chosen(str): another one.
    """

    chosen = Signal(str)

    def __init__(self, name: str, entries: Sequence[tuple[str, str]], *, wraps: bool = False) -> None:
        super().__init__()
        named(self, name)
        self.buttons: dict[str, QPushButton] = {}
        row = FlowLayout(self, 2) if wraps else QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for id_, words in entries:
            made = button(words, "tab")
            made.setCheckable(True)
            made.setProperty("id", id_)
            made.clicked.connect(self._clicked)
            made.installEventFilter(self)
            self.buttons[id_] = made
            row.addWidget(made)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other sizes; the chosen one is bold and needs more room than Qt thinks."""
        bold = QFontMetrics(sized(tokens.type.base, tokens.type.strong))
        for one in self.buttons.values():
            one.setMinimumWidth(bold.horizontalAdvance(one.text()) + round(tokens.type.base * 1.7))

    def show_chosen(self, id_: str) -> None:
        """That one; Tab leads to it only."""
        for name, one in self.buttons.items():
            one.setChecked(name == id_)
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == id_ else Qt.FocusPolicy.ClickFocus)

    def choose(self, id_: str) -> None:
        """As a click does."""
        self.show_chosen(id_)
        self.chosen.emit(id_)

    def _clicked(self) -> None:
        self.choose(self.sender().property("id"))

    def eventFilter(self, watched: object, event: object) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QKeyEvent.Type.KeyPress
            and isinstance(watched, QPushButton)
        ):
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            steps = {Qt.Key.Key_Right: -1 if mirrored else 1, Qt.Key.Key_Left: 1 if mirrored else -1}
            step = steps.get(Qt.Key(event.key()))
            if step is not None:
                self._step(watched, step)
                return True
        return False

    def _step(self, from_: QPushButton, by: int) -> None:
        names = list(self.buttons)
        name = names[(names.index(from_.property("id")) + by) % len(names)]
        self.choose(name)
        self.buttons[name].setFocus(Qt.FocusReason.TabFocusReason)


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
        self.export_menu = QMenu(self)
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
