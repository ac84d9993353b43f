"""One question to a translation provider over HTTP: limits, time-outs, and every failure as `NotTranslated`."""

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.errors import AnswerLost, NotTranslated, Refused, Unreachable
from domain.clock import Clock
from domain.translation import LONGEST
from sync.braid.address import INSECURE
from sync.braid.transport import Answer, Request, Timeouts, Transport

LIMIT = 4 * 1024 * 1024
"""Bytes of an answer."""

WHOLE = 30.0
"""Seconds for one question, however slowly its answer drips in."""

Fields = Mapping[str, Any]


class Asker:
    """Keeps the connections to one provider.

    Attributes:
        patience: seconds for a whole question.
    """

    def __init__(self, address: str, clock: Clock, patience: float = WHOLE) -> None:
        try:
            self._transport = Transport(address, clock, Timeouts(connect=min(5.0, patience), read=min(20.0, patience)))
        except Refused as error:
            raise NotTranslated("insecure" if error.code == INSECURE else "address") from error
        self.patience = patience

    async def get(self, path: str) -> Answer:
        """Reads something that says nothing about any text."""
        return await self._ask(Request("GET", path))

    async def post(self, path: str, fields: Fields, headers: Mapping[str, str] | None = None) -> Answer:
        """Sends JSON; the answer with any status. Raises NotTranslated "offline", "slow" or "answer"."""
        content = json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace")
        return await self._ask(Request("POST", path, content, {"Content-Type": "application/json", **(headers or {})}))

    async def close(self) -> None:
        """Closes every connection."""
        await self._transport.close()

    async def _ask(self, request: Request) -> Answer:
        try:
            async with asyncio.timeout(self.patience):
                return await self._transport.ask(request, limit=LIMIT)
        except TimeoutError as error:
            raise NotTranslated("slow") from error
        except Unreachable as error:
            raise NotTranslated("slow" if error.detail == "ConnectTimeout" else "offline", error.detail) from error
        except AnswerLost as error:
            raise NotTranslated("slow" if "Timeout" in error.detail else "answer", error.detail) from error
        except Refused as error:
            raise NotTranslated("address") from error


def fields_of(answer: Answer) -> Any:
    """The JSON of an answer; {} when it is none, so that a proxy's page reads as an answer without fields."""
    try:
        return json.loads(answer.body)
    except ValueError:
        return {}


def failure(answer: Answer, code: str = "") -> NotTranslated:
    """What a status means where the provider has no word of its own for it (`code`)."""
    known = {401: "key", 403: "key", 413: "too_long", 414: "too_long", 429: "busy", 503: "busy", 504: "slow"}
    return NotTranslated(code or known.get(answer.status, "answer"), f"http {answer.status}")


def batches(texts: Sequence[str], most: int, characters: int) -> Iterator[Sequence[str]]:
    """The texts in order, in groups that one question may hold. Raises NotTranslated("too_long")."""
    held: list[str] = []
    for text in texts:
        if len(text) > LONGEST:
            raise NotTranslated("too_long")
        if held and (len(held) == most or sum(map(len, held)) + len(text) > characters):
            yield held
            held = []
        held.append(text)
    if held:
        yield held


def strings(found: Any, count: int) -> list[str]:
    """As many texts as were asked for; raises NotTranslated("answer") for anything else."""
    if not isinstance(found, list) or len(found) != count or not all(isinstance(one, str) for one in found):
        raise NotTranslated("answer", "shape")
    return found
