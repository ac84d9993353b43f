"""The items of the open pack beside the form: searched, filtered by the state of the key and by language."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from domain.ids import DrillItemId
from domain.training.pack import MOST_ITEMS
from ui.locale import language_name, number
from ui.parts import button, label, named
from ui.training.pack_values import KeyState, Row, shown
from ui.training.pack_words import counted, row_line, state_name
from widgets.item_list import ItemList
from widgets.text_side import LineField


class PackItems(QWidget):
    """The list paints what is on screen only.

    Signals:
        filtered: something else is looked for.

    Attributes:
        rows: what is shown, by the item's id.
    """

    filtered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("listColumn")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(260)
        self.rows: dict[DrillItemId, Row] = {}
        self.search, self.states, self.languages = LineField(), QComboBox(), QComboBox()
        self.list, self.add = ItemList(grows=True), button(_("New message"), "primary")
        self.empty, self.about = label("", "second", wrap=True), label("", "small")
        self._fill()
        self._lay_out()
        self.search.textChanged.connect(self._changed)
        self.states.activated.connect(self._changed)
        self.languages.activated.connect(self._changed)

    @property
    def current(self) -> Row | None:
        """The chosen one."""
        return self.rows.get(DrillItemId(self.list.current))

    def clear_filters(self) -> None:
        """Everything is shown again."""
        for box in (self.states, self.languages):
            box.setCurrentIndex(0)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)

    def offer_languages(self, every: Sequence[Row]) -> None:
        """Those that are in it."""
        tags = tuple(dict.fromkeys(row.item.language for row in every))
        if tags == tuple(self.languages.itemData(place) for place in range(1, self.languages.count())):
            return
        chosen = self.languages.currentData()
        self.languages.clear()
        self.languages.addItem(_("All languages"), "")
        for tag in tags:
            self.languages.addItem(language_name(tag), tag)
        self.languages.setCurrentIndex(max(0, self.languages.findData(chosen)))

    def show_rows(self, every: Sequence[Row], checkers: int, current: str, wanted: str = "") -> None:
        """These; the one that is worked on stays, or `wanted` is chosen."""
        found = shown(
            every, self.search.text(), self.states.currentData(), self.languages.currentData(), wanted or current
        )
        self.rows = {row.item.id: row for row in found}
        self.list.show_items([row_line(row, checkers) for row in found])
        if wanted in self.rows:
            place = list(self.rows).index(DrillItemId(wanted))
            self.list.setCurrentIndex(self.list.model().index(place, 0))
        of = _("{shown} of {all}").format(shown=number(len(found)), all=counted(len(every)))
        self.about.setText(counted(len(every)) if len(found) == len(every) else of)
        self.add.setEnabled(len(every) < MOST_ITEMS)
        nothing = _("No message fits. Look for less, or take the filters away.")
        first = _(
            "Nothing in it yet. Write the first message (Ctrl+N), bring some from real threads, or import a file."
        )
        self.empty.setText(nothing if every else first)
        self.empty.setVisible(not found)
        self.list.setVisible(bool(found))

    def _fill(self) -> None:
        self.search.setPlaceholderText(_("Search the messages"))
        self.search.setClearButtonEnabled(True)
        self.states.addItem(_("All keys"), "")
        for state in KeyState:
            self.states.addItem(state_name(state), state.value)
        self.languages.addItem(_("All languages"), "")
        named(self.search, _("Search the messages"))
        named(self.list, _("Messages of the pack"))
        named(self.states, _("State of the key"))
        named(self.languages, _("Language"))

    def _lay_out(self) -> None:
        filters, foot = QHBoxLayout(), QHBoxLayout()
        for box in (self.states, self.languages):
            box.setMinimumContentsLength(6)
            filters.addWidget(box, 1)
        foot.addWidget(self.add)
        foot.addStretch(1)
        foot.addWidget(self.about)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.search)
        column.addLayout(filters)
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        column.addLayout(foot)

    def _changed(self, _value: object = None) -> None:
        self.filtered.emit()
