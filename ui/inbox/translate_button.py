"""The Translate button of the thread's header: a click shows translations, its arrow opens what else there is."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.i18n import _
from domain.translation import LANGUAGES
from ui.locale import language_name
from ui.parts import button
from widgets.controls import PlainMenu
from widgets.icons import themed_icon
from widgets.plain import plain_tip
from widgets.tokens import Tokens, load_tokens

ALWAYS, SWAP, DRAFT, SETTINGS, INTO = "always", "swap", "draft", "settings", "into "
ARROW_WIDTH = 26
ICON_WIDTH = 38
PADDING = 44
"""What a button has on both sides of its words; those are bold."""

_ANY = 16_777_215


class TranslateButton(QWidget):
    """Only tells what was chosen.

    Signals:
        toggled: translations on or off. swapped: the other text first. settings_wanted.
        opening: the menu comes; `show_state` says what it shall name.
        always_chosen(bool): this thread whenever it is opened.
        draft_wanted(language): the draft in that language; "" for the customer's own.
    """

    toggled = Signal()
    opening = Signal()
    swapped = Signal()
    settings_wanted = Signal()
    always_chosen = Signal(bool)
    draft_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.on = self.always = self.ready = False
        self.language = ""
        self._tokens, self._roomy = load_tokens("light"), True
        self._words = _("Translate"), _("✓ Translated")
        self.main = button(_("Translate"))
        self.arrow = button("▾", name=_("More about translation"))
        self.arrow.setFixedWidth(ARROW_WIDTH)
        self.arrow.setStyleSheet("padding-left: 0; padding-right: 0;")
        self.main.clicked.connect(self.toggled)
        self.arrow.clicked.connect(self.open_menu)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.main)
        row.addWidget(self.arrow)
        self.show_state(on=False, always=False, ready=False)

    def show_state(self, *, on: bool, always: bool, ready: bool, language: str = "") -> None:
        """How it is.

        Args:
            ready: whether a provider is set. language: the customer's, "" when nobody knows.
        """
        self.on, self.always, self.ready, self.language = on, always, ready, language
        self._dress()
        says = _("Shows the messages as they were written") if on else _("Shows what the messages say in your language")
        unready = _("Nobody translates yet: click to read how to add a provider")
        self.main.setToolTip(plain_tip(says if ready else unready))

    def set_room(self, pixels: int) -> None:
        """How much room it may take; the customer's name beside it comes first.

        Without room for its words it is a picture, without any the arrow goes: the menu opens by a right click, too.
        """
        words = max(self.fontMetrics().horizontalAdvance(words) for words in self._words)
        roomy, tight = pixels >= words + PADDING + ARROW_WIDTH, pixels < ICON_WIDTH + ARROW_WIDTH
        self.arrow.setVisible(not tight)
        if roomy != self._roomy:
            self._roomy = roomy
            self._dress()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours."""
        self._tokens = tokens
        self._dress()

    def _dress(self) -> None:
        words = self._words[self.on]
        self.main.setText(words if self._roomy else "")
        self.main.setAccessibleName(words)
        colour = self._tokens.accent if self.on else self._tokens.text
        self.main.setIcon(QIcon() if self._roomy else themed_icon("globe", colour))
        self.main.setMinimumWidth(0 if self._roomy else ICON_WIDTH)
        self.main.setMaximumWidth(_ANY if self._roomy else ICON_WIDTH)
        self.main.setStyleSheet("" if self._roomy else "padding-left: 0; padding-right: 0;")

    def open_menu(self) -> QMenu:
        """What else can be done."""
        self.opening.emit()
        menu = PlainMenu(self)
        menu.triggered.connect(self._chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        if self.ready:
            always = self._add(menu, _("Always translate this thread"), ALWAYS)
            always.setCheckable(True)
            always.setChecked(self.always)
            self._add(menu, _("Swap original and translation"), SWAP).setEnabled(self.on)
            menu.addSeparator()
            if self.language:
                words = _("Translate my draft into {language}").format(language=language_name(self.language))
                self._add(menu, words, DRAFT)
            others = menu.addMenu(_("Translate my draft into…"))
            for tag in LANGUAGES:
                self._add(others, language_name(tag), INTO + tag)
            menu.addSeparator()
        self._add(menu, _("Settings of translation…"), SETTINGS)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        return menu

    def _add(self, menu: QMenu, words: str, what: str) -> QAction:
        action = menu.addAction(words.replace("&", "&&"))
        action.setData(what)
        return action

    def _menu_asked(self, _at: QPoint) -> None:
        self.open_menu()

    def _chosen(self, action: QAction) -> None:
        what = action.data()
        if what == ALWAYS:
            self.always_chosen.emit(action.isChecked())
        elif what == SWAP:
            self.swapped.emit()
        elif what == SETTINGS:
            self.settings_wanted.emit()
        else:
            self.draft_wanted.emit("" if what == DRAFT else what.removeprefix(INTO))
