"""A client that sets another password of its agent: it goes on working, and is told why when that cannot be."""

from pathlib import Path

import pytest

from app.clock import SystemClock
from app.errors import Refused, SignedOut, Throttled
from backend.accounts.throttle import FREE_FAILURES
from sync.braid.gateway import BraidGateway
from tests.support.backend import PASSWORD, a_backend
from tests.support.streams import serving

NEW = "another good phrase"


async def change(gateway: BraidGateway, present: str, new: str = NEW) -> object:
    return await gateway.request_json("PUT", "/v1/me/password", {"present": present, "new": new})


async def test_a_client_with_another_password_stays_signed_in(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as rig, serving(rig) as (_, http):
        agent = rig.agent(password=PASSWORD)
        here, there = (BraidGateway(str(http.base_url), SystemClock(), "test") for _ in range(2))
        for gateway in (here, there):
            await gateway.sign_in(agent.email, PASSWORD)
        with pytest.raises(Refused, match="weak_password"):
            await change(here, PASSWORD, "short")
        await change(here, PASSWORD)
        await here.request_json("GET", "/v1/me")
        with pytest.raises(SignedOut):
            await there.request_json("GET", "/v1/me")
        for _ in range(FREE_FAILURES):
            with pytest.raises(Refused, match="wrong_password"):
                await change(here, PASSWORD)
        with pytest.raises(Throttled):
            await change(here, NEW)
        await here.request_json("GET", "/v1/me")
        for gateway in (here, there):
            await gateway.close()
