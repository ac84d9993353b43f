"""Above the messages: who it is, on which channels, how long the reply window is open, what to do with the thread."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.i18n import _
from domain.agent import Agent, Permission
from domain.channel import ChannelKind, window_closes_at
from domain.customer import Identity
from domain.inbox import Card
from domain.thread import ThreadStatus
from ui import locale
from ui.inbox.snooze import presets, until_words
from ui.inbox.translate_button import ARROW_WIDTH, ICON_WIDTH, TranslateButton
from ui.parts import button, elided
from widgets.chips import ChannelChip, Chip
from widgets.controls import PlainMenu
from widgets.icons import themed_icon
from widgets.plain import plain_tip
from widgets.tokens import Tokens, load_tokens

SOON = timedelta(hours=4)
ROOMY = 600
SIDE, SPACE = 14, 8
AROUND = 32
"""Pixels of a button beside its words."""
NAME_LETTERS = 12
"""So much of the customer's name is to be read before buttons have words."""
_ANY = 16_777_215
TAKE, QUEUE, OWN_TIME = "take", "queue", "own"


class ThreadHeader(QWidget):
    """Shows a card; its buttons only tell what was clicked.

    Signals:
        assigned(agent id or None), taken, snoozed(datetime), own_snooze_wanted, done_clicked, reopen_clicked
        swapped: the customer in the place of the list, or the list again.
    """

    assigned = Signal(object)
    taken = Signal()
    snoozed = Signal(object)
    own_snooze_wanted = Signal()
    done_clicked = Signal()
    reopen_clicked = Signal()
    swapped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(52)
        self._tokens = load_tokens("light")
        self._card: Card | None = None
        self._now = datetime.min.replace(tzinfo=UTC)
        self._me: Agent | None = None
        self._team: Sequence[Agent] = ()
        self._shown: object = None
        self._chips: list[Chip] = []
        self._tight = False
        self.name = elided("", "title")
        self.closes = Chip("")
        self.snooze_state = Chip("")
        self.translate = TranslateButton()
        self._make_buttons()
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE, 8, SIDE, 8)
        row.setSpacing(SPACE)
        row.addWidget(self.name)
        self._channels = QHBoxLayout()
        self._channels.setSpacing(6)
        row.addLayout(self._channels)
        row.addWidget(self.closes)
        row.addWidget(self.snooze_state)
        row.addStretch(1)
        for widget in (self.translate, self.take, self.assign, self.snooze, self.done, self.reopen, self.aside):
            row.addWidget(widget)

    def show_card(self, card: Card, me: Agent, team: Sequence[Agent]) -> None:
        """Another thread, or its new state."""
        thread = card.thread
        channels = tuple(dict.fromkeys(identity.channel for identity in card.identities))
        shown = (card.customer.name, channels, thread.status, thread.assignee_id, me, tuple(team))
        known = shown == self._shown
        self._card, self._me, self._team, self._shown = card, me, team, shown
        if known:
            # Most of what changes about a thread is not said here, and the buttons are dressed for long.
            return
        self.name.setText(card.customer.name)
        self._show_channels(channels)
        open_ = thread.status is ThreadStatus.OPEN
        self.take.setVisible(me.may(Permission.ANSWER) and thread.assignee_id != me.id)
        self._faces[self.take] = (_("Take over") if thread.assignee_id is not None else _("Take"), "user")
        self.assign.setVisible(me.may(Permission.ASSIGN_OTHERS) or thread.assignee_id == me.id)
        self.snooze.setVisible(thread.status is not ThreadStatus.RESOLVED)
        self.done.setVisible(thread.status is not ThreadStatus.RESOLVED)
        self.reopen.setVisible(not open_)
        assignee = next((agent.name for agent in team if agent.id == thread.assignee_id), "")
        self._where = _("Assigned to {name}").format(name=assignee) if assignee else _("In the queue")
        self._fit()
        self._dress()

    def show_window(self, identity: Identity | None, now: datetime) -> None:
        """How long free text is still allowed where the reply goes."""
        closes = window_closes_at(identity.channel, identity.last_inbound_at) if identity is not None else None
        if closes is None or closes - now > SOON:
            self.closes.say("")
        elif closes <= now:
            self.closes.say(_("reply window closed"), "high")
        else:
            left = int((closes - now).total_seconds() // 60)
            text = _("window closes in {hours} h {minutes:02}") if left >= 60 else _("window closes in {minutes} min")
            self.closes.say(text.format(hours=left // 60, minutes=left % 60), "medium")
        until = self._card.thread.snoozed_until if self._card is not None else None
        words = until_words(until, now, locale.zone(), locale.tag()) if until is not None else ""
        self.snooze_state.say(words, "neutral")
        self._fit()

    def set_now(self, now: datetime) -> None:
        """For the presets."""
        self._now = now

    def set_narrow(self, narrow: bool) -> None:
        """Whether list and customer share one place, and a button leads from one to the other."""
        self.aside.setVisible(narrow)
        self._fit()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes; chips made later take them too."""
        self._tokens = tokens
        self.aside.setIcon(themed_icon("contact", tokens.text2))
        self._fit()
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The name comes first: without room the channels go, which the composer names too, then the buttons' words."""
        room = self.width() > ROOMY * self._tokens.type.base / 13
        for chip in self._chips:
            chip.setVisible(room)
        name = min(self.name.sizeHint().width(), NAME_LETTERS * self.name.fontMetrics().averageCharWidth())
        least = self._taken(name, tight=False) + ICON_WIDTH + SPACE
        if (least > self.width() - 2 * SIDE) != self._tight:
            self._tight = not self._tight
            self._dress()
        taken = self._taken(self.name.sizeHint().width(), tight=self._tight)
        left = self.width() - taken - 2 * SIDE
        self.translate.set_room(min(left, ICON_WIDTH + ARROW_WIDTH) if self._tight else left)

    def _taken(self, name: int, *, tight: bool) -> int:
        """Pixels that everything but the Translate button wants."""
        others = sum(
            one.sizeHint().width() + SPACE
            for one in (*self._chips, self.closes, self.snooze_state)
            if not one.isHidden()
        )
        wide = {one: one.fontMetrics().horizontalAdvance(words) + AROUND for one, (words, _icon) in self._faces.items()}
        buttons = sum((ICON_WIDTH if tight else width) + SPACE for one, width in wide.items() if not one.isHidden())
        aside = 0 if self.aside.isHidden() else ICON_WIDTH + SPACE
        return name + SPACE + others + buttons + aside

    def _dress(self) -> None:
        """Words on the buttons, or pictures with the words as tips."""
        for one, (words, icon) in self._faces.items():
            one.setText("" if self._tight else words)
            one.setIcon(themed_icon(icon, self._tokens.text) if self._tight else QIcon())
            one.setMinimumWidth(ICON_WIDTH if self._tight else 0)
            one.setMaximumWidth(ICON_WIDTH if self._tight else _ANY)
            one.setStyleSheet("padding-left: 0; padding-right: 0;" if self._tight else "")
            if one in {self.take, self.reopen}:
                one.setAccessibleName(words)
            one.setToolTip(plain_tip(one.accessibleName() if self._tight else ""))
        tip = (self.assign.accessibleName(), self._where) if self._tight else (self._where,)
        self.assign.setToolTip(plain_tip("\n".join(tip)))

    def _make_buttons(self) -> None:
        self.take = button(_("Take"))
        self.take.clicked.connect(self.taken)
        self.assign = button(_("Assign ▾"))
        self.assign.setAccessibleName(_("Assign"))
        self._assign_menu = PlainMenu(self.assign)
        self._assign_menu.aboutToShow.connect(self._fill_assign)
        self._assign_menu.triggered.connect(self._assign_chosen)
        self.assign.setMenu(self._assign_menu)
        self.snooze = button(_("Snooze ▾"))
        self.snooze.setAccessibleName(_("Snooze"))
        self._snooze_menu = PlainMenu(self.snooze)
        self._snooze_menu.aboutToShow.connect(self._fill_snooze)
        self._snooze_menu.triggered.connect(self._snooze_chosen)
        self.snooze.setMenu(self._snooze_menu)
        self.done = button(_("Done"), name=_("Mark as done"))
        self.done.clicked.connect(self.done_clicked)
        self.reopen = button(_("Open again"))
        self.reopen.clicked.connect(self.reopen_clicked)
        self.aside = button("", name=_("Customer and reply guide, or the list"))
        self.aside.setToolTip(plain_tip(self.aside.accessibleName()))
        self.aside.clicked.connect(self.swapped)
        self.aside.setFixedWidth(ICON_WIDTH)
        self.aside.setStyleSheet("padding-left: 0; padding-right: 0;")
        self.aside.hide()
        self._where = ""
        icons = ((self.take, "user"), (self.assign, "user-plus"), (self.snooze, "clock"), (self.done, "check"))
        self._faces: dict[QPushButton, tuple[str, str]] = {one: (one.text(), icon) for one, icon in icons}
        self._faces[self.reopen] = (self.reopen.text(), "rotate-cw")

    def _show_channels(self, kinds: Sequence[ChannelKind]) -> None:
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [ChannelChip(kind, self) for kind in kinds]
        for chip in self._chips:
            chip.set_tokens(self._tokens)
            self._channels.addWidget(chip)
        self._fit()

    def _fill_assign(self) -> None:
        self._assign_menu.clear()
        if self._card is None or self._me is None:
            return
        now = self._card.thread.assignee_id
        others = self._me.may(Permission.ASSIGN_OTHERS)
        for agent in self._team:
            if agent.id == now or not agent.may(Permission.ANSWER) or (agent.id != self._me.id and not others):
                continue
            mine = _("{name} (you)").format(name=agent.name) if agent.id == self._me.id else agent.name
            self._assign_menu.addAction(mine).setData(agent.id)
        if now is not None:
            self._assign_menu.addSeparator()
            self._assign_menu.addAction(_("Back to the queue")).setData(QUEUE)

    def _assign_chosen(self, action: QAction) -> None:
        self.assigned.emit(None if action.data() == QUEUE else action.data())

    def _fill_snooze(self) -> None:
        self._snooze_menu.clear()
        for text, until in presets(self._now, locale.zone()):
            self._snooze_menu.addAction(text).setData(until)
        self._snooze_menu.addSeparator()
        self._snooze_menu.addAction(_("Another time…")).setData(OWN_TIME)

    def _snooze_chosen(self, action: QAction) -> None:
        if action.data() == OWN_TIME:
            self.own_snooze_wanted.emit()
        else:
            self.snoozed.emit(action.data())
