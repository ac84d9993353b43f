"""Beside the thread: who the customer is, where they write, what they are tagged with, what was joined and why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from domain.customer import EvidenceKind, Identity, Join, JoinState
from domain.inbox import Card as CustomerCard
from ui import locale
from ui.parts import button, elided, label
from ui.theme import spread
from widgets.card import Card, empty_layout, isolated
from widgets.chips import ChannelChip, TagChip, channel_name
from widgets.flow import FlowLayout
from widgets.meter import Meter, MeterValue
from widgets.order_card import OrderCards
from widgets.text_side import LineField
from widgets.tokens import Tokens

TAG_WIDTH = 92


class CustomerPanel(QWidget):
    """Shows one card, built anew when it differs.

    Attributes:
        orders: the customer's, right behind who they are.

    Signals:
        tag_added(str), tag_removed(str), undo_wanted(JoinId)
    """

    tag_added = Signal(str)
    tag_removed = Signal(str)
    undo_wanted = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._shown: object = None
        self._may_join = False
        self.tag_field = LineField(parent=self)
        self.tag_field.hide()
        self.orders = OrderCards(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)

    def show_card(self, card: CustomerCard | None, *, may_join: bool) -> None:
        """Another customer, or their new state."""
        shown = (_shown(card), may_join) if card is not None else None
        if shown == self._shown:
            return
        typing = self.tag_field.hasFocus()
        typed = self.tag_field.text()
        self._shown, self._may_join = shown, may_join
        # The orders stay: they have a life of their own.
        self._column.removeWidget(self.orders)
        empty_layout(self._column)
        # With no card the field before is a child of the panel, which nothing else would take away.
        self.tag_field.deleteLater()
        # This one has a home from the start, or it would be a window of its own.
        self.tag_field = LineField(parent=self)
        self.tag_field.hide()
        if card is not None:
            self._column.addWidget(self._customer(card))
            self._column.addWidget(self.orders)
            self._column.addWidget(self._tags(card, typed))
            self._column.addWidget(self._channels(card))
            if any(join.state is JoinState.JOINED for join, _name in card.joins):
                self._column.addWidget(self._joins(card))
        self._column.addStretch(1)
        spread(self, self._tokens)
        if typing and card is not None:
            self.tag_field.setFocus()

    def set_tokens(self, tokens: Tokens) -> None:
        """Chips made later take them too."""
        self._tokens = tokens

    def focus_tags(self) -> None:
        """The caret goes to the field for a new tag."""
        self.tag_field.setFocus()

    def _customer(self, card: CustomerCard) -> Card:
        box, customer = Card(_("Customer")), card.customer
        for name, value in customer.traits:
            box.add_pair(name, value)
        if card.shares:
            channel, percent = card.shares[0]
            share = _("{channel} {percent} %").format(channel=channel_name(channel), percent=percent)
            box.add_pair(_("Prefers"), share)
        for name, value in (
            (_("Language"), locale.language_name(customer.language)),
            (_("Phone"), customer.phone),
            (_("Email"), customer.email),
        ):
            if value:
                box.add_pair(name, value)
        return box

    def _tags(self, card: CustomerCard, typed: str) -> Card:
        box = Card(_("Tags"))
        holder = QWidget()
        flow = FlowLayout(holder)
        for tag in card.thread.tags:
            chip = TagChip(tag, "accent" if tag == card.thread.tags[0] else "neutral")
            chip.removed.connect(self.tag_removed)
            flow.addWidget(chip)
        self.tag_field.deleteLater()
        self.tag_field = LineField(typed)
        self.tag_field.setProperty("kind", "tag")
        self.tag_field.setPlaceholderText(_("add a tag"))
        self.tag_field.setAccessibleName(_("Add a tag"))
        self.tag_field.setMaxLength(40)
        self.tag_field.setFixedWidth(round(TAG_WIDTH * self._tokens.type.base / 13))
        self.tag_field.returnPressed.connect(self._tag_typed)
        flow.addWidget(self.tag_field)
        box.body.addWidget(holder)
        return box

    def _tag_typed(self) -> None:
        tag = " ".join(self.tag_field.text().split())
        self.tag_field.clear()
        if tag:
            self.tag_added.emit(tag)

    def _channels(self, card: CustomerCard) -> Card:
        box, shares = Card(_("Channels")), dict(card.shares)
        seen = set()
        for identity in card.identities:
            box.body.addLayout(self._channel(identity))
            percent = shares.get(identity.channel)
            if percent is not None and identity.channel not in seen and len(shares) > 1:
                seen.add(identity.channel)
                box.body.addLayout(self._share(percent))
        return box

    def _channel(self, identity: Identity) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(ChannelChip(identity.channel))
        row.addWidget(elided(isolated(identity.display), "second"), 1)
        return row

    def _share(self, percent: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Meter(MeterValue(percent / 100)), 1)
        row.addWidget(label(_("{percent} %").format(percent=percent), "small"))
        return row

    def _joins(self, card: CustomerCard) -> Card:
        box = Card(_("Joined"))
        for join, name in card.joins:
            if join.state is not JoinState.JOINED:
                continue
            row = QHBoxLayout()
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(elided(isolated(name), "strong"))
            words.addWidget(label(evidence_words(join), "small", wrap=True))
            row.addLayout(words, 1)
            if self._may_join:
                undo = button(_("Undo"), "smallLink", _("Undo the join with {name}").format(name=name))
                undo.setProperty("join", join.id)
                undo.clicked.connect(self._undo_clicked)
                row.addWidget(undo)
            box.body.addLayout(row)
        return box

    def _undo_clicked(self) -> None:
        self.undo_wanted.emit(self.sender().property("join"))


def _shown(card: CustomerCard) -> tuple[object, ...]:
    """What of the card is on screen."""
    return card.customer, card.thread.tags, card.identities, card.joins, card.shares


def evidence_words(join: Join) -> str:
    """Why two threads are one person's."""
    detail = isolated(join.detail)
    return {
        EvidenceKind.PHONE: _("same phone number {detail}"),
        EvidenceKind.EMAIL: _("same email {detail}"),
        EvidenceKind.DIRECTORY: _("same record in the customer directory"),
        EvidenceKind.ORDER: _("order #{detail}"),
        EvidenceKind.NAME: _("same name {detail}"),
        EvidenceKind.AGENT: _("joined by hand"),
    }[join.evidence].format(detail=detail)
