"""The wordings of one reply as tabs: for whom each is, its text with fields, and what it looks like filled in."""

from dataclasses import replace

from PySide6.QtCore import QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.templates.words import field_words
from domain.emotion.assessment import Tier
from domain.templates.fields import FIELDS, written
from domain.templates.gaps import gaps_in
from domain.templates.reply import Trait, Wording
from ui.parts import button, named
from ui.replies.words import CHOICE_LANGUAGES, language_words, tab_words, tier_words, trait_choice
from widgets.controls import PlainChoice, PlainMenu
from widgets.text_side import LineField
from widgets.tokens import Tokens, load_tokens


class WordingTabs(QWidget):
    """One tab a wording.

    Signals:
        changed: one of them is another one, or another tab is in front.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wordings: list[Wording] = [Wording("", "")]
        self._filling = False
        self.tabs = QTabBar()
        self.tabs.setObjectName("wordings")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName(_("Wordings"))
        self.add = button(_("Add a wording"), "link")
        self.drop = button(_("Remove this wording"), "link")
        self.language, self.tier, self.trait = PlainChoice(), PlainChoice(), PlainChoice()
        self.title = LineField()
        self.text = QPlainTextEdit()
        self.field = button(_("Insert a field"), "link")
        self._marks = FieldMarks(self.text)
        self._fill_choices()
        self._lay_out()
        self._connect()

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """As they stand in the form."""
        return tuple(self._wordings)

    @property
    def current(self) -> Wording:
        """The one in front."""
        return self._wordings[max(0, self.tabs.currentIndex())]

    def show_wordings(self, wordings: tuple[Wording, ...], language: str = "") -> None:
        """Other ones; the tab of that language in front, if there is one."""
        self._wordings = list(wordings) or [Wording(language, "")]
        self._filling = True
        while self.tabs.count():
            self.tabs.removeTab(0)
        for wording in self._wordings:
            self.tabs.addTab(tab_words(wording))
        languages = [wording.language for wording in self._wordings]
        self.tabs.setCurrentIndex(languages.index(language) if language in languages else 0)
        self._filling = False
        self._show_current()

    def set_writable(self, writable: bool) -> None:
        """Whether it may be changed."""
        self.text.setReadOnly(not writable)
        self.title.setReadOnly(not writable)
        for widget in (self.language, self.tier, self.trait, self.add, self.field):
            widget.setEnabled(writable)
        self.drop.setEnabled(writable and len(self._wordings) > 1)
        self._writable = writable

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours."""
        self._marks.take(tokens.accent, tokens.accent_soft)

    _writable = True

    def _fill_choices(self) -> None:
        for language in CHOICE_LANGUAGES:
            self.language.addItem(language_words(language), language)
        for tier in (None, *Tier):
            self.tier.addItem(tier_words(tier), tier.value if tier is not None else "")
        for trait in (None, *Trait):
            self.trait.addItem(trait_choice(trait), trait.value if trait is not None else "")
        named(self.language, _("Language of this wording"))
        named(self.tier, _("Mood of the customer"))
        named(self.trait, _("Which customers"))
        named(self.title, _("Title in this language"))
        named(self.text, _("Text of this wording"))
        self.title.setPlaceholderText(_("Title in this language, if it has its own"))
        self.text.setPlaceholderText(_("What the customer reads. Fields are filled in by themselves."))
        self.text.setProperty("kind", "field")
        self.text.setTabChangesFocus(True)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.tabs, 1)
        head.addWidget(self.add)
        choices = QHBoxLayout()
        choices.setSpacing(8)
        for box in (self.language, self.tier, self.trait):
            choices.addWidget(box, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.field)
        foot.addStretch(1)
        foot.addWidget(self.drop)
        card = QFrame()
        card.setObjectName("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(12, 12, 12, 8)
        inner.setSpacing(8)
        inner.addLayout(choices)
        inner.addWidget(self.title)
        inner.addWidget(self.text)
        inner.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(card)
        self.text.setFixedHeight(100)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_current)
        self.add.clicked.connect(self._add)
        self.drop.clicked.connect(self._drop)
        self.field.clicked.connect(self._offer_fields)
        self.text.textChanged.connect(self._take)
        self.title.textEdited.connect(self._take)
        for box in (self.language, self.tier, self.trait):
            box.activated.connect(self._take)

    def _show_current(self, _index: int = 0) -> None:
        if self._filling:
            return
        self._filling = True
        wording = self.current
        if self.language.findData(wording.language) < 0:
            self.language.addItem(language_words(wording.language), wording.language)
        self.language.setCurrentIndex(self.language.findData(wording.language))
        self.tier.setCurrentIndex(self.tier.findData(wording.tier.value if wording.tier is not None else ""))
        self.trait.setCurrentIndex(self.trait.findData(wording.trait.value if wording.trait is not None else ""))
        self.title.setText(wording.title)
        if self.text.toPlainText() != wording.text:
            self.text.setPlainText(wording.text)
        run_as(self.text, wording.language)
        self.drop.setEnabled(self._writable and len(self._wordings) > 1)
        self._filling = False
        self.changed.emit()

    def _take(self, _value: object = None) -> None:
        if self._filling:
            return
        tier, trait = self.tier.currentData(), self.trait.currentData()
        made = Wording(
            str(self.language.currentData()),
            self.text.toPlainText(),
            Tier(tier) if tier else None,
            Trait(trait) if trait else None,
            self.title.text().strip(),
        )
        run_as(self.text, made.language)
        at = max(0, self.tabs.currentIndex())
        self._wordings[at] = made
        self.tabs.setTabText(at, tab_words(made))
        self.changed.emit()

    def _add(self) -> None:
        """A copy for somebody else: the first language that has none, else the first mood."""
        held = {(w.language, w.tier, w.trait) for w in self._wordings}
        spoken = {wording.language for wording in self._wordings}
        free = next((language for language in CHOICE_LANGUAGES[1:] if language not in spoken), "")
        made = Wording(free, "") if free else replace(self.current, tier=_free_tier(held, self.current), title="")
        self._wordings.append(made)
        self.tabs.addTab(tab_words(made))
        self.tabs.setCurrentIndex(len(self._wordings) - 1)
        self.text.setFocus()
        self.changed.emit()

    def _drop(self) -> None:
        if len(self._wordings) < 2:
            return
        at = self.tabs.currentIndex()
        self._filling = True
        del self._wordings[at]
        self.tabs.removeTab(at)
        self._filling = False
        self._show_current()

    def _offer_fields(self) -> None:
        menu = PlainMenu(self)
        for name in FIELDS:
            action = menu.addAction(field_words(name))
            action.setData(name)
        menu.triggered.connect(self._insert)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.field.mapToGlobal(QPoint(0, self.field.height())))

    def _insert(self, action: object) -> None:
        name = str(action.data())  # type: ignore[attr-defined]
        self.text.insertPlainText(written(name))
        self.text.setFocus()


