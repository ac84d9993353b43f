"""The last line of the reply palette: what the keys do, and the way to the editor."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.i18n import _, pgettext
from widgets.composer.reply_delegate import MARGIN
from widgets.controls import PlainTool
from widgets.painting import paint_centred, sized
from widgets.tokens import Tokens

GAP, INSIDE = 14, 5


class ReplyFoot(QWidget):
    """Paints as many hints as there is room for, the most wanted first.

    Signals:
        edit_wanted: the agent wants to see all quick replies.
    """

    edit_wanted = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._found = True
        self._painted = QPixmap()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.edit = PlainTool(self)
        self.edit.setObjectName("way")
        self.edit.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.edit.clicked.connect(self.edit_wanted)
        line = QHBoxLayout(self)
        line.setContentsMargins(MARGIN, 3, MARGIN - 6, 3)
        line.addStretch(1)
        line.addWidget(self.edit)
        self.set_tokens(tokens)
        self.retranslate()

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme or size."""
        self._tokens = tokens
        self.setFixedHeight(tokens.type.small + 2 * tokens.space[1] + 2)
        self._renew()

    def set_found(self, found: bool) -> None:
        """Whether there is something to choose."""
        if found != self._found:
            self._found = found
            self.edit.setVisible(found)
            self._renew()

    def retranslate(self) -> None:
        """Another language."""
        self.edit.setText(_("All quick replies…"))
        self.edit.setAccessibleName(_("All quick replies"))
        self._renew()

    def hints(self) -> tuple[tuple[str, str], ...]:
        """Keys, and what they do."""
        close = ("Esc", pgettext("palette", "close"))
        if not self._found:
            return (("Tab", _("go to the buttons")), close)
        return (
            ("↑↓", pgettext("palette", "choose")),
            ("Enter", pgettext("palette", "insert")),
            ("Tab", _("fill in fields")),
            ("Ctrl Enter", _("insert and send")),
            close,
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LayoutDirectionChange, QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._renew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._renew()

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._painted.isNull() or self._painted.devicePixelRatio() != ratio:
            self._painted = QPixmap(self.size() * ratio)
            self._painted.setDevicePixelRatio(ratio)
            self._paint_on(self._painted)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._painted)
        painter.end()

    def _renew(self) -> None:
        """It looks otherwise from now on; until then it is painted once, since every letter may move it."""
        self._painted = QPixmap()
        self.update()

    def _paint_on(self, picture: QPixmap) -> None:
        painter, tokens = QPainter(picture), self._tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), tokens.surface)
        painter.fillRect(QRectF(0, 0, self.width(), 1), tokens.line)
        metrics = QFontMetricsF(sized(tokens.type.small, tokens.type.normal))
        room = self.width() - MARGIN - self.edit.sizeHint().width() - GAP
        at = float(MARGIN)
        for keys, words in self.hints():
            cap = metrics.horizontalAdvance(keys) + 2 * INSIDE
            said = metrics.horizontalAdvance(words)
            if at + cap + 4 + said > room:
                break
            self._cap(painter, at, cap, keys)
            self._words(painter, at + cap + 4, said, words)
            at += cap + 4 + said + GAP
        painter.end()

    def _cap(self, painter: QPainter, at: float, width: float, keys: str) -> None:
        tokens, height = self._tokens, self._tokens.type.small + 6.0
        spot = self._placed(at, width, height)
        painter.setPen(QPen(tokens.line, 1))
        painter.setBrush(tokens.surface)
        painter.drawRoundedRect(spot.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(tokens.text2)
        painter.setFont(sized(tokens.type.small, tokens.type.normal))
        paint_centred(painter, spot, keys)

    def _words(self, painter: QPainter, at: float, width: float, words: str) -> None:
        painter.setPen(self._tokens.text3)
        paint_centred(painter, self._placed(at, width + 2, self.height()), words)

    def _placed(self, at: float, width: float, height: float) -> QRectF:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return QRectF(self.width() - at - width if mirrored else at, (self.height() - height) / 2, width, height)
