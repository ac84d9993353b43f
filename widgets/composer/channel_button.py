"""Where a reply goes: the channel's name with its dot, and a menu of the customer's identities."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from app.i18n import _
from domain.customer import Identity
from widgets.composer.rules import state_words
from widgets.controls import PlainMenu
from widgets.plain import plain_tip
from widgets.thread_view.plain_text import isolate, one_line
from widgets.thread_view.words import channel_name
from widgets.tokens import Tokens

ICON = 14


class ChannelButton(QToolButton):
    """Shows one identity, lets another be chosen.

    Signals:
        chosen(identity_id): by the agent.
    """

    chosen = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._identities: tuple[Identity, ...] = ()
        self._selected: Identity | None = None
        self._wanted: str | None = None
        self._now: datetime | None = None
        self._menu = PlainMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self._menu.triggered.connect(self._taken)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.refresh()

    @property
    def selected(self) -> Identity | None:
        """Where a reply goes now."""
        return self._selected

    def set_identities(self, identities: Sequence[Identity], selected: str | None) -> None:
        """The choice; without `selected` the present one stays, and is lost when it is not there any more."""
        self._identities = tuple(identities)
        self._wanted = selected or (self._wanted if identities else None)
        if self._wanted is None and identities:
            self._wanted = identities[0].id
        self._selected = next((identity for identity in identities if identity.id == self._wanted), None)
        self.refresh()

    @property
    def is_lost(self) -> bool:
        """Whether who was to be answered is not in this thread (any more), while others are."""
        return self._selected is None and bool(self._identities)

    def let_go(self) -> None:
        """Nobody in particular is to be answered: the first, if the one before is lost."""
        if self.is_lost:
            self.select(self._identities[0].id)

    def select(self, identity_id: str) -> None:
        """One of them, without telling."""
        self.set_identities(self._identities, identity_id)

    def set_now(self, now: datetime) -> None:
        """For the window states in the menu."""
        self._now = now

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme."""
        self._tokens = tokens
        self.refresh()

    def refresh(self) -> None:
        """Shows what is chosen."""
        identity = self._selected
        name = channel_name(identity.channel) if identity is not None else _("no channel")
        self.setText(f"{name} ▾")
        size = round(ICON * self._tokens.type.base / 13)
        self.setIconSize(QSize(size, size))
        self.setAccessibleName(_("Reply on {channel}").format(channel=name))
        self.setIcon(_dot(self._tokens.channel(identity.channel), size) if identity is not None else QIcon())
        self.setToolTip(plain_tip(one_line(identity.display) if identity is not None else ""))
        self.setEnabled(len(self._identities) > 0)

    def _fill(self) -> None:
        self._menu.clear()
        for identity in self._identities:
            facts = [channel_name(identity.channel), isolate(one_line(identity.display)), self._state(identity)]
            action = self._menu.addAction(" · ".join(fact for fact in facts if fact).replace("&", "&&"))
            action.setIcon(_dot(self._tokens.channel(identity.channel), ICON))
            action.setCheckable(True)
            action.setChecked(self._selected is not None and identity.id == self._selected.id)
            action.setData(str(identity.id))

    def _state(self, identity: Identity) -> str:
        return state_words(identity, self._now)

    def _taken(self, action: QAction) -> None:
        self.select(action.data())
        self.chosen.emit(action.data())


def _dot(color: QColor, size: int) -> QIcon:
    pixmap = QPixmap(size * 2, size * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    rim = size * 3 / ICON
    painter.drawEllipse(QRectF(rim, rim, size - 2 * rim, size - 2 * rim))
    painter.end()
    return QIcon(pixmap)
