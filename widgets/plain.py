"""Text as it was written, never as markup: the only place where Qt's labels, boxes and tips are made."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from widgets.controls import PlainButton
from widgets.painting import is_rtl

_SIDES = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignRight
_ESCAPED = str.maketrans({
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;", "\n": "<br>",
})  # fmt: skip
"""As html.escape, which would bring half a megabyte of other characters' names to the first frame."""
_OF_THE_SCREEN = _SIDES | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignJustify


class PlainLabel(QLabel):
    """A label for anybody's text; with `elide` it shortens what does not fit and shows the whole as a tip.

    It stands where the screen's direction wants it, whatever script its text is in: a label of Qt's own goes by its
    text, and so mixes both sides in one panel.

    Attributes:
        elide: where to cut, or None to behave as every label does.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None, *, elide: Qt.TextElideMode | None = None) -> None:
        super().__init__(parent)
        self.elide = elide
        self.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        """Leading and trailing follow the direction of the screen, also when it turns."""
        self._wanted = alignment
        if not alignment & _OF_THE_SCREEN:
            alignment |= Qt.AlignmentFlag.AlignLeading
        if self.isRightToLeft() and alignment & _SIDES and not alignment & Qt.AlignmentFlag.AlignAbsolute:
            alignment ^= _SIDES
        super().setAlignment(alignment | Qt.AlignmentFlag.AlignAbsolute)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.setAlignment(self._wanted)
        super().changeEvent(event)

    def shown_text(self) -> str:
        """What is on the screen now, after cutting."""
        whole = self.text()
        if self.elide is None:
            return whole
        return self.fontMetrics().elidedText(whole.replace("\n", " "), self.elide, self.contentsRect().width())

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        # An eliding label yields its width: room for a letter and the dots is enough.
        return QSize(self.fontMetrics().averageCharWidth() * 3, hint.height()) if self.elide is not None else hint

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.elide is None:
            super().paintEvent(event)
            return
        shown = self.shown_text()
        whole = self.text()
        self.setToolTip(plain_tip(whole) if shown != whole else "")
        painter = QPainter(self)
        area, role = self.contentsRect(), self.foregroundRole()
        # As Qt's own labels do: a name of the other way would have its dots where it begins.
        way = Qt.TextFlag.TextForceRightToLeft if is_rtl(whole) else Qt.TextFlag.TextForceLeftToRight
        flags = int(self.alignment()) | int(way)
        self.style().drawItemText(painter, area, flags, self.palette(), self.isEnabled(), shown, role)
        painter.end()


def plain_tip(text: str) -> str:
    """Text safe to hand to setToolTip, which would otherwise guess whether it is markup."""
    return f"<qt>{text.translate(_ESCAPED)}</qt>" if text else ""


class PlainBox(QMessageBox):
    """A message box whose texts are shown as written, where lines begin on this screen; made by `plain_box`."""

    def add(self, words: str, role: QMessageBox.ButtonRole) -> PlainButton:
        """One more answer."""
        made = PlainButton(words, self)
        self.addButton(made, role)
        return made

    def say(self, text: str, details: str) -> None:
        """A question or a statement, and what else there is to know."""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setInformativeText(details)
        # Whether the details take the format of the text depends on Qt's version: told here, they do in every one.
        for part in self.findChildren(QLabel):
            part.setTextFormat(Qt.TextFormat.PlainText)
        self._stand()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._stand()

    def _stand(self) -> None:
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        for part in self.findChildren(QLabel):
            height = part.alignment() & Qt.AlignmentFlag.AlignVertical_Mask
            part.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | height)


def plain_box(parent: QWidget | None, title: str, text: str, details: str = "") -> PlainBox:
    """A message box to which the caller adds buttons and calls open(); its texts are shown as written."""
    box = PlainBox(parent)
    box.setWindowTitle(title)
    box.say(text, details)
    return box
