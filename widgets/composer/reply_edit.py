"""The text field of the composer: plain, grows, and knows an Enter that sends from one that confirms a candidate."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QFocusEvent, QImage, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from widgets.composer.values import OfferedFile
from widgets.text_side import stand

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_MODIFIERS = _SHIFT | _CONTROL | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
MOST_BLOCKS = 60


class Helper(Protocol):
    """Who helps while somebody types; never asked while an input method has its candidates open."""

    def key(self, event: QKeyEvent) -> bool:
        """A key before the field has it; whether it is used up."""

    def tab(self, *, back: bool) -> bool:
        """Tab or Shift+Tab, before the focus goes elsewhere; whether it is used up."""

    def typed(self, text: str) -> None:
        """Something was written at the caret."""

    def left(self, reason: Qt.FocusReason) -> None:
        """The focus is elsewhere."""


class ReplyEdit(QPlainTextEdit):
    """Plain text only.

    Attributes:
        enter_sends: whether Enter alone sends.
        helper: sees keys first.

    Signals:
        sent: the agent pressed what sends.
        files_offered(list[OfferedFile]): pictures or files were pasted or dropped.
        focus_changed(bool): the caret came or went.
        recalled: Up or Ctrl+Z where nothing is written: what was just sent shall come back.
    """

    sent = Signal()
    recalled = Signal()
    focus_changed = Signal(bool)
    files_offered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.enter_sends = False
        self.helper: Helper | None = None
        self._composing = False
        self._confirmed = QTimer(self, singleShot=True, interval=0)
        self.setTabChangesFocus(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self._align)
        self._align()

    @property
    def composing(self) -> bool:
        """Whether an input method has its candidates open."""
        return self._composing

    def _align(self) -> None:
        stand(self)

    def needed_height(self) -> int:
        """To show the whole text; only an estimate beyond sixty paragraphs, when it scrolls anyway."""
        block, height = self.document().firstBlock(), 0.0
        for _number in range(MOST_BLOCKS):
            if not block.isValid():
                break
            height += self.blockBoundingRect(block).height()
            block = block.next()
        rest = max(0, self.document().blockCount() - MOST_BLOCKS)
        margins = self.viewportMargins()
        return round(height) + rest * self.fontMetrics().lineSpacing() + margins.top() + margins.bottom() + 2

    def insert_apart(self, text: str) -> None:
        """At the caret, as a step of its own for undo."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.insertText(text)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def replace_all(self, text: str) -> None:
        """Other text in place of this, as a step of its own for undo; the caret is at its end."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def offered(self, source: QMimeData) -> list[OfferedFile]:
        """The files in something pasted or dropped; a picture counts only when no text comes with it."""
        files = [_named(Path(url.toLocalFile())) for url in source.urls() if _is_file(url)]
        if files or source.hasText() or not source.hasImage():
            return files
        image = source.imageData()
        return [_picture(image)] if isinstance(image, QImage) and not image.isNull() else []

    def _is_send(self, event: QKeyEvent) -> bool:
        if Qt.Key(event.key()) not in _ENTER:
            return False
        held = event.modifiers() & _MODIFIERS
        return held == _CONTROL or (self.enter_sends and held == Qt.KeyboardModifier.NoModifier)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _ENTER and (self._composing or self._confirmed.isActive()):
            # This Enter chose a candidate; some input methods let it through as well.
            event.accept()
            return
        if self.helper is not None and not self._composing and self.helper.key(event):
            event.accept()
            return
        if self._is_send(event):
            event.accept()
            if not event.isAutoRepeat():
                self.sent.emit()
            return
        if Qt.Key(event.key()) in _ENTER and event.modifiers() & _CONTROL:
            event.ignore()
            return
        if self._is_recall(event):
            event.accept()
            self.recalled.emit()
            return
        super().keyPressEvent(event)
        if self.helper is not None and event.text().isprintable() and not _is_command(event):
            self.helper.typed(event.text())

    def focusNextPrevChild(self, forward: bool) -> bool:
        if self.helper is not None and not self._composing and self.hasFocus() and self.helper.tab(back=not forward):
            return True
        return super().focusNextPrevChild(forward)

    def _is_recall(self, event: QKeyEvent) -> bool:
        if self._composing or event.isAutoRepeat() or not self.document().isEmpty():
            return False
        if event.matches(QKeySequence.StandardKey.Undo):
            return not self.document().isUndoAvailable()
        return event.key() == Qt.Key.Key_Up and not event.modifiers() & _MODIFIERS

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self._composing and event.commitString():
            self._confirmed.start()
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if self.helper is not None and event.commitString() and not self._composing:
            self.helper.typed(event.commitString())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit(False)
        if self.helper is not None:
            self.helper.left(event.reason())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or bool(self.offered(source))

    def insertFromMimeData(self, source: QMimeData) -> None:
        files = self.offered(source)
        if files:
            self.files_offered.emit(files)
        elif source.hasText():
            self.insert_apart(source.text().replace("\x00", ""))


def _is_command(event: QKeyEvent) -> bool:
    """Ctrl, Alt or Meta held, or no letter at all; AltGr is both Ctrl and Alt, and writes."""
    held = event.modifiers() & (_MODIFIERS & ~_SHIFT)
    return not event.text() or held in {_CONTROL, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier}


def _is_file(url: QUrl) -> bool:
    """A folder, too: whoever takes it says what to do about it."""
    return url.isLocalFile() and Path(url.toLocalFile()).exists()


def _named(path: Path) -> OfferedFile:
    from mimetypes import guess_type

    return OfferedFile(path, path.name, guess_type(path.name)[0] or "application/octet-stream")


def _picture(image: QImage) -> OfferedFile:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return OfferedFile(bytes(buffer.data().data()), "picture.png", "image/png")
