"""The translation service on a real local database: cache, keys, drafts, threads that are always translated."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from app.config import SettingsFile
from app.errors import NotTranslated
from app.ports.translation import Access, Provider, Translator
from app.services.settings import SettingsService
from app.services.translation import AUTOMATIC, MOST_AUTOMATIC, TranslationService, secret_name
from app.services.translation_cache import MOST, TranslationCache
from domain.ids import ThreadId
from domain.translation import LONGEST, Translated, canonical, fingerprint, readable, worth_translating
from tests.support.workspace import KeptSecrets, Workspace


class Dictionary:
    """A translator that writes every text in capitals behind its target."""

    def __init__(self, desk: "Bench") -> None:
        self.desk = desk

    async def translate(self, texts: Sequence[str], target: str, source: str = "") -> Sequence[Translated]:
        if self.desk.error is not None:
            raise self.desk.error
        self.desk.asked.append((tuple(texts), target, source))
        return [Translated(f"{target} {text.upper()}", source or self.desk.told) for text in texts]

    async def close(self) -> None:
        self.desk.closed += 1


class Bench:
    """A service in a workspace. `told`: the language that its translator recognises."""

    def __init__(self, folder: Path) -> None:
        self.workspace = Workspace(folder, KeptSecrets())
        self.secrets = KeptSecrets()
        self.file = SettingsFile(folder / "settings.json")
        self.settings = SettingsService(self.file)
        self.asked: list[tuple[tuple[str, ...], str, str]] = []
        self.opened: list[Access] = []
        self.error: NotTranslated | None = None
        self.told, self.closed = "en", 0
        self.service = self.restarted()

    def restarted(self) -> TranslationService:
        return TranslationService(self.workspace.desk, self.settings, self.secrets, self.make, self.workspace.clock)

    def make(self, access: Access) -> Translator:
        if access.address == "http://bad.example":
            raise NotTranslated("insecure")
        self.opened.append(access)
        return Dictionary(self)


@asynccontextmanager
async def bench(folder: Path, provider: Provider | None = Provider.LIBRE) -> AsyncIterator[Bench]:
    made = Bench(folder)
    await made.workspace.session.start_trial()
    try:
        if provider is not None:
            await made.service.set_up(provider, "http://127.0.0.1:5000", "key one")
        yield made
    finally:
        await made.service.close()
        await made.workspace.close()


def test_what_was_translated_before_comes_from_this_computer(tmp_path: Path) -> None:
    async def run() -> None:
        async with bench(tmp_path) as made:
            first = await made.service.translate(["hola", "adios", "hola"], "th", "es")
            assert [one.text for one in first] == ["th HOLA", "th ADIOS", "th HOLA"]
            made.error = NotTranslated("offline")
            assert await made.restarted().translate(["adios"], "th", "es") == [Translated("th ADIOS", "es")]
            with pytest.raises(NotTranslated, match="offline"):
                await made.service.translate(["adios"], "vi", "es")
            assert made.asked == [(("hola", "adios"), "th", "es")]

    asyncio.run(run())


def test_another_provider_is_asked_again(tmp_path: Path) -> None:
    async def run() -> None:
        async with bench(tmp_path) as made:
            await made.service.translate(["hola"], "th")
            await made.service.set_up(Provider.DEEPL, "", "k")
            await made.service.translate(["hola"], "th")
            assert len(made.asked) == 2

    asyncio.run(run())


def test_without_a_provider_nothing_leaves(tmp_path: Path) -> None:
    async def run() -> None:
        async with bench(tmp_path, None) as made:
            with pytest.raises(NotTranslated, match="no_provider"):
                await made.service.translate(["hola"])
            assert made.opened == []

    asyncio.run(run())


def test_the_key_is_in_the_keychain_and_nowhere_else(tmp_path: Path) -> None:
    async def run() -> None:
        async with bench(tmp_path) as made:
            await made.service.set_up(Provider.DEEPL, "https://proxy.example/deepl", "s3cret-key")
            assert "s3cret-key" in made.secrets.held.values()
            assert "s3cret" not in made.file.path.read_text()
            assert await made.service.holds_key(Provider.DEEPL, "https://proxy.example/deepl")
            # The key of one host is never sent to another one.
            assert not await made.service.holds_key(Provider.DEEPL, "https://elsewhere.example")
            with pytest.raises(NotTranslated, match="key"):
                await made.service.set_up(Provider.DEEPL, "https://elsewhere.example")
            assert made.service.address == "https://proxy.example/deepl"
            await made.service.set_up(Provider.LIBRE, "http://127.0.0.1:5000", "")
            assert secret_name(Provider.LIBRE, "http://127.0.0.1:5000") not in made.secrets.held

    asyncio.run(run())


@pytest.mark.parametrize("key", ["", "x" * 513, "two\nlines", "ключ"])
def test_a_key_that_cannot_be_one(tmp_path: Path, key: str) -> None:
    async def run() -> None:
        async with bench(tmp_path) as made:
            with pytest.raises(NotTranslated, match="key"):
                await made.service.set_up(Provider.GOOGLE, "", key)
            assert made.service.provider is Provider.LIBRE

    asyncio.run(run())


def test_an_address_that_cannot_be_changes_nothing(tmp_path: Path) -> None:
    async def run() -> None:
        async with bench(tmp_path) as made:
            with pytest.raises(NotTranslated, match="insecure"):
                await made.service.set_up(Provider.LIBRE, "http://bad.example", "key two")
            assert made.service.address == "http://127.0.0.1:5000"
            assert "key two" not in made.secrets.held.values()

    asyncio.run(run())


def test_trying_out_sets_nothing_and_asks_with_what_was_typed(tmp_path: Path) -> None:
    async def run() -> None:
        async with bench(tmp_path) as made:
            tried = await made.service.try_out(Provider.DEEPL, "", "typed")
            assert tried.text == f"th {tried.sample.upper()}"
            assert made.opened[-1] == Access(Provider.DEEPL, "", "typed")
            assert made.service.provider is Provider.LIBRE
            assert "typed" not in made.secrets.held.values()

    asyncio.run(run())


def test_a_draft_comes_with_its_way_back(tmp_path: Path) -> None:
    async def run() -> None:
        async with bench(tmp_path) as made:
            draft = await made.service.translate_draft("hello", "th")
            assert (draft.text, draft.back, draft.source) == ("th HELLO", "en TH HELLO", "en")
            assert made.asked[-1] == (("th HELLO",), "en", "th")

    asyncio.run(run())


def test_a_draft_in_the_customers_language_already_stays(tmp_path: Path) -> None:
    async def run() -> None:
        async with bench(tmp_path) as made:
            made.told = "th"
            assert (await made.service.translate_draft("sawasdee", "th")).text == "sawasdee"

    asyncio.run(run())


def test_threads_that_are_always_translated_are_remembered_and_bounded(tmp_path: Path) -> None:
    async def run() -> None:
        async with bench(tmp_path) as made:
            service, one = made.service, ThreadId("one")
            await service.set_automatic(one, True)
            assert await made.restarted().automatic(one)
            await service.set_automatic(one, False)
            assert not await service.automatic(one)
            store = await made.workspace.desk.store()
            await store.state.put(AUTOMATIC, json.dumps([str(number) for number in range(MOST_AUTOMATIC)]))
            await service.set_automatic(one, True)
            assert not await service.automatic(ThreadId("0"))
            assert await service.automatic(ThreadId("1"))
            await store.state.put(AUTOMATIC, "no json")
            assert not await service.automatic(ThreadId("2"))

    asyncio.run(run())


class Facts:
    """Small facts in memory."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}

    async def device_id(self) -> object:
        raise AssertionError

    async def get(self, key: str) -> str | None:
        return self.held.get(key)

    async def put(self, key: str, value: str) -> None:
        self.held[key] = value


