"""Reads a SQLCipher file page by page without SQLite, so that one broken page costs nothing but itself (R11)."""

import hashlib
import hmac
import mmap
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from localdb.wal_log import FRAME_HEAD, read_frames

PAGE = 4096
_RESERVED = 80
_MAC = 64
_IV = 16
USABLE = PAGE - _RESERVED
_MAGIC = b"SQLite format 3\0"


class Pages:
    """The pages of one file, newest committed state, each checked against its code.

    Attributes:
        count: how many pages the file should have.
        bad: numbers of those that cannot be read.
        old: numbers of those whose newest state cannot be read, an earlier one can.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._main = _view(path)
        self._log = _view(path.with_name(path.name + "-wal"))
        self._frames, from_log = read_frames(self._log)
        self._key = key
        self._mac_key = self._find_mac_key()
        self.bad: set[int] = set()
        self.old: set[int] = set()
        self.count = max(from_log or self._count_in_head(), len(self._main) // PAGE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for view in (self._main, self._log):
            if isinstance(view, mmap.mmap):
                view.close()

    @property
    def readable(self) -> bool:
        """Whether any page answers to the key."""
        return self._mac_key is not None

    def page(self, number: int) -> bytes | None:
        """The page in the clear, without what the encryption adds; None when it cannot be read."""
        for age, raw in enumerate(self._states(number)):
            if (plain := self._open(number, raw)) is not None:
                if age:
                    self.old.add(number)
                return plain
        self.bad.add(number)
        return None

    def _states(self, number: int) -> Iterator[bytes]:
        for start in reversed(self._frames.get(number, ())):
            yield self._log[start + FRAME_HEAD : start + FRAME_HEAD + PAGE]
        raw = self._main[(number - 1) * PAGE : number * PAGE]
        if len(raw) == PAGE:
            yield raw

    def _open(self, number: int, raw: bytes) -> bytes | None:
        if self._mac_key is None or len(raw) < PAGE or not _proves(self._mac_key, number, raw):
            return None
        start = _IV if number == 1 else 0
        iv = raw[USABLE : USABLE + _IV]
        cipher = Cipher(algorithms.AES(self._key), modes.CBC(iv)).decryptor()
        plain = cipher.update(raw[start:USABLE]) + cipher.finalize()
        return _MAGIC + plain if number == 1 else plain

    def _count_in_head(self) -> int:
        head = self._open(1, self._main[:PAGE])
        return int.from_bytes(head[28:32], "big") if head else 0

    def _find_mac_key(self) -> bytes | None:
        """From the salt in the first bytes; one broken byte of it is guessed, since all other pages hang on it."""
        samples = list(self._samples())
        for salt in self._salts():
            mac_key = _mac_key(self._key, salt)
            if any(_proves(mac_key, number, raw) for number, raw in samples):
                return mac_key
        return None

    def _samples(self) -> Iterator[tuple[int, bytes]]:
        last = len(self._main) // PAGE
        for number in (1, 2, 3, 4, last // 2 + 1, last):
            yield from ((number, raw) for raw in list(self._states(number))[:2] if number > 0)

    def _salts(self) -> Iterator[bytes]:
        first = [raw[:_IV] for raw in self._states(1)]
        yield from first
        for salt in first[-1:]:
            for place in range(_IV):
                for value in range(256):
                    yield salt[:place] + bytes([value]) + salt[place + 1 :]


def _view(path: Path) -> bytes | mmap.mmap:
    """The file's bytes without reading them all; none for a file that is not there."""
    if not path.exists() or not path.stat().st_size:
        return b""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _mac_key(key: bytes, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, 32)


def _proves(mac_key: bytes, number: int, raw: bytes) -> bool:
    """Whether the page's code fits its bytes and its place."""
    start = _IV if number == 1 else 0
    signed = raw[start : PAGE - _MAC] + number.to_bytes(4, "little")
    return hmac.compare_digest(hmac.digest(mac_key, signed, "sha512"), raw[PAGE - _MAC : PAGE])
