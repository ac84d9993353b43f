"""The middle column: what is wrong, whose thread it is, the messages, the composer."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from ui.late import Late
from ui.parts import label, line
from widgets.banner import Banner
from widgets.images import ImageCache
from widgets.tokens import Tokens

if TYPE_CHECKING:
    from ui.inbox.colleague_bar import ColleagueBar
    from ui.inbox.complaint_bar import ComplaintBar
    from ui.inbox.draft_bar import DraftBar
    from ui.inbox.guide_bar import GuideBar
    from ui.inbox.moved_bar import MovedBar
    from ui.inbox.suggestion_bar import SuggestionBar
    from ui.inbox.thread_header import ThreadHeader
    from ui.inbox.translation_bar import TranslationBar
    from ui.inbox.voice_bar import VoiceBar
    from widgets.composer.composer import Composer
    from widgets.find_bar import FindBar
    from widgets.thread_view.view import ThreadView


class ThreadColumn(Late):
    """Only builds and lays out; the place connects its parts. Those of the thread's page come late.

    Attributes:
        offline, memory, salvage: across the top; question: there, too, about a thread that is not on screen;
            complaint: over the messages, what may be a complaint;
            jumping: there, too, while older ones are fetched on the way to one;
            trouble: over the composer, with the text kept below it; draft: there, too, what another device wrote;
            moved: there, too, who wrote meanwhile; guide: there, too, what the reply guide asks before it leaves;
            translation: there, too, the draft in another language; voice: there, too, a voice note.
    """

    header: "ThreadHeader"
    suggestion: "SuggestionBar"
    complaint: "ComplaintBar"
    find_bar: "FindBar"
    jumping: Banner
    view: "ThreadView"
    colleagues: "ColleagueBar"
    trouble: Banner
    draft: "DraftBar"
    moved: "MovedBar"
    guide: "GuideBar"
    translation: "TranslationBar"
    voice: "VoiceBar"
    composer: "Composer"

    def __init__(self, tokens: Tokens, images: ImageCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("threadColumn")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tokens, self._images = tokens, images
        self._covered = 0
        self.offline = Banner("medium")
        self.memory = Banner("medium", dismissable=True)
        self.salvage = Banner("medium", dismissable=True)
        self.question = Banner("medium")
        self._empty = label("", "second", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setContentsMargins(48, 0, 48, 80)
        self._thread = QWidget()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._thread)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.offline)
        column.addWidget(self.memory)
        column.addWidget(self.salvage)
        column.addWidget(self.question)
        column.addWidget(self._pages, 1)
        self.show_empty(_("Choose a thread on the left, or press Ctrl+K to find somebody."))

    def make_parts(self) -> Iterator[None]:
        """The thread's page."""
        from ui.inbox.colleague_bar import ColleagueBar
        from ui.inbox.complaint_bar import ComplaintBar
        from ui.inbox.draft_bar import DraftBar
        from ui.inbox.guide_bar import GuideBar
        from ui.inbox.moved_bar import MovedBar
        from ui.inbox.suggestion_bar import SuggestionBar
        from ui.inbox.thread_header import ThreadHeader
        from ui.inbox.translation_bar import TranslationBar
        from ui.inbox.voice_bar import VoiceBar
        from widgets.composer.composer import Composer
        from widgets.find_bar import FindBar
        from widgets.thread_view.view import ThreadView

        self.trouble = Banner("high", dismissable=True)
        self.header = ThreadHeader()
        self.suggestion = SuggestionBar()
        self.complaint = ComplaintBar()
        self.colleagues = ColleagueBar()
        self.draft = DraftBar()
        self.moved = MovedBar()
        self.guide = GuideBar()
        self.translation = TranslationBar()
        self.voice = VoiceBar()
        yield
        self.view = ThreadView(self._tokens, self._images)
        self.view.setAccessibleName(_("Messages"))
        self.find_bar = FindBar()
        self.jumping = Banner("medium")
        self.composer = Composer(self._tokens, self._images)
        self._lay_out()

    def show_empty(self, text: str) -> None:
        """No thread, and why."""
        self._empty.setText(text)
        self._pages.setCurrentIndex(0)

    def show_thread(self) -> None:
        """The thread's page."""
        self._pages.setCurrentIndex(1)

    def shows_thread(self) -> bool:
        """Whether there is a thread on screen."""
        return self._pages.currentIndex() == 1

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._thread)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(line())
        column.addWidget(self.suggestion)
        column.addWidget(self.complaint)
        column.addWidget(self.find_bar)
        column.addWidget(self.jumping)
        column.addWidget(self.view, 1)
        column.addWidget(self.colleagues)
        column.addWidget(self.trouble)
        column.addWidget(self.draft)
        column.addWidget(self.moved)
        column.addWidget(self.guide)
        column.addWidget(self.translation)
        column.addWidget(self.voice)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 14)
        foot.addWidget(self.composer)
        column.addLayout(foot)
        self.composer.quick.covers.connect(self._make_room)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the thread; they go with the reply."""
        if self.shows_thread():
            self.composer.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.composer.dropEvent(event)
        self.composer.focus_text()

    def _make_room(self, covered: int) -> None:
        """What the customer wrote last is read while a quick reply is chosen; letters make nothing jump."""
        between = self.composer.y() - self.view.geometry().bottom() - 1
        self._covered = max(self._covered, covered - between) if covered else 0
        self.view.make_room(self._covered)
