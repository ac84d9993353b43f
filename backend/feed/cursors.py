"""Cursors of the feed: opaque and signed, so that the server keeps nothing for a client (reliability 3.5)."""

import base64
import hashlib
import hmac
import struct
from dataclasses import dataclass
from datetime import timedelta

from domain.clock import Clock

_FORMAT = ">BQQQ"
_SIGNATURE_BYTES = 16
_VERSION = 3
_OF_ANY_ROLE = 1
"""Written before there was anything that only some roles see: good for whatever its agent sees by now."""
_WITHOUT_PACKS = 2
"""Written before there were packs, so it has passed over none."""
_KNOWN = (_VERSION, _WITHOUT_PACKS, _OF_ANY_ROLE)


class CannotCalculate(Exception):
    """The cursor is too old, of another database or another agent, or was never ours."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a client stands: everything up to `seq` is applied; `upper` > 0 while it still pages a snapshot."""

    seq: int
    upper: int = 0


class Cursors:
    """Writes and reads cursors."""

    def __init__(self, key: bytes, epoch: str, clock: Clock, days: int) -> None:
        self._key = key
        self._epoch = epoch
        self._clock = clock
        self._lifetime = timedelta(days=days).total_seconds()

    def write(self, reader: str, position: Position) -> str:
        """The position as text for this reader: an agent's id, and behind it what their role sees beside the rest."""
        body = struct.pack(_FORMAT, _VERSION, self._now(), position.seq, position.upper)
        return base64.urlsafe_b64encode(body + self._sign(reader, body)).decode().rstrip("=")

    def read(self, reader: str, text: str) -> Position:
        """The position. Raises CannotCalculate."""
        try:
            raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            version, written, seq, upper = struct.unpack(_FORMAT, raw[:-_SIGNATURE_BYTES])
        except (ValueError, struct.error) as error:
            raise CannotCalculate from error
        reader = _reader_of(version, reader)
        genuine = hmac.compare_digest(self._sign(reader, raw[:-_SIGNATURE_BYTES]), raw[-_SIGNATURE_BYTES:])
        if not genuine or version not in _KNOWN or self._now() - written > self._lifetime:
            raise CannotCalculate
        return Position(seq, upper)

    def _sign(self, reader: str, body: bytes) -> bytes:
        said = f"{self._epoch}\n{reader}\n".encode() + body
        return hmac.new(self._key, said, hashlib.sha256).digest()[:_SIGNATURE_BYTES]

    def _now(self) -> int:
        return int(self._clock.now().timestamp())


def _reader_of(version: int, reader: str) -> str:
    """Who signs cursors of that version."""
    if version == _OF_ANY_ROLE:
        return reader.partition(" ")[0]
    return reader.replace(" pack", "") if version == _WITHOUT_PACKS else reader
