"""The customer directory, for admins and integrations: PUT /v1/customer-directory/{external_id}, and its orders."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import AwareDatetime, BaseModel, Field

from backend.access import ManagesChannels, State, problems, writing
from backend.customers import directory, orders
from backend.customers.directory import DirectoryRecord
from backend.threads.work import Work
from domain.agent import Permission
from domain.ids import CustomerId, OrderId
from domain.order import Order, OrderStatus


class OrderIn(BaseModel):
    """An order as `domain.order.Order` describes it."""

    goods: str = Field(max_length=500)
    amount: int = Field(ge=0, le=2**53)
    currency: str = Field(pattern="^[A-Z]{3}$")
    status: OrderStatus
    at: AwareDatetime
    shipping: int = Field(default=0, ge=0, le=2**53)
    carrier: str = Field(default="", max_length=100)
    waybill: str = Field(default="", max_length=100)
    link: str = Field(default="", max_length=2000, pattern="^(https?://.*)?$")
    expected_at: AwareDatetime | None = None
    delivered_at: AwareDatetime | None = None
    returned_at: AwareDatetime | None = None

    def order(self, number: str) -> Order:
        """The same as a value that is nobody's yet."""
        return Order(id=OrderId(""), customer_id=CustomerId(""), number=number, **dict(self))


router = APIRouter(prefix="/v1/customer-directory", tags=["customers"])

ExternalId = Annotated[str, Path(min_length=1, max_length=200)]


Number = Annotated[str, Path(min_length=1, max_length=64)]


@router.put("/{external_id}/orders/{number}", status_code=204, responses=problems(401, 403), operation_id="put_order")
def put_order(
    external_id: ExternalId, number: Number, body: OrderIn, caller: ManagesChannels, services: State
) -> Response:
    """Stores an order as the shop's systems tell it; amounts in the currency's smallest unit."""
    with writing(services, caller, Permission.MANAGE_CHANNELS) as tx:
        work = Work(tx, services.clock.now(), services.new_id)
        orders.put(work, external_id, body.order(number))
        work.flush()
    return Response(status_code=204)


@router.put("/{external_id}", status_code=204, responses=problems(401, 403), operation_id="put_customer")
def put_customer(external_id: ExternalId, body: DirectoryRecord, caller: ManagesChannels, services: State) -> Response:
    """Stores what the shop knows of a customer; threads that it proves to be one person's are joined."""
    now = services.clock.now()
    with writing(services, caller, Permission.MANAGE_CHANNELS) as tx:
        work = Work(tx, now, services.new_id)
        directory.put(work, external_id, body, now)
        work.flush()
    return Response(status_code=204)
