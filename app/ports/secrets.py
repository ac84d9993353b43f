"""Where keys and tokens are kept."""

from typing import Protocol


class Secrets(Protocol):
    """The OS keychain, or memory where there is none."""

    @property
    def durable(self) -> bool:
        """Whether what is kept survives the program."""

    def get(self, name: str) -> str | None:
        """A kept secret."""

    def put(self, name: str, value: str) -> None:
        """Keeps a secret of at most 512 characters."""

    def delete(self, name: str) -> None:
        """Forgets it."""
