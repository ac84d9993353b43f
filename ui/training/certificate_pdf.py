"""A certificate as a PDF: one dignified page, names in any script, what was shown and how it was measured (S-1)."""

from datetime import date, datetime

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QGuiApplication,
    QPainter,
    QPdfWriter,
    QPen,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)

from app.export.safe import writable
from app.i18n import _
from domain.training.assigning import Certificate
from ui import locale
from ui.locale import number, percent
from ui.pdf import lay_out
from ui.training.certificate_words import language_words
from ui.training.words import seconds_words
from widgets.thread_view.when import written_date
from widgets.tokens import Tokens, load_tokens

_RESOLUTION = 300
_INCH = 25.4
_SIDE, _TOP = 14.0, 24.0
_LONGEST_NAME, _NAME_HEIGHT = 200, 27.0
_MISLEADING = "\u202a\u202b\u202c\u202d\u202e\ufffc"
Pairs = tuple[tuple[str, str], ...]


def certificate_pdf(one: Certificate) -> bytes:
    """The page. May run beside the loop: it uses nothing that is on screen."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(_plain(_("Certificate {name}").format(name=one.name)))
    writer.setCreator("Braid")
    writer.setResolution(_RESOLUTION)
    lay_out(writer)
    painter = QPainter(writer)
    try:
        _Page(painter, float(writer.width()), float(writer.height())).paint(one)
    finally:
        painter.end()
    buffer.close()
    return bytes(buffer.data().data())


def figures(one: Certificate) -> Pairs:
    """What was shown, a line each; what was never asked is left out."""
    shares = ((_("Keyword recall"), one.recall), (_("Topics right"), one.topics), (_("Tiers right"), one.tiers))
    asked = _("{median} (asked for: {goal} or less)").format(
        median=seconds_words(one.median), goal=seconds_words(one.goal)
    )
    return (
        (_("Median time to the point"), asked),
        *((name, percent(share)) for name, share in shares if share is not None),
        (_("Attempts counted"), number(one.attempts)),
        (_("Language of the messages"), language_words(one.language)),
        (_("Practised"), _("{first} – {last}").format(first=day_words(one.since), last=day_words(one.until))),
    )


def measured() -> str:
    """How it was measured."""
    return _(
        "The time runs from the moment a message is on screen to the answer, while it can be read; a median is the "
        "middle of all right answers. Recall is the share of the keywords that carry the point. The server counted "
        "these figures from the learner's practice."
    )


def day_words(at: datetime | date) -> str:
    """A day with its year."""
    day = at.astimezone(locale.zone()).date() if isinstance(at, datetime) else at
    return written_date(day, locale.tag())


class _Page:
    """Writes from top to bottom; positions in points of the device."""

    def __init__(self, painter: QPainter, width: float, height: float) -> None:
        self._painter, self._width, self._height = painter, width, height
        self._tokens: Tokens = load_tokens("light")
        self._y = _mm(_TOP)

    def paint(self, one: Certificate) -> None:
        """All of it."""
        self._frame()
        tokens = self._tokens
        self._words(_("Certificate"), 30, tokens.text, bold=True)
        self._words(_("Speed reading of customer messages"), 13, tokens.text2)
        self._gap(16)
        self._words(_("This is to certify that"), 11, tokens.text2)
        self._gap(3)
        self._name(one.name)
        self._rule()
        self._words(_("grasps the point of customers' messages quickly and surely:"), 11, tokens.text)
        self._gap(8)
        for name, value in figures(one):
            self._pair(name, value)
        self._gap(8)
        self._words(measured(), 8.5, tokens.text2, share=0.76)
        self._foot(one)

    def _name(self, name: str) -> None:
        """As large as two lines allow."""
        shown, width = _plain(name)[:_LONGEST_NAME], self._width * 0.84
        for points in (26.0, 20.0, 15.0, 11.0):
            look = (points, True, self._tokens.accent)
            made = _document(shown, look, Qt.AlignmentFlag.AlignHCenter)
            made.documentLayout().setPaintDevice(self._painter.device())
            made.setTextWidth(width)
            if made.size().height() <= _mm(_NAME_HEIGHT):
                break
        self._words(shown, points, self._tokens.accent, bold=True)

    def _frame(self) -> None:
        painter, tokens = self._painter, self._tokens
        whole = QRectF(0, 0, self._width, self._height)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for inside, thick, ink in ((1.0, 1.1, tokens.accent), (3.2, 0.25, tokens.text3)):
            painter.setPen(QPen(ink, _mm(thick)))
            painter.drawRect(whole.adjusted(_mm(inside), _mm(inside), -_mm(inside), -_mm(inside)))

    def _rule(self) -> None:
        self._gap(2)
        self._painter.setPen(QPen(self._tokens.line, _mm(0.3)))
        half = self._width * 0.22
        for left, right in ((self._width / 2 - half, self._width / 2 + half),):
            self._painter.drawLine(round(left), round(self._y), round(right), round(self._y))
        self._gap(6)

    def _gap(self, millimetres: float) -> None:
        self._y += _mm(millimetres)

    def _words(self, text: str, points: float, ink: QColor, *, bold: bool = False, share: float = 0.84) -> None:
        """A centred paragraph, in its own direction; long ones go on in the next line."""
        width = self._width * share
        left = (self._width - width) / 2
        centred = Qt.AlignmentFlag.AlignHCenter
        self._y += self._set(text, (points, bold, ink), QRectF(left, self._y, width, 0), centred) + _mm(1.5)

    def _pair(self, name: str, value: str) -> None:
        """What it is at one side of the middle, how much at the other."""
        middle, gap = self._width / 2, _mm(3)
        width = middle - _mm(_SIDE) - gap
        near, far = QRectF(_mm(_SIDE), self._y, width, 0), QRectF(middle + gap, self._y, width, 0)
        mirrored = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
        name_at, value_at = (far, near) if mirrored else (near, far)
        towards, away = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        if mirrored:
            towards, away = away, towards
        high = self._set(name, (11, False, self._tokens.text2), name_at, towards)
        high = max(high, self._set(value, (11, True, self._tokens.text), value_at, away))
        self._y += high + _mm(2)

    def _foot(self, one: Certificate) -> None:
        self._y = max(self._y + _mm(6), self._height - _mm(34))
        self._words(_("Issued {day}").format(day=day_words(one.at)), 11, self._tokens.text)
        self._words(_("Certificate {id}").format(id=one.id), 8, self._tokens.text2)

    def _set(self, text: str, look: tuple[float, bool, QColor], area: QRectF, side: Qt.AlignmentFlag) -> float:
        """Draws plain text there; returns how high it is."""
        made = _document(text, look, side)
        made.documentLayout().setPaintDevice(self._painter.device())
        made.setTextWidth(area.width())
        self._painter.save()
        self._painter.translate(area.topLeft())
        made.drawContents(self._painter)
        self._painter.restore()
        return float(made.size().height())


def _document(text: str, look: tuple[float, bool, QColor], side: Qt.AlignmentFlag) -> QTextDocument:
    points, bold, ink = look
    made = QTextDocument()
    made.setUndoRedoEnabled(False)
    made.setDocumentMargin(0)
    made.setDefaultFont(QFont(QGuiApplication.font()))
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    made.setDefaultTextOption(option)
    letters, block = QTextCharFormat(), QTextBlockFormat()
    letters.setFontPointSize(points)
    letters.setFontWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    letters.setForeground(QBrush(ink))
    block.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    cursor = QTextCursor(made)
    cursor.setBlockFormat(block)
    # Only ever plain text: a name is what somebody typed.
    cursor.insertText(_plain(text), letters)
    return made


def _plain(text: str) -> str:
    """One line, with nothing in it that turns or hides words."""
    kept = " ".join(writable(text).split())
    return "".join("\ufffd" if sign in _MISLEADING or sign == "\0" else sign for sign in kept)


def _mm(length: float) -> float:
    return length / _INCH * _RESOLUTION
