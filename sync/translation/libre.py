"""LibreTranslate and whatever speaks like it: self-hosted, the languages it has are asked first."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.errors import NotTranslated
from app.ports.translation import Access
from domain.clock import Clock
from domain.translation import Translated
from sync.braid.transport import Answer
from sync.translation import codes
from sync.translation.asking import WHOLE, Asker, batches, failure, fields_of, strings

AUTO = "auto"
MOST, CHARACTERS = 25, 5_000


class LibreTranslator:
    """Implements `app.ports.translation.Translator`."""

    def __init__(self, access: Access, clock: Clock, patience: float = WHOLE) -> None:
        if not access.address:
            raise NotTranslated("address")
        self._asker = Asker(access.address, clock, patience)
        self._key = access.key
        self._offered: Mapping[str, frozenset[str]] = {}

    async def translate(self, texts: Sequence[str], target: str, source: str = "") -> Sequence[Translated]:
        """Each text, in order."""
        if not self._offered:
            self._offered = await self._languages()
        there = codes.libre(target, self._offered.keys() | frozenset().union(*self._offered.values()))
        here = codes.libre(source, self._offered.keys()) if source else AUTO
        if not there or not here or (here != AUTO and there not in self._offered[here]):
            raise NotTranslated("pair", f"{source or AUTO} {target}")
        found: list[Translated] = []
        for batch in batches(texts, MOST, CHARACTERS):
            found += await self._ask(batch, there, here)
        return found

    async def close(self) -> None:
        """Closes its connections."""
        await self._asker.close()

    async def _languages(self) -> Mapping[str, frozenset[str]]:
        answer = await self._asker.get("/languages")
        if not answer.ok:
            raise failure(answer, "address" if answer.status == 404 else "")
        listed = fields_of(answer)
        if not isinstance(listed, list):
            raise NotTranslated("address", "shape")
        known = {one["code"]: one for one in listed if isinstance(one, dict) and isinstance(one.get("code"), str)}
        if not known:
            raise NotTranslated("address", "shape")
        # Older servers name no targets: there each translates into all.
        return {code: frozenset(map(str, one.get("targets") or known)) for code, one in known.items()}

    async def _ask(self, texts: Sequence[str], target: str, source: str) -> list[Translated]:
        fields = {"q": list(texts), "source": source, "target": target, "format": "text"}
        if self._key:
            fields["api_key"] = self._key
        answer = await self._asker.post("/translate", fields)
        if not answer.ok:
            raise failure(answer, _code(answer))
        said: Any = fields_of(answer)
        if not isinstance(said, dict):
            raise NotTranslated("answer", "shape")
        translated = strings(said.get("translatedText"), len(texts))
        told = said.get("detectedLanguage")
        each = told if isinstance(told, list) and len(told) == len(texts) else [told] * len(texts)
        asked = "" if source == AUTO else codes.ours(source)
        return [Translated(text, asked or _detected(one)) for text, one in zip(translated, each, strict=True)]


def _detected(told: Any) -> str:
    return codes.ours(told.get("language")) if isinstance(told, dict) else ""


def _code(answer: Answer) -> str:
    """LibreTranslate says everything with 400 and a sentence."""
    said = fields_of(answer)
    sentence = str(said.get("error", "")).lower() if isinstance(said, dict) else ""
    if "api key" in sentence:
        return "key"
    if "not supported" in sentence or "not available" in sentence:
        return "pair"
    if "exceeds" in sentence and "limit" in sentence:
        return "too_long"
    if "too many request" in sentence or "slowdown" in sentence:
        return "busy"
    return ""
