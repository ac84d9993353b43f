"""The line of filters over the board: as one types, by chips, by menus; and the order, the lanes, the saved views."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.i18n import _
from domain.agent import Agent
from domain.emotion.assessment import Tier
from ui.complaints.board_columns import TIERS
from ui.complaints.board_entry import channel_words
from ui.complaints.filters_values import Filter, Order, View
from ui.parts import button
from widgets.assessment import tier_name
from widgets.card import isolated
from widgets.controls import PlainButton, PlainMenu
from widgets.flow import FlowLayout
from widgets.plain import plain_tip
from widgets.text_side import LineField
from widgets.tokens import Tokens

FIELD_WIDTH = 17
"""Times the base size of letters."""


class FilterField(LineField):
    """Signals:
    left: Enter or Down: on to what was found.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "search")
        self.setPlaceholderText(_("Filter complaints"))
        self.setAccessibleName(_("Filter complaints by customer, title, channel or owner"))
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
            return
        super().keyPressEvent(event)


class Choice(PlainButton):
    """One of several, from a menu.

    Signals:
        picked: another one.

    Attributes:
        key: what is chosen, "" for all.
    """

    picked = Signal()

    def __init__(self, name: str, free: str) -> None:
        super().__init__()
        self.setProperty("kind", "tab")
        self.setAutoDefault(False)
        self.key = ""
        self._name, self._free = name, free
        self._options: tuple[tuple[str, str], ...] = ()
        self._menu = PlainMenu(self)
        self.setMenu(self._menu)
        self._say()

    def offer(self, options: Iterable[tuple[str, str]]) -> None:
        """Key and words of each; what is chosen stays."""
        self._options = (("", self._free), *options) if self._free else tuple(options)
        self._menu.clear()
        for key, words in self._options:
            action = self._menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(key == self.key)
            action.setData(key)
            action.triggered.connect(self._picked)
        self._say()

    def choose(self, key: str) -> None:
        """That one, without telling."""
        self.key = key
        for action in self._menu.actions():
            action.setChecked(action.data() == key)
        self._say()

    def next(self) -> None:
        """The one after it, told."""
        keys = [key for key, _words in self._options]
        self.choose(keys[(keys.index(self.key) + 1) % len(keys)])
        self.picked.emit()

    def _picked(self) -> None:
        self.choose(self.sender().data())  # type: ignore[attr-defined]
        self.picked.emit()

    def _say(self) -> None:
        chosen = dict(self._options).get(self.key, self._free)
        self.setText(_("{name}: {choice} ▾").format(name=self._name, choice=isolated(chosen)))
        self.setAccessibleName(_("{name}: {choice}").format(name=self._name, choice=chosen))


class FilterBar(QWidget):
    """Holds the view that is in force.

    Signals:
        changed: another view.
        left: on to what was found.

    Attributes:
        name: of the saved view that was taken last, "" when it was changed since.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = ""
        self.field = FilterField()
        self.mine, self.unassigned, self.late = (
            _chip(_("Mine")),
            _chip(_("Unassigned")),
            _chip(_("Late"), _("Late or nearly late")),
        )
        self.tier, self.channel = Choice(_("Tier"), _("all")), Choice(_("Channel"), _("all"))
        self.owner, self.order = Choice(_("Owner"), _("all")), Choice(_("First"), "")
        self.lanes = _chip(_("By owner"), _("A row for each owner"))
        self.clear = button(_("Show all"), "smallLink")
        self._row = FlowLayout(self, 4)
        choices = (self.tier, self.channel, self.owner, self.order)
        for widget in (self.field, self.mine, self.unassigned, self.late, *choices, self.lanes, self.clear):
            self._row.addWidget(widget)
        self.tier.offer((tier.value, tier_name(tier)) for tier in TIERS)
        self.order.offer((order.value, order_words(order)) for order in Order)
        self.order.choose(Order.TIME.value)
        for chip in (self.mine, self.unassigned, self.late, self.lanes):
            chip.clicked.connect(self._other)
        for choice in choices:
            choice.picked.connect(self._other)
        self.field.textChanged.connect(self._other)
        self.field.left.connect(self.left)
        self.clear.clicked.connect(self.show_all)
        self._offer_clear()

    @property
    def view(self) -> View:
        """What is in force."""
        wanted = Filter(
            self.mine.isChecked(),
            self.unassigned.isChecked(),
            self.late.isChecked(),
            self.tier.key,
            self.channel.key,
            self.owner.key,
            self.field.text(),
        )
        return View(self.name, wanted, Order(self.order.key), self.lanes.isChecked())

    def show_view(self, view: View) -> None:
        """That one from now on, told once."""
        wanted = view.filter
        for chip, on in (
            (self.mine, wanted.mine),
            (self.unassigned, wanted.unassigned),
            (self.late, wanted.late),
            (self.lanes, view.lanes),
        ):
            chip.setChecked(on)
        self.tier.choose(Tier(wanted.tier).value if wanted.tier else "")
        self.channel.choose(wanted.channel)
        self.owner.choose(wanted.owner)
        self.order.choose(view.order.value)
        before = self.field.blockSignals(True)
        self.field.setText(wanted.text)
        self.field.blockSignals(before)
        self.name = view.name
        self._offer_clear()
        self.changed.emit()

    def show_all(self) -> None:
        """No filter; order and lanes stay."""
        self.show_view(replace(self.view, name="", filter=Filter()))

    def offer(self, channels: Iterable[str], people: Sequence[Agent]) -> None:
        """What can be chosen of channels and owners."""
        self.channel.offer((channel, channel_words(channel)) for channel in sorted(set(channels)) if channel)
        self.owner.offer((agent.id, agent.name) for agent in people)

    def add(self, widget: QWidget) -> None:
        """One more thing in the line, before what takes all filters away."""
        self._row.removeWidget(self.clear)
        self._row.addWidget(widget)
        self._row.addWidget(self.clear)

    def focus_field(self) -> None:
        """The caret into the field, over what is in it."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def toggle(self, chip: QPushButton) -> None:
        """As a click does, by key."""
        chip.setChecked(not chip.isChecked())
        self._other()

    def set_tokens(self, tokens: Tokens) -> None:
        """Other sizes."""
        self.field.setFixedWidth(tokens.type.base * FIELD_WIDTH)
        for number in range(self._row.count()):
            item = self._row.itemAt(number)
            if item is not None and (widget := item.widget()) is not None:
                widget.setMinimumHeight(self.field.sizeHint().height())

    def _other(self, _what: object = None) -> None:
        self.name = ""
        self._offer_clear()
        self.changed.emit()

    def _offer_clear(self) -> None:
        self.clear.setVisible(self.view.filter != Filter())


def order_words(order: Order) -> str:
    """What stands first."""
    return {
        Order.TIME: _("least time left"),
        Order.AMOUNT: _("highest amount"),
        Order.OLDEST: _("oldest"),
    }[order]


def _chip(text: str, tip: str = "") -> QPushButton:
    made = button(text, "tab")
    made.setCheckable(True)
    if tip:
        made.setToolTip(plain_tip(tip))
    return made
