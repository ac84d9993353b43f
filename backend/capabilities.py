"""GET /v1/capabilities: what this server can do, for anybody."""

from dataclasses import dataclass

from fastapi import APIRouter

from backend.access import State, problems
from backend.version import VERSION

router = APIRouter(prefix="/v1", tags=["capabilities"])


@dataclass(frozen=True, slots=True)
class Capabilities:
    """Limits of a batch, and the names of features a client can count on."""

    version: str
    max_ops: int
    max_bytes: int
    features: list[str]


@router.get("/capabilities", responses=problems(), operation_id="capabilities")
def capabilities(services: State) -> Capabilities:
    """Version, limits and features."""
    features = ["ops", "changes", "events", "blobs", "joins", "snooze", "search"]
    settings = services.settings
    return Capabilities(VERSION, settings.max_operations, settings.max_batch_bytes, features)
