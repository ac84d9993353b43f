"""Google Cloud Translation, version 2 (basic): a key in a header, plain text in and out."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.errors import NotTranslated
from domain.translation import Translated
from sync.braid.transport import Answer
from sync.translation import codes
from sync.translation.asking import failure, fields_of, strings
from sync.translation.keyed import KeyedTranslator

OWN = "https://translation.googleapis.com"
PATH = "/language/translate/v2"
MOST, CHARACTERS = 100, 5_000
_QUOTA = {"dailyLimitExceeded", "quotaExceeded", "billingNotEnabled"}
_BUSY = {"userRateLimitExceeded", "rateLimitExceeded"}


class GoogleTranslator(KeyedTranslator):
    """Implements `app.ports.translation.Translator`."""

    most, characters = MOST, CHARACTERS

    def _own(self, key: str) -> str:
        return OWN

    def _signed(self, key: str) -> Mapping[str, str]:
        return {"X-Goog-Api-Key": key}

    async def _ask(self, texts: Sequence[str], target: str, source: str) -> list[Translated]:
        fields: dict[str, Any] = {"q": list(texts), "target": codes.google(target), "format": "text"}
        if source:
            fields["source"] = codes.google(source)
        answer = await self._asker.post(PATH, fields, self._headers)
        if not answer.ok:
            raise failure(answer, _code(answer))
        said = fields_of(answer)
        data = said.get("data") if isinstance(said, dict) else None
        listed = data.get("translations") if isinstance(data, dict) else None
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            raise NotTranslated("answer", "shape")
        translated = strings([one.get("translatedText") for one in listed], len(texts))
        told = [source or codes.ours(one.get("detectedSourceLanguage")) for one in listed]
        return [Translated(text, one) for text, one in zip(translated, told, strict=True)]


def _code(answer: Answer) -> str:
    said = fields_of(answer)
    error = said.get("error") if isinstance(said, dict) else None
    if not isinstance(error, dict):
        return ""
    listed = [*(error.get("errors") or ()), *(error.get("details") or ())]
    reasons = {str(one.get("reason", "")) for one in listed if isinstance(one, dict)}
    sentence = str(error.get("message", "")).lower()
    if reasons & _QUOTA:
        return "quota"
    if reasons & _BUSY:
        return "busy"
    if "api key" in sentence or reasons & {"API_KEY_INVALID", "keyInvalid"}:
        return "key"
    return "pair" if "language pair" in sentence or "invalid value" in sentence else ""
