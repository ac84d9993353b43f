"""Passwords: Argon2id, a minimum length, and a list of those that everybody tries first (S1)."""

import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MINIMUM = 10
MAXIMUM = 256


@cache
def _common() -> frozenset[str]:
    return frozenset(Path(__file__).with_name("common_passwords.txt").read_text("utf-8").split())


class WeakPassword(Exception):
    """The text says what is wrong with a new password."""


@dataclass(frozen=True, slots=True)
class NewPassword:
    """One that somebody chose, hashed before the transaction that keeps it: hashing takes long, and all others wait.

    Attributes:
        kept: the hash, "" for none: then nobody signs in by password.
        problem: what is wrong with it.
    """

    kept: str = ""
    problem: WeakPassword | None = None

    def to_keep(self) -> str:
        """The hash. Raises WeakPassword."""
        if self.problem is not None:
            raise self.problem
        return self.kept


NO_PASSWORD = NewPassword()


class Passwords:
    """Hashes and checks; at most two at a time, each takes 19 MiB."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
        self._gate = threading.BoundedSemaphore(2)
        self._decoy = ""

    def hash(self, password: str) -> str:
        """The hash to keep. Raises WeakPassword."""
        if len(password) < MINIMUM:
            raise WeakPassword(f"A password needs at least {MINIMUM} characters.")
        if len(password) > MAXIMUM:
            raise WeakPassword(f"A password has at most {MAXIMUM} characters.")
        if password.casefold() in _common() or len(set(password)) < 4:
            raise WeakPassword("This password is one of those that are guessed first; choose another.")
        with self._gate:
            return self._hasher.hash(password)

    def chosen(self, password: str) -> NewPassword:
        """A new password, judged and hashed; not while a transaction is open."""
        try:
            return NewPassword(self.hash(password))
        except WeakPassword as problem:
            return NewPassword(problem=problem)

    def matches(self, kept: str, password: str) -> bool:
        """Whether it is the password; takes as long when there is none (S2)."""
        with self._gate:
            try:
                self._hasher.verify(kept or self._decoy_hash(), password)
            except (VerificationError, InvalidHashError):
                return False
        return bool(kept)

    def is_outdated(self, kept: str) -> bool:
        """Whether the hash was made with weaker settings than today's."""
        return self._hasher.check_needs_rehash(kept)

    def rehash(self, password: str) -> str:
        """A hash of a password that was just checked, without judging it again."""
        with self._gate:
            return self._hasher.hash(password)

    def _decoy_hash(self) -> str:
        if not self._decoy:
            self._decoy = self._hasher.hash("nobody has this password")
        return self._decoy
