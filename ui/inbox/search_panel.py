"""What stands in the place of the thread list while somebody searches: filters, what narrows, and the hits."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from domain.channel import ChannelKind
from ui.inbox.search_words import FILTERS, filter_words
from ui.models.search import SearchModel
from ui.parts import button
from widgets.card import empty_layout
from widgets.chips import Chip
from widgets.flow import FlowLayout
from widgets.plain import plain_tip
from widgets.search_list.view import SearchList
from widgets.text_side import LineField
from widgets.thread_list.words import ListContext
from widgets.tokens import Tokens

STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}


class SearchField(LineField):
    """The field over the list.

    Signals:
        stepped(int): an arrow: so many lines further. entered: Enter. left: Esc.
    """

    stepped = Signal(int)
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setProperty("kind", "search")
        self.setPlaceholderText(_("Search people, messages, orders"))
        self.setAccessibleName(_("Search people, messages, orders"))
        self.setClearButtonEnabled(False)
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        if key in STEPS:
            self.stepped.emit(STEPS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & ~_KEYPAD:
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True


_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class SearchPanel(QWidget):
    """Only builds and lays out; `ui.inbox.searcher` fills it.

    Signals:
        filter_wanted(str): a filter was clicked, to be typed into the field.
    """

    filter_wanted = Signal(str)

    def __init__(self, tokens: Tokens, context: ListContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.model = SearchModel(context, self)
        self.list = SearchList(self.model, tokens, context)
        self._filters = QWidget()
        flow = FlowLayout(self._filters, gap=2)
        for name in FILTERS:
            # What is typed is typed so in every language; in a mirrored window the colon would change sides.
            made = button(f"{name}\u200e", "faintLink", filter_words(name))
            made.setToolTip(plain_tip(filter_words(name)))
            made.setProperty("filter", name)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.clicked.connect(self._filter_clicked)
            flow.addWidget(made)
        self._chips = QWidget()
        self._row = FlowLayout(self._chips, gap=4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._filters, self._chips):
            box = QVBoxLayout()
            box.setContentsMargins(12, 0, 12, 6)
            box.addWidget(widget)
            column.addLayout(box)
        column.addWidget(self.list, 1)
        self._chips.hide()

    def show_narrowing(self, chips: Sequence[tuple[str, ChannelKind | None]]) -> None:
        """What the query is narrowed by; the filters are offered until there is something."""
        empty_layout(self._row)
        for text, channel in chips:
            chip = Chip(text, "accent" if channel is None else "neutral", channel)
            chip.set_tokens(self._tokens)
            self._row.addWidget(chip)
            chip.show()
        self._chips.setVisible(bool(chips))
        self._chips.updateGeometry()

    def set_context(self, context: ListContext) -> None:
        """Another time, team or connection."""
        self.model.context = context
        self.list.set_context(context)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes; chips made later take them too."""
        self._tokens = tokens

    def _filter_clicked(self) -> None:
        self.filter_wanted.emit(self.sender().property("filter"))
