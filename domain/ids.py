"""Names of things: typed ids and the time-ordered UUIDv7 that every one of them is."""

import re
import uuid
from collections.abc import Callable
from typing import NewType

AgentId = NewType("AgentId", str)
ChannelAccountId = NewType("ChannelAccountId", str)
CustomerId = NewType("CustomerId", str)
IdentityId = NewType("IdentityId", str)
ThreadId = NewType("ThreadId", str)
MessageId = NewType("MessageId", str)
JoinId = NewType("JoinId", str)
OperationId = NewType("OperationId", str)
DeviceId = NewType("DeviceId", str)
BlobHash = NewType("BlobHash", str)
QuickReplyId = NewType("QuickReplyId", str)
OrderId = NewType("OrderId", str)
OfferId = NewType("OfferId", str)
ComplaintId = NewType("ComplaintId", str)
ReviewId = NewType("ReviewId", str)
WarningId = NewType("WarningId", str)
PackId = NewType("PackId", str)
DrillItemId = NewType("DrillItemId", str)
PracticeId = NewType("PracticeId", str)
AssignmentId = NewType("AssignmentId", str)
CoachingId = NewType("CoachingId", str)
CertificateId = NewType("CertificateId", str)
SettingKey = NewType("SettingKey", str)

_COUNTER_BITS = 12
_COUNTER_MASK = (1 << _COUNTER_BITS) - 1
_TAIL_BITS = 62
_UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class IdSource:
    """Makes UUIDv7 strings that sort in the order they were made.

    That holds within one millisecond and when the clock steps back.

    Attributes:
        unix_ms: where the time comes from, in milliseconds since 1970.
        random_bits: gives that many random bits as an integer.
    """

    def __init__(self, unix_ms: Callable[[], int], random_bits: Callable[[int], int]) -> None:
        self.unix_ms = unix_ms
        self.random_bits = random_bits
        self._last_ms = 0
        self._counter = 0

    def new(self) -> str:
        """The next id, as a lower-case UUID string of 36 characters."""
        self._advance()
        value = (self._last_ms & ((1 << 48) - 1)) << 80
        value |= 0x7 << 76 | self._counter << 64 | 0b10 << 62
        value |= self.random_bits(_TAIL_BITS)
        return str(uuid.UUID(int=value))

    def _advance(self) -> None:
        now = self.unix_ms()
        if now > self._last_ms:
            self._last_ms, self._counter = now, self.random_bits(_COUNTER_BITS - 1)
            return
        self._counter = (self._counter + 1) & _COUNTER_MASK
        if self._counter == 0:
            self._last_ms += 1


def is_uuid(text: str) -> bool:
    """Whether the text is a UUID in its canonical lower-case form."""
    return _UUID.fullmatch(text) is not None