def test_the_cache_is_bounded_and_holds_no_originals() -> None:
    async def run() -> None:
        facts, cache = Facts(), TranslationCache()
        keys = [fingerprint("engine", "en", "th", f"secret {number}") for number in range(2_000)]
        for key in keys:
            await cache.keep(facts, {key: Translated("y" * 2_000, "en")})  # type: ignore[arg-type]
        assert max(map(len, facts.held.values())) < 2 * MOST
        assert "secret" not in "".join(facts.held.values())
        assert await cache.find(facts, keys[-1:])  # type: ignore[arg-type]
        assert not await cache.find(facts, keys[:1])  # type: ignore[arg-type]

    asyncio.run(run())


def test_a_damaged_cache_counts_as_empty() -> None:
    async def run() -> None:
        facts, cache = Facts(), TranslationCache()
        key = fingerprint("e", "", "th", "x")
        await cache.keep(facts, {key: Translated("y")})  # type: ignore[arg-type]
        for shard in facts.held:
            for damaged in ("{", "[]", '{"a": 7}', "null"):
                facts.held[shard] = damaged
                assert await cache.find(facts, [key]) == {}  # type: ignore[arg-type]

    asyncio.run(run())


def test_listeners_hear_of_another_provider_and_language(tmp_path: Path) -> None:
    async def run() -> None:
        async with bench(tmp_path) as made:
            heard: list[str] = []
            stop = made.service.on_change(lambda: heard.append("x"))
            made.service.language = "vi"
            await made.service.set_up(None)
            stop()
            made.service.language = "th"
            assert len(heard) == 2
            assert made.service.provider is None

    asyncio.run(run())


@pytest.mark.parametrize(
    ("tag", "ours"),
    [("zh-TW", "zh-Hant"), ("zh_HK", "zh-Hant"), ("zh", "zh-Hans"), ("ZH-HANT", "zh-Hant"), ("pt-BR", "pt"), ("", "")],
)
def test_tags(tag: str, ours: str) -> None:
    assert canonical(tag) == ours


def test_what_needs_no_translation() -> None:
    assert readable("zh-Hant", "zh-CN")
    assert not readable("", "en")
    assert not readable("th", "vi")
    assert not worth_translating("👍 48213 !!")
    assert worth_translating("ครับ")
    assert LONGEST > 4096
