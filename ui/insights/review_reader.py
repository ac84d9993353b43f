"""Reads what a sampled conversation says, as far as this computer holds it: messages and offers (M-1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo

from PySide6.QtCore import QObject, Signal

from app.errors import KnownError
from app.i18n import _
from domain.ids import MessageId, ThreadId
from domain.message import Author, Message, MessageKind, snippet
from domain.offer import Offer
from domain.review import ReviewItem, TurnKind
from domain.timeline import Entry, Window
from ui.background import Background
from ui.insights.review_words import name_words, time_of
from ui.locale import zone
from ui.ports import Services
from widgets.card import isolated
from widgets.review.values import Spoken

MOST_LOOKED_FOR = 12
"""Of turns whose words are looked for beside the window."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is known here of one.

    Attributes:
        held: whether this computer has the thread at all. said: one line of each turn's message, by its id.
    """

    item: ReviewItem
    lines: tuple[Spoken, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    offers: Mapping[str, Offer] = field(default_factory=dict)
    held: bool = False


class Reader(QObject):
    """One at a time, and of those that were asked for meanwhile only the last: keys may be held down.

    Signals:
        found(Conversation): what is known of one. troubled(KnownError): it could not be read.
    """

    found = Signal(object)
    troubled = Signal(object)

    def __init__(self, services: Services, owner: QObject) -> None:
        super().__init__(owner)
        self._services = services
        self._background = Background(services.tasks, self, self._failed)
        self._busy = False
        self._next: tuple[ReviewItem, str] | None = None

    def want(self, item: ReviewItem, at: str) -> None:
        """That conversation, around that message."""
        self._next = (item, at)
        self._go_on()

    def _go_on(self) -> None:
        if self._busy or self._next is None:
            return
        (item, at), self._next, self._busy = self._next, None, True
        self._background.run(read(self._services, item, at, zone()), self._take)

    def _take(self, found: Conversation) -> None:
        self._busy = False
        if self._next is None:
            self.found.emit(found)
        self._go_on()

    def _failed(self, error: KnownError) -> None:
        self._busy = False
        self.troubled.emit(error)
        self._go_on()


async def read(services: Services, item: ReviewItem, at: str, zone: tzinfo) -> Conversation:
    """The messages around one of them, or the newest; nothing is fetched from the server."""
    offers = await offers_of(services, item)
    if await services.inbox.row(item.thread_id) is None:
        return Conversation(item, offers=offers)
    window = await _around(services, item.thread_id, at) if at else None
    if window is None:
        window = await services.timeline.newest(item.thread_id)
    lines = tuple(spoken(entry, item, zone) for entry in window.entries if entry.message.kind is not MessageKind.EVENT)
    said: dict[str, str] = {entry.id: _line(entry.message) for entry in window.entries}
    wanted = dict.fromkeys(turn.message_id for turn in item.turns if turn.message_id not in said)
    for message_id in list(wanted)[:MOST_LOOKED_FOR]:
        found = await _around(services, item.thread_id, message_id)
        said |= {entry.id: _line(entry.message) for entry in found.entries} if found is not None else {}
    return Conversation(item, lines, said, offers, held=True)


async def offers_of(services: Services, item: ReviewItem) -> Mapping[str, Offer]:
    """The offers that softened somebody, by their id."""
    if not any(turn.kind is TurnKind.SOFTENED for turn in item.turns):
        return {}
    about = await services.compensation.about(item.thread_id)
    return {offer.id: offer for offer in about.offers} if about is not None else {}


def spoken(entry: Entry, item: ReviewItem, zone: tzinfo) -> Spoken:
    """One message as it is read."""
    message = entry.message
    if message.author is Author.CUSTOMER:
        who = isolated(name_words(item))
    elif message.kind is MessageKind.NOTE:
        who = _("Note by {name}").format(name=isolated(entry.author_name or _("the team")))
    else:
        who = isolated(entry.author_name) or _("The team")
    return Spoken(message.id, f"{who} · {isolated(time_of(message.at, zone))}", _words(message))


async def _around(services: Services, thread_id: ThreadId, message_id: str) -> Window | None:
    try:
        return await services.timeline.around(thread_id, MessageId(message_id), _stay_here)
    except KnownError:
        return None


def _stay_here(_fetched: int) -> bool:
    return False


def _words(message: Message) -> str:
    if message.deleted_at is not None:
        return _("(deleted)")
    return "\n".join(filter(None, (message.text, snippet("", message.parts)))) or _("(nothing to read)")


def _line(message: Message) -> str:
    return " ".join(_words(message).split())
