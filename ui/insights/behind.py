"""The threads behind a number, in a list at the side; Enter opens one in the inbox."""

from collections.abc import Sequence
from datetime import date, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from domain.measures.report import Behind, ThreadBehind
from ui.insights.words import channel_words, lasting, stars_words, time_words
from ui.locale import number
from ui.parts import button, elided, label
from widgets.item_list import Item, ItemList
from widgets.tokens import Tokens

MOST = 200
_WAITED = {Behind.RESPONSE, Behind.PEAK, Behind.OFF_PEAK, Behind.UNANSWERED}
_TOOK = {Behind.FIRST_CONTACT, Behind.COMPLAINTS}


class BehindPanel(QWidget):
    """Hidden until a number was opened.

    Signals:
        thread_wanted(str): of that id. closed: away with it.
    """

    thread_wanted = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sideColumn")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.threads: tuple[ThreadBehind, ...] = ()
        self.heading, self.state = elided("", "strong"), label("", "second", wrap=True)
        self.close_button = button("×", "faintLink", _("Close the list"))
        self.close_button.clicked.connect(self.closed)
        self.list = ItemList(grows=True)
        self.list.pressed_key.connect(self._pressed)
        self.list.clicked.connect(self._clicked)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.close_button)
        self._column = QVBoxLayout(self)
        self._column.addLayout(top)
        self._column.addWidget(self.state)
        self._column.addWidget(self.list, 1)
        self.hide()

    def begin(self, title: str) -> None:
        """Which threads are looked for."""
        self.heading.setText(title)
        self.list.setAccessibleName(title)
        self._say(_("Looking…"))
        self._show_items(())
        self.show()

    def show_threads(self, threads: Sequence[ThreadBehind], number_: Behind | None, zone: tzinfo, today: date) -> None:
        """These; `number_` says what their value is."""
        self.threads = tuple(threads)
        words = ngettext("{count} thread", "{count} threads", len(threads)).format(count=number(len(threads)))
        if len(threads) >= MOST:
            words = _("The first {count} threads").format(count=number(len(threads)))
        self._say(words if threads else _("No threads."))
        items = []
        for place, one in enumerate(threads):
            second = f"{channel_words(one.channel)} · {time_words(one.at, zone, today)}"
            items.append(Item(str(place), one.customer or _("unknown"), second, _value_words(number_, one.value)))
        self._show_items(items)
        if items:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_trouble(self, words: str) -> None:
        """Why there are none."""
        self._show_items(())
        self._say(words)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other sizes."""
        self.setFixedWidth(round(tokens.type.base * 23))
        space = tokens.space
        self._column.setContentsMargins(space[2], space[2], space[1], space[1])

    def _say(self, words: str) -> None:
        self.state.setText(words)

    def _show_items(self, items: Sequence[Item]) -> None:
        self.list.show_items(items)
        self.list.setVisible(bool(items))
        if not items:
            self.close_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _pressed(self, key: int) -> None:
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open()

    def _clicked(self) -> None:
        self._open()

    def _open(self) -> None:
        if self.list.current:
            self.thread_wanted.emit(self.threads[int(self.list.current)].thread_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)


def _value_words(number_: Behind | None, value: float) -> str:
    """What the thread counts with."""
    if number_ in _WAITED:
        return _("waited {time}").format(time=lasting(value))
    if number_ in _TOOK:
        return _("took {time}").format(time=lasting(value))
    if number_ is Behind.INBOUND:
        return ngettext("{count} message", "{count} messages", round(value)).format(count=number(value))
    if number_ is Behind.CSAT:
        return stars_words(round(value))
    if number_ is Behind.NPS:
        return _("{points} of 10").format(points=number(round(value)))
    return ""
