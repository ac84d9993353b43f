"""Translation in memory: a few known sentences, everything else in brackets with its language."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.ports.translation import Provider
from app.services.translation import TranslatedDraft, Tried
from domain.ids import ThreadId
from domain.translation import Translated

if TYPE_CHECKING:
    from app.errors import NotTranslated
    from tests.fakes.services.stepping import Gate


class FakeTranslation:
    """Translates by `known`, else "[en] text". A test sets `error` to fail the next one, `gate` to hold it back.

    Attributes:
        asked: every text that was asked for, with its target and source.
    """

    def __init__(self) -> None:
        self.language = "en"
        self.original_first = True
        self.provider: Provider | None = None
        self.address = ""
        self.keys: dict[tuple[Provider, str], str] = {}
        self.known: dict[tuple[str, str], Translated] = {}
        self.asked: list[tuple[str, str, str]] = []
        self.threads: set[ThreadId] = set()
        self.error: NotTranslated | None = None
        self.gate: Gate | None = None
        self._listeners: list[Callable[[], None]] = []

    async def holds_key(self, provider: Provider, address: str) -> bool:
        return (provider, address) in self.keys

    async def set_up(self, provider: Provider | None, address: str = "", key: str | None = None) -> None:
        self._fail()
        if provider is not None and key:
            self.keys[provider, address] = key
        elif provider is not None and key == "":
            self.keys.pop((provider, address), None)
        self.provider, self.address = provider, address
        for listener in tuple(self._listeners):
            listener()

    async def try_out(self, provider: Provider, address: str, key: str | None = None) -> Tried:
        self._fail()
        return Tried("Your parcel will arrive tomorrow.", "พัสดุของคุณจะมาถึงพรุ่งนี้", 0.4)

    def on_change(self, listener: Callable[[], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def translate(self, texts: Sequence[str], target: str = "", source: str = "") -> Sequence[Translated]:
        target = target or self.language
        self.asked += [(text, target, source) for text in texts]
        if self.gate is not None:
            await self.gate
        self._fail()
        return [
            self.known.get((text, target)) or Translated(f"[{target}] {text}", _told(text, source)) for text in texts
        ]

    async def translate_draft(self, text: str, target: str) -> TranslatedDraft:
        [there] = await self.translate([text], target, "en")
        [back] = await self.translate([there.text], "en", target)
        return TranslatedDraft(there.text, back.text, "en")

    async def automatic(self, thread_id: ThreadId) -> bool:
        return thread_id in self.threads

    async def set_automatic(self, thread_id: ThreadId, on: bool) -> None:
        (self.threads.add if on else self.threads.discard)(thread_id)

    def _fail(self) -> None:
        if self.error is not None:
            error, self.error = self.error, None
            raise error


def _told(text: str, source: str) -> str:
    """What it takes a text for: English where it is plain ASCII."""
    return source or ("en" if text.isascii() else "")