def _free_tier(held: set[tuple[str, Tier | None, Trait | None]], like: Wording) -> Tier | None:
    return next((tier for tier in (Tier.MEDIUM, Tier.HIGH) if (like.language, tier, like.trait) not in held), Tier.LOW)


def run_as(edit: QPlainTextEdit, language: str) -> None:
    """The text runs as its language does; a field at its beginning would make Arabic run from the left."""
    spoken = QLocale(language.replace("-", "_")).textDirection() if language else Qt.LayoutDirection.LayoutDirectionAuto
    mirrored = spoken is Qt.LayoutDirection.RightToLeft
    option = edit.document().defaultTextOption()
    option.setTextDirection(spoken if mirrored else Qt.LayoutDirection.LayoutDirectionAuto)
    edit.document().setDefaultTextOption(option)


class FieldMarks(QSyntaxHighlighter):
    """Fields stand out from the words around them."""

    def __init__(self, edit: QPlainTextEdit) -> None:
        super().__init__(edit.document())
        tokens = load_tokens("light")
        self._format = QTextCharFormat()
        self.take(tokens.accent, tokens.accent_soft)

    def take(self, ink: QColor, ground: QColor) -> None:
        """Other colours."""
        self._format.setForeground(ink)
        self._format.setBackground(ground)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        for gap in gaps_in(text):
            start = len(text[: gap.start].encode("utf-16-le")) // 2
            self.setFormat(start, len(text[gap.start : gap.end].encode("utf-16-le")) // 2, self._format)
