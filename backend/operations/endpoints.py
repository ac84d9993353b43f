"""POST /v1/ops:batch."""

from fastapi import APIRouter

from backend.access import Signed, State, problems
from backend.errors import Refusal
from backend.operations.wire import BatchIn, BatchOut

router = APIRouter(prefix="/v1", tags=["operations"])


@router.post("/ops:batch", responses=problems(401, 413), operation_id="apply_operations")
def apply_operations(body: BatchIn, caller: Signed, services: State) -> BatchOut:
    """Applies operations exactly once; every one has its own result. A batch costs as many units as operations."""
    most = services.settings.max_operations
    if len(body.ops) > most:
        raise Refusal(413, "too_large", f"A batch has at most {most} operations.")
    services.rate_limit.spend(caller.agent.id, max(0, len(body.ops) - 1))
    services.rush.batch(len(body.ops))
    try:
        return BatchOut(services.operations.apply(caller, body))
    finally:
        services.rush.applied()
