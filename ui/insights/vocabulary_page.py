"""Vocabulary due for review: quick replies, word lists, and the conversations that speak of it (Q-5, A-4)."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.errors import KnownError
from app.i18n import _, ngettext
from domain.agent import Agent
from domain.review import ReviewItem
from ui.background import Background
from ui.insights.review_words import Names, agent_words, name_words, time_of
from ui.insights.vocabulary_values import DIALOGUES, evidence, looked_at, weeks_to_read
from ui.insights.words import channel_words
from ui.locale import language_name, number, zone
from ui.parts import button, label
from ui.ports import Services
from ui.replies.words import reviewed_words, usage_words, why_words
from ui.words import error_words
from widgets.banner import Banner
from widgets.card import Card, isolated
from widgets.charts.grid import CardGrid
from widgets.item_list import Item, ItemList
from widgets.meter import Meter, MeterValue
from widgets.tokens import Tokens

Read = tuple[Sequence[ReviewItem], Sequence[Agent]]
REPLIES_COMMAND, LISTS_COMMAND = "review_replies", "word_lists"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Due(Card):
    """One kind of thing that is due: a list, or words that nothing is.

    Signals:
        opened(str): the key of one is to be opened; "" for all of them.
    """

    opened = Signal(str)

    def __init__(self, heading: str, nothing: str, action: str) -> None:
        super().__init__(heading)
        self._heading_words = heading
        self.list, self.nothing = ItemList(), label(nothing, "second", wrap=True)
        self.list.setAccessibleName(heading)
        self.more = button(action, "smallLink")
        self.more.clicked.connect(self._open_all)
        self.list.pressed_key.connect(self._pressed)
        self.list.doubleClicked.connect(self._open)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.list)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self.more.setVisible(bool(action))
        self.body.addStretch(1)

    def show_items(self, items: Sequence[Item]) -> None:
        """These are due."""
        self.set_heading(self._heading_words, number(len(items)) if items else "")
        self.list.show_items(items)
        self.list.setVisible(bool(items))
        self.nothing.setVisible(not items)

    def _pressed(self, key: int) -> None:
        if Qt.Key(key) in _ENTER:
            self._open()

    def _open(self, _index: object = None) -> None:
        if self.list.current:
            self.opened.emit(self.list.current)

    def _open_all(self) -> None:
        self.opened.emit("")


class VocabularyPage(QScrollArea):
    """Each entry leads to where it can be changed.

    Signals:
        thread_wanted(ThreadId), message_wanted(ThreadId, MessageId): a conversation is to be seen in the inbox.
        command_wanted(str): an editor is to be opened.
    """

    thread_wanted = Signal(str)
    message_wanted = Signal(str, str)
    command_wanted = Signal(str)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._background = Background(services.tasks, self, self._troubled)
        self.items: dict[str, ReviewItem] = {}
        self.trouble = Banner("medium", dismissable=True)
        self.progress, self.bar = label("", "strong", wrap=True), Meter()
        self.replies = Due(
            _("Quick replies to look at"),
            _("No quick reply is due. Each comes up after 90 days."),
            _("Open the editor"),
        )
        self.lists = Due(
            _("Word lists to look through"), _("No word list is due. Each comes up after 90 days."), _("Open the lists")
        )
        self.marked = Due(
            _("Conversations that speak of vocabulary"),
            _("None in the last 90 days. V sends a conversation of the weekly review here."),
            "",
        )
        self._lay_out()
        self.replies.opened.connect(self._open_replies)
        self.lists.opened.connect(self._open_lists)
        self.marked.opened.connect(self._open_thread)
        self._unsubscribe: Callable[[], None] = services.quick_replies.on_change(self._show_replies)

    def enter(self) -> None:
        """It is on screen now."""
        self.reload()

    def reload(self) -> None:
        """Everything afresh."""
        self._show_replies()
        if not self._services.quick_replies.all():
            # Nobody has opened a thread yet, so nobody has read them.
            self._background.run(self._services.quick_replies.load(), latest="replies")
        self._background.run(self._services.guidance.load(), self._show_lists, latest="lists")
        self._background.run(self._read(), self._take, latest="marked")

    def close_page(self) -> None:
        """Hears nothing any more."""
        self._unsubscribe()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other sizes."""
        space = tokens.space
        self._column.setContentsMargins(space[3], space[2], space[3], space[4])
        self._column.setSpacing(space[2])

    async def _read(self) -> Read:
        insights, today = self._services.insights, self._services.clock.now().astimezone(zone()).date()
        items = [item for week in weeks_to_read(today) for item in await insights.review(week)]
        return items, await self._services.inbox.agents()

    def _take(self, read: Read) -> None:
        items, agents = read
        now, names = self._services.clock.now(), {agent.id: agent.name for agent in agents}
        done = looked_at(items, now.astimezone(zone()).date(), zone())
        words = ngettext(
            "{count} of {all} dialogues looked at this quarter",
            "{count} of {all} dialogues looked at this quarter",
            done,
        )
        self.progress.setText(words.format(count=number(done), all=number(DIALOGUES)))
        self.bar.show_value(MeterValue(done / DIALOGUES))
        self.bar.setAccessibleName(self.progress.text())
        found = evidence(items, now)
        self.items = {item.id: item for item in found}
        self.marked.show_items([_marked_line(item, names) for item in found])
        self._aim()

    def _show_replies(self) -> None:
        due = self._services.quick_replies.review()
        lines = [
            Item(
                one.reply.id,
                one.reply.title,
                why_words(one.why),
                f"{usage_words(one.reply)} · {reviewed_words(one.reply)}",
            )
            for one in due
        ]
        self.replies.show_items(lines)
        self._aim()

    def _show_lists(self, _nothing: None) -> None:
        guidance = self._services.guidance
        self.lists.show_items([self._list_line(tag) for tag in guidance.languages() if guidance.due(tag)])
        self._aim()

    def _list_line(self, tag: str) -> Item:
        guidance = self._services.guidance
        reviewed = guidance.overlay(tag).reviewed
        when = (
            _("Looked through on {date}.").format(date=isolated(reviewed.isoformat()))
            if reviewed
            else _("As delivered.")
        )
        phrases = sum(len(entries) for entries in guidance.overlay(tag).over(guidance.built_in(tag)).values())
        words = ngettext("{count} phrase", "{count} phrases", phrases).format(count=number(phrases))
        return Item(tag, language_name(tag), when, words)

    def _open_replies(self, _key: str) -> None:
        self.command_wanted.emit(REPLIES_COMMAND)

    def _open_lists(self, _key: str) -> None:
        self.command_wanted.emit(LISTS_COMMAND)

    def _open_thread(self, key: str) -> None:
        item = self.items[key]
        if item.turns:
            self.message_wanted.emit(item.thread_id, item.turns[0].message_id)
        else:
            self.thread_wanted.emit(item.thread_id)

    def _troubled(self, error: KnownError) -> None:
        self.trouble.say(error_words(error))

    def _lay_out(self) -> None:
        body = QWidget()
        body.setObjectName("place")
        self._column = QVBoxLayout(body)
        card = Card(_("Quarterly review"))
        card.body.addWidget(self.progress)
        card.body.addWidget(self.bar)
        words = _("The vocabulary is reviewed every quarter; the conversations of the weekly reviews count.")
        card.body.addWidget(label(words, "small", wrap=True))
        cards = CardGrid(24, 2)
        for part in (self.replies, self.lists, self.marked):
            cards.add(part)
        self._column.addWidget(self.trouble)
        self._column.addWidget(card)
        self._column.addWidget(cards)
        self._column.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._aim()

    def _aim(self) -> None:
        """The first list that has something takes the keys."""
        lists = [due.list for due in (self.replies, self.lists, self.marked) if not due.list.isHidden()]
        self.setFocusProxy(lists[0] if lists else self.replies.more)


def _marked_line(item: ReviewItem, names: Names) -> Item:
    at = time_of(item.reviewed_at, zone()) if item.reviewed_at is not None else ""
    second = " · ".join(filter(None, (channel_words(item.channel), agent_words(item.agent_id, names), at)))
    return Item(
        item.id, name_words(item), second, item.comment or _("no comment"), item.tier.value if item.tier else ""
    )
