"""Who was signed out, or lost their role, while a change of theirs waited for its turn changes nothing (S4, S6)."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from backend.accounts import agent_endpoints
from backend.accounts import endpoints as accounts
from backend.accounts.agent_endpoints import AgentIn, AgentPatch
from backend.accounts.agents import AgentChange
from backend.accounts.sessions import Caller
from backend.channel_accounts import endpoints as channels
from backend.channel_accounts.endpoints import AccountIn, AccountPatch
from backend.customers import endpoints as customers
from backend.customers.directory import DirectoryRecord
from backend.errors import Refusal
from domain.agent import Agent, Role
from tests.support.backend import BackendRig, a_backend


@dataclass(frozen=True)
class Late:
    """An admin who was let in, and a colleague."""

    rig: BackendRig
    caller: Caller
    other: Caller


Change = Callable[[Late], object]
_ACCOUNT = {"kind": "whatsapp", "name": "n", "address": "a", "provider_id": "p", "access_token": "t"}


def add_agent(late: Late) -> object:
    return agent_endpoints.add_agent(AgentIn(name="New", email="new@example.com"), late.caller, late.rig.services)


def change_agent(late: Late) -> object:
    patch = AgentPatch(role=Role.ADMIN)
    return agent_endpoints.change_agent(late.other.agent.id, patch, late.caller, late.rig.services)


def end_agent_session(late: Late) -> object:
    ids = late.other.agent.id, late.other.session_id
    return agent_endpoints.end_agent_session(*ids, late.caller, late.rig.services, wipe=True)


def add_account(late: Late) -> object:
    body = AccountIn.model_validate({**_ACCOUNT, "app_secret": "s", "verify_token": "v"})
    return channels.add_account(body, late.caller, late.rig.services)


def change_account(late: Late) -> object:
    return channels.change_account(late.rig.whatsapp.id, AccountPatch(enabled=False), late.caller, late.rig.services)


def remove_account(late: Late) -> object:
    return channels.remove_account(late.rig.whatsapp.id, late.caller, late.rig.services)


def put_customer(late: Late) -> object:
    return customers.put_customer("c-1", DirectoryRecord(name="Ann"), late.caller, late.rig.services)


ADMINS = [add_agent, change_agent, end_agent_session, add_account, change_account, remove_account, put_customer]


def signed_out(rig: BackendRig, agent: Agent) -> None:
    with rig.services.database.write() as tx:
        rig.services.sessions.end_all(tx, agent.id, "changed_by_admin")


def demoted(rig: BackendRig, agent: Agent) -> None:
    with rig.services.database.write() as tx:
        rig.services.agents.change(tx, None, agent.id, AgentChange(role=Role.LEAD))


@pytest.mark.parametrize("change", ADMINS)
@pytest.mark.parametrize(("meanwhile", "status"), [(signed_out, 401), (demoted, 403)])
async def test_nothing_is_changed_for_who_may_not_any_more(
    tmp_path: Path, change: Change, meanwhile: Callable[[BackendRig, Agent], None], status: int
) -> None:
    async with a_backend(tmp_path) as rig:
        rig.agent(Role.ADMIN)
        late = Late(rig, rig.caller(rig.agent(Role.ADMIN)), rig.caller(rig.agent()))
        meanwhile(rig, late.caller.agent)
        before = rig.services.database.seq(), rig.rows("SELECT * FROM session WHERE end_reason = 'wiped'")
        with pytest.raises(Refusal) as refused:
            change(late)
        assert refused.value.status == status
        noted = rig.rows("SELECT count(*) FROM audit WHERE action = 'not_allowed'")
        assert noted == [(int(status == 403),)], "as every other refusal is (S22)"
        assert (rig.services.database.seq(), rig.rows("SELECT * FROM session WHERE end_reason = 'wiped'")) == before


async def test_who_was_signed_out_signs_out_no_other_computer(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as rig:
        agent = rig.agent()
        here, there = rig.caller(agent), rig.caller(agent)
        with rig.services.database.write() as tx:
            rig.services.sessions.end(tx, here.session_id, "ended")
        with pytest.raises(Refusal) as refused:
            accounts.end_session(there.session_id, here, rig.services, wipe=True)
        assert refused.value.status == 401
        with rig.services.database.read() as connection:
            assert rig.services.sessions.alive(connection, [there.session_id])


@pytest.mark.parametrize("change", ADMINS)
async def test_who_still_may_does(tmp_path: Path, change: Change) -> None:
    async with a_backend(tmp_path) as rig:
        late = Late(rig, rig.caller(rig.agent(Role.ADMIN)), rig.caller(rig.agent()))
        change(late)
