"""Port of translation: messages for the agent, drafts for the customer."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.ports.translation import Provider
    from app.services.translation import TranslatedDraft, Tried
    from domain.ids import ThreadId
    from domain.translation import Translated


class TranslationPort(Protocol):
    """Translation (`app.services.translation`).

    Attributes:
        language: what the agent reads.
        original_first: whether an original stands above its translation.
    """

    language: str
    original_first: bool

    @property
    def provider(self) -> "Provider | None":
        """Who translates; None while nobody does."""

    @property
    def address(self) -> str:
        """Where, "" for the provider's own address."""

    async def holds_key(self, provider: "Provider", address: str) -> bool:
        """Whether there is a key for it in the keychain."""

    async def set_up(self, provider: "Provider | None", address: str = "", key: str | None = None) -> None:
        """From now on this one translates; None keeps its key, "" forgets it."""

    async def try_out(self, provider: "Provider", address: str, key: str | None = None) -> "Tried":
        """Has one harmless sentence translated."""

    def on_change(self, listener: "Callable[[], None]") -> "Callable[[], None]":
        """Tells that somebody else translates, or into another language; returns the function that stops that."""

    async def translate(self, texts: "Sequence[str]", target: str = "", source: str = "") -> "Sequence[Translated]":
        """Each text in that language, or the agent's."""

    async def translate_draft(self, text: str, target: str) -> "TranslatedDraft":
        """The draft for the customer, and translated back."""

    async def automatic(self, thread_id: "ThreadId") -> bool:
        """Whether this thread is translated whenever it is opened."""

    async def set_automatic(self, thread_id: "ThreadId", on: bool) -> None:
        """From now on, on this computer."""
