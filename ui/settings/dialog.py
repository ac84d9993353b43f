"""The settings dialog: pages on the left, each made when it is first looked at."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from domain.agent import Permission
from ui.actions import Actions
from ui.dialog_room import BASE, open_at
from ui.parts import button
from ui.ports import Services
from ui.settings.about import AboutPage
from ui.settings.channels import ChannelsPage
from ui.settings.compensation import CompensationPage
from ui.settings.complaints import ComplaintsPage
from ui.settings.computer import ComputerPage
from ui.settings.general import GeneralPage
from ui.settings.guide_checks import GuideChecksPage
from ui.settings.insights import InsightsPage
from ui.settings.page_line import PageLine
from ui.settings.people import PeoplePage
from ui.settings.replies import RepliesPage
from ui.settings.shortcuts import ShortcutsPage
from ui.settings.surveys import SurveysPage
from ui.settings.training import TrainingPage
from ui.settings.translation import TranslationPage
from ui.settings.word_lists import WordListsPage
from ui.theme import Theme, spread

SIZE = (820, 600)
LIST_WIDTH, LINE_HEIGHT = 170, 34


class SettingsDialog(QDialog):
    """What one may change.

    Signals:
        keys_changed: the agent's own keys are other ones.
        enter_sends_changed: whether Enter sends is another choice.
        protected: a passphrase keeps what is here from now on.
        replies_wanted: the editor of quick replies. review_wanted: the same, with those that may be stale.
    """

    keys_changed = Signal()
    enter_sends_changed = Signal()
    protected = Signal()
    replies_wanted = Signal()
    review_wanted = Signal()

    def __init__(self, services: Services, theme: Theme, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Settings"))
        self._services, self._theme, self._actions = services, theme, actions
        self.pages = QListWidget()
        self.pages.setObjectName("pages")
        self.pages.setAccessibleName(_("Pages"))
        self._stack = QStackedWidget()
        self._made: dict[str, QWidget] = {}
        self._lines: dict[str, PageLine] = {}
        self._makers = self._choose_makers()
        for key, (words, _maker) in self._makers.items():
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, key)
            self.pages.addItem(item)
        self.pages.currentItemChanged.connect(self._page_chosen)
        self._lay_out()
        theme.changed.connect(self._take_theme)
        self._grow()
        self.pages.setCurrentRow(0)

    def show_page(self, key: str) -> None:
        """One of "general", "channels", "people", "guide", "words", "replies", "translation", …, "about"."""
        for row in range(self.pages.count()):
            if self.pages.item(row).data(Qt.ItemDataRole.UserRole) == key:
                self.pages.setCurrentRow(row)

    def page(self, key: str) -> QWidget:
        """The page itself."""
        return self._made[key]

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Pages, and much on them, are made after the button that closes them all; Tab still comes to it last."""
        last = self.previousInFocusChain()
        if last is not None and last is not self._close:
            QWidget.setTabOrder(last, self._close)
        return super().focusNextPrevChild(forward)

    def _choose_makers(self) -> dict[str, tuple[str, Callable[[], QWidget]]]:
        session = self._services.session.current
        agent = session.agent if session is not None else None
        makers: dict[str, tuple[str, Callable[[], QWidget]]] = {"general": (_("General"), self._general)}
        if agent is not None and agent.may(Permission.MANAGE_CHANNELS):
            makers["channels"] = (_("Channels"), self._channels)
        if agent is not None and agent.may(Permission.MANAGE_PEOPLE):
            makers["people"] = (_("People"), self._people)
        makers["guide"] = (_("Reply guide"), self._guide)
        makers["words"] = (_("Word lists"), self._word_lists)
        makers["replies"] = (_("Quick replies"), self._replies)
        makers["translation"] = (_("Translation"), self._translation)
        makers["compensation"] = (_("Compensation"), self._compensation)
        makers["insights"] = (_("Measures"), self._insights)
        makers["surveys"] = (_("Surveys"), self._surveys)
        makers["complaints"] = (_("Complaints"), self._complaints)
        makers["training"] = (_("Speed reading"), self._training)
        makers["computer"] = (_("This computer"), self._computer)
        makers["shortcuts"] = (_("Shortcuts"), self._shortcuts)
        makers["about"] = (_("About"), AboutPage)
        return makers

    def _lay_out(self) -> None:
        self._close = close = button(_("Close"), "primary")
        close.clicked.connect(self.accept)
        self._foot = foot = QHBoxLayout()
        foot.setContentsMargins(20, 10, 20, 16)
        foot.setSpacing(12)
        foot.addStretch(0)
        foot.addWidget(close)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pages)
        row.addLayout(right, 1)

    def _page_chosen(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        key = item.data(Qt.ItemDataRole.UserRole)
        if key not in self._made:
            page = self._makers[key][1]()
            self._made[key] = page
            line = getattr(page, "words", None)
            if isinstance(line, PageLine):
                self._lines[key] = line
                self._foot.insertWidget(0, line, 1)
            area = QScrollArea()
            area.setWidget(page)
            area.setWidgetResizable(True)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            page.setObjectName("sideBody")
            self._stack.addWidget(area)
            page.setProperty("area", area)
            spread(page, self._theme.tokens)
        for name, line in self._lines.items():
            line.setVisible(name == key)
        self._stack.setCurrentWidget(self._made[key].property("area"))

    def _general(self) -> QWidget:
        page = GeneralPage(self._services.settings, self._theme)
        page.enter_sends_changed.connect(self.enter_sends_changed)
        return page

    def _channels(self) -> QWidget:
        return ChannelsPage(self._services)

    def _compensation(self) -> QWidget:
        return CompensationPage(self._services)

    def _insights(self) -> QWidget:
        return InsightsPage(self._services)

    def _surveys(self) -> QWidget:
        return SurveysPage(self._services)

    def _complaints(self) -> QWidget:
        return ComplaintsPage(self._services)

    def _training(self) -> QWidget:
        return TrainingPage(self._services)

    def _people(self) -> QWidget:
        return PeoplePage(self._services)

    def _guide(self) -> QWidget:
        return GuideChecksPage(self._services)

    def _word_lists(self) -> QWidget:
        return WordListsPage(self._services)

    def _replies(self) -> QWidget:
        page = RepliesPage(self._services.quick_replies)
        page.editor_wanted.connect(self.replies_wanted)
        page.review_wanted.connect(self.review_wanted)
        return page

    def _translation(self) -> QWidget:
        return TranslationPage(self._services)

    def _computer(self) -> QWidget:
        page = ComputerPage(self._services)
        page.protected.connect(self.protected)
        return page

    def _shortcuts(self) -> QWidget:
        page = ShortcutsPage(self._services.settings, list(self._actions.commands.values()))
        page.keys_changed.connect(self.keys_changed)
        return page

    def _take_theme(self) -> None:
        spread(self, self._theme.tokens)
        if self._base != self._theme.tokens.type.base:
            self._grow()

    def _grow(self) -> None:
        """As large as people read."""
        self._base = self._theme.tokens.type.base
        zoom = self._base / BASE
        self.pages.setFixedWidth(round(LIST_WIDTH * zoom))
        for row in range(self.pages.count()):
            self.pages.item(row).setSizeHint(QSize(0, round(LINE_HEIGHT * zoom)))
        open_at(self, *SIZE)
