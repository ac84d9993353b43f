"""What somebody looks for among all messages, and what is found."""

from dataclasses import dataclass
from datetime import datetime

from domain.channel import ChannelKind
from domain.emotion.assessment import Tier
from domain.ids import MessageId, ThreadId
from domain.message import Author, MessageKind, Part, PartKind


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is looked for; empty fields do not narrow.

    Attributes:
        words: each must occur in the message (or the names of its files, places and contacts), in any order, whatever
            case or accents.
        people: each must occur in the customer's name, handle, phone or email ("from:").
        order: an order number that the message or the customer's directory entry names ("order:").
        tags: tags of the thread. authors: who wrote; empty for everybody. tiers: how upset the customer was (E-1).
        after, before: the day's beginning in the agent's time zone, UTC; `before` is not included.
        thread_id: only what this root thread shows (find in the open thread); None for all.
    """

    words: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    order: str = ""
    channels: frozenset[ChannelKind] = frozenset()
    tags: tuple[str, ...] = ()
    authors: frozenset[Author] = frozenset()
    after: datetime | None = None
    before: datetime | None = None
    thread_id: ThreadId | None = None
    tiers: frozenset[Tier] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether nothing is asked."""
        return self == SearchQuery()


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One message that was found.

    Attributes:
        thread_id: the root thread it is shown in now.
        position: its place; 0 for what has not left this computer yet.
        name: the customer's; author_name: the colleague's for what the team wrote, else "".
        excerpt: one plain line of its text around the first match, with "…" where it was cut.
        marks: (start, end) of each match in the excerpt, in characters.
    """

    thread_id: ThreadId
    message_id: MessageId
    position: int
    at: datetime
    channel: ChannelKind
    author: Author
    kind: MessageKind
    name: str
    author_name: str
    excerpt: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Hits, newest first.

    Attributes:
        more: whether older ones exist behind the last.
        complete: False while older messages on this computer are still being indexed.
    """

    hits: tuple[SearchHit, ...]
    more: bool
    complete: bool = True


_DETAILED = (PartKind.LOCATION, PartKind.CONTACT)
_NAMED = (PartKind.ATTACHMENT, *_DETAILED)


def searched_text(text: str, parts: tuple[Part, ...]) -> str:
    """Where the words of a query are looked for: the text, the names of its attachments, its places and contacts."""
    if not parts:
        return text
    said = [part.name for part in parts if part.kind in _NAMED]
    said += [part.detail for part in parts if part.kind in _DETAILED]
    return " ".join(piece for piece in (text, *said) if piece)
