"""Changes as JSON, kept for the next who asks: many clients pull the same news (R23)."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from pydantic import TypeAdapter

from domain.changes import Change

_CHANGE = TypeAdapter(Change)
_MOST = 8 << 20
_BESIDE = 400
"""Bytes that one more entry costs beside its JSON: its key, its place in the table."""


@dataclass(frozen=True, slots=True)
class _Held:
    seq: int
    encoded: bytes


class EncodedChanges:
    """The newest state of entities that every agent sees alike. Safe to use from several threads.

    An older state is never asked for again: the feed sends the newest only. A server that runs for weeks would
    otherwise fill up with the states that busy threads were in.

    Attributes:
        most: how many bytes are kept, 8 MiB without a word; of those over it goes what was encoded first.
        size: how many bytes are kept now.
    """

    def __init__(self, most: int | None = None) -> None:
        self.most = _MOST if most is None else most
        self.size = 0
        self._held: OrderedDict[tuple[str, str], _Held] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, type_: str, id_: str, seq: int) -> bytes | None:
        """The change as JSON, if somebody asked for it before and nothing newer has come since."""
        held = self._held.get((type_, id_))
        return held.encoded if held is not None and held.seq == seq else None

    def encode(self, change: Change, *, keep: bool) -> bytes:
        """The change as JSON."""
        encoded = _CHANGE.dump_json(change)
        if keep:
            self._keep((change.type, change.id), _Held(change.seq, encoded))
        return encoded

    def _keep(self, key: tuple[str, str], new: _Held) -> None:
        with self._lock:
            before = self._held.get(key)
            if before is not None and before.seq > new.seq:
                return  # somebody read before the newest was committed
            if before is not None:
                del self._held[key]
                self.size -= _cost(before)
            self._held[key] = new
            self.size += _cost(new)
            while self.size > self.most:
                _, oldest = self._held.popitem(last=False)
                self.size -= _cost(oldest)


def _cost(held: _Held) -> int:
    return len(held.encoded) + _BESIDE
