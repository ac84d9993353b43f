"""The week's conversations: a list with keys for everything, and the current one beside it (M-1)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.errors import KnownError, Unreachable
from app.i18n import _
from domain.agent import Agent
from domain.ids import AgentId
from domain.review import MarkReview, ReviewItem, Verdict
from ui.background import Background
from ui.insights.review_detail import Detail
from ui.insights.review_draw import DrawBar
from ui.insights.review_marks import Marks
from ui.insights.review_reader import Conversation, Reader
from ui.insights.review_values import Filter, judged, mark_of, shown
from ui.insights.review_words import filter_words, item_line, week_words
from ui.insights.scant import RoomyColumn, ScantScroll
from ui.locale import number, zone
from ui.notice import Notice
from ui.parts import label, named
from ui.ports import Services
from ui.words import error_words
from widgets.banner import Banner
from widgets.controls import PlainChoice
from widgets.review.conversations import Conversations

ROOMY = 13
"""Lines of text that the list's column has to hold before the keys are told under it; F1 tells them as well."""


class ReviewPage(QWidget):
    """What one does every week.

    Signals:
        thread_wanted(ThreadId), message_wanted(ThreadId, MessageId): to be seen in the inbox.
        changed: another week, or something was said of one of its conversations.

    Attributes:
        items: of the week, with what was said here and is on its way. names: of the team.
    """

    thread_wanted = Signal(str)
    message_wanted = Signal(str, str)
    changed = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._background = Background(services.tasks, self, self._troubled)
        self.items: tuple[ReviewItem, ...] = ()
        self.names: dict[AgentId, str] = {}
        self._loaded: date | None = None
        self._drawn: set[date] = set()
        self._keys_wanted = False
        self.bar, self.filter, self.list = DrawBar(), PlainChoice(), Conversations()
        self.detail, self.notice, self.trouble = Detail(zone()), Notice(), Banner("medium", dismissable=True)
        self.marks, self.reader = Marks(services, self, self._me), Reader(services, self)
        self._stack, self._body = QStackedWidget(), QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._connect()
        self.bar.offer_weeks(self.today)
        self.notice.say("", _("Reading the conversations…"))

    @property
    def today(self) -> date:
        """Where the agent sits."""
        return self._services.clock.now().astimezone(zone()).date()

    @property
    def current(self) -> ReviewItem | None:
        """The conversation that is looked at."""
        key = self.list.current
        return next((item for item in self.items if item.id == key), None)

    def enter(self) -> None:
        """It is on screen now."""
        self.bar.offer_weeks(self.today)
        self.read_names()
        self.reload()

    def reload(self) -> None:
        """The week as it is known here."""
        week = self.bar.week
        self._background.run(self._read(week), self._take, latest="week")

    def read_names(self) -> None:
        """The team's names."""
        self._background.run(self._services.inbox.agents(), self._name, latest="names")

    def flush(self) -> None:
        """What was typed is kept."""
        self.detail.comment.flush()

    def draw(self) -> None:
        """The server samples the week."""
        if self.bar.busy:
            return
        self._keys_wanted = True
        self.trouble.say("")
        self.bar.set_busy(busy=True)
        week = self.bar.week
        asked = self._services.insights.draw(week, self.bar.size_wanted, self.bar.seed_wanted)
        self._background.run(asked, self._was_drawn, self._not_drawn)

    async def _read(self, week: date) -> tuple[date, Sequence[ReviewItem]]:
        return week, await self._services.insights.review(week)

    def _take(self, found: tuple[date, Sequence[ReviewItem]]) -> None:
        self._loaded, items = found
        self.items = self.marks.over(items)
        self.bar.show_items(self.items)
        self._show_list()
        self.changed.emit()

    def _name(self, agents: Sequence[Agent]) -> None:
        self.names = {agent.id: agent.name for agent in agents}
        self._show_list()
        self.changed.emit()

    def _show_list(self) -> None:
        wanted = Filter(self.filter.currentData())
        left = shown(self.items, wanted, self.list.current if self.current else "")
        for place, one in enumerate(Filter):
            count = len(shown(self.items, one))
            words = _("{words} ({count})").format(words=filter_words(one), count=number(count))
            self.filter.setItemText(place, words)
        self.list.show_items([item_line(item, self.names) for item in left])
        self._show_current()
        self._show_place(there=bool(left))

    def _show_current(self) -> None:
        item = self.current
        if item is not None:
            self.detail.show_item(item, self.names)

    def _show_place(self, *, there: bool) -> None:
        held = self.notice.button.hasFocus()
        if not there and self._loaded == self.bar.week:
            self._say_empty()
        self._stack.setCurrentWidget(self._body if there else self.notice)
        self._body.setVisible(there)
        self.setFocusProxy(self.list if there else self.bar.draw)
        if there and (held or self._keys_wanted):
            self._keys_wanted = False
            self.list.setFocus()

    def _say_empty(self) -> None:
        week = week_words(self.bar.week, self.today)
        if self.items:
            self.notice.say(_("None of these"), "", _("Show all"), "all")
        elif self.bar.week in self._drawn:
            words = _("In {week} nobody wrote and was answered, or the conversations are still on their way here.")
            self.notice.say(_("No conversations"), words.format(week=week))
        else:
            words = _(
                "Draw 50 to 100 conversations of {week}: every kind is among them, and the same seed draws the "
                "same ones for everybody who looks through them."
            )
            self.notice.say(_("This week is not drawn yet"), words.format(week=week), _("Draw"), "draw")

    def _chosen(self, _key: str = "") -> None:
        item = self.current
        if item is None:
            return
        self.detail.show_item(item, self.names)
        self.reader.want(item, self.detail.at)
        if self.filter.currentData() != Filter.ALL:
            # Not while the list tells of its choice: what does not fit any more leaves it.
            QTimer.singleShot(0, self, self._show_list)

    def _filtered(self, _index: int = 0) -> None:
        self.flush()
        wanted = Filter(self.filter.currentData())
        left = [item_line(item, self.names) for item in shown(self.items, wanted)]
        self.list.show_items(left)
        self._show_place(there=bool(left))

    def _found(self, found: Conversation) -> None:
        if self.detail.item is not None and found.item.id == self.detail.item.id:
            self.detail.show_conversation(found)

    def _turn(self, message_id: str) -> None:
        item = self.detail.item
        if any(line.id == message_id for line in self.detail.transcript.lines):
            self.detail.transcript.show_message(message_id)
        elif item is not None:
            self.reader.want(item, message_id)

    def _deed(self, name: str) -> None:
        does: dict[str, Callable[[], None]] = {
            "open": self._open,
            "comment": self.detail.comment.setFocus,
            "next_turn": self._next_turn,
            "previous_turn": self._previous_turn,
        }
        if name in does:
            does[name]()
            return
        self.flush()
        item = self.current
        if item is not None:
            self._say(item, _changed(mark_of(item), name))

    def _next_turn(self) -> None:
        self.detail.turns.step(1)

    def _previous_turn(self) -> None:
        self.detail.turns.step(-1)

    def _open(self) -> None:
        item = self.current
        if item is not None and self.detail.at:
            self.message_wanted.emit(item.thread_id, self.detail.at)
        elif item is not None:
            self.thread_wanted.emit(item.thread_id)

    def _comment(self, item_id: str, words: str) -> None:
        item = next((one for one in self.items if one.id == item_id), None)
        if item is not None:
            self._say(item, replace(mark_of(item), comment=words))

    def _say(self, item: ReviewItem, mark: MarkReview) -> None:
        said = self.marks.say(item, mark)
        self.items = tuple(said if one.id == said.id else one for one in self.items)
        self.bar.show_items(self.items)
        self._show_list()
        self.changed.emit()

    def _kept(self) -> None:
        self.trouble.say("")
        self.detail.state.setText(_("Kept."))

    def _not_kept(self, error: KnownError) -> None:
        self.trouble.say(_("What you said could not be kept yet: {why}").format(why=error_words(error)))

    def _was_drawn(self, _nothing: None) -> None:
        self._drawn.add(self.bar.week)
        self.bar.set_busy(busy=False)
        self.reload()

    def _not_drawn(self, error: KnownError) -> None:
        self._keys_wanted = False
        self.bar.set_busy(busy=False)
        words = error_words(error)
        if isinstance(error, Unreachable):
            words = _("Only the server can draw. What is here stays as it is; draw again when you are online.")
        self.trouble.say(words)

    def _week_chosen(self) -> None:
        self.flush()
        self.trouble.say("")
        self.reload()

    def _act(self, deed: str) -> None:
        if deed == "draw":
            self.draw()
        elif deed == "again":
            self.trouble.say("")
            self.notice.say("", _("Reading the conversations…"))
            self.reload()
        else:
            self.filter.setCurrentIndex(self.filter.findData(Filter.ALL))
            self._filtered()

    def _troubled(self, error: KnownError) -> None:
        if self._loaded is None:
            self.notice.say(_("The conversations could not be read"), error_words(error), _("Try again"), "again")
        else:
            self.trouble.say(error_words(error))

    def _me(self) -> AgentId | None:
        session = self._services.session.current
        return session.agent.id if session is not None else None

    def _lay_out(self) -> None:
        for one in Filter:
            self.filter.addItem(filter_words(one), one)
        named(self.filter, _("Which conversations"))
        self.list.setAccessibleName(_("Conversations"))
        words = _("J, K: move. 1 to 3: verdict. T: training. V: vocabulary. C: comment. ←, →: turns. Enter: thread.")
        keys = label(words, "small", wrap=True)
        left = RoomyColumn(keys, ROOMY)
        left.setObjectName("listColumn")
        column = left.column
        column.setContentsMargins(8, 8, 4, 4)
        column.setSpacing(6)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        column.addWidget(keys)
        left.setMinimumWidth(240)
        self._body.setChildrenCollapsible(False)
        self._body.setHandleWidth(1)
        self._body.addWidget(left)
        self._body.addWidget(ScantScroll(self.detail))
        self._body.setSizes([360, 900])
        self._body.setStretchFactor(1, 1)
        self._stack.addWidget(self.notice)
        self._stack.addWidget(self._body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.setSpacing(8)
        inset = QVBoxLayout()
        inset.setContentsMargins(16, 0, 16, 0)
        inset.addWidget(self.bar)
        whole.addWidget(self.trouble)
        whole.addLayout(inset)
        whole.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.bar.week_chosen.connect(self._week_chosen)
        self.bar.draw_wanted.connect(self.draw)
        self.filter.activated.connect(self._filtered)
        self.list.chosen.connect(self._chosen)
        self.list.deed.connect(self._deed)
        self.detail.deed.connect(self._deed)
        self.detail.turn_chosen.connect(self._turn)
        self.detail.comment.said.connect(self._comment)
        self.reader.found.connect(self._found)
        self.reader.troubled.connect(self._troubled)
        self.marks.kept.connect(self._kept)
        self.marks.troubled.connect(self._not_kept)
        self.notice.acted.connect(self._act)


def _changed(mark: MarkReview, deed: str) -> MarkReview:
    """What a key does to what is said."""
    if deed == "training":
        return replace(mark, training=not mark.training)
    if deed == "vocabulary":
        return replace(mark, vocabulary=not mark.vocabulary)
    return judged(mark, Verdict(deed))
