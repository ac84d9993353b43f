"""Files up and down: resumed where the other side ends, and checked against their name."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable

from app.errors import AnswerLost, Refused
from domain.ids import BlobHash
from sync.braid.transport import MIB, Answer, Request

CHUNK = MIB
DOWNLOAD_LIMIT = 256 * MIB
_MOST_CORRECTIONS = 3

Ask = Callable[[Request, int], Awaitable[Answer]]
Fault = Callable[[Answer], Exception]
_ANSWERED = 64 * 1024


class BlobCalls:
    """The calls under /v1/blobs.

    Attributes:
        ask: sends with authorisation and gives back any answer below 500 that has a meaning here.
        fault: what another answer means.
    """

    def __init__(self, ask: Ask, fault: Fault) -> None:
        self.ask = ask
        self.fault = fault

    async def put(self, blob: BlobHash, content: bytes, media_type: str) -> None:
        """Uploads what is missing over there. At most one chunk is sent twice after a cut."""
        offset = await self._held(blob)
        corrections = 0
        while offset is not None:
            answer = await self._append(blob, content, offset, media_type)
            if answer.status in {409, 422}:
                corrections += 1
                if corrections > _MOST_CORRECTIONS:
                    raise Refused("blob_refused")
                offset = _offset(answer) if answer.status == 409 else 0
            elif not answer.ok:
                raise self.fault(answer)
            else:
                offset = self._next(answer, offset, len(content))

    async def get(self, blob: BlobHash) -> bytes:
        """Downloads the whole file. Raises Refused when it is not there or is not what its name says."""
        answer = await self.ask(Request("GET", f"/v1/blobs/{blob}"), DOWNLOAD_LIMIT)
        if not answer.ok:
            raise self.fault(answer)
        found = await asyncio.get_running_loop().run_in_executor(None, _digest, answer.body)
        if found != blob:
            raise Refused("blob_damaged")
        return answer.body

    async def _held(self, blob: BlobHash) -> int | None:
        """How many bytes are over there; None when all are."""
        answer = await self.ask(Request("HEAD", f"/v1/blobs/{blob}"), _ANSWERED)
        if answer.status == 404:
            return 0
        if not answer.ok:
            raise self.fault(answer)
        complete = answer.headers.get("Upload-Complete", "").lower() in {"1", "true", "?1"}
        return None if complete else _offset(answer)

    async def _append(self, blob: BlobHash, content: bytes, offset: int, media_type: str) -> Answer:
        headers = {
            "Upload-Offset": str(offset),
            "Upload-Length": str(len(content)),
            "Content-Type": media_type or "application/octet-stream",
        }
        chunk = content[offset : offset + CHUNK]
        return await self.ask(Request("PUT", f"/v1/blobs/{blob}", chunk, headers), _ANSWERED)

    @staticmethod
    def _next(answer: Answer, offset: int, size: int) -> int | None:
        if answer.status == 201:
            return None
        if offset >= size:
            raise AnswerLost("blob_unfinished")
        return min(offset + CHUNK, size)


def _offset(answer: Answer) -> int:
    text = answer.headers.get("Upload-Offset", "0")
    return int(text) if text.isascii() and text.isdigit() else 0


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
