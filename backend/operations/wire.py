"""The shapes of POST /v1/ops:batch."""

import hashlib
import json
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field, TypeAdapter, ValidationError

from domain.operations import PAYLOADS, Payload, Result


def _whole(text: str) -> str:
    """The text; halves of characters, which JSON can hold and nothing can keep, make it none."""
    text.encode()  # UnicodeEncodeError is a ValueError
    return text


Name = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(_whole)]


class OperationIn(BaseModel):
    """One operation as a client froze it.

    Attributes:
        n: its number in the lane, from 1. payload: as the kind says; checked for each operation by itself.
    """

    id: Name
    lane: Name
    n: int = Field(ge=1, le=2**53)
    kind: Name
    created_at: str = Field(default="", max_length=64)
    payload: dict[str, Any] = Field(default_factory=dict)


class BatchIn(BaseModel):
    """Operations of one device, those of a lane in order."""

    device_id: Name
    ops: list[OperationIn]


@dataclass(frozen=True, slots=True)
class BatchOut:
    """The results, in the order of the request."""

    results: list[Result]


# Made once: `json.dumps` makes an encoder for every call that wants anything of its own.
_SAID = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_ADAPTERS: dict[str, TypeAdapter[Payload]] = {kind: TypeAdapter(payload) for kind, payload in PAYLOADS.items()}


def read(operation: OperationIn) -> tuple[Payload | None, str]:
    """The payload as a domain value, None when kind or content are not known here; and the operation's fingerprint.

    That is what the operation says, as a hash: the same id with another one is a mistake.
    """
    said = _SAID.encode([operation.kind, operation.lane, operation.payload])
    try:
        raw = said.encode()
    except UnicodeEncodeError:
        return None, _hash(said.encode("utf-8", "surrogatepass"))
    return _parsed(operation), _hash(raw)


def _parsed(operation: OperationIn) -> Payload | None:
    adapter = _ADAPTERS.get(operation.kind)
    if adapter is None:
        return None
    try:
        return adapter.validate_python(operation.payload)
    except ValidationError:
        return None


def _hash(said: bytes) -> str:
    return hashlib.sha256(said).hexdigest()
