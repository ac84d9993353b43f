"""Somebody at their computer, without a face: signed in on a real server, with a local database and services."""

from contextlib import AsyncExitStack
from pathlib import Path
from typing import TypeVar

from app.clock import SystemClock, make_ids
from app.server_time import ServerTime
from app.services.desk import Account, Desk
from app.services.operations import Operator
from domain.agent import Role
from sync.braid.gateway import BraidGateway
from tests.support.house import House, a_house
from tests.support.team import Team

PASSWORD = "a long enough phrase"


class Seat:
    """One person.

    Attributes:
        house: everything between the screen and the gateway. me: who sits there.
        desk, operator: what services are made of.
    """

    def __init__(self, house: House[BraidGateway], account: Account) -> None:
        self.house, self.me = house, account.agent
        self.desk = Desk(house.hub)
        self.desk.place(account)
        self.time = ServerTime(house.clock)
        self.operator = Operator(self.desk, make_ids(house.clock), self.time)


S = TypeVar("S", bound=Seat)


async def take_a_seat(stack: AsyncExitStack, team: Team, folder: Path, name: str, role: Role, make: type[S]) -> S:
    """A colleague with a password, signed in on a computer of their own."""
    email = f"{name.lower()}@example.com"
    person = {"name": name, "email": email, "role": role.value, "password": PASSWORD}
    await team.gateway.request_json("POST", "/v1/agents", person)
    gateway = BraidGateway(team.backend.address, SystemClock(), "system test")
    stack.push_async_callback(gateway.close)
    session = await gateway.sign_in(email, PASSWORD)
    house = await stack.enter_async_context(a_house(folder / name, gateway, session))
    await house.synced()
    return make(house, Account(session.agent, house.store, gateway, house.engine))
