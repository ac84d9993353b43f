"""Passwords: Argon2id, a minimum length, and a list of those that everybody tries first (S1)."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MINIMUM = 10
MAXIMUM = 256

_COMMON = frozenset(
    [
        "1234567890",
        "12345678901",
        "123456789012",
        "0123456789",
        "9876543210",
        "0987654321",
        "1111111111",
        "0000000000",
        "1122334455",
        "1q2w3e4r5t",
        "1qaz2wsx3edc",
        "qwertyuiop",
        "qwerty12345",
        "qwerty123456",
        "qwertyuiop123",
        "asdfghjkl1",
        "zxcvbnm123",
        "q1w2e3r4t5",
        "password12",
        "password123",
        "password1234",
        "password12345",
        "passw0rd123",
        "p@ssw0rd123",
        "p@ssword123",
        "mypassword",
        "password!1",
        "iloveyou12",
        "iloveyou123",
        "letmein123",
        "letmein1234",
        "welcome123",
        "welcome1234",
        "welcome12345",
        "changeme123",
        "changeit123",
        "administrator",
        "admin12345",
        "admin123456",
        "adminadmin",
        "superadmin",
        "rootroot12",
        "testtest12",
        "test123456",
        "support123",
        "football12",
        "football123",
        "baseball12",
        "basketball",
        "superman123",
        "batman12345",
        "dragon12345",
        "monkey12345",
        "princess12",
        "sunshine12",
        "sunshine123",
        "michael123",
        "jennifer12",
        "charlie123",
        "abcdefghij",
        "abcd123456",
        "abc1234567",
        "a123456789",
        "aa12345678",
        "computer12",
        "internet12",
        "secret1234",
        "master1234",
        "shadow1234",
        "trustno1trustno1",
        "whatever12",
        "starwars12",
        "pokemon123",
        "qazwsxedcrfv",
        "qazwsx1234",
        "zaq12wsxcde3",
        "1234qwerasdf",
        "asdf123456",
        "asdfasdf12",
        "1a2b3c4d5e",
        "147258369",
        "1472583690",
        "helpdesk123",
        "customer123",
        "service123",
        "company123",
        "braidbraid",
        "braid12345",
    ]
)


class WeakPassword(Exception):
    """The text says what is wrong with a new password."""


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
        if password.casefold() in _COMMON or len(set(password)) < 4:
            raise WeakPassword("This password is one of those that are guessed first; choose another.")
        with self._gate:
            return self._hasher.hash(password)

    def matches(self, kept: str, password: str) -> bool:
        """Whether it is the password; takes as long when there is none (S2)."""
        with self._gate:
            try:
                return self._hasher.verify(kept or self._decoy_hash(), password) and bool(kept)
            except (VerificationError, InvalidHashError):
                return False

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
