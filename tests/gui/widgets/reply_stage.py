"""A composer with quick replies in it, as far as widgets go: a book in memory, and what the composer told."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from domain.templates.gaps import gaps_in
from tests.gui.widgets.test_composer import INSTAGRAM, WHATSAPP
from tests.thread_samples import NOW
from widgets.composer.composer import Composer
from widgets.composer.reply_values import Filled, ReplyLine
from widgets.images import ImageCache
from widgets.tokens import load_tokens

NONE = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEXTS = {
    "apology-screen": "Dear Ms Wang, I am so sorry. The order ⟦order number⟧ leaves ⟦day⟧.",
    "return-steps": "Returns are free within 30 days.",
    "returns-late": "Two lines:\nthe second one.",
    "track": "您的包裹 TH77 🚚 明天到。",
    "hostile": "<img src=x onerror=alert(1)><b>bold</b> &amp; {{ nothing }}",
}


@dataclass
class Book:
    """Replies by their shortcuts; a query means those that hold it.

    Attributes:
        asked: every query, in order.
    """

    texts: dict[str, str] = field(default_factory=lambda: dict(TEXTS))
    phrases: dict[str, str] = field(
        default_factory=lambda: {"ty": "return-steps", "thank you": "track", "多谢": "track"}
    )
    files: dict[str, tuple[str, ...]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def find(self, query: str) -> Sequence[ReplyLine]:
        self.asked.append(query)
        return [
            ReplyLine(key, key, key.title(), "fits high", "high", "A/B", ("tag",), "", self.files.get(key, ()))
            for key in self.texts
            if query in key
        ]

    def filled(self, key: str) -> Filled:
        text = self.texts[key]
        start = text.find("Ms Wang")
        return Filled(text, ((start, start + 7),) if start >= 0 else ())

    def phrase(self, folded: str) -> str:
        return self.phrases.get(folded, "")


class Writer:
    """Somebody at a composer.

    Attributes:
        sent: texts as they were when they were to be sent; told: what else the composer said.
    """

    def __init__(self, book: Book | None = None, width: int = 700) -> None:
        self.host = QWidget()
        self.host.resize(width, 600)
        images = ImageCache(self.host)
        self.composer = Composer(load_tokens("light"), images, self.host)
        column = QVBoxLayout(self.host)
        column.addStretch(1)
        column.addWidget(self.composer)
        self.book = book or Book()
        self.sent: list[str] = []
        self.told: list[tuple[object, ...]] = []
        self.quick = self.composer.quick
        self.quick.at_once_ms = 1e9
        self.quick.set_book(self.book)
        self.quick.inserted.connect(self._inserted)
        self.quick.save_wanted.connect(self._save)
        self.quick.edit_wanted.connect(self._edit)
        self.quick.expanded.connect(self._expanded)
        self.composer.send_requested.connect(self._sent)
        self.composer.set_now(NOW)
        self.composer.set_identities([WHATSAPP, INSTAGRAM])

    @property
    def text(self) -> str:
        """What is written."""
        return self.composer.text

    @property
    def shown(self) -> list[str]:
        """Keys of the lines of the open palette."""
        return [line.key for line in self.quick.palette.model.lines] if self.quick.open else []

    @property
    def chosen(self) -> str:
        """The current line's key."""
        line = self.quick.palette.current() if self.quick.open else None
        return line.key if line is not None else ""

    @property
    def gaps(self) -> list[str]:
        """Names of what is missing."""
        return [gap.name for gap in gaps_in(self.text)]

    @property
    def selected(self) -> str:
        """The selected text."""
        return self.composer.edit.textCursor().selectedText()

    def write(self, text: str) -> None:
        """Key by key."""
        QTest.keyClicks(self.composer.edit, text)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """One key, wherever the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.composer.edit, key, modifiers)

    def caret(self) -> int:
        """Where it is, as Qt counts."""
        return self.composer.edit.textCursor().position()

    def _sent(self) -> None:
        self.sent.append(self.text)

    def _inserted(self, key: str, send: bool) -> None:
        self.told.append(("inserted", key, send))

    def _save(self, query: str) -> None:
        self.told.append(("save", query))

    def _edit(self) -> None:
        self.told.append(("edit",))

    def _expanded(self, key: str) -> None:
        self.told.append(("expanded", key))
