"""The button over the thread that leads back to the end and counts what came meanwhile."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.i18n import _, ngettext
from widgets.icons import icon_pixmap
from widgets.tokens import Tokens

HEIGHT_OVER_TEXT = 17
ICON = 16


class EndPill(QAbstractButton):
    """ "3 new messages ↓", or only the arrow."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_count(0)
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme."""
        self._tokens = tokens
        self.update()

    def set_count(self, count: int) -> None:
        """How many messages came while the end was not on screen."""
        words = ngettext("{count} new message", "{count} new messages", count).format(count=count) if count else ""
        self.setText(words)
        self.setAccessibleName(words or _("To the newest message"))
        font = self.font()
        font.setPixelSize(self._tokens.type.base)
        font.setWeight(font.Weight(self._tokens.type.strong))
        self.setFont(font)
        high = self._tokens.type.base + HEIGHT_OVER_TEXT
        wide = self.fontMetrics().horizontalAdvance(words) + ICON + 30 if words else high
        self.resize(wide, high)
        self.update()

    def settle(self, area: QRect) -> None:
        """At the bottom of the thread: in the middle with words, else at the end side."""
        x = area.center().x() - self.width() // 2
        if not self.text():
            right = area.right() - self.width() - 20
            x = area.left() + 20 if self.isRightToLeft() else right
        self.move(x, area.bottom() - self.height() - 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        counted = bool(self.text())
        painter.setPen(self._tokens.focus if self.hasFocus() else self._tokens.line)
        painter.setBrush(self._tokens.accent if counted else self._tokens.surface)
        area = self.rect().adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        color = self._tokens.on_accent if counted else self._tokens.text2
        arrow = icon_pixmap("arrow-down", color, ICON, self.devicePixelRatioF())
        if not counted:
            painter.drawPixmap(area.center().x() - ICON // 2 + 1, area.center().y() - ICON // 2 + 1, arrow)
            return
        mirrored = self.isRightToLeft()
        painter.setPen(color)
        words = area.adjusted(ICON + 14, 0, -12, 0) if mirrored else area.adjusted(12, 0, -ICON - 14, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        x = area.left() + 10 if mirrored else area.right() - ICON - 10
        painter.drawPixmap(x, area.center().y() - ICON // 2, arrow)
