"""Answers to choose from, each with its digit: short ones in a row, long ones under each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _
from widgets.card import empty_layout
from widgets.drill.laid import paintable
from widgets.drill.marks import paint_tick
from widgets.flow import FlowLayout
from widgets.painting import is_rtl, sized
from widgets.tokens import Tokens, load_tokens

RIGHT, WRONG = "right", "wrong"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer.

    Attributes:
        digit: that chooses it. text: anybody's words.
    """

    digit: int
    text: str


class OptionButton(QAbstractButton):
    """One of them.

    Attributes:
        verdict: "right", "wrong" or "" while nobody says. note: words under the text (what a reply lacks).
    """

    def __init__(self, option: Option, *, wide: bool) -> None:
        super().__init__()
        self.option, self.wide = option, wide
        self.verdict, self.note = "", ""
        self._tokens = load_tokens("light")
        self.setCheckable(True)
        rule = QSizePolicy(
            QSizePolicy.Policy.Expanding if wide else QSizePolicy.Policy.Maximum,
            QSizePolicy.Policy.Preferred if wide else QSizePolicy.Policy.Fixed,
        )
        rule.setHeightForWidth(wide)
        self.setSizePolicy(rule)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name()

    def judge(self, verdict: str, note: str = "") -> None:
        """Says whether it is right; it cannot be chosen any more."""
        self.verdict, self.note = verdict, note
        self.setEnabled(False)
        self._name()
        self.updateGeometry()
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics, pad = QFontMetrics(self._bold), self._pad
        width = metrics.horizontalAdvance(self.option.text) + self._digit_room + 2 * pad + self._mark_room
        return QSize(width, self.heightForWidth(width) if self.wide else metrics.height() + pad)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(160, self.heightForWidth(160)) if self.wide else hint

    def hasHeightForWidth(self) -> bool:
        return self.wide

    def heightForWidth(self, width: int) -> int:
        if not self.wide:
            return self.sizeHint().height()
        return self._text_height(width) + self._note_height(width) + round(self._pad * 1.6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, edge, ink = self._colours()
        painter.setBrush(ground)
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        radius = self._tokens.radius.control
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        pad, room = self._pad, self._digit_room
        inner = self.rect().adjusted(pad, 0, -pad, 0)
        digit = QRect(inner.right() - room + 1 if mirrored else inner.left(), 0, room, self.height())
        painter.setPen(ink)
        painter.setFont(self._bold)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(digit, side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, self._digit)
        self._paint_words(painter, self._area(inner, mirrored=mirrored), ink)
        if self.verdict or self.isChecked():
            self._paint_mark(painter, mirrored=mirrored)
        painter.end()

    def _paint_words(self, painter: QPainter, area: QRect, ink: QColor) -> None:
        rtl = is_rtl(self.option.text)
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        painter.setFont(self._face)
        painter.setPen(ink)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        right = rtl if self.wide else mirrored
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        shown = paintable(self.option.text).replace("\u2028", "\n")
        if not self.wide:
            painter.drawText(area, flags, shown)
            return
        top = area.adjusted(0, 0, 0, -self._note_height(self.width()))
        painter.drawText(top, flags | Qt.TextFlag.TextWordWrap, shown)
        if self.note:
            painter.setFont(self._small)
            painter.setPen(self._tokens.medium)
            painter.setLayoutDirection(self.layoutDirection())
            low = QRect(area.left(), area.bottom() - self._note_height(self.width()) - 2, area.width(), 0)
            low.setHeight(self._note_height(self.width()))
            side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
            painter.drawText(low, side | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextWordWrap, self.note)

    def _paint_mark(self, painter: QPainter, *, mirrored: bool) -> None:
        size = self._tokens.type.base
        x = self._pad * 0.6 + size / 2 if mirrored else self.width() - self._pad * 0.6 - size / 2
        centre = QPointF(x, self.height() / 2)
        if self.verdict == RIGHT:
            paint_tick(painter, centre, size, self._tokens)
        elif self.verdict == WRONG:
            painter.setPen(QPen(self._tokens.medium, 2))
            half = size * 0.28
            painter.drawLine(centre + QPointF(-half, -half), centre + QPointF(half, half))
            painter.drawLine(centre + QPointF(-half, half), centre + QPointF(half, -half))

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        tokens = self._tokens
        if self.verdict == RIGHT:
            return tokens.low_soft, tokens.ok, tokens.text
        if self.verdict == WRONG:
            return tokens.surface, tokens.medium, tokens.text
        if self.isChecked():
            return tokens.accent, tokens.accent, tokens.on_accent
        edge = tokens.focus if self.hasFocus() else tokens.line
        ground = tokens.hover if self.underMouse() and self.isEnabled() else tokens.surface
        return ground, edge, tokens.text if self.isEnabled() else tokens.text2

    def _area(self, inner: QRect, *, mirrored: bool) -> QRect:
        room, mark = self._digit_room, self._mark_room
        return inner.adjusted(mark, 0, -room, 0) if mirrored else inner.adjusted(room, 0, -mark, 0)

    def _text_height(self, width: int) -> int:
        room = QRect(0, 0, max(40, width - 2 * self._pad - self._digit_room - self._mark_room), 100_000)
        shown = paintable(self.option.text).replace("\u2028", "\n")
        return QFontMetrics(self._face).boundingRect(room, Qt.TextFlag.TextWordWrap, shown).height()

    def _note_height(self, width: int) -> int:
        if not self.note:
            return 0
        room = QRect(0, 0, max(40, width - 2 * self._pad - self._digit_room - self._mark_room), 100_000)
        return QFontMetrics(self._small).boundingRect(room, Qt.TextFlag.TextWordWrap, self.note).height() + 5

    def _name(self) -> None:
        said = {RIGHT: _("right"), WRONG: _("wrong"), "": ""}[self.verdict]
        self.setAccessibleName(" · ".join(filter(None, (f"{self._digit} {self.option.text}", said, self.note))))

    @property
    def _digit(self) -> str:
        return str(self.option.digit)

    @property
    def _face(self) -> QFont:
        tokens = self._tokens.type
        return sized(tokens.base + 1, tokens.normal) if self.wide else self._bold

    @property
    def _bold(self) -> QFont:
        return sized(self._tokens.type.base, self._tokens.type.strong)

    @property
    def _small(self) -> QFont:
        return sized(self._tokens.type.small, self._tokens.type.strong)

    @property
    def _pad(self) -> int:
        return round(self._tokens.type.base * 14 / 13)

    @property
    def _digit_room(self) -> int:
        return QFontMetrics(self._bold).horizontalAdvance("0 ") + (self._pad // 2 if self.wide else 0)

    @property
    def _mark_room(self) -> int:
        return round(self._tokens.type.base * 1.3) if self.wide or self.verdict else 0


class Options(QWidget):
    """All answers to one question.

    Signals:
        chosen(int): a digit.
    """

    chosen = Signal(int)

    def __init__(self, name: str, *, wide: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._wide = wide
        self._tokens = load_tokens("light")
        self.buttons: dict[int, OptionButton] = {}
        self._row = QVBoxLayout(self) if wide else FlowLayout(self, 10)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        rule = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        rule.setHeightForWidth(True)
        self.setSizePolicy(rule)

    def show_options(self, options: Sequence[Option]) -> None:
        """Others, none chosen."""
        empty_layout(self._row)
        self.buttons = {}
        for option in options:
            made = OptionButton(option, wide=self._wide)
            made.set_tokens(self._tokens)
            made.clicked.connect(self._clicked)
            self.buttons[option.digit] = made
            self._row.addWidget(made)

    def choose(self, digit: int) -> bool:
        """As a click does; False when there is no such answer, or none can be chosen."""
        made = self.buttons.get(digit)
        if made is None or not made.isEnabled():
            return False
        for one in self.buttons.values():
            one.setChecked(one is made)
        self.chosen.emit(digit)
        return True

    def clear(self) -> None:
        """None is chosen."""
        for one in self.buttons.values():
            one.setChecked(False)

    def judge(self, right: int, chosen: int | None, notes: dict[int, str] | None = None) -> None:
        """Shows the right one and, if another was chosen, that it was wrong."""
        for digit, one in self.buttons.items():
            verdict = RIGHT if digit == right else WRONG if digit == chosen else ""
            one.judge(verdict, (notes or {}).get(digit, ""))

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        for one in self.buttons.values():
            one.set_tokens(tokens)

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, OptionButton):
            self.choose(sender.option.digit)
