"""The message of a drill: plain text that says when it was painted, and whose words can be marked by keys and mouse."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextLayout,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QWidget

from app.i18n import _
from widgets.drill import marks
from widgets.drill.laid import Laid
from widgets.drill.marks import TextReview
from widgets.painting import sized
from widgets.thread_view.accessibility import announce
from widgets.tokens import Tokens, load_tokens

_SIZE, _LEADING = 19 / 13, 1.25
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_MARKING = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select})


class DrillText(QAbstractScrollArea):
    """One message in large type.

    Signals:
        painted: the text is on screen, at the end of that paintEvent; again each time after it was hidden.
        marked: other words are marked.

    Attributes:
        words: where they stand. chosen: those that are marked. at: the one that the keys are at.
        markable: whether keys and mouse mark; else the keys scroll.
        review: what there was to see, once everything is answered.
    """

    painted = Signal()
    marked = Signal()

    def __init__(self, parent: QWidget | None = None, *, markable: bool = False) -> None:
        super().__init__(parent)
        self.markable = markable
        self.text = ""
        self.words: Sequence[tuple[int, int]] = ()
        self.chosen: frozenset[int] = frozenset()
        self.at: int | None = None
        self.review: TextReview | None = None
        self._tokens = load_tokens("light")
        self._laid: Laid | None = None
        self._laid_for = 0.0
        self._unseen = False
        self._anchor: int | None = None
        self._before: frozenset[int] = frozenset()
        self._most = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("card")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        rule = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        rule.setHeightForWidth(True)
        self.setSizePolicy(rule)
        self.verticalScrollBar().setSingleStep(24)

    def show_text(self, text: str, words: Sequence[tuple[int, int]]) -> None:
        """Another one, nothing marked."""
        self.text, self.words, self.chosen, self.review = text, words, frozenset(), None
        self._anchor, self._laid, self._unseen = None, None, True
        self._settle_bar()
        self.at = self.laid.end(last=False) if self.markable else None
        self.verticalScrollBar().setValue(0)
        self._name()
        self.updateGeometry()
        self.viewport().update()

    def show_review(self, review: TextReview) -> None:
        """What there was to see; nothing can be marked any more."""
        self.review, self.at = review, None
        self._name()
        self.viewport().update()

    def set_most(self, height: int) -> None:
        """How tall it may be; a longer text scrolls."""
        if height != self._most:
            self._most = height
            self.updateGeometry()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens, self._laid = tokens, None
        self._settle_bar()
        self.updateGeometry()
        self.viewport().update()

    @property
    def laid(self) -> Laid:
        """The text at the present width."""
        room = max(40.0, self.viewport().width() - 2 * self._margin)
        if self._laid is None or self._laid_for != room:
            self._laid, self._laid_for = self._lay_out(room, self.words), room
            self._measure()
        return self._laid

    def word_point(self, word: int) -> QPoint:
        """The middle of a word on the viewport."""
        return (self.laid.boxes[word][0].center() + self._origin()).toPoint()

    def mark(self, words: frozenset[int]) -> None:
        """Marks exactly these."""
        if words != self.chosen:
            self.chosen = words
            self._name()
            self.viewport().update()
            self.marked.emit()

    def sizeHint(self) -> QSize:
        return QSize(560, self.heightForWidth(560))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, round(2 * self._tokens.type.base * _SIZE * 1.6) + 2 * self._margin)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = max(40.0, width - 2 * self._margin - 2)
        # Layouts ask for many widths in a row: where the words stand is worked out for the one that is painted.
        laid = self._laid if self._laid is not None and self._laid_for == room else self._lay_out(room, ())
        wanted = max(self.minimumSizeHint().height(), ceil(laid.height) + 2 * self._margin + 2)
        return min(wanted, self._most) if self._most else wanted

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle_bar()
        self._measure()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Whoever sees it again has to be told: no time was counted meanwhile.
        self._unseen = True

    def paintEvent(self, event: QPaintEvent) -> None:
        laid, painter = self.laid, QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        origin = self._origin()
        painter.translate(origin)
        ink = self._under_text(painter, laid)
        painter.setPen(self._tokens.text)
        laid.paint(painter, ink, QRectF(event.rect()).translated(-origin))
        if self.review is not None:
            marks.paint_over(painter, laid, self.review, self._tokens)
        elif self.at is not None and self.hasFocus() and laid.boxes[self.at]:
            marks.paint_cursor(painter, laid, self.at, self._tokens)
        painter.resetTransform()
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._tokens.focus)
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 9, 9)
        painter.end()
        if self._unseen and self.text:
            self._unseen = False
            self.painted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        plain = not held & ~(_SHIFT | Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ControlModifier)
        if self.markable and self.review is None and self.at is not None and plain:
            if key in _MARKING and not event.isAutoRepeat():
                self._anchor = None
                self.mark(self.chosen ^ {self.at})
                return
            target = self._target(key, far=bool(held & Qt.KeyboardModifier.ControlModifier))
            if target is not None:
                self._go(target, extend=bool(held & _SHIFT))
                return
        if not self._scroll(key):
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        word = self.laid.word_at(event.position() - self._origin())
        if event.button() != Qt.MouseButton.LeftButton or not self._takes_marks() or word is None:
            self._anchor = None
            return
        self._anchor, self._before, self.at = word, self.chosen, word
        self.mark(self.chosen ^ {word})

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._anchor is None or not self._takes_marks() or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        word = self.laid.word_at(event.position() - self._origin(), near=True)
        if word is not None:
            self.at = word
            swept = self.laid.between(self._anchor, word)
            self.mark(self._before - swept if self._anchor in self._before else self._before | swept)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._anchor = None

    def _takes_marks(self) -> bool:
        return self.markable and self.review is None

    def _target(self, key: Qt.Key, *, far: bool) -> int | None:
        """The word that a key leads to, as the eye moves; None for every other key."""
        laid, word = self.laid, self.at
        assert word is not None
        forth = Qt.Key.Key_Left if laid.rtl else Qt.Key.Key_Right
        back = Qt.Key.Key_Right if laid.rtl else Qt.Key.Key_Left
        if key in (forth, back):
            return laid.step(word, 1 if key == forth else -1)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return laid.above(word, 1 if key == Qt.Key.Key_Down else -1)
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            last = key == Qt.Key.Key_End
            return laid.end(last=last) if far else laid.edge(word, last=last)
        return None

    def _go(self, word: int, *, extend: bool) -> None:
        if extend:
            if self._anchor is None:
                self._anchor, self._before = self.at or 0, self.chosen
            self.mark(self._before | self.laid.between(self._anchor, word))
        else:
            self._anchor = None
        self.at = word
        self._reveal(word)
        self._name()
        self.viewport().update()

    def _reveal(self, word: int) -> None:
        bar, box = self.verticalScrollBar(), self.laid.boxes[word][0]
        top, bottom = box.top(), box.bottom() + 2 * self._margin
        bar.setValue(min(max(bar.value(), round(bottom - self.viewport().height())), round(top)))

    def _scroll(self, key: Qt.Key) -> bool:
        bar = self.verticalScrollBar()
        steps = {Qt.Key.Key_PageDown: bar.pageStep(), Qt.Key.Key_PageUp: -bar.pageStep()}
        if not self._takes_marks():
            steps |= {Qt.Key.Key_Down: bar.singleStep(), Qt.Key.Key_Up: -bar.singleStep()}
        if key not in steps or not bar.maximum():
            return False
        bar.setValue(bar.value() + steps[key])
        return True

    def _under_text(self, painter: QPainter, laid: Laid) -> list[QTextLayout.FormatRange]:
        if self.review is not None:
            marks.paint_review(painter, laid, self.review, self._tokens)
            return marks.inked(laid, self.review.stray, (), self._tokens.text3)
        marks.paint_chosen(painter, laid, self.chosen, self._tokens)
        return marks.inked(laid, self.chosen, (), self._tokens.accent)

    def _name(self) -> None:
        """What a screen reader says: the word that the keys are at, and the whole text as its description."""
        name = _("Message")
        if self.at is not None:
            start, end = self.words[self.at]
            word = self.text[start:end]
            said = _("{word}, marked") if self.at in self.chosen else "{word}"
            name = _("Message: {word}").format(word=said.format(word=word))
            announce(self, said.format(word=word))
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.text)

    def _lay_out(self, room: float, words: Sequence[tuple[int, int]]) -> Laid:
        font = sized(round(self._tokens.type.base * _SIZE), self._tokens.type.normal)
        return Laid(self.text, words, font, room, _LEADING)

    def _settle_bar(self) -> None:
        """A bar stands there only if the text would be too long without it: else its own width would make it so."""
        area = self.contentsRect()
        fits = self._lay_out(max(40.0, area.width() - 2 * self._margin), ()).height + 2 * self._margin <= area.height()
        wanted = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        if self.verticalScrollBarPolicy() != wanted:
            self.setVerticalScrollBarPolicy(wanted)

    def _measure(self) -> None:
        bar, laid = self.verticalScrollBar(), self._laid
        high = laid.height + 2 * self._margin if laid is not None else 0
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(round(QFontMetricsF(self.font()).height() * 2))
        bar.setRange(0, max(0, ceil(high) - self.viewport().height()))

    @property
    def _margin(self) -> int:
        return round(self._tokens.type.base * 1.9)

    def _origin(self) -> QPointF:
        return QPointF(self._margin, self._margin - self.verticalScrollBar().value())
