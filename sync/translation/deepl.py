"""DeepL's interface, version 2; a key that ends in ":fx" belongs to its free address."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.errors import NotTranslated
from domain.translation import Translated
from sync.braid.transport import Answer
from sync.translation import codes
from sync.translation.asking import failure, fields_of, strings
from sync.translation.keyed import KeyedTranslator

PAID, FREE, FREE_KEY = "https://api.deepl.com", "https://api-free.deepl.com", ":fx"
MOST, CHARACTERS = 50, 25_000
"""DeepL takes 50 texts and 128 KiB at once; a character is up to four bytes."""
OUT_OF_QUOTA, OVERLOADED = 456, 529


class DeeplTranslator(KeyedTranslator):
    """Implements `app.ports.translation.Translator`."""

    most, characters = MOST, CHARACTERS

    def _own(self, key: str) -> str:
        return FREE if key.endswith(FREE_KEY) else PAID

    def _signed(self, key: str) -> Mapping[str, str]:
        return {"Authorization": f"DeepL-Auth-Key {key}"}

    async def _ask(self, texts: Sequence[str], target: str, source: str) -> list[Translated]:
        fields: dict[str, Any] = {"text": list(texts), "target_lang": codes.deepl_target(target)}
        if source:
            fields["source_lang"] = codes.deepl_source(source)
        answer = await self._asker.post("/v2/translate", fields, self._headers)
        if not answer.ok:
            raise failure(answer, _code(answer))
        said = fields_of(answer)
        listed = said.get("translations") if isinstance(said, dict) else None
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            raise NotTranslated("answer", "shape")
        translated = strings([one.get("text") for one in listed], len(texts))
        told = [source or codes.ours(one.get("detected_source_language")) for one in listed]
        return [Translated(text, one) for text, one in zip(translated, told, strict=True)]


def _code(answer: Answer) -> str:
    if answer.status == OUT_OF_QUOTA:
        return "quota"
    if answer.status == OVERLOADED:
        return "busy"
    said = fields_of(answer)
    sentence = str(said.get("message", "")) if isinstance(said, dict) else ""
    return "pair" if answer.status == 400 and ("target_lang" in sentence or "source_lang" in sentence) else ""
