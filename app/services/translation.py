"""Translation: messages for the agent, drafts for the customer; through whichever provider the agent has set (U-2)."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from app import i18n
from app.errors import NotTranslated
from app.ports import Secrets
from app.ports.translation import Access, MakeTranslator, Provider, Translator
from app.services.desk import Desk
from app.services.settings import SettingsService
from app.services.translation_cache import TranslationCache
from domain.clock import Clock
from domain.ids import ThreadId
from domain.translation import Translated, canonical, fingerprint, readable

AUTOMATIC, MOST_AUTOMATIC = "translation.automatic", 1_000
SAMPLE = "Your parcel will arrive tomorrow."
LONGEST_KEY = 512


@dataclass(frozen=True, slots=True)
class TranslatedDraft:
    """A draft in the customer's language, and what that says when it is translated back.

    Attributes:
        source: the language that the draft was written in.
    """

    text: str
    back: str
    source: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What a provider made of a sentence, and how long that took."""

    sample: str
    text: str
    seconds: float


class TranslationService:
    """Only texts that are asked for leave this computer, to the provider that was set and to nobody else.

    Attributes:
        cache: in the open account's encrypted database.
    """

    def __init__(
        self, desk: Desk, settings: SettingsService, secrets: Secrets, make: MakeTranslator, clock: Clock
    ) -> None:
        self.cache = TranslationCache()
        self._desk, self._settings, self._secrets, self._make, self._clock = desk, settings, secrets, make, clock
        self._translator: tuple[Access, Translator] | None = None
        self._listeners: list[Callable[[], None]] = []

    # What is set.

    @property
    def provider(self) -> Provider | None:
        """Who translates; None while nobody does."""
        held = self._settings.translation_provider
        return Provider(held) if held in set(Provider) else None

    @property
    def address(self) -> str:
        """Where, "" for the provider's own address."""
        return self._settings.translation_address

    @property
    def language(self) -> str:
        """What the agent reads: as chosen, else the program's own language."""
        return canonical(self._settings.translation_language or i18n.language())

    @language.setter
    def language(self, tag: str) -> None:
        self._settings.translation_language = tag
        self._tell()

    @property
    def original_first(self) -> bool:
        """Whether the original stands above its translation."""
        return self._settings.original_first

    @original_first.setter
    def original_first(self, first: bool) -> None:
        self._settings.original_first = first

    async def holds_key(self, provider: Provider, address: str) -> bool:
        """Whether there is a key for it in the keychain."""
        return bool(await asyncio.to_thread(self._secrets.get, secret_name(provider, address)))

    async def set_up(self, provider: Provider | None, address: str = "", key: str | None = None) -> None:
        """From now on this one translates; `key` None keeps the one in the keychain, "" forgets it.

        Raises NotTranslated for an address or key that cannot be; then everything stays as it was.
        """
        if provider is not None:
            access = await self._access(provider, address, key)
            await self._make(access).close()
            if key is not None:
                await asyncio.to_thread(self._keep, secret_name(provider, address), key)
        self._settings.translation_provider = provider.value if provider is not None else ""
        self._settings.translation_address = address
        await self.close()
        self._tell()

    async def try_out(self, provider: Provider, address: str, key: str | None = None) -> Tried:
        """Has one harmless sentence translated, from English into the agent's language. Raises NotTranslated."""
        translator = self._make(await self._access(provider, address, key))
        target = self.language if self.language != "en" else "th"
        begun = self._clock.monotonic()
        try:
            [said] = await translator.translate([SAMPLE], target, "en")
        finally:
            await translator.close()
        return Tried(SAMPLE, said.text, self._clock.monotonic() - begun)

    def on_change(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Tells that somebody else translates, or into another language; returns the function that stops that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def close(self) -> None:
        """Closes connections; the next text opens them again."""
        held, self._translator = self._translator, None
        if held is not None:
            await held[1].close()

    # What is translated.

    async def translate(self, texts: Sequence[str], target: str = "", source: str = "") -> Sequence[Translated]:
        """Each text in that language, or the agent's; what was translated before comes from this computer.

        Raises NotTranslated.
        """
        if self.provider is None:
            raise NotTranslated("no_provider")
        target = canonical(target or self.language)
        state = (await self._desk.store()).state
        engine = f"{self.provider.value} {self.address}"
        keys = [fingerprint(engine, canonical(source), target, text) for text in texts]
        known = dict(await self.cache.find(state, keys))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            translator = await self._open(self.provider)
            answers = await translator.translate(list(missing.values()), target, canonical(source))
            made = dict(zip(missing, answers, strict=True))
            await self.cache.keep(state, made)
            known |= made
        return [known[key] for key in keys]

    async def translate_draft(self, text: str, target: str) -> TranslatedDraft:
        """The draft for the customer, and translated back for the agent to compare. Raises NotTranslated."""
        [there] = await self.translate([text], target)
        source = there.source or self.language
        if readable(source, target):
            return TranslatedDraft(text, text, source)
        [back] = await self.translate([there.text], source, target)
        return TranslatedDraft(there.text, back.text, source)

    # Threads that are always translated.

    async def automatic(self, thread_id: ThreadId) -> bool:
        """Whether this thread is translated whenever it is opened."""
        return thread_id in await self._automatic()

    async def set_automatic(self, thread_id: ThreadId, on: bool) -> None:
        """From now on, on this computer. Raises StorageFull."""
        held = [one for one in await self._automatic() if one != thread_id]
        kept = [*held, thread_id][-MOST_AUTOMATIC:] if on else held
        await (await self._desk.store()).state.put(AUTOMATIC, json.dumps(kept))

    # Inside.

    async def _automatic(self) -> list[str]:
        try:
            held = json.loads(await (await self._desk.store()).state.get(AUTOMATIC) or "[]")
        except ValueError:
            return []
        return [str(one) for one in held] if isinstance(held, list) else []

    async def _open(self, provider: Provider) -> Translator:
        access = await self._access(provider, self.address, None)
        if self._translator is not None and self._translator[0] != access:
            await self.close()
        if self._translator is None:
            self._translator = access, self._make(access)
        return self._translator[1]

    async def _access(self, provider: Provider, address: str, key: str | None) -> Access:
        if key is None:
            key = await asyncio.to_thread(self._secrets.get, secret_name(provider, address)) or ""
        if len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable() or (provider.needs_key and not key):
            raise NotTranslated("key")
        return Access(provider, address, key)

    def _keep(self, name: str, key: str) -> None:
        if key:
            self._secrets.put(name, key)
        else:
            self._secrets.delete(name)

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()


def secret_name(provider: Provider, address: str) -> str:
    """Under which the key is kept: with its host, so that a key never goes to another address than it was given for."""
    return f"translation {provider.value} {urlsplit(address).netloc}".strip()
