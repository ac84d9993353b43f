"""The three translation providers on loopback, each answering as its documentation says, from one small dictionary."""

import json
from typing import Any
from urllib.parse import unquote

from app.ports.translation import Provider
from tests.support.http_server import Asked, Reply, ScriptedServer, json_reply

KEY = "a-good-key"
SENTENCES = {
    ("สวัสดี", "en"): "Hello",
    ("Hello", "th"): "สวัสดี",
    ("Xin chào", "en"): "Hello",
    ("你好", "en"): "Hello",
    ("Hello", "zh-Hant"): "您好",
}
SOURCES = {"สวัสดี": "th", "Xin chào": "vi", "你好": "zh-Hans", "Hello": "en"}
LIBRE_LANGUAGES = ("en", "th", "zh", "zt", "ru")
_GOOGLE = {"zh-CN": "zh-Hans", "zh-TW": "zh-Hant"}
_DEEPL = {"EN-US": "en", "PT-BR": "pt", "ZH-HANS": "zh-Hans", "ZH-HANT": "zh-Hant", "ZH": "zh-Hans"}
_LIBRE = {"zh": "zh-Hans", "zt": "zh-Hant"}


def play(server: ScriptedServer) -> None:
    """Every provider's routes on one server."""
    server.on(
        "GET /languages", json_reply([{"code": c, "name": c, "targets": LIBRE_LANGUAGES} for c in LIBRE_LANGUAGES])
    )
    server.on("POST /translate", libre)
    server.on("POST /v2/translate", deepl)
    server.on("POST /language/translate/v2", google)


def route(provider: Provider) -> str:
    return {
        Provider.LIBRE: "POST /translate",
        Provider.DEEPL: "POST /v2/translate",
        Provider.GOOGLE: "POST /language/translate/v2",
    }[provider]


def libre(asked: Asked) -> Reply:
    fields = _fields(asked)
    if fields.get("api_key", KEY) != KEY:
        return json_reply({"error": "Invalid API key"}, 403)
    target = _LIBRE.get(fields["target"], fields["target"])
    told = [{"confidence": 90.0, "language": _code(_LIBRE, SOURCES.get(text, "en"))} for text in fields["q"]]
    said: dict[str, Any] = {"translatedText": [_say(text, target) for text in fields["q"]]}
    return json_reply(said | ({"detectedLanguage": told} if fields["source"] == "auto" else {}))


def deepl(asked: Asked) -> Reply:
    if asked.headers.get("authorization") != f"DeepL-Auth-Key {KEY}":
        return json_reply({"message": "Forbidden"}, 403)
    fields = _fields(asked)
    code = fields["target_lang"]
    if code == "XX":
        return json_reply({"message": "Value for 'target_lang' not supported."}, 400)
    target = _DEEPL.get(code, code.lower())
    said = [
        {"text": _say(text, target), "detected_source_language": SOURCES.get(text, "en").partition("-")[0].upper()}
        for text in fields["text"]
    ]
    return json_reply({"translations": said})


def google(asked: Asked) -> Reply:
    if asked.headers.get("x-goog-api-key") != KEY or "key=" in unquote(asked.query):
        return json_reply({"error": {"code": 400, "message": "API key not valid. Please pass a valid API key."}}, 400)
    fields = _fields(asked)
    target = _GOOGLE.get(fields["target"], fields["target"])
    if target == "xx":
        return json_reply({"error": {"code": 400, "message": "Bad language pair: en|xx"}}, 400)
    said = []
    for text in fields["q"]:
        one = {"translatedText": _say(text, target)}
        if "source" not in fields:
            one["detectedSourceLanguage"] = _code(_GOOGLE, SOURCES.get(text, "en"))
        said.append(one)
    return json_reply({"data": {"translations": said}})


def _say(text: str, target: str) -> str:
    return SENTENCES.get((text, target), f"{target}:{text}")


def _code(named: dict[str, str], tag: str) -> str:
    return next((code for code, ours in named.items() if ours == tag), tag)


def _fields(asked: Asked) -> dict[str, Any]:
    found = json.loads(asked.body)
    assert isinstance(found, dict)
    return found
