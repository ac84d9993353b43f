"""Files up and down, a piece at a time: resumed where the other side ends, never whole in memory."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING

from app.errors import AnswerLost, Refused
from app.ports import PIECE, OutgoingFile
from domain.ids import BlobHash
from domain.problems import Problem
from sync.braid.transport import MIB, Answer, Request

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    import httpx

CHUNK = MIB
DOWNLOAD_LIMIT = 256 * MIB
_MOST_CORRECTIONS = 3
_ALL_IS_HERE = 416
_ANSWERED = 64 * 1024

Ask = Callable[[Request, int], Awaitable[Answer]]
Opened = Callable[[Request], "AbstractAsyncContextManager[httpx.Response]"]
Fault = Callable[[Answer], Exception]
Told = Callable[[int], None]


class BlobCalls:
    """The calls under /v1/blobs.

    Attributes:
        ask: sends with authorisation and gives back any answer below 500 that has a meaning here.
        opened: the same, for an answer that is read while it arrives.
        fault: what another answer means.
    """

    def __init__(self, ask: Ask, opened: Opened, fault: Fault) -> None:
        self.ask = ask
        self.opened = opened
        self.fault = fault

    async def put(self, file: OutgoingFile, told: Told) -> None:
        """Uploads what is missing over there. At most one chunk is sent twice after a cut."""
        offset = await self._held(file.blob)
        corrections = 0
        while offset is not None:
            told(offset)
            answer = await self._append(file, offset)
            if answer.status in {409, 422}:
                corrections += 1
                if corrections > _MOST_CORRECTIONS:
                    raise Refused("blob_refused")
                offset = _offset(answer) if answer.status == 409 else 0
            elif not answer.ok:
                raise self.fault(answer)
            else:
                offset = self._next(answer, offset, file.size)
        told(file.size)

    async def get(self, blob: BlobHash, offset: int) -> AsyncIterator[bytes]:
        """The bytes from an offset on, in PIECEs. Raises Refused when the file is not over there."""
        headers = {"Accept-Encoding": "identity", **({"Range": f"bytes={offset}-"} if offset else {})}
        async with self.opened(Request("GET", f"/v1/blobs/{blob}", headers=headers)) as response:
            if response.status_code == _ALL_IS_HERE:
                return
            if response.status_code not in {200, 206}:
                body = (await anext(response.aiter_bytes(_ANSWERED), b""))[:_ANSWERED]
                raise self.fault(Answer(response.status_code, response.headers, body))
            position = offset if response.status_code == 206 else 0
            async for piece in response.aiter_bytes(PIECE):
                position += len(piece)
                if position > DOWNLOAD_LIMIT:
                    raise AnswerLost("answer_too_large")
                if position > offset:  # a proxy that knows no ranges begins anew
                    yield piece

    async def _held(self, blob: BlobHash) -> int | None:
        """How many bytes are over there; None when all are."""
        answer = await self.ask(Request("HEAD", f"/v1/blobs/{blob}"), _ANSWERED)
        if answer.status == 404:
            return 0
        if not answer.ok:
            raise self.fault(answer)
        complete = answer.headers.get("Upload-Complete", "").lower() in {"1", "true", "?1"}
        return None if complete else _offset(answer)

    async def _append(self, file: OutgoingFile, offset: int) -> Answer:
        headers = {
            "Upload-Offset": str(offset),
            "Upload-Length": str(file.size),
            "Content-Type": file.media_type or "application/octet-stream",
        }
        chunk = await file.read(offset, CHUNK)
        if chunk is None:
            raise Refused(Problem.MEDIA_GONE)
        return await self.ask(Request("PUT", f"/v1/blobs/{file.blob}", chunk, headers), _ANSWERED)

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
