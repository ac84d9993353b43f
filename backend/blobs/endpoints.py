"""HEAD, PUT and GET /v1/blobs/{sha256}."""

import asyncio
from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Header, Path, Request, Response
from fastapi.responses import FileResponse
from starlette.requests import ClientDisconnect

from backend.access import Signed, State, problems
from backend.blobs.names import clean_type
from backend.blobs.store import BlobStore, OffsetMismatch, WrongHash
from backend.errors import Refusal, invalid, not_found

router = APIRouter(prefix="/v1/blobs", tags=["blobs"])

Hash = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]
_GATHER = 1024 * 1024
_SAFE_HEADERS = {
    "Content-Disposition": "attachment",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox",
    "Cache-Control": "private, max-age=31536000, immutable",
}


@router.head("/{sha256}", responses=problems(401, 404), operation_id="blob_state")
def state(sha256: Hash, caller: Signed, services: State) -> Response:
    """How much of a file is here: Upload-Offset and Upload-Complete."""
    found = services.blobs.state(sha256)
    if found is None:
        return Response(status_code=404)
    return Response(headers=_progress(found.offset, found.complete))


@router.get("/{sha256}", responses=problems(401, 404, 416), response_class=FileResponse, operation_id="blob_content")
def content(sha256: Hash, caller: Signed, services: State) -> Response:
    """The file, or the range of it that is asked for; always as a download."""
    found = services.blobs.state(sha256)
    if found is None or not found.complete:
        raise not_found("file")
    return FileResponse(services.blobs.path(sha256), media_type=found.media_type, headers=_SAFE_HEADERS)


@router.put(
    "/{sha256}",
    responses={200: {"description": "More to come"}, **problems(401, 409, 413, 422)},
    status_code=201,
    response_class=Response,
    operation_id="blob_upload",
)
async def upload(
    sha256: Hash,
    request: Request,
    caller: Signed,
    services: State,
    upload_offset: Annotated[int, Header(ge=0)],
    upload_length: Annotated[int, Header(ge=0)],
    content_type: Annotated[str, Header()] = "",
) -> Response:
    """Adds a chunk: 201 when the file is complete and its hash is right, 200 while there is more to come."""
    blobs = services.blobs
    if upload_length > blobs.limit:
        raise Refusal(413, "too_large", "The file is too large.")
    known = await asyncio.to_thread(blobs.state, sha256)
    if known is not None and known.complete:
        return Response(status_code=201, headers=_progress(known.offset, True))
    try:
        offset = await _receive(blobs, sha256, request, upload_offset, upload_length)
        if offset < upload_length:
            return Response(status_code=200, headers=_progress(offset, False))
        await asyncio.to_thread(blobs.finish, sha256, clean_type(content_type))
    except OffsetMismatch as elsewhere:
        headers = _progress(elsewhere.offset, False)
        raise Refusal(409, "wrong_offset", "The upload goes on elsewhere.", headers) from elsewhere
    except WrongHash as wrong:
        raise Refusal(422, "wrong_hash", "The bytes are not the ones that were announced.") from wrong
    return Response(status_code=201, headers=_progress(upload_length, True))


async def _receive(blobs: BlobStore, sha256: str, request: Request, offset: int, length: int) -> int:
    """Writes what comes in, a piece at a time; what came before a cut is kept, and the upload goes on behind it."""
    gathered = bytearray()
    with suppress(ClientDisconnect):
        async for chunk in request.stream():
            gathered += chunk
            if offset + len(gathered) > length:
                raise invalid("More bytes came than were announced.")
            if len(gathered) >= _GATHER:
                offset = await asyncio.to_thread(blobs.append, sha256, offset, bytes(gathered))
                gathered.clear()
    return await asyncio.to_thread(blobs.append, sha256, offset, bytes(gathered))


def _progress(offset: int, complete: bool) -> dict[str, str]:
    return {"Upload-Offset": str(offset), "Upload-Complete": "?1" if complete else "?0"}
