"""Over the composer: what the agent wrote on another device, and what shall become of it (C-4)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from domain.draft import SyncedDraft
from ui.parts import button, elided, label
from widgets.plain import plain_tip
from widgets.tokens import Tokens, load_tokens

_SHOWN = 240
"""Characters of the other text: enough to know it again; all of it is in the tip."""


class DraftBar(QWidget):
    """Hidden while this device has the only words.

    Signals:
        used, added, kept: the other device's words instead of these, below them, or not at all.
    """

    used = Signal(object)
    added = Signal(object)
    kept = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self._other: SyncedDraft | None = None
        self.words = elided("")
        self.files = elided("", "second")
        self.quote = label("", "second", wrap=True)
        self.use = button(_("Use that"), "link")
        self.add = button(_("Add below"), "link")
        self.keep = button(_("Keep mine"), "link")
        self.use.clicked.connect(self._use)
        self.add.clicked.connect(self._add)
        self.keep.clicked.connect(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 5, 14, 5)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.quote)
        row.addWidget(self.words, 1)
        row.addWidget(self.files)
        for answer in (self.use, self.add, self.keep):
            row.addWidget(answer)
        self.set_tokens(load_tokens("light"))
        self.say("")

    def say(self, text: str) -> None:
        """Words without a question; hides without words."""
        self._show(text, None)

    def offer(self, other: SyncedDraft | None) -> None:
        """Asks what shall become of those words; None takes the question back."""
        if other is None:
            if self._other is not None:
                self.say("")
            return
        self._show(_("You also wrote on another device"), other)

    def hush(self) -> None:
        """Takes mere words back; a question stays."""
        if self._other is None:
            self.say("")

    def text(self) -> str:
        """What it says now, "" when it is hidden."""
        return self.words.text() if not self.isHidden() else ""

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours."""
        palette = self.palette()
        palette.setColor(palette.ColorRole.Window, tokens.accent_soft)
        self.setPalette(palette)

    def _show(self, text: str, other: SyncedDraft | None) -> None:
        self._other = other
        self.words.setText(text)
        self.words.setAccessibleName(text)
        self.quote.setText(_beginning(other.text) if other is not None else "")
        self.quote.setToolTip(plain_tip(other.text if other is not None else ""))
        self.quote.setVisible(bool(self.quote.text()))
        stays = files_words(other.files) if other is not None else ""
        self.files.setText(stays)
        self.files.setVisible(bool(stays))
        for answer in (self.use, self.add, self.keep):
            answer.setVisible(other is not None)
        self.setVisible(bool(text))

    def _use(self) -> None:
        if self._other is not None:
            self.used.emit(self._other)

    def _add(self) -> None:
        if self._other is not None:
            self.added.emit(self._other)

    def _keep(self) -> None:
        if self._other is not None:
            self.kept.emit(self._other)


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rstrip()}…"


def files_words(count: int) -> str:
    """What happens to files that were picked over there; "" for none."""
    if not count:
        return ""
    words = ngettext("{count} file stays on your other device", "{count} files stay on your other device", count)
    return words.format(count=count)
