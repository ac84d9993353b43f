"""The composer's parts and how they stand: what is open around the text, how high it is, what is dropped on it."""

from PySide6.QtCore import QMargins, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from widgets.composer.emoji_panel import EmojiPanel
from widgets.composer.file_chips import FileChips
from widgets.composer.foot import Foot
from widgets.composer.look import sheet
from widgets.composer.marks import Marks
from widgets.composer.quick_typing import QuickTyping
from widgets.composer.quote_bar import QuoteBar
from widgets.composer.reply_edit import ReplyEdit
from widgets.dress import dress
from widgets.images import ImageCache
from widgets.plain import PlainLabel
from widgets.tokens import Tokens

LEAST_TEXT = 42
SHARE_OF_HEIGHT = 0.4
TEXT_MARGINS = (14, 10, 14, 10)


class ComposerFrame(QFrame):
    """Knows nothing of what is written, only that it may be a note, which looks different.

    Signals:
        files_offered(list[OfferedFile]): pasted or dropped; store them and answer with `add_file`.
    """

    files_offered = Signal(object)

    def __init__(self, tokens: Tokens, images: ImageCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._tokens = tokens
        self._note = False
        self._panel: EmojiPanel | None = None
        self.edit = ReplyEdit(self)
        self.marks = Marks(self.edit)
        self.quick = QuickTyping(self.edit, self.marks, tokens, self)
        self.quote = QuoteBar(tokens, self)
        self.chips = FileChips(tokens, images, self)
        self.foot = Foot(tokens, self)
        self.notice = PlainLabel(parent=self)
        self._arrange()
        self.edit.files_offered.connect(self.files_offered)
        self.edit.focus_changed.connect(self._show_focus)
        self.foot.emoji.connect(self._open_emoji)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme, at once."""
        self._tokens = tokens
        self.dress()
        palette = self.edit.palette()
        palette.setColor(palette.ColorRole.PlaceholderText, tokens.text3)
        self.edit.setPalette(palette)
        for part in (self.quote, self.chips, self.foot, self.quick):
            part.set_tokens(tokens)
        self.fit()

    def dress(self) -> None:
        """As a reply or as a note."""
        self.setStyleSheet(sheet(self._tokens, note=self._note))

    def show_quote(self, *, shown: bool) -> None:
        """The line above the text."""
        self.quote.setVisible(shown)
        # A layout keeps its margins even when everything in it is hidden.
        _set_margins(self._above, QMargins(12, 8 if shown else 0, 12, 0))

    def show_notice(self, words: str) -> None:
        """Why it cannot be sent, below the text; "" for no reason."""
        self.notice.setText(words)
        self.notice.setVisible(bool(words))
        _set_margins(self._below, QMargins(12, 0, 12, 8 if words else 0))

    def fit(self) -> None:
        """As high as the text, within bounds."""
        host = self.parentWidget()
        most = max(LEAST_TEXT, round((host.height() if host is not None else 800) * SHARE_OF_HEIGHT))
        self.edit.setFixedHeight(max(LEAST_TEXT, min(most, self.edit.needed_height())))

    def focus_text(self) -> None:
        """The caret is in the text."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def insert_text(self, text: str) -> None:
        """At the caret, undoable."""
        self.edit.insert_apart(text)

    def _arrange(self) -> None:
        self._above, self._below = QHBoxLayout(), QHBoxLayout()
        self._above.addWidget(self.quote)
        left, top, right, bottom = TEXT_MARGINS
        middle = QHBoxLayout()
        middle.setContentsMargins(left, top, right, bottom)
        middle.addWidget(self.edit)
        self._below.addWidget(self.notice)
        self.notice.setWordWrap(True)
        self.notice.setProperty("tone", "closed")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._above)
        column.addWidget(self.chips)
        column.addLayout(middle)
        column.addLayout(self._below)
        column.addWidget(self.foot)

    def _show_focus(self, focused: bool) -> None:
        dress(self, focused, "active")

    def _open_emoji(self) -> None:
        if self._panel is not None:
            self._panel.deleteLater()
        self._panel = EmojiPanel(self._tokens, self)
        self._panel.chosen.connect(self._take_emoji)
        self._panel.open_at(self.foot.emoji_button.mapToGlobal(QPoint(0, 0)))

    def _take_emoji(self, emoji: str) -> None:
        self.insert_text(emoji)
        self.focus_text()

    def minimumSizeHint(self) -> QSize:
        return QSize(280, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.foot.set_room(self.width())
        self.fit()

    def moveEvent(self, event: QMoveEvent) -> None:
        # It stands at the bottom: it moves when the height that it may take a part of is another one.
        super().moveEvent(event)
        self.fit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.edit.offered(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = self.edit.offered(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.files_offered.emit(files)


def _set_margins(room: QHBoxLayout, margins: QMargins) -> None:
    # Setting the same ones again lays the whole window out anew, with every letter.
    if room.contentsMargins() != margins:
        room.setContentsMargins(margins)
