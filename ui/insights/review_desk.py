"""The review in the insights: the week's conversations, the vocabulary due for review, the result as a report."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import ChangeSet
from app.i18n import _
from ui.insights.review_page import ReviewPage
from ui.insights.review_result import ReviewResult
from ui.insights.vocabulary_page import VocabularyPage
from ui.ports import Services
from ui.tab_row import TabRow
from widgets.tokens import Tokens

CONVERSATIONS, VOCABULARY, REPORT = "conversations", "vocabulary", "report"


class ReviewDesk(QWidget):
    """Three pages over one week.

    Signals:
        thread_wanted(ThreadId), message_wanted(ThreadId, MessageId): a conversation is to be seen in the inbox.
        command_wanted(str): what a command of the table does.

    Attributes:
        part: which of the pages is on screen.
    """

    thread_wanted = Signal(str)
    message_wanted = Signal(str, str)
    command_wanted = Signal(str)

    def __init__(self, services: Services, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("place")
        self.part = CONVERSATIONS
        self.page = ReviewPage(services)
        self.vocabulary = VocabularyPage(services)
        self.result = ReviewResult(services, self.page)
        self._pages: dict[str, QWidget] = {
            CONVERSATIONS: self.page,
            VOCABULARY: self.vocabulary,
            REPORT: self.result,
        }
        self.tabs = TabRow(
            _("Parts of the review"),
            ((CONVERSATIONS, _("Conversations")), (VOCABULARY, _("Vocabulary")), (REPORT, _("Report"))),
        )
        self._stack = QStackedWidget()
        self._column, self._line = QVBoxLayout(self), QHBoxLayout()
        self._lay_out(tokens)
        self.tabs.chosen.connect(self.show_part)
        for part in (self.page, self.vocabulary):
            part.thread_wanted.connect(self.thread_wanted)
            part.message_wanted.connect(self.message_wanted)
        self.vocabulary.command_wanted.connect(self.command_wanted)
        self.show_part(CONVERSATIONS)

    def enter(self) -> None:
        """It is on screen: fresh, with the keys where one goes on."""
        self.page.enter()
        if self.part == VOCABULARY:
            self.vocabulary.enter()
        self._current().setFocus()

    def apply(self, changes: ChangeSet) -> None:
        """Something changed in the local database."""
        if changes.reset or "review" in changes.shelf:
            self.page.reload()
        if changes.reset or changes.people:
            self.page.read_names()
        if self.part == VOCABULARY and (changes.reset or changes.shelf & {"review", "setting"}):
            self.vocabulary.reload()

    def close_desk(self) -> None:
        """Hears nothing any more; what was typed is kept."""
        self.page.flush()
        self.vocabulary.close_page()

    def show_part(self, name: str) -> None:
        """Another part."""
        self.page.flush()
        self.part = name
        self.tabs.show_chosen(name)
        self._stack.setCurrentWidget(self._pages[name])
        if name == REPORT:
            self.result.enter()
        elif name == VOCABULARY:
            self.vocabulary.enter()
        self.setFocusProxy(self._current())

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other sizes."""
        space = tokens.space
        self._line.setContentsMargins(space[3], space[0], space[3], 0)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.page.flush()

    def _lay_out(self, tokens: Tokens) -> None:
        for page in self._pages.values():
            self._stack.addWidget(page)
        self._line.addWidget(self.tabs)
        self._line.addStretch(1)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self._line)
        self._column.addWidget(self._stack, 1)
        self.set_tokens(tokens)

    def _current(self) -> QWidget:
        return self._pages[self.part]
