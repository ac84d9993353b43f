"""Translation providers against real HTTP on loopback: languages, limits, and every failure by its name."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from app.errors import NotTranslated
from app.ports.translation import Access, Provider, Translator
from domain.translation import LANGUAGES, LONGEST
from sync.translation import codes
from sync.translation.making import make_translator
from tests.fakes.clock import FakeClock
from tests.support.http_server import HANG, RESET, Reply, ScriptedServer, json_reply, scripted_server
from tests.support.translation_server import KEY, LIBRE_LANGUAGES, play, route

SHORT = 0.5


@asynccontextmanager
async def asking(provider: Provider, key: str = KEY) -> AsyncIterator[tuple[ScriptedServer, Translator]]:
    async with scripted_server() as server:
        play(server)
        translator = make_translator(Access(provider, server.address, key), FakeClock(), SHORT)
        try:
            yield server, translator
        finally:
            await translator.close()


async def refused(translator: Translator, text: str = "Hello", target: str = "th", source: str = "en") -> str:
    with pytest.raises(NotTranslated) as caught:
        await translator.translate([text], target, source)
    assert text not in str(caught.value.args) + caught.value.detail
    assert KEY not in str(caught.value.args) + caught.value.detail
    return caught.value.code


@pytest.mark.parametrize("provider", Provider)
def test_texts_come_back_in_order_with_the_language_they_were_in(provider: Provider) -> None:
    async def run() -> None:
        async with asking(provider) as (_server, translator):
            found = await translator.translate(["สวัสดี", "Hello", "你好"], "en")
            assert [one.text for one in found] == ["Hello", "en:Hello", "Hello"]
            assert [one.source for one in found] == ["th", "en", "zh-Hans"]
            [there] = await translator.translate(["Hello"], "zh-Hant", "en")
            assert (there.text, there.source) == ("您好", "en")

    asyncio.run(run())


@pytest.mark.parametrize("provider", Provider)
def test_many_texts_go_in_several_questions(provider: Provider) -> None:
    async def run() -> None:
        async with asking(provider) as (server, translator):
            texts = [f"line {number} " + "x" * 300 for number in range(120)]
            found = await translator.translate(texts, "ru", "en")
            assert [one.text for one in found] == [f"ru:{text}" for text in texts]
            assert server.count(route(provider)) > 1

    asyncio.run(run())


@pytest.mark.parametrize("provider", Provider)
def test_a_wrong_key_is_called_so(provider: Provider) -> None:
    async def run() -> None:
        async with asking(provider, "another") as (_server, translator):
            assert await refused(translator) == "key"

    asyncio.run(run())


@pytest.mark.parametrize("provider", [Provider.DEEPL, Provider.GOOGLE])
def test_without_a_key_nothing_is_asked(provider: Provider) -> None:
    with pytest.raises(NotTranslated, match="key"):
        make_translator(Access(provider), FakeClock())


ANSWERS = [
    (Provider.DEEPL, json_reply({"message": "Quota Exceeded"}, 456), "quota"),
    (Provider.DEEPL, json_reply({"message": "Too many requests"}, 429), "busy"),
    (Provider.DEEPL, json_reply({}, 529), "busy"),
    (Provider.DEEPL, json_reply({"message": "Value for 'target_lang' not supported."}, 400), "pair"),
    (Provider.DEEPL, Reply(413), "too_long"),
    (Provider.DEEPL, json_reply({"translations": [{"text": 7}]}), "answer"),
    (Provider.DEEPL, Reply(200, b"<html>Log in to the hotel's network"), "answer"),
    (Provider.DEEPL, Reply(302, headers={"Location": "http://127.0.0.1:1/"}), "answer"),
    (Provider.GOOGLE, json_reply({"error": {"errors": [{"reason": "dailyLimitExceeded"}]}}, 403), "quota"),
    (Provider.GOOGLE, json_reply({"error": {"errors": [{"reason": "rateLimitExceeded"}]}}, 403), "busy"),
    (Provider.GOOGLE, json_reply({"error": {"message": "Bad language pair: en|xx"}}, 400), "pair"),
    (Provider.GOOGLE, json_reply({"error": {"details": [{"reason": "API_KEY_INVALID"}]}}, 400), "key"),
    (Provider.GOOGLE, json_reply({"data": {"translations": []}}), "answer"),
    (Provider.GOOGLE, json_reply({"error": "?"}, 500), "answer"),
    (Provider.LIBRE, json_reply({"error": "th is not supported"}, 400), "pair"),
    (Provider.LIBRE, json_reply({"error": "Visit the portal to get an API key"}, 400), "key"),
    (Provider.LIBRE, json_reply({"error": "Invalid request: request (9) exceeds text limit (5)"}, 400), "too_long"),
    (Provider.LIBRE, json_reply({"error": "Slowdown: too many requests"}, 429), "busy"),
    (Provider.LIBRE, json_reply({"translatedText": "one text for a list"}), "answer"),
    (Provider.LIBRE, json_reply(["?"]), "answer"),
]


@pytest.mark.parametrize(("provider", "reply", "code"), ANSWERS)
def test_what_a_provider_says_no_with(provider: Provider, reply: Reply, code: str) -> None:
    async def run() -> None:
        async with asking(provider) as (server, translator):
            server.on(route(provider), reply)
            assert await refused(translator) == code

    asyncio.run(run())


@pytest.mark.parametrize("provider", Provider)
@pytest.mark.parametrize(("reply", "code"), [(HANG, "slow"), (RESET, "answer")])
def test_a_network_that_fails(provider: Provider, reply: Reply, code: str) -> None:
    async def run() -> None:
        async with asking(provider) as (server, translator):
            server.on(route(provider), reply)
            assert await refused(translator) == code

    asyncio.run(run())


@pytest.mark.parametrize("provider", Provider)
def test_nobody_listens(provider: Provider) -> None:
    async def run() -> None:
        async with scripted_server() as server:
            address = server.address
        translator = make_translator(Access(provider, address, KEY), FakeClock(), SHORT)
        assert await refused(translator) == "offline"
        await translator.close()

    asyncio.run(run())


@pytest.mark.parametrize(
    ("address", "code"), [("http://example.com", "insecure"), ("ftp://x", "address"), ("?", "address")]
)
def test_only_https_or_this_computer(address: str, code: str) -> None:
    with pytest.raises(NotTranslated, match=code):
        make_translator(Access(Provider.LIBRE, address), FakeClock())


@pytest.mark.parametrize("provider", Provider)
def test_a_text_that_is_too_long_never_leaves(provider: Provider) -> None:
    async def run() -> None:
        async with asking(provider) as (server, translator):
            assert await refused(translator, "x" * (LONGEST + 1)) == "too_long"
            assert server.count(route(provider)) == 0

    asyncio.run(run())


def test_a_language_that_a_server_does_not_have_is_known_before_any_text_leaves() -> None:
    async def run() -> None:
        async with asking(Provider.LIBRE) as (server, translator):
            assert await refused(translator, target="vi") == "pair"
            assert await refused(translator, target="en", source="it") == "pair"
            assert server.count("POST /translate") == 0

    asyncio.run(run())


def test_a_page_that_is_no_translation_server() -> None:
    async def run() -> None:
        async with asking(Provider.LIBRE) as (server, translator):
            server.on("GET /languages", Reply(200, b"<html>"))
            assert await refused(translator) == "address"

    asyncio.run(run())


def test_a_key_never_shows_in_the_access() -> None:
    assert KEY not in repr(Access(Provider.DEEPL, "", KEY))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_language_has_a_code_that_leads_back(tag: str) -> None:
    assert codes.ours(codes.google(tag)) == tag
    assert codes.ours(codes.deepl_target(tag)) == tag
    base = tag.partition("-")[0]
    assert codes.ours(codes.deepl_source(tag)).partition("-")[0] == base
    assert codes.ours(codes.libre(tag, {*LIBRE_LANGUAGES, *LANGUAGES})) == tag


def test_the_older_chinese_codes_of_libretranslate() -> None:
    assert codes.libre("zh-Hant", LIBRE_LANGUAGES) == "zt"
    assert codes.ours("zt") == "zh-Hant"
    assert codes.libre("zh-TW", {"zh-Hant"}) == "zh-Hant"
    assert codes.libre("vi", LIBRE_LANGUAGES) == ""
