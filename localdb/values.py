"""Domain values to rows and back: times as microseconds, tuples as JSON, text that any storage can hold."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Generic, TypeVar

import msgspec

from domain.agent import Agent, Role
from domain.channel import ChannelAccount, ChannelKind
from domain.complaint import Complaint
from domain.customer import Customer, EvidenceKind, Identity, Join, JoinState
from domain.emotion.assessment import Assessment, Tier, Topic
from domain.message import Author, Delivery, Message, MessageKind, Part, Reaction
from domain.offer import Offer
from domain.order import Order
from domain.review import ReviewItem
from domain.setting import Setting
from domain.templates.reply import QuickReply
from domain.thread import ReadMark, Thread, ThreadStatus
from domain.training.assigning import Assignment, Certificate, Coaching
from domain.training.pack import Edition, Pack
from domain.training.results import Practice
from domain.warning import MeasureWarning

_ASSESSMENT = msgspec.json.Decoder(Assessment)
E = TypeVar("E")
Encode = Callable[[Any], Any]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """Microseconds since 1970, exact."""
    return (at - _EPOCH) // _MICROSECOND


def moment(value: int) -> datetime:
    """The time `micros` was given."""
    return _EPOCH + timedelta(microseconds=value)


def micros_or_none(at: datetime | None) -> int | None:
    """`micros`, None for None."""
    return None if at is None else micros(at)


def moment_or_none(value: int | None) -> datetime | None:
    """`moment`, None for None."""
    return None if value is None else moment(value)


def clean(text: str) -> str:
    """The text with surrogate pairs joined and lone halves replaced; those cannot be encoded, nor sent, nor stored."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def to_json(value: object) -> str:
    """Compact JSON; hostile text inside is cleaned."""
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        return msgspec.json.encode(_cleaned(msgspec.to_builtins(value))).decode()


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): _cleaned(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_cleaned(item) for item in value]
    return value


def _from_json(kind: Any) -> Encode:
    decoder = msgspec.json.Decoder(kind)

    def decode(raw: str) -> Any:
        return () if raw == "[]" else decoder.decode(raw)

    return decode


def _word(value: StrEnum) -> str:
    return str(value.value)


def _word_or_none(value: StrEnum | None) -> str | None:
    return None if value is None else str(value.value)


def tier_or_none(value: str | None) -> Tier | None:
    """A tier from its column."""
    return Tier(value) if value else None


def topic_or_none(value: str | None) -> Topic | None:
    """A topic from its column."""
    return Topic(value) if value else None


def _json_or_none(value: object) -> str | None:
    return None if value is None else to_json(value)


def _assessment(raw: str | None) -> Assessment | None:
    return None if raw is None else _ASSESSMENT.decode(raw)


def tier_of(raw: str | None) -> str:
    """The tier in an assessment's column, "" for none."""
    return "" if raw is None else str(_ASSESSMENT.decode(raw).tier.value)


def text_or_none(value: str | None) -> str | None:
    """Cleaned text, None for None."""
    return None if value is None else clean(value)


class Codec(Generic[E]):
    """How one kind of entity becomes a row, and a row the entity.

    Attributes:
        columns: the row's columns, which are the entity's fields in their order.
    """

    def __init__(self, make: type[E], **special: tuple[Encode, Encode]) -> None:
        self.make = make
        self.columns = tuple(field.name for field in fields(make))  # type: ignore[arg-type]
        self._encode = [(name, special[name][0] if name in special else _plain) for name in self.columns]
        self._decode = [(index, special[name][1]) for index, name in enumerate(self.columns) if name in special]

    def row(self, entity: E) -> dict[str, Any]:
        """The entity's column values."""
        return {name: encode(getattr(entity, name)) for name, encode in self._encode}

    def entity(self, row: Sequence[Any]) -> E:
        """The entity whose columns come first in the row, in the order of `columns`."""
        values = list(row[: len(self.columns)])
        for index, decode in self._decode:
            values[index] = decode(values[index])
        return self.make(*values)


class ShelfCodec(Generic[E]):
    """How something on the shelf becomes a row: whole, as JSON.

    Attributes:
        key, owner: the fields that are its id, and the id of what it belongs to ("" for none).
    """

    def __init__(self, make: type[E], key: str = "id", owner: str = "") -> None:
        self.key = key
        self.owner = owner
        self._decoder = msgspec.json.Decoder(make)

    def row(self, entity: Any) -> dict[str, Any]:
        """The entity's column values."""
        owner = getattr(entity, self.owner) if self.owner else ""
        return {
            "id": getattr(entity, self.key),
            "owner": owner,
            "body": to_json(entity),
            "version": entity.version,
        }

    def value(self, body: str) -> E:
        """The entity of a row."""
        return self._decoder.decode(body)


def _plain(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


_TIME = (micros, moment)
_TIME_OR_NONE = (micros_or_none, moment_or_none)
_FLAG = (int, bool)
_CHANNEL = (_word, ChannelKind)
words_from_json = _from_json(tuple[str, ...])
"""A JSON array of texts, as a tuple."""

parts_from_json = _from_json(tuple[Part, ...])
"""What hangs on a message, from its column."""

_WORDS = (to_json, words_from_json)

AGENT = Codec(Agent, role=(_word, Role), active=_FLAG)
CHANNEL_ACCOUNT = Codec(ChannelAccount, kind=_CHANNEL, enabled=_FLAG)
CUSTOMER = Codec(Customer, traits=(to_json, _from_json(tuple[tuple[str, str], ...])))
IDENTITY = Codec(Identity, channel=_CHANNEL, last_inbound_at=_TIME_OR_NONE)
JOIN = Codec(Join, state=(_word, JoinState), evidence=(_word, EvidenceKind), at=_TIME)
READ_MARK = Codec(ReadMark)
THREAD = Codec(
    Thread,
    status=(_word, ThreadStatus),
    snoozed_until=_TIME_OR_NONE,
    waiting_since=_TIME_OR_NONE,
    tags=_WORDS,
    last_at=_TIME_OR_NONE,
    tier=(_word_or_none, tier_or_none),
    topic=(_word_or_none, topic_or_none),
    complaint=_FLAG,
)
QUICK_REPLY = ShelfCodec(QuickReply)
SETTING = ShelfCodec(Setting, key="key")
OFFER = ShelfCodec(Offer, owner="thread_id")
COMPLAINT = ShelfCodec(Complaint, owner="thread_id")
REVIEW = ShelfCodec(ReviewItem, owner="thread_id")
WARNING = ShelfCodec(MeasureWarning)
PACK = ShelfCodec(Pack)
EDITION = ShelfCodec(Edition)
ASSIGNMENT = ShelfCodec(Assignment, owner="pack_id")
PRACTICE = ShelfCodec(Practice, owner="agent_id")
COACHING = ShelfCodec(Coaching, owner="to")
CERTIFICATE = ShelfCodec(Certificate, owner="agent_id")
ORDER = ShelfCodec(Order, owner="customer_id")
MESSAGE = Codec(
    Message,
    author=(_word, Author),
    kind=(_word, MessageKind),
    channel=_CHANNEL,
    parts=(to_json, parts_from_json),
    reactions=(to_json, _from_json(tuple[Reaction, ...])),
    delivery=(_word, Delivery),
    at=_TIME,
    edited_at=_TIME_OR_NONE,
    deleted_at=_TIME_OR_NONE,
    assessment=(_json_or_none, _assessment),
)
