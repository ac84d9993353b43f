"""The customer directory, for admins and integrations: PUT /v1/customer-directory/{external_id}."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from backend.access import ManagesChannels, State, problems
from backend.customers import directory
from backend.customers.directory import DirectoryRecord
from backend.threads.work import Work

router = APIRouter(prefix="/v1/customer-directory", tags=["customers"])

ExternalId = Annotated[str, Path(min_length=1, max_length=200)]


@router.put("/{external_id}", status_code=204, responses=problems(401, 403), operation_id="put_customer")
def put_customer(external_id: ExternalId, body: DirectoryRecord, caller: ManagesChannels, services: State) -> Response:
    """Stores what the shop knows of a customer; threads that it proves to be one person's are joined."""
    now = services.clock.now()
    with services.database.write() as tx:
        work = Work(tx, now, services.new_id)
        directory.put(work, external_id, body, now)
        work.flush()
    return Response(status_code=204)
