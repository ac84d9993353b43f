"""Over the composer: what the agent wrote on another device, and what shall become of it (C-4)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _, ngettext
from domain.draft import SyncedDraft
from ui.inbox.question_bar import QuestionBar
from ui.parts import elided, label
from widgets.plain import plain_tip

_SHOWN = 240
"""Characters of the other text: enough to know it again; all of it is in the tip."""


class DraftBar(QuestionBar):
    """Hidden while this device has the only words.

    Signals:
        used, added, kept: the other device's words instead of these, below them, or not at all.
        asking_changed: there is a question now, or none any more.
    """

    used = Signal(object)
    added = Signal(object)
    kept = Signal(object)
    asking_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._other: SyncedDraft | None = None
        self.files = elided("", "second")
        self.quote = label("", "second", wrap=True)
        self.row.addWidget(self.files)
        self.column.addWidget(self.quote)
        self.use = self.add_answer(_("Use that"))
        self.add = self.add_answer(_("Add below"))
        self.keep = self.add_answer(_("Keep mine"))
        self.use.clicked.connect(self._use)
        self.add.clicked.connect(self._add)
        self.keep.clicked.connect(self._keep)
        self.say("")

    @property
    def asks(self) -> bool:
        """Whether it waits for an answer."""
        return self._other is not None

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

    def name_keys(self, use: str, add: str, keep: str) -> None:
        """The keys in force, told with the answers that they give."""
        for answer, keys in ((self.use, use), (self.add, add), (self.keep, keep)):
            answer.setToolTip(plain_tip(keys))

    def hush(self) -> None:
        """Takes mere words back; a question stays."""
        if self._other is None:
            self.say("")

    def _show(self, text: str, other: SyncedDraft | None) -> None:
        asked, self._other = self.asks, other
        self.quote.setText(_beginning(other.text) if other is not None else "")
        self.quote.setToolTip(plain_tip(other.text if other is not None else ""))
        self.quote.setVisible(bool(self.quote.text()))
        stays = files_words(other.files) if other is not None else ""
        self.files.setText(stays)
        self.files.setVisible(bool(stays))
        self.put(text, asks=self.asks)
        if self.asks is not asked:
            self.asking_changed.emit()

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
