"""What the set-up tells the person at the terminal, and how it fails."""

import sys


class SetupTroubleError(Exception):
    """Something only the person can put right; the message says what, in their words."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def step(number: int, total: int, what: str) -> None:
    print(f"[{number} of {total}] {what} …", flush=True)


def note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def ticker(text: str) -> None:
    """One line that overwrites itself; only for a person watching, a log would fill up with it."""
    if sys.stdout.isatty():
        print(f"\r\x1b[K        {text}", end="", flush=True)


def clear_ticker() -> None:
    if sys.stdout.isatty():
        print("\r\x1b[K", end="", flush=True)
