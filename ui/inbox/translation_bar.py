"""Over the composer: the draft in the customer's language beside what that says, before anything is replaced."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.i18n import _
from app.services.translation import TranslatedDraft
from ui.locale import language_name
from ui.parts import button, label
from widgets.thread_view.plain_text import clean, is_rtl
from widgets.tokens import Tokens, load_tokens

LINES = 5
"""At most so many lines are shown at once; a longer text scrolls."""


class TranslationBar(QWidget):
    """Hidden while there is nothing to say.

    Attributes:
        draft: what is offered, None while nothing is.

    Signals:
        taken: the translation shall stand in the composer. closed: the agent keeps their own words.
        settings_wanted: a provider shall be added.
    """

    taken = Signal()
    closed = Signal()
    settings_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.draft: TranslatedDraft | None = None
        self.words = label("", wrap=True)
        self.take = button(_("Use it"), "link")
        self.settings = button(_("Add a provider…"), "link")
        self.back = button(_("Keep mine"), "link")
        self.take.clicked.connect(self.taken)
        self.back.clicked.connect(self.closed)
        self.settings.clicked.connect(self.settings_wanted)
        self.there, self.again = _text_field(), _text_field()
        self.there_name, self.again_name = label("", "small"), label("", "small")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.words, 1)
        for answer in (self.settings, self.take, self.back):
            row.addWidget(answer)
        self._texts = QWidget()
        grid = QGridLayout(self._texts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for place, (name, field) in enumerate(((self.there_name, self.there), (self.again_name, self.again))):
            grid.addWidget(name, 0, place)
            grid.addWidget(field, 1, place)
            grid.setColumnStretch(place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 14, 6)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._texts)
        self.set_tokens(load_tokens("light"))
        self.hide()

    def say(self, text: str, *, settings: bool = False) -> None:
        """Words only, with the way to the settings or without; "" hides it."""
        self.draft = None
        self._show(text, offers=False, settings=settings)
        self.back.setText(_("Close"))

    def offer(self, draft: TranslatedDraft, target: str, keys: str) -> None:
        """A translation, and the keys that take it ("" for none)."""
        self.draft = draft
        self.there.setPlainText(clean(draft.text))
        self.again.setPlainText(clean(draft.back))
        back = _("What that says ({language})").format(language=language_name(draft.source))
        for name, field, words in (
            (self.there_name, self.there, language_name(target)),
            (self.again_name, self.again, back),
        ):
            name.setText(words)
            field.setAccessibleName(words)
            _fit(field)
        asks = _("Your draft translated. {keys} takes it, Esc keeps yours.") if keys else _("Your draft translated.")
        self._show(asks.format(keys=keys), offers=True, settings=False)
        self.back.setText(_("Keep mine"))

    def text(self) -> str:
        """What it says now, "" when it is hidden."""
        return self.words.text() if not self.isHidden() else ""

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours."""
        palette = self.palette()
        palette.setColor(palette.ColorRole.Window, tokens.accent_soft)
        self.setPalette(palette)

    def _show(self, text: str, *, offers: bool, settings: bool) -> None:
        self.words.setText(text)
        self.words.setAccessibleName(text)
        self.take.setVisible(offers)
        self._texts.setVisible(offers)
        self.settings.setVisible(settings)
        self.setVisible(bool(text))


def _text_field() -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setReadOnly(True)
    field.setProperty("kind", "field")
    field.setFrameShape(QFrame.Shape.NoFrame)
    field.setTabChangesFocus(True)
    return field


def _fit(field: QPlainTextEdit) -> None:
    text = field.toPlainText()
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if is_rtl(text) else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    field.document().setDefaultTextOption(option)
    # Letters of other scripts come from other, taller fonts.
    line, room = round(field.fontMetrics().lineSpacing() * 1.3), max(200, field.viewport().width())
    lines = sum(1 + field.fontMetrics().horizontalAdvance(part) // room for part in text.split("\n"))
    field.setFixedHeight(line * max(2, min(LINES, lines)) + 26)
